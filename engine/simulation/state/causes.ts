/**
 * Which change of network or storage made the difference to somebody: the latest that touches what it hangs
 * on, not the latest of all. Where several do at one instant, one that explains a loss or a return.
 */
import type { Ref } from '../../topology/ranks.ts';
import { type Attachment, attachmentsOf, type Joined, join } from '../../topology/reach.ts';
import { latest } from '../log.ts';
import { derived, own } from '../own.ts';
import type { Plan } from '../plan.ts';
import type { HostState, MachineState, ServiceState, World } from '../world.ts';
import { placesAround } from './cuts.ts';
import { isReachable, teamsOn } from './reach.ts';
import { machinesBehind, memberEvent, memberWorks } from './services.ts';

/** An event that changed who reaches whom or who sees which storage, and what it touched. */
interface Change {
  readonly event: number;
  readonly what: 'element' | 'cut' | 'path';
  /** The element; one side of the cut; the hosts that lost or regained a path. */
  readonly refs: readonly Ref[];
  /** The other side of the cut; the storage. */
  readonly others: readonly Ref[];
}

const changes = own((): Change[] => []);

/** Notes that `event` is about an element over which others are reached. */
export function noteElement(world: World, event: number, ref: Ref): void {
  changes(world).push({ event, what: 'element', refs: [ref], others: [] });
}

/** Notes that `event` cut or healed every path between two sides. */
export function noteCut(world: World, event: number, refs: readonly Ref[], others: readonly Ref[]): void {
  changes(world).push({ event, what: 'cut', refs, others });
}

/** Notes that `event` took or gave back the paths of hosts to a storage. */
export function notePath(world: World, event: number, hosts: readonly Ref[], storage: Ref): void {
  changes(world).push({ event, what: 'path', refs: hosts, others: [storage] });
}

/** What to look for: something that was lost, something that came back, or either. */
export type Wanted = 'lost' | 'back' | 'either';

interface Scope {
  /** Elements on which it hangs. */
  readonly elements: ReadonlySet<Ref>;
  /** Where its ends stand: a cut counts where it lies between two of them, or touches the only one. */
  readonly ends: readonly ReadonlySet<Ref>[];
  /** Hosts and storages whose paths count. */
  readonly hosts?: readonly Ref[];
  readonly storages?: readonly Ref[];
}

function latestIn(world: World, scope: Scope, wanted: Wanted): number {
  const all = changes(world);
  let found = -1;
  for (let at = all.length - 1; at >= 0; at--) {
    const change = all[at];
    if (!change || (found >= 0 && timeOf(world, change.event) < timeOf(world, found))) break;
    if (!touches(change, scope)) continue;
    if (explains(world, change, wanted)) return change.event;
    if (found < 0) found = change.event;
  }
  return found;
}

/** The last change of network or storage, whatever it touched; -1 for none. */
export function lastChange(world: World): number {
  return changes(world).at(-1)?.event ?? -1;
}

/** When an event happened, ms; -1 for none. */
export function timeOf(world: World, event: number): number {
  return world.events[event - 1]?.time ?? -1;
}

/** Whether an event belongs to this instant. */
export function isNow(world: World, event: number): boolean {
  return timeOf(world, event) === world.now;
}

function touches({ what, refs, others }: Change, scope: Scope): boolean {
  if (what === 'element') {
    for (const ref of refs) if (scope.elements.has(ref)) return true;
    return false;
  }
  if (what === 'path')
    return (
      refs.some((host) => scope.hosts?.includes(host)) && others.some((storage) => scope.storages?.includes(storage))
    );
  const { ends } = scope;
  const has = (end: ReadonlySet<Ref>, side: readonly Ref[]) => side.some((ref) => end.has(ref));
  if (ends.length === 1) return ends.some((end) => has(end, refs) || has(end, others));
  return ends.some((end) => has(end, refs)) && ends.some((end) => has(end, others));
}

function explains(world: World, { what, refs }: Change, wanted: Wanted): boolean {
  if (wanted === 'either' || what !== 'element') return true;
  return refs.some((ref) => (world.lives[ref] === 1) === (wanted === 'back'));
}

/** Why a machine can be reached no more, or again: its adapters, and what they hang on. */
export function machineNetworkEvent(world: World, machine: MachineState, wanted: Wanted = 'either'): number {
  return world.logs ? latestIn(world, networkOf(world, machine), wanted) : -1;
}

/** By machine and host: what the machine is reached over there. */
const networks = derived(() => new Map<Ref, Map<Ref, Scope>>());

