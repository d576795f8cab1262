/** Which CIC servers handle load: at the start, after a switchover, and when a scenario moves them. */
import { find, findMachine } from '../../topology/lookup.ts';
import type { Id, Injection, Machine, Scenario, Service, Topology, Vm } from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';
import { cic, parentsOf, servicesOf } from './products.ts';

/** A CIC system and its servers; each is one machine, or not known to be one. */
export interface CicSystem {
  readonly service: Service;
  /** Handles the load at the start. */
  readonly serving: Machine | undefined;
  /** Takes the load over. */
  readonly backup: Machine | undefined;
}

/** The CIC systems, each by its outermost service. */
export const cicSystems: (topology: Topology) => readonly CicSystem[] = oncePerTopology((topology) =>
  servicesOf(topology, cic).flatMap((service): CicSystem[] => {
    if (parentsOf(topology, service.id).some((parent) => parent.product?.name === cic)) return [];
    if (service.mode === 'standalone') return [{ service, serving: only(topology, service.member), backup: undefined }];
    if (service.mode !== 'switchover') return [];
    return [{ service, serving: only(topology, service.primary), backup: only(topology, service.backup) }];
  }),
);

function only(topology: Topology, member: Id | undefined): Machine | undefined {
  const [machine, ...others] = machinesUnder(topology, member);
  return others.length === 0 ? machine : undefined;
}

/** A step of a scenario by which a CIC server is moved while it handles load. */
export interface LoadedMove {
  readonly step: Injection;
  readonly system: CicSystem;
  readonly vm: Vm;
  /** Where it is moved from, and to, as far as the text says. */
  readonly from: Id | undefined;
  readonly to: Id | undefined;
  /** The server that could take the load over first. */
  readonly partner: Machine | undefined;
}

/** Who handles the load now, and where the servers run; what a scenario leaves open is `undefined`. */
interface Load {
  readonly system: CicSystem;
  serving: Machine | undefined;
  readonly hosts: Map<Machine, Id | undefined>;
}

/** The CIC systems by their machines, and by the hosts of these. */
const systemsAt = oncePerTopology((topology) => {
  const found = new Map<Id, CicSystem[]>();
  for (const system of cicSystems(topology)) {
    if (!system.serving) continue;
    for (const [machine, host] of loadAtStart(system).hosts)
      for (const id of new Set([machine.id, host])) {
        if (id === undefined) continue;
        const known = found.get(id);
        if (known) known.push(system);
        else found.set(id, [system]);
      }
  }
  return found;
});

/**
 * The steps of all scenarios that migrate a CIC server under load, or empty its host. After a failure that
 * reaches further than one machine or host it is open who serves, and nothing more is said of that scenario.
 */
export function loadedMoves(topology: Topology): readonly LoadedMove[] {
  if (systemsAt(topology).size === 0) return [];
  return topology.scenarios.flatMap((scenario) => movesOf(topology, scenario));
}

function movesOf(topology: Topology, scenario: Scenario): readonly LoadedMove[] {
  const steps = scenario.steps.filter((step) => step.step === 'inject').sort((one, other) => one.time - other.time);
  const loads = new Map<CicSystem, Load>();
  const moves: LoadedMove[] = [];
  for (const step of steps) {
    if (!isClear(topology, step)) break;
    for (const id of namedBy(topology, step))
      for (const system of systemsAt(topology).get(id) ?? [])
        if (!loads.has(system)) loads.set(system, loadAtStart(system));
    for (const load of loads.values()) {
      const move = played(topology, load, step);
      if (move) moves.push(move);
    }
  }
  return moves;
}

/** False for a failure after which it is open who serves. */
function isClear(topology: Topology, step: Injection): boolean {
  if (step.kind === 'partition') return false;
  if (!failing.has(step.kind)) return true;
  return step.forHosts.length === 0 && step.targets.every(({ id }) => isMachineOrHost(topology, id));
}

const failing: ReadonlySet<Injection['kind']> = new Set(['fail', 'crash', 'fault', 'reboot', 'isolate']);

/** What a step names, and the machines under a service that it names. */
function namedBy(topology: Topology, { targets }: Injection): readonly Id[] {
  return targets.flatMap(({ id }) => [id, ...machinesUnder(topology, id).map((machine) => machine.id)]);
}

function loadAtStart(system: CicSystem): Load {
  const machines = [system.serving, system.backup].filter((machine) => machine !== undefined);
  const hosts = new Map(machines.map((machine) => [machine, machine.kind === 'vm' ? machine.host : machine.id]));
  return { system, serving: system.serving, hosts };
}

/** Plays one step for one system; the move that it is, if it is one under load. */
function played(topology: Topology, load: Load, step: Injection): LoadedMove | undefined {
  switch (step.kind) {
    case 'migrate':
    case 'maintenance':
      return moved(load, step);
    case 'activate':
      load.serving = chosenBy(topology, load, step) ?? load.serving;
      return undefined;
    case 'restore':
    case 'heal':
    case 'move':
      return undefined;
    default:
      load.serving = failed(load, step);
      return undefined;
  }
}

const names = (step: Injection, id: Id | undefined) => step.targets.some((target) => target.id === id);

function moved({ system, serving, hosts }: Load, step: Injection): LoadedMove | undefined {
  let found: LoadedMove | undefined;
  for (const [machine, from] of hosts) {
    if (machine.kind !== 'vm' || !names(step, step.kind === 'migrate' ? machine.id : from)) continue;
    hosts.set(machine, step.to);
    if (machine === serving)
      found = { step, system, vm: machine, from, to: step.to, partner: partnerOf(system, serving) };
  }
  return found;
}

const partnerOf = (system: CicSystem, serving: Machine) =>
  serving === system.serving ? system.backup : system.serving;

function chosenBy(topology: Topology, { hosts }: Load, step: Injection): Machine | undefined {
  const chosen = step.targets.flatMap(({ id }) => machinesUnder(topology, id));
  return [...hosts.keys()].filter((machine) => chosen.includes(machine))[0];
}

/** A failure of machines or hosts: for the one that serves its partner takes over, where that is not hit too. */
function failed({ system, hosts, ...load }: Load, step: Injection): Machine | undefined {
  const isHit = (machine: Machine | undefined) =>
    machine !== undefined && (names(step, machine.id) || names(step, hosts.get(machine)));
  const { serving } = load;
  const partner = serving && partnerOf(system, serving);
  const isOpen = isHit(partner) || step.kind === 'isolate';
  const now = !isHit(serving) ? serving : isOpen ? undefined : partner;
  // HA restarts elsewhere what was on a host that is lost
  for (const [machine, host] of hosts) if (machine.kind === 'vm' && names(step, host)) hosts.set(machine, undefined);
  return now;
}

function isMachineOrHost(topology: Topology, id: Id): boolean {
  return findMachine(topology, id) !== undefined || find(topology, 'host', id) !== undefined;
}
