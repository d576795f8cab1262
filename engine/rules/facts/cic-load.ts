/** Which CIC servers handle load: at the start, after a switchover, and when a scenario moves them. */
import { find, findMachine } from '../../topology/lookup.ts';
import type { Id, Injection, Machine, Service, Topology, Vm } from '../../topology/model.ts';
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

/**
 * The steps of all scenarios that migrate a CIC server under load, or empty its host. After a failure that
 * reaches further than one machine or host it is open who serves, and nothing is said of that system any more.
 */
export function loadedMoves(topology: Topology): readonly LoadedMove[] {
  const systems = cicSystems(topology).filter(({ serving }) => serving !== undefined);
  if (systems.length === 0) return [];
  return topology.scenarios.flatMap((scenario) => {
    const loads = systems.map(loadAtStart);
    return scenario.steps
      .filter((step) => step.step === 'inject')
      .sort((one, other) => one.time - other.time)
      .flatMap((step) => loads.flatMap((load) => played(topology, load, step) ?? []));
  });
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
      failed(topology, load, step);
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

/** A failure: of the server that serves, of a machine or host elsewhere, or of something that leaves open who serves. */
function failed(topology: Topology, load: Load, step: Injection): void {
  const { serving, hosts } = load;
  const isHit = (machine: Machine | undefined) =>
    machine !== undefined && (names(step, machine.id) || names(step, hosts.get(machine)));
  const isClear = step.kind !== 'isolate' && step.kind !== 'partition';
  const known = isClear && step.targets.every(({ id }) => isMachineOrHost(topology, id));
  const partner = serving && partnerOf(load.system, serving);
  if (!known) load.serving = undefined;
  else if (isHit(serving)) load.serving = isHit(partner) ? undefined : partner;
  // HA restarts elsewhere what was on a host that is lost
  for (const [machine, host] of hosts) if (machine.kind === 'vm' && names(step, host)) hosts.set(machine, undefined);
}

function isMachineOrHost(topology: Topology, id: Id): boolean {
  return findMachine(topology, id) !== undefined || find(topology, 'host', id) !== undefined;
}