function networkOf(world: World, machine: MachineState): Scope {
  const byHost = networks(world).get(machine.ref) ?? new Map<Ref, Scope>();
  const known = byHost.get(machine.host);
  if (known) return known;
  const elements = new Set<Ref>([machine.ref]);
  addLeaves(world, elements, machine);
  for (const segment of segmentsOf(world, machine)) addSegment(world, elements, segment);
  const scope: Scope = { elements, ends: [] };
  networks(world).set(machine.ref, byHost.set(machine.host, scope));
  return scope;
}

/** Why a member serves no more, or again: what became of it, or of its network. */
export function memberCause(world: World, service: ServiceState, member: Ref): number {
  if (!world.logs) return -1;
  const machine = world.machineOf[member];
  const own = memberEvent(world, member);
  if (!machine || !memberWorks(world, service, member)) return own;
  const reached = isReachable(world, machine);
  const network = machineNetworkEvent(world, machine, reached ? 'back' : 'lost');
  const event = reached || network < 0 ? latest(own, network) : network;
  return event < 0 && !reached ? lastChange(world) : event;
}

/** What changed between members, or between clients on `networks` and them: anything over which they may reach each other. */
export function pathEvent(
  world: World,
  members: readonly Ref[],
  networks: readonly Ref[] = [],
  wanted: Wanted = 'either',
): number {
  if (!world.logs) return -1;
  const machines = members.flatMap((member) => {
    const behind = machinesBehind(world, member);
    return behind.length > 0 ? behind : machinesBelow(world, member, new Set());
  });
  const elements = new Set<Ref>([...networks, ...machines.map(({ ref }) => ref)]);
  for (const machine of machines) addLeaves(world, elements, machine);
  const segments = [
    ...machines.flatMap((machine) => segmentsOf(world, machine)),
    ...networks.flatMap((network) => world.plan.segments.of.get(network) ?? []),
  ];
  for (const segment of segments) addSegment(world, elements, segment);
  const ends = [...machines.map(({ ref }) => ref), ...networks].map((ref) => placesAround(world, ref));
  const near = latestIn(world, { elements, ends }, wanted);
  if (isNow(world, near)) return near;
  addJoined(world, elements, segments);
  return latestIn(world, { elements, ends }, wanted);
}

/** What became of members, or else of the paths between them; any change of the network where nothing else is known. */
export function membersEvent(world: World, members: readonly Ref[], networks: readonly Ref[] = []): number {
  if (!world.logs) return -1;
  const own = latest(...members.map((member) => memberEvent(world, member)));
  if (isNow(world, own)) return own;
  const known = latest(own, pathEvent(world, members, networks));
  return known < 0 ? lastChange(world) : known;
}

/** Why hosts hear each other no more, or again; of one host: why it has no management network. */
export function hostsPathEvent(world: World, hosts: readonly HostState[], wanted: Wanted = 'either'): number {
  if (!world.logs) return -1;
  return hostsEventOver(
    world,
    hosts,
    hosts.flatMap(({ plan }) => plan.management),
    wanted,
  );
}

/** The same over some of their adapters. */
export function hostsEventOver(
  world: World,
  hosts: readonly HostState[],
  attachments: readonly Attachment[],
  wanted: Wanted = 'either',
): number {
  if (!world.logs) return -1;
  const elements = new Set<Ref>(hosts.map(({ ref }) => ref));
  addAdapters(elements, attachments);
  const segments = attachments.flatMap((attachment) => attachment.segments);
  if (hosts.length === 1) for (const segment of segments) addSegment(world, elements, segment);
  else addJoined(world, elements, segments);
  return latestIn(world, { elements, ends: hosts.map(({ ref }) => placesAround(world, ref)) }, wanted);
}

/** Why a host could run a VM now: its networks there, its disks, their paths. */
export function targetEvent(world: World, machine: MachineState, host: HostState): number {
  if (!world.logs) return -1;
  const elements = new Set<Ref>([host.ref, ...machine.plan.disks]);
  const attachments = teamsOn(world, machine, host.ref).flatMap((team) => team.attachments);
  addAdapters(elements, attachments);
  for (const { segments } of attachments) for (const segment of segments) addSegment(world, elements, segment);
  const scope = { elements, ends: [], hosts: [host.ref], storages: machine.plan.disks };
  return latestIn(world, scope, 'back');
}

/**
 * Why a VM or its copy finds room on one of some hosts now, or on none any more: the hosts, their networks and disks,
 * the VMs of its cluster that came or went. What happened at this instant comes before all that happened earlier.
 */
