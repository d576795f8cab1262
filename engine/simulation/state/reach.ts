/** Who reaches whom now: over living adapters, switches, networks and links, unless a partition cuts it. */
import { virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Topology, Vm } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import { type Attachment, type Joined, join, reaches, type Team, teamOn } from '../../topology/reach.ts';
import { derived } from '../own.ts';
import type { EndpointState, HostState, MachineState, World } from '../world.ts';
import { cutBetween } from './cuts.ts';
import { sightNow } from './sight.ts';

/** The living segments as they are joined now. */
export function joinedNow(world: World): Joined {
  if (!world.joined || world.joinedVersion !== world.versions.network) {
    world.joined = join(world.plan.segments, world.lives);
    world.joinedVersion = world.versions.network;
  }
  return world.joined;
}

/** The NICs of a VM as they hang on one of its hosts; worked out once a topology. */
export function teamsOn(world: World, machine: MachineState, host: Ref): readonly Team[] {
  const vm = machine.plan.machine;
  if (vm.kind !== 'vm') return [];
  let known = teams.get(vm);
  if (known?.topology !== world.topology) {
    known = { topology: world.topology, byHost: new Map() };
    teams.set(vm, known);
  }
  const { byHost } = known;
  let list = byHost.get(host);
  if (!list) {
    const element = world.plan.elements[host];
    list =
      element?.kind === 'host'
        ? virtualAdaptersOf(world.topology, vm).map((nic) => teamOn(world.topology, nic, element))
        : [];
    byHost.set(host, list);
  }
  return list;
}

/** A topology is frozen; the one after an edit has most of its VMs. */
const teams = new WeakMap<Vm, { readonly topology: Topology; readonly byHost: Map<Ref, readonly Team[]> }>();

/** The segments on which a team hangs while its adapters, and the NIC itself, live. */
export function livingSegments(world: World, attachments: readonly Attachment[]): readonly number[] {
  const segments: number[] = [];
  addLivingSegments(world, attachments, segments);
  return segments;
}

function addLivingSegments(world: World, attachments: readonly Attachment[], segments: number[]): void {
  const { alive } = joinedNow(world);
  for (const { adapter, segments: all } of attachments) {
    if (adapter >= 0 && !world.lives[adapter]) continue;
    for (const segment of all) if (alive[segment]) segments.push(segment);
  }
}

/** Whether one NIC of a VM would have a living path into its network on `host`. */
export function teamLives(world: World, team: Team): boolean {
  const nic = world.plan.refs.get(team.nic.id) ?? -1;
  return (nic < 0 || world.lives[nic] === 1) && hasLivingSegment(world, team.attachments);
}

/** Whether any segment on which a team hangs lives, over an adapter that does. */
export function hasLivingSegment(world: World, attachments: readonly Attachment[]): boolean {
  const { alive } = joinedNow(world);
  for (const { adapter, segments } of attachments) {
    if (adapter >= 0 && !world.lives[adapter]) continue;
    for (const segment of segments) if (alive[segment]) return true;
  }
  return false;
}

/** Whether the text cables this machine at all: of one without adapters nothing is known, and it is reached. */
export function isCabled(machine: MachineState): boolean {
  const { machine: element } = machine.plan;
  return element.adapters.length > 0;
}

/** The segments on which a running machine hangs now. */
export function segmentsOfMachine(world: World, machine: MachineState): readonly number[] {
  if (!world.lives[machine.host]) return [];
  if (machine.plan.machine.kind === 'server') return livingSegments(world, machine.plan.attachments);
  const segments: number[] = [];
  for (const team of teamsOn(world, machine, machine.host))
    if (teamLives(world, team)) addLivingSegments(world, team.attachments, segments);
  return segments;
}

/** What was found out last of each machine. */
const reachable = derived((world) => ({
  sight: new Float64Array(world.plan.elements.length).fill(-1),
  host: new Int32Array(world.plan.elements.length),
  answer: new Uint8Array(world.plan.elements.length),
}));

/** A machine can be reached while one of its adapters has a living network. */
export function isReachable(world: World, machine: MachineState): boolean {
  const known = reachable(world);
  const { ref, host } = machine;
  const sight = sightNow(world);
  if (known.sight[ref] === sight && known.host[ref] === host) return known.answer[ref] === 1;
  const answer = findReachable(world, machine);
  known.sight[ref] = sight;
  known.host[ref] = host;
  known.answer[ref] = answer ? 1 : 0;
  return answer;
}

function findReachable(world: World, machine: MachineState): boolean {
  if (!isCabled(machine)) return true;
  if (!world.lives[machine.host]) return false;
  if (machine.plan.machine.kind === 'server') return hasLivingSegment(world, machine.plan.attachments);
  for (const team of teamsOn(world, machine, machine.host)) if (teamLives(world, team)) return true;
  return false;
}

/** Whether two machines reach each other by any path. */
export function machinesConnect(world: World, a: MachineState, b: MachineState): boolean {
  if (cutBetween(world, a.ref, b.ref)) return false;
  if (!isCabled(a) || !isCabled(b)) return isReachable(world, a) && isReachable(world, b);
  if (a.host === b.host && sharesNetwork(world, a, b)) return true;
  return reaches(world.plan.segments, joinedNow(world), segmentsOfMachine(world, a), segmentsOfMachine(world, b));
}

/** VMs on one host with a NIC in the same living network talk inside the host, whatever its adapters do. */
function sharesNetwork(world: World, a: MachineState, b: MachineState): boolean {
  const networks = livingNics(world, a);
  return livingNics(world, b).some((network) => networks.includes(network));
}

