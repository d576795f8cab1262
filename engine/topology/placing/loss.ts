/** What HA does when hosts of a cluster are lost, as a run does it: who is restarted where, and who is not. */
import { find, hostsOf } from '../lookup.ts';
import type { Cluster, Host, Id, Topology, Vm } from '../model.ts';
import { emptiest, inRestartOrder } from './choice.ts';
import { chosenSecondary, Ground, startOf } from './ground.ts';
import { byRank, groupedAround } from './groups.ts';
import { allHear, hear } from './hearing.ts';
import { couldRun, type Obstacle, obstacleTo } from './obstacles.ts';

export interface Refusal {
  readonly host: Host;
  /** `partition`: no host that heard the lost one when it died answers for it. */
  readonly obstacle: Obstacle<Vm> | { readonly kind: 'partition' };
}

export interface Loss {
  readonly hosts: readonly Host[];
  /** VMs that HA has to restart, in the order in which it does. */
  readonly due: readonly Vm[];
  readonly restarted: ReadonlyMap<Vm, Host>;
  /** VMs that find no host, with what speaks against each that is left. */
  readonly down: readonly { readonly vm: Vm; readonly refusals: readonly Refusal[] }[];
}

/** The VMs that HA restarts when these hosts of a cluster are lost at once; a copy that goes live needs none. */
export function dueAfter(topology: Topology, lost: readonly Host[]): readonly Vm[] {
  return inRestartOrder(lostVms(topology, lost), (vm) => vm);
}

/** The same as they come. */
function lostVms(topology: Topology, lost: readonly Host[]): readonly Vm[] {
  const { homes, secondaries } = startOf(topology);
  const due: Vm[] = [];
  for (const host of lost)
    for (const vm of homes.get(host.id) ?? []) {
      const secondary = secondaries.get(vm.id);
      if (vm.restartPriority !== 'disabled' && (!secondary || lost.includes(secondary))) due.push(vm);
    }
  return due;
}

/** Loses hosts of a cluster with HA at once. `hosts` are all hosts of the cluster, in order. */
export function loseHosts(topology: Topology, cluster: Cluster, lost: readonly Host[]): Loss {
  const hosts = hostsOf(topology, cluster);
  const ground = groundAfter(topology, lost);
  const left = hosts.filter((host) => !lost.includes(host));
  const answers = whoAnswers(topology, cluster, hosts, lost);
  const { admission } = cluster.ha ?? {};
  const reserve = admission?.policy === 'dedicated' ? admission.hosts : [];
  const due = inOrderOfDetection(topology, cluster, hosts, lost);
  protectAnew(topology, ground, cluster, lost);
  const restarted = new Map<Vm, Host>();
  const down: { vm: Vm; refusals: Refusal[] }[] = [];
  for (const vm of due) {
    const refusals: Refusal[] = [];
    const able: Host[] = [];
    for (const host of left) {
      const obstacle = obstacleTo(topology, ground, vm, host);
      if (obstacle) refusals.push({ host, obstacle });
      else if (!answers(vm, host)) refusals.push({ host, obstacle: { kind: 'partition' } });
      else able.push(host);
    }
    const target = emptiest(ground, able, reserve);
    if (target) {
      ground.place(vm, target);
      restarted.set(vm, target);
    } else down.push({ vm, refusals });
  }
  return { hosts: lost, due, restarted, down };
}

/**
 * New secondaries of VMs that lost one of their copies take their room at once, before HA restarts anything: first of
 * those that lost the secondary, then of those whose secondary had to go live.
 */
function protectAnew(topology: Topology, ground: Ground, cluster: Cluster, lost: readonly Host[]): void {
  for (const { vm, primary } of toProtect(topology, lost)) {
    const target = chosenSecondary(topology, ground, cluster, vm, primary);
    if (target) ground.placeCopy(vm, target);
  }
}

/** The VMs that lost one of their copies, with where the other one runs. */
function toProtect(topology: Topology, lost: readonly Host[]): readonly { readonly vm: Vm; readonly primary: Host }[] {
  const { secondaries } = startOf(topology);
  if (secondaries.size === 0) return [];
  const [alone, live]: { vm: Vm; primary: Host }[][] = [[], []];
  for (const vm of topology.vms) {
    const [home, secondary] = [find(topology, 'host', vm.host), secondaries.get(vm.id)];
    if (!home || !secondary || lost.includes(home) === lost.includes(secondary)) continue;
    if (lost.includes(home)) live?.push({ vm, primary: secondary });
    else alone?.push({ vm, primary: home });
  }
  return [...(alone ?? []), ...(live ?? [])];
}

/** The ground without these hosts, nothing restarted yet. */
export function groundAfter(topology: Topology, lost: readonly Host[]): Ground {
  const ground = new Ground(startOf(topology));
  for (const host of lost) ground.lose(host);
  return ground;
}