export function roomEvent(world: World, machine: MachineState, hosts: readonly HostState[]): number {
  if (!world.logs) return -1;
  const others = world.machines.filter(
    ({ plan }) => plan.cluster !== undefined && plan.cluster === machine.plan.cluster,
  );
  const known = latest(
    ...hosts.map((host) => targetEvent(world, machine, host)),
    ...hosts.map(({ ref }) => world.lastEvent[ref] ?? -1),
    ...others.map(({ ref }) => world.lastEvent[ref] ?? -1),
  );
  return known < 0 ? lastChange(world) : known;
}

/** Why a machine has lost its disks, or has them again: a disk, the path of its host, the network of the storage. */
export function disksEvent(world: World, machine: MachineState, disks: readonly Ref[], wanted: Wanted): number {
  if (!world.logs) return -1;
  const near = new Set<Ref>([machine.host, ...disks]);
  const ends = [machine.host, ...disks].map((ref) => placesAround(world, ref));
  const paths = { hosts: [machine.host], storages: disks };
  const direct = latestIn(world, { elements: near, ends, ...paths }, wanted);
  if (isNow(world, direct)) return direct;
  const metal = world.plan.elements[machine.host];
  const attachments = metal?.kind === 'host' || metal?.kind === 'server' ? attachmentsOf(world.topology, metal) : [];
  const elements = new Set(near);
  addAdapters(elements, attachments);
  addJoined(world, elements, [
    ...attachments.flatMap((attachment) => attachment.segments),
    ...disks.flatMap((disk) => storageSegments(world, disk)),
  ]);
  return latestIn(world, { elements, ends, ...paths }, wanted);
}

function storageSegments(world: World, disk: Ref): readonly number[] {
  const storage = world.plan.elements[disk];
  if (storage?.kind !== 'storage') return [];
  return storage.networks.flatMap((id) => world.plan.segments.of.get(world.plan.refs.get(id) ?? -1) ?? []);
}

function machinesBelow(world: World, member: Ref, seen: Set<Ref>): readonly MachineState[] {
  if (seen.has(member)) return [];
  seen.add(member);
  const machine = world.machineOf[member];
  if (machine) return [machine];
  return (world.serviceOf[member]?.plan.members ?? []).flatMap((below) => machinesBelow(world, below, seen));
}

function attachmentsOfMachine(world: World, machine: MachineState): readonly Attachment[] {
  if (machine.plan.machine.kind === 'server') return machine.plan.attachments;
  return teamsOn(world, machine, machine.host).flatMap((team) => team.attachments);
}

function segmentsOf(world: World, machine: MachineState): readonly number[] {
  return attachmentsOfMachine(world, machine).flatMap((attachment) => attachment.segments);
}

/** The adapters of a machine: its own, and those of its host that carry them. */
function addLeaves(world: World, elements: Set<Ref>, machine: MachineState): void {
  for (const team of teamsOn(world, machine, machine.host)) {
    const nic = world.plan.refs.get(team.nic.id);
    if (nic !== undefined) elements.add(nic);
  }
  addAdapters(elements, attachmentsOfMachine(world, machine));
}

function addAdapters(elements: Set<Ref>, attachments: readonly Attachment[]): void {
  for (const { adapter } of attachments) if (adapter >= 0) elements.add(adapter);
}

function addSegment(world: World, elements: Set<Ref>, segment: number): void {
  const { segments } = world.plan;
  for (const ref of [segments.network[segment] ?? -1, segments.switch[segment] ?? -1]) if (ref >= 0) elements.add(ref);
}

/** Everything that is joined to `from` while all lives, and the links that join it. */
function addJoined(world: World, elements: Set<Ref>, from: readonly number[]): void {
  const { segments } = world.plan;
  const { routed } = joinedWhole(world.plan);
  const roots = new Set(from.map((segment) => routed[segment]));
  const isIn = (segment: number) => roots.has(routed[segment]);
  for (let segment = 0; segment < segments.count; segment++) if (isIn(segment)) addSegment(world, elements, segment);
  for (const { link, a } of segments.trunks) if (isIn(a)) elements.add(link);
  for (const { link, a, b } of segments.routes) if (a.some(isIn) || b.some(isIn)) elements.add(link);
}

const wholes = new WeakMap<Plan, Joined>();

/** How segments are joined while everything lives. */
function joinedWhole(plan: Plan): Joined {
  let whole = wholes.get(plan);
  if (!whole) {
    whole = join(plan.segments, new Uint8Array(plan.elements.length).fill(1));
    wholes.set(plan, whole);
  }
  return whole;
}
