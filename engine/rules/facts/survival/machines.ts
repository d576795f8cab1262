/** Whether a machine works, and on which segments it can be reached, while something has failed. */
import { find, virtualAdaptersOf } from '../../../topology/lookup.ts';
import type { Host, Id, Machine, Server, Topology, Vm } from '../../../topology/model.ts';
import { nicsWord, startOf } from '../../../topology/placing/ground.ts';
import { type StoragePath, storagePath } from '../../../topology/placing/storage.ts';
import { type Ref, ranksOf } from '../../../topology/ranks.ts';
import { type Attachment, attachmentsOf, reaches, segmentsOf, teamOn } from '../../../topology/reach.ts';
import { oncePerTopology } from '../memo.ts';
import { type Failing, livingSegments } from './failing.ts';

/** A storage and the path to it; `undefined`: at hand as long as it lives. */
export interface Disk {
  readonly ref: Ref;
  readonly path: StoragePath | undefined;
}

/** A network on which a machine is, and how it hangs there. */
export interface Nic {
  readonly network: Ref;
  readonly attachments: readonly Attachment[];
}

/** A machine on one metal: itself, its host, or the host of its secondary. */
export interface Standing {
  readonly metal: Ref;
  readonly disks: readonly Disk[];
  readonly nics: readonly Nic[];
}

export interface MachineFacts {
  readonly ref: Ref;
  readonly machine: Machine;
  /** Where it runs; with Fault Tolerance then its secondary. */
  readonly standings: readonly Standing[];
  /** False where the text states no adapter of it: then nothing is known, and it is reached. */
  readonly cabled: boolean;
}

interface Known {
  readonly machines: Map<Machine, MachineFacts>;
  /** By host, by what a VM needs of it: VMs that need the same stand alike. */
  readonly standings: Map<Host, Map<string, Standing>>;
}

const knownOf = oncePerTopology((): Known => ({ machines: new Map(), standings: new Map() }));

export function factsOf(topology: Topology, machine: Machine): MachineFacts {
  const { machines } = knownOf(topology);
  let facts = machines.get(machine);
  if (!facts) {
    const ref = ranksOf(topology).refs.get(machine.id) ?? -1;
    facts = { ref, machine, standings: standingsOf(topology, machine), cabled: machine.adapters.length > 0 };
    machines.set(machine, facts);
  }
  return facts;
}

function standingsOf(topology: Topology, machine: Machine): readonly Standing[] {
  if (machine.kind === 'server') {
    const nics = attachmentsOf(topology, machine).map((one): Nic => ({ network: -1, attachments: [one] }));
    return [{ metal: ranksOf(topology).refs.get(machine.id) ?? -1, disks: [], nics }];
  }
  const home = find(topology, 'host', machine.host);
  const standings = home ? [standingOn(topology, machine, home)] : [];
  const secondary = machine.ft && startOf(topology).secondaries.get(machine.id);
  if (secondary) standings.push(standingOn(topology, machine, secondary));
  return standings;
}

function standingOn(topology: Topology, vm: Vm, host: Host): Standing {
  const { standings } = knownOf(topology);
  let onHost = standings.get(host);
  if (!onHost) {
    onHost = new Map();
    standings.set(host, onHost);
  }
  const needs = `${vm.disks.join(' ')}|${nicsWord(topology, vm)}`;
  let standing = onHost.get(needs);
  if (!standing) {
    standing = {
      metal: ranksOf(topology).refs.get(host.id) ?? -1,
      disks: vm.disks.flatMap((id) => diskOn(topology, host, id)),
      nics: virtualAdaptersOf(topology, vm).map((nic) => teamOn(topology, nic, host)),
    };
    onHost.set(needs, standing);
  }
  return standing;
}

/** How metal sees a storage. */
export function diskOn(topology: Topology, metal: Host | Server, id: Id): Disk[] {
  const storage = find(topology, 'storage', id);
  const ref = ranksOf(topology).refs.get(id);
  return storage && ref !== undefined ? [{ ref, path: storagePath(topology, metal, storage) }] : [];
}

export type Condition = 'works' | 'off' | 'stalled';