/** Whether a host stands with one that heard the host of a VM when it was lost: only those restart it. */
function whoAnswers(
  topology: Topology,
  cluster: Cluster,
  hosts: readonly Host[],
  lost: readonly Host[],
): (vm: Vm, host: Host) => boolean {
  if (allHear(topology, cluster, hosts)) return () => true;
  const before = groupsAtStart(topology, cluster, hosts);
  const leaders = new Set(before.map(({ first }) => first));
  const left = hosts.filter((host) => !lost.includes(host));
  const after = groupedAround(left, ranked(left, leaders), (a, b) => hear(topology, a, b));
  if (after.length <= 1) return () => true;
  const groupAfter = new Map(after.flatMap((group) => group.hosts.map((host) => [host, group.hosts] as const)));
  const companions = new Map<Id, readonly Host[]>();
  for (const group of before)
    for (const host of group.hosts)
      companions.set(
        host.id,
        group.hosts.filter((other) => other !== host && groupAfter.has(other)),
      );
  return (vm, host) => {
    const heard = companions.get(vm.host) ?? [];
    return heard.length === 0 || (groupAfter.get(host) ?? []).some((other) => heard.includes(other));
  };
}

/** Who hears whom at the start, each group with its HA primary first. */
function groupsAtStart(topology: Topology, cluster: Cluster, hosts: readonly Host[]) {
  const stated = new Set(hosts.filter((host) => host.id === cluster.ha?.primary));
  return groupedAround(hosts, ranked(hosts, stated), (a, b) => hear(topology, a, b));
}

function ranked(hosts: readonly Host[], first: ReadonlySet<Host>): readonly Host[] {
  return [...hosts].sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || byRank(a, b));
}

/** The VMs to restart: of the hosts that count as dead first before the others, within that by priority. */
function inOrderOfDetection(
  topology: Topology,
  cluster: Cluster,
  hosts: readonly Host[],
  lost: readonly Host[],
): readonly Vm[] {
  const due = dueAfter(topology, lost);
  if (lost.length < 2) return due;
  const { detect, detectPrimary, detectWithoutDatastores } = cluster.timings;
  const primaries = groupsAtStart(topology, cluster, hosts).map(({ first }) => first);
  // Where another side has its primary still, nobody is elected, and the lost primary is missed like any host.
  const election = primaries.every((host) => lost.includes(host)) ? detectPrimary.value : 0;
  const time = (host: Host): number => {
    const beats = hasHeartbeatDatastore(cluster, hosts, host);
    return Math.max(election, (beats ? detect : detectWithoutDatastores).value);
  };
  const times = new Map(lost.map((host) => [host.id, time(host)]));
  return [...due].sort((a, b) => (times.get(a.host) ?? 0) - (times.get(b.host) ?? 0));
}

/** As listed, else assumed where a host shares a datastore with another of its cluster. */
function hasHeartbeatDatastore({ ha }: Cluster, hosts: readonly Host[], host: Host): boolean {
  const listed = ha?.heartbeatDatastores;
  if (listed) return host.storage.some((storage) => listed.includes(storage));
  return host.storage.some((storage) => hosts.some((other) => other !== host && other.storage.includes(storage)));
}

/**
 * A quick way to see of most losses in a cluster that all VMs find a host, whatever the order: wherever the
 * others went, the hosts that could run a VM have on average what it needs, so the emptiest has. False where
 * it is not that clear: then only `loseHosts` tells.
 */
export function surelyFits(topology: Topology, cluster: Cluster): (lost: readonly Host[]) => boolean {
  const hosts = hostsOf(topology, cluster);
  const binds = cluster.ha?.respectAntiAffinity === true && cluster.drs?.rules.some(({ kind }) => kind === 'apart');
  if (binds || !allHear(topology, cluster, hosts)) return () => false;
  const ground = groundAfter(topology, []);
  const bound = new Set((cluster.drs?.rules ?? []).flatMap((rule) => (rule.kind === 'on' ? rule.machines : [])));
  const alike = new Map<string, Able>();
  const ableFor = (vm: Vm): Able => {
    const key = `${ground.nicsOf(vm)}|${vm.disks}|${vm.vcpu}|${vm.memory}|${bound.size > 0 && bound.has(vm.id) ? vm.id : ''}`;
    let able = alike.get(key);
    if (!able) {
      // That its disks are at hand where it runs does not count: that host is lost.
      const seeing = hosts.filter((host) => vm.disks.every((disk) => host.storage.includes(disk)));
      able = ableOf(
        ground,
        seeing.filter((host) => couldRun(ground, vm, host)),
      );
      alike.set(key, able);
    }
    return able;
  };
  return (lost) => {
    const due = lostVms(topology, lost);
    const all = [...due, ...toProtect(topology, lost).map(({ vm }) => vm)].reduce(
      (sum, vm) => sum + (vm.memory ?? 0),
      0,
    );
    return due.every((vm) => {
      const able = ableFor(vm);
      let { count, free, endless } = able;
      for (const host of lost) {
        if (!able.hosts.has(host)) continue;
        count--;
        if (host.memory === undefined) endless--;
        else free -= ground.freeMemory(host);
      }
      const needs = vm.memory ?? 0;
      return endless > 0 || (count > 0 && free - (all - needs) >= needs * count);
    });
  };
}

/** Hosts that could run a VM, how many they are, and what they have free together. */
interface Able {
  readonly hosts: ReadonlySet<Host>;
  readonly count: number;
  /** Bytes, of those whose memory is stated. */
  readonly free: number;
  /** How many state no memory: they take any number. */
  readonly endless: number;
}

function ableOf(ground: Ground, hosts: readonly Host[]): Able {
  const limited = hosts.filter((host) => host.memory !== undefined);
  const free = limited.reduce((sum, host) => sum + ground.freeMemory(host), 0);
  return { hosts: new Set(hosts), count: hosts.length, free, endless: hosts.length - limited.length };
}
