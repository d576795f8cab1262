/** What host HA keeps of a cluster during a run: who leads whom, who is missed, what waits for a host. */
import type { Cluster, HaSettings } from '../../../topology/model.ts';
import { groupedAround, byRank as hostsByRank } from '../../../topology/placing/groups.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { createLooks, type Looks, setBackLooks } from '../../changes.ts';
import { copyKept } from '../../copy.ts';
import { own } from '../../own.ts';
import type { ClusterPlan } from '../../plan.ts';
import type { Timer } from '../../queue.ts';
import { hostsConnect } from '../../state/reach.ts';
import type { HostState, MachineState, World } from '../../world.ts';
import { type Words, wordsOf } from './words.ts';

/** Living hosts that hear each other, with the one that leads them. */
export interface Group {
  readonly hosts: readonly HostState[];
  /** Absent while it is being elected. */
  primary: HostState | undefined;
}

/** A host that its cluster does not hear. */
export interface Missing {
  readonly host: HostState;
  /** From when its silence counts, ms. */
  since: number;
  /** The event of its loss. */
  readonly event: number;
  /** It led its cluster: losing it costs an election. */
  readonly led: boolean;
  /** It is known whether it is dead; `alive` where its datastore heartbeat is seen. */
  verdict: 'open' | 'dead' | 'alive';
  timer: Timer | undefined;
  /** The event of the verdict. */
  verdictEvent: number;
  /** It does not live; else it is only cut off. */
  readonly died: boolean;
  /** The hosts that heard it when it died: what it ran is restarted among them while one of them lives. */
  readonly companions: readonly HostState[];
  /** What it ran has been looked at: the placement time has passed. */
  placed: boolean;
}

/** A VM whose time has come to be restarted. */
export interface Due {
  readonly machine: MachineState;
  readonly cause: number;
  /** It is the first look after its host was declared dead. */
  readonly first: boolean;
}

/** A placed VM that waits until its host has a power-on free. */
export interface Waiting {
  readonly machine: MachineState;
  cause: number;
  told: boolean;
}

/** A host that is cut off from its cluster and has no management network. */
export interface Isolation {
  readonly since: number;
  readonly led: boolean;
  readonly timers: readonly Timer[];
  declared: boolean;
}

/** A VM for which no host was found. */
export interface Pending {
  readonly machine: MachineState;
  readonly since: number;
  attempts: number;
  timer: Timer | undefined;
  /** Capacity or a primary has returned: it is placed soon. */
  again: boolean;
  /** Nobody led the cluster: a new primary starts anew. */
  orphaned: boolean;
  /** What was told last of room that has returned and is kept for others. */
  outbid: string;
  event: number;
}

export interface HaCluster {
  readonly plan: ClusterPlan;
  readonly cluster: Cluster;
  readonly ha: HaSettings;
  readonly words: Words;
  readonly hosts: readonly HostState[];
  readonly machines: readonly MachineState[];
  groups: readonly Group[];
  /** By host: the group that it is in, if it lives. */
  groupOf: ReadonlyMap<Ref, Group>;
  election: Timer | undefined;
  readonly missing: Map<Ref, Missing>;
  readonly isolated: Map<Ref, Isolation>;
  readonly pending: Map<Ref, Pending>;
  /** To be placed at this instant. */
  readonly due: Due[];
  /** VMs that will be due after the placement time. */
  readonly soon: Set<Ref>;
  /** Of those the ones for which a host was found, with that host. */
  readonly promised: Map<MachineState, HostState>;
  readonly waiting: Waiting[];
  /** Hyper-V: nodes that may not join for a while. */
  readonly quarantined: Set<Ref>;
  /** Its machines that may have to be adopted: see `adoptRestored`. */
  readonly looks: Looks;
  /** Hyper-V: since when a node that dies counts as silent, where it was cut off before: its VMs are given their time. */
  readonly deadFrom: Map<Ref, number>;
  /** What who hears whom hangs on, at the last look: the versions of the world, and of each host how it stands. */
  readonly seen: { network: number; components: number; readonly hosts: Uint8Array };
}

/** Clusters on which HA is switched on, in order. */
export const haClusters = own(
  (world) =>
    world.plan.clusters.flatMap((plan) => (plan.cluster.ha ? [createHaCluster(world, plan, plan.cluster.ha)] : [])),
  (clusters, from, world) => {
    for (const [position, ha] of clusters.entries()) {
      const start = from[position];
      if (start) setBack(world, ha, start);
    }
  },
);

/** By machine its position among those of a cluster. */
function concernedIn(machines: readonly MachineState[]): Looks['concerned'] {
  const positions = new Map(machines.map(({ ref }, position) => [ref, [position]]));
  return (ref) => positions.get(ref) ?? none;
}

const none: readonly number[] = [];

