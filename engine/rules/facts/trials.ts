/** Which members of a service the scenarios of a text fail, where they state what is to be true of it. */
import { find, findMachine, membersOf } from '../../topology/lookup.ts';
import type { Id, Injection, Machine, Scenario, Service, TargetRef, Topology } from '../../topology/model.ts';
import { circuitsOf, type Fate, fatesOfMetal } from './fates.ts';
import { append, oncePerTopology } from './memo.ts';
import { machinesUnder, metalOf } from './placement.ts';

/** The injections that take what they name out of service; a migration or an emptied host does not. */
const failing: ReadonlySet<Injection['kind']> = new Set(['fail', 'crash', 'fault', 'isolate', 'reboot']);

/** The members of a service that some scenario with expectations about it fails: itself, its host, its site … */
export function triedMembers(topology: Topology, service: Service): ReadonlySet<Id> {
  const tried = new Set<Id>();
  const members = membersOf(service);
  const known = relatedTo(topology, service);
  for (const { scenario, instants } of played(topology)) {
    if (!scenario.steps.some((step) => step.step === 'expect' && known.has(step.subject.id))) continue;
    for (const lost of instants)
      for (const member of members) if (!tried.has(member) && isLost(topology, member, lost)) tried.add(member);
  }
  return tried;
}

/** Whom an expectation about a service may name: what carries it, what it carries, and who is served. */
function relatedTo(topology: Topology, service: Service): ReadonlySet<Id> {
  const known = new Set<Id>([service.id, ...machinesUnder(topology, service.id).map((machine) => machine.id)]);
  const below = [...membersOf(service)];
  for (const id of below) {
    const inner = find(topology, 'service', id);
    if (!inner || known.has(id)) continue;
    known.add(id);
    below.push(...membersOf(inner));
  }
  if (service.mode === 'failover-group') {
    if (service.cluster !== undefined) known.add(service.cluster);
    for (const resource of service.resources) known.add(resource);
  }
  const above = [service.id];
  for (const id of above)
    for (const user of usersOf(topology).get(id) ?? []) {
      if (known.has(user)) continue;
      known.add(user);
      above.push(user);
    }
  return known;
}

/** Who has a service as a member, needs it, or is registered with it. */
const usersOf = oncePerTopology((topology) => {
  const users = new Map<Id, Id[]>();
  for (const service of topology.services)
    for (const used of [...membersOf(service), ...service.needs]) append(users, used, service.id);
  for (const endpoint of topology.endpoints)
    for (const used of [...endpoint.registers, ...endpoint.alternates]) append(users, used, endpoint.id);
  return users;
});

interface Played {
  readonly scenario: Scenario;
  /** What is failed after each of its injections that fail something. */
  readonly instants: readonly ReadonlySet<Id>[];
}

const played = oncePerTopology((topology): readonly Played[] =>
  topology.scenarios
    .filter((scenario) => scenario.steps.some((step) => step.step === 'expect'))
    .map((scenario) => ({ scenario, instants: instantsOf(topology, scenario) })),
);

function instantsOf(topology: Topology, scenario: Scenario): readonly ReadonlySet<Id>[] {
  const failed = new Set<Id>();
  const instants: ReadonlySet<Id>[] = [];
  for (const step of scenario.steps) {
    if (step.step !== 'inject') continue;
    const targets = step.targets.flatMap((target) => hitBy(topology, step, target));
    if (step.kind === 'restore') for (const target of targets) failed.delete(target);
    if (!failing.has(step.kind) || step.forHosts.length > 0) continue;
    for (const target of targets) failed.add(target);
    instants.push(new Set(failed));
    // it comes back by itself
    if (step.kind === 'reboot') for (const target of targets) failed.delete(target);
  }
  return instants;
}

/** The element that an injection hits: of a failed node its machine, of a faulted service what is active at the start. */
function hitBy(topology: Topology, { kind }: Injection, target: TargetRef): readonly Id[] {
  if (target.node !== undefined) return [target.node];
  const service = find(topology, 'service', target.id);
  if (!service || (kind !== 'fault' && kind !== 'restore')) return [target.id];
  const first = service.mode === 'failover-group' ? firstOwner(service) : membersOf(service)[0];
  return first === undefined ? [] : machinesUnder(topology, first).map((machine) => machine.id);
}

/** The node that has a failover group at the start. */
export function firstOwner(group: Extract<Service, { mode: 'failover-group' }>): Id | undefined {
  const { on, preferred, owners } = group;
  return [on, ...preferred, ...owners].find((node) => node !== undefined && owners.includes(node));
}

const placesAround: readonly Fate[] = ['host', 'rack', 'site', 'cluster'];

function isLost(topology: Topology, member: Id, failed: ReadonlySet<Id>): boolean {
  const machine = findMachine(topology, member);
  if (machine) return isMachineLost(topology, machine, failed);
  const machines = machinesUnder(topology, member);
  // what of a service still lives keeps it up: whether enough does is for its own scenarios
  return machines.length > 0 && machines.every((each) => isMachineLost(topology, each, failed));
}

function isMachineLost(topology: Topology, machine: Machine, failed: ReadonlySet<Id>): boolean {
  if (failed.has(machine.id)) return true;
  const primary = metalOf(topology, machine);
  const copies =
    machine.kind === 'vm' && machine.ft ? [primary, find(topology, 'host', machine.ft.secondary)] : [primary];
  return copies.every((metal) => {
    if (!metal) return false;
    if (placesAround.some((fate) => fatesOfMetal(topology, fate, metal).some((place) => failed.has(place))))
      return true;
    const circuits = circuitsOf(topology, metal);
    return circuits.length > 0 && circuits.every((circuit) => failed.has(circuit));
  });
}