/** What has become of a machine. Loss of a path alone makes no secondary go live, loss of its host does. */
export function conditionOf(state: Failing, facts: MachineFacts): Condition {
  if (state.failed === facts.ref || state.off?.has(facts.ref)) return 'off';
  const standing = standingNow(state, facts);
  if (!standing) return 'off';
  return seesDisks(state, standing) ? 'works' : 'stalled';
}

function seesDisks(state: Failing, standing: Standing): boolean {
  return standing.disks.every((disk) => diskLives(state, disk));
}

/** Whether a machine works and users can reach it. */
export function machineServes(state: Failing, facts: MachineFacts): boolean {
  if (state.failed === facts.ref || state.off?.has(facts.ref)) return false;
  const standing = standingNow(state, facts);
  if (!standing) return false;
  let serves = state.serving.get(standing);
  if (serves === undefined) {
    serves = seesDisks(state, standing) && isReachable(state, facts);
    state.serving.set(standing, serves);
  }
  return serves;
}

function standingNow({ lives }: Failing, { standings }: MachineFacts): Standing | undefined {
  return standings.find(({ metal }) => lives[metal] === 1);
}

export function diskLives(state: Failing, { ref, path }: Disk): boolean {
  if (!state.lives[ref]) return false;
  if (!path) return true;
  return reaches(state.segments, state.joined, livingSegments(state, path.attachments), path.segments);
}

/** The segments on which a machine hangs; of one network only where it is given. */
export function segmentsOfMachine(state: Failing, facts: MachineFacts, network?: Ref): readonly number[] {
  const living = (standingNow(state, facts)?.nics ?? []).flatMap((nic) => livingSegments(state, nic.attachments));
  return network === undefined ? living : living.filter((segment) => state.segments.network[segment] === network);
}

/** Whether users can reach a machine: over a network that is not dedicated, if it is on one. */
export function isReachable(state: Failing, facts: MachineFacts): boolean {
  if (!facts.cabled) return true;
  const living = segmentsOfMachine(state, facts);
  if (living.length === 0) return false;
  const { topology, segments } = state;
  const dedicated = dedicatedRefs(topology);
  if (living.some((segment) => !dedicated.has(segments.network[segment] ?? -1))) return true;
  return !facts.standings.some(({ nics }) => nics.some((nic) => isOpenNic(topology, nic)));
}

/** Whether a NIC hangs on a network that is not dedicated. */
export function isOpenNic(topology: Topology, { attachments }: Nic): boolean {
  const { network } = segmentsOf(topology);
  const dedicated = dedicatedRefs(topology);
  return attachments.some(({ segments }) => segments.some((segment) => !dedicated.has(network[segment] ?? -1)));
}

const dedicatedRefs = oncePerTopology((topology): ReadonlySet<Ref> => {
  const { refs } = ranksOf(topology);
  return new Set(topology.networks.flatMap(({ id, dedicated }) => (dedicated ? (refs.get(id) ?? []) : [])));
});

/**
 * Whether two machines reach each other, over one network where it is given: both are on it, or one is and the other
 * reaches it from its own, as the nodes of two sites do.
 */
export function connect(state: Failing, a: MachineFacts, b: MachineFacts, network?: Ref): boolean {
  if (!a.cabled || !b.cabled) return isReachable(state, a) && isReachable(state, b);
  const [isOne, isOther] = [hangsOn(state, a, network), hangsOn(state, b, network)];
  if (!isOne && !isOther) return false;
  const one = segmentsOfMachine(state, a, isOne ? network : undefined);
  const other = segmentsOfMachine(state, b, isOther ? network : undefined);
  return reaches(state.segments, state.joined, one, other);
}

/** Whether a machine has an adapter in a network, working or not; in any where none is given. */
function hangsOn({ segments: { network: networkOf } }: Failing, { standings }: MachineFacts, network?: Ref): boolean {
  if (network === undefined) return true;
  return standings.some(({ nics }) =>
    nics.some(({ attachments }) =>
      attachments.some(({ segments }) => segments.some((segment) => networkOf[segment] === network)),
    ),
  );
}

/** Whether whoever stands on a network reaches a machine. */
export function isReachedFrom(state: Failing, network: Ref, facts: MachineFacts): boolean {
  if (!facts.cabled) return true;
  const from = state.segments.of.get(network) ?? [];
  return reaches(state.segments, state.joined, from, segmentsOfMachine(state, facts));
}