function createHaCluster(world: World, plan: ClusterPlan, ha: HaSettings): HaCluster {
  const machines = plan.machines.map((ref) => world.machineOf[ref]).filter((machine) => machine !== undefined);
  return {
    plan,
    cluster: plan.cluster,
    ha,
    words: wordsOf(plan.cluster),
    hosts: plan.hosts.map((ref) => world.hostOf[ref]).filter((host) => host !== undefined),
    machines,
    groups: [],
    groupOf: new Map(),
    election: undefined,
    missing: new Map(),
    isolated: new Map(),
    pending: new Map(),
    due: [],
    soon: new Set(),
    promised: new Map(),
    waiting: [],
    quarantined: new Set(),
    looks: createLooks(machines.length, concernedIn(machines)),
    deadFrom: new Map(),
    seen: { network: -1, components: -1, hosts: new Uint8Array(plan.hosts.length) },
  };
}

/** At time 0 nobody is missed and nothing waits: only who hears whom is known. */
function setBack(world: World, ha: HaCluster, start: HaCluster): void {
  setGroups(ha, copyKept(world, start.groups));
  ha.election = start.election;
  for (const list of [ha.missing, ha.isolated, ha.pending, ha.soon, ha.promised, ha.quarantined, ha.deadFrom])
    list.clear();
  ha.due.length = 0;
  ha.waiting.length = 0;
  setBackLooks(ha.looks, start.looks);
  ha.seen.network = start.seen.network;
  ha.seen.components = start.seen.components;
  ha.seen.hosts.set(start.seen.hosts);
}

/** Who leads first. */
export function byRank(a: HostState, b: HostState): number {
  return hostsByRank(a.plan.host, b.plan.host);
}

/** The living hosts by who hears whom; those that lead already keep their place, the best one where two meet. */
export function groupsOf(world: World, ha: HaCluster, leaders: ReadonlySet<HostState>): readonly Group[] {
  const living = ha.hosts.filter((host) => world.lives[host.ref] && !host.maintenance && !ha.quarantined.has(host.ref));
  const ranked = [...living].sort((a, b) => Number(leaders.has(b)) - Number(leaders.has(a)) || byRank(a, b));
  return groupedAround(living, ranked, (first, host) => hostsConnect(world, first, host)).map(({ first, hosts }) => ({
    hosts,
    primary: leaders.has(first) ? first : undefined,
  }));
}

/** Notes who hears whom. */
export function setGroups(ha: HaCluster, groups: readonly Group[]): void {
  ha.groups = groups;
  ha.groupOf = new Map(groups.flatMap((group) => group.hosts.map(({ ref }) => [ref, group] as const)));
}

/** Whether something on which it hangs who hears whom is not what it was at the last look. */
export function isAnotherSight(world: World, { seen, hosts, quarantined }: HaCluster): boolean {
  const { network, components } = world.versions;
  let changed = seen.network !== network || seen.components !== components;
  seen.network = network;
  seen.components = components;
  for (const [position, { ref, isolated, maintenance }] of hosts.entries()) {
    const stands =
      (world.lives[ref] ?? 0) | (isolated ? 2 : 0) | (maintenance ? 4 : 0) | (quarantined.has(ref) ? 8 : 0);
    if (seen.hosts[position] === stands) continue;
    seen.hosts[position] = stands;
    changed = true;
  }
  return changed;
}

/** The hosts that lead a group, cut off or not. */
export function leadersOf(ha: HaCluster): readonly HostState[] {
  return ha.groups.flatMap((group) => (group.primary ? [group.primary] : []));
}

/** The hosts that lead and can act: an isolated one leads nobody. */
export function primariesOf(ha: HaCluster): readonly HostState[] {
  return leadersOf(ha).filter((host) => !ha.isolated.has(host.ref));
}

/** Whether any host leads and can act. */
export function isLed(ha: HaCluster): boolean {
  for (const { primary } of ha.groups) if (primary && !ha.isolated.has(primary.ref)) return true;
  return false;
}

/** The groups that can have a primary: a host that is isolated waits for its network instead. */
export function viableGroups(ha: HaCluster): readonly Group[] {
  return ha.groups.filter((group) => group.hosts.some((host) => !ha.isolated.has(host.ref)));
}

/** Datastores over which a host tells that it lives: as listed, else those that it shares with another of its cluster. */
export function heartbeatsOf(world: World, ha: HaCluster, host: HostState): readonly Ref[] {
  if (!ha.words.elects) return [];
  const listed = ha.ha.heartbeatDatastores;
  if (listed) {
    const refs = listed.map((id) => world.plan.refs.get(id));
    return host.plan.storage.filter((storage) => refs.includes(storage));
  }
  return host.plan.storage.filter((storage) =>
    ha.hosts.some((other) => other !== host && other.plan.storage.includes(storage)),
  );
}