function livingNics(world: World, machine: MachineState): readonly Ref[] {
  return teamsOn(world, machine, machine.host)
    .filter((team) => world.lives[world.plan.refs.get(team.nic.id) ?? -1] && !world.broken[team.network])
    .map((team) => team.network);
}

/**
 * Whether two machines reach each other over one network or link. A machine with a NIC in the network
 * uses that NIC only; a link counts where each hangs on the side of one of its ends.
 */
export function connectOver(world: World, a: MachineState, b: MachineState, over: Ref): boolean {
  if (!world.lives[over] || cutBetween(world, a.ref, b.ref)) return false;
  const { segments } = world.plan;
  const joined = joinedNow(world);
  const element = world.plan.elements[over];
  if (element?.kind === 'link') {
    const [one = [], other = []] = element.ends.map((id) => segments.of.get(world.plan.refs.get(id) ?? -1) ?? []);
    const [ofA, ofB] = [segmentsOrAll(world, a, one, other), segmentsOrAll(world, b, one, other)];
    const hangs = (machine: readonly number[], end: readonly number[]) => reaches(segments, joined, machine, end);
    return (hangs(ofA, one) && hangs(ofB, other)) || (hangs(ofA, other) && hangs(ofB, one));
  }
  const [ofA, ofB] = [segmentsIn(world, a, over), segmentsIn(world, b, over)];
  if (!ofA && !ofB) return !isCabled(a) && !isCabled(b);
  if (ofA && ofB && a.host === b.host && nicLives(world, a, over) && nicLives(world, b, over)) return true;
  const first = ofA ?? (isCabled(a) ? segmentsOfMachine(world, a) : (segments.of.get(over) ?? []));
  const second = ofB ?? (isCabled(b) ? segmentsOfMachine(world, b) : (segments.of.get(over) ?? []));
  return reaches(segments, joined, first, second);
}

function segmentsOrAll(world: World, machine: MachineState, ...ends: (readonly number[])[]): readonly number[] {
  return isCabled(machine) ? segmentsOfMachine(world, machine) : ends.flat();
}

/** The segments of one network on which a machine hangs; `undefined` where it has no NIC in it. */
function segmentsIn(world: World, machine: MachineState, network: Ref): readonly number[] | undefined {
  if (machine.plan.machine.kind === 'server') {
    const inside = machine.plan.attachments.filter(({ segments }) =>
      segments.some((segment) => isIn(world, segment, network)),
    );
    if (inside.length === 0) return undefined;
    return livingSegments(world, inside).filter((segment) => isIn(world, segment, network));
  }
  const list = teamsOn(world, machine, machine.host).filter((team) => team.network === network);
  if (list.length === 0) return undefined;
  return list.filter((team) => teamLives(world, team)).flatMap((team) => livingSegments(world, team.attachments));
}

/** The networks on which a machine stands, whether they live or not. */
export function networksOfMachine(world: World, machine: MachineState): readonly Ref[] {
  if (machine.plan.machine.kind === 'vm') return teamsOn(world, machine, machine.host).map(({ network }) => network);
  const segments = machine.plan.attachments.flatMap((attachment) => attachment.segments);
  return segments.map((segment) => world.plan.segments.network[segment] ?? -1).filter((network) => network >= 0);
}

/** Whether a machine hangs on a network over an adapter that lives now. */
export function hangsOn(world: World, machine: MachineState, network: Ref): boolean {
  return world.lives[machine.host] === 1 && (segmentsIn(world, machine, network)?.length ?? 0) > 0;
}

function isIn(world: World, segment: number, network: Ref): boolean {
  return world.plan.segments.network[segment] === network;
}

function nicLives(world: World, machine: MachineState, network: Ref): boolean {
  return livingNics(world, machine).includes(network);
}

/** Whether an endpoint reaches a machine from its own network; without one, whoever can be reached. */
export function endpointReaches(world: World, endpoint: EndpointState, machine: MachineState): boolean {
  return networkReaches(world, endpoint.plan.network, machine);
}

/** Whether whoever stands on a network reaches a machine; `undefined`: anywhere. */
export function networkReaches(world: World, network: Ref | undefined, machine: MachineState): boolean {
  if (network === undefined) return isReachable(world, machine);
  if (!world.lives[network] || cutBetween(world, network, machine.ref)) return false;
  if (!isCabled(machine)) return isReachable(world, machine);
  const { segments } = world.plan;
  return reaches(segments, joinedNow(world), segments.of.get(network) ?? [], segmentsOfMachine(world, machine));
}

/** The living segments over which a host talks to its cluster. */
export function managementSegments(world: World, host: HostState): readonly number[] {
  return host.isolated || !world.lives[host.ref] ? [] : livingSegments(world, host.plan.management);
}

/** Whether two living hosts hear each other over their management adapters. */
export function hostsConnect(world: World, a: HostState, b: HostState): boolean {
  if (!world.lives[a.ref] || !world.lives[b.ref] || a.isolated || b.isolated) return false;
  if (cutBetween(world, a.ref, b.ref)) return false;
  if (!a.plan.cabled || !b.plan.cabled) return true;
  return reaches(world.plan.segments, joinedNow(world), managementSegments(world, a), managementSegments(world, b));
}

/** Whether any living switch or network hangs on its management adapters: stands for the isolation address. */
export function hasManagementNetwork(world: World, host: HostState): boolean {
  if (host.isolated) return false;
  return !host.plan.cabled || managementSegments(world, host).length > 0;
}
