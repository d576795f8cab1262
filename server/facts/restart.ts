/** Where a VM may come to run when its host is lost. */
import { restartHosts } from '../../engine/rules/facts/restart.ts';
import { writtenSize } from '../../engine/rules/facts/written.ts';
import { clusterOf, find, hostsOf } from '../../engine/topology/lookup.ts';
import type { Cluster, Host, Topology, Vm } from '../../engine/topology/model.ts';
import { type Ground, startOf } from '../../engine/topology/placing/ground.ts';
import { groundAfter, type Loss, loseHosts, type Refusal, surelyFits } from '../../engine/topology/placing/loss.ts';
import { couldRun } from '../../engine/topology/placing/obstacles.ts';

export interface Restart {
  /** The hosts on which HA may restart it: they see its disks and networks, no rule forbids it, and it fits beside what runs there. */
  readonly hosts: readonly Host[];
  /** How many other hosts its cluster has. */
  readonly others: number;
  /** Where its copy of Fault Tolerance goes live. */
  readonly secondary?: Host;
  /** What speaks against each of the hosts that could run it were they empty, where all of them are too full. */
  readonly full?: readonly Refusal[];
}

const grounds = new WeakMap<Topology, Ground>();

export function restartOf(topology: Topology, vm: Vm): Restart | undefined {
  const own = find(topology, 'host', vm.host);
  if (!own) return undefined;
  let ground = grounds.get(topology);
  if (!ground) {
    ground = groundAfter(topology, []);
    grounds.set(topology, ground);
  }
  const present = ground;
  const able = restartHosts(topology, vm).filter((host) => host !== own && couldRun(present, vm, host));
  const cluster = find(topology, 'cluster', own.cluster);
  const secondary = vm.ft && startOf(topology).secondaries.get(vm.id);
  const full = able.length > 0 && !secondary ? refusalsOf(topology, vm, own) : undefined;
  return {
    hosts: full ? [] : able.filter((host) => (vm.memory ?? 0) <= present.freeMemory(host)),
    others: cluster ? Math.max(0, hostsOf(topology, cluster).length - 1) : 0,
    ...(secondary && { secondary }),
    ...(full && { full: full.filter(({ host }) => able.includes(host)) }),
  };
}

const losses = new WeakMap<Host, Loss['down']>();

/** Why a VM stays down when its host is lost with all that it runs; `undefined` where it finds a place. */
function refusalsOf(topology: Topology, vm: Vm, own: Host): readonly Refusal[] | undefined {
  let down = losses.get(own);
  if (!down) {
    const cluster = find(topology, 'cluster', own.cluster);
    down = !cluster?.ha || fitsOf(topology, cluster)([own]) ? [] : loseHosts(topology, cluster, [own]).down;
    losses.set(own, down);
  }
  return down.find((each) => each.vm === vm)?.refusals;
}

const fits = new WeakMap<Cluster, ReturnType<typeof surelyFits>>();

function fitsOf(topology: Topology, cluster: Cluster): ReturnType<typeof surelyFits> {
  let known = fits.get(cluster);
  if (!known) {
    known = surelyFits(topology, cluster);
    fits.set(cluster, known);
  }
  return known;
}

/** `restarts on Host3`, `restarts on 7 of 9 hosts`, `goes live on Esx2`, `stays down: no room`, `restarts nowhere`. */
export function restartWords({ hosts, others, secondary, full }: Restart): string {
  // Its copy takes over; what a new copy needs is another question.
  if (secondary) return `goes live on ${secondary.name}`;
  if (full) return full.some(({ obstacle }) => obstacle.kind === 'memory') ? 'stays down: no room' : 'stays down';
  if (hosts.length === 0) return 'restarts nowhere';
  if (hosts.length <= 3) return `restarts on ${hosts.map(({ name }) => name).join(', ')}`;
  return `restarts on ${hosts.length === others ? 'any' : hosts.length} of ${others} hosts`;
}

/** Why it restarts where it does, or nowhere. */
export function restartReason(topology: Topology, vm: Vm, { hosts, others, secondary, full }: Restart): string {
  if (secondary)
    return `Fault Tolerance: when its host is lost, its second copy on ${secondary.name} goes on at once, with all that is in memory.`;
  if (full) return fullWords(full);
  if (hosts.length > 0)
    return 'The hosts on which HA may restart it when its own is lost: they see its disks and networks, no rule forbids them, and they have the memory.';
  const cluster = clusterOf(topology, vm);
  if (!cluster) return 'Its host is in no cluster: nothing restarts it elsewhere.';
  if (!cluster.ha) return `HA of ${cluster.name} is off: nothing restarts it when its host is lost.`;
  if (vm.restartPriority === 'disabled') return 'Its restart priority is `disabled`: HA leaves it down.';
  if (others === 0) return `${cluster.name} has no other host.`;
  return `No other host of ${cluster.name} can run it: each lacks a disk, a network or the size that it needs, or a rule forbids it.`;
}

/** So many hosts tell what is the matter. */
const told = 4;

function fullWords(full: readonly Refusal[]): string {
  const each = full.flatMap(({ host, obstacle }) =>
    obstacle.kind === 'memory'
      ? [`${host.name} has ${writtenSize(Math.max(0, obstacle.free))} free of ${writtenSize(obstacle.needs)}`]
      : [],
  );
  const why = each.length > 0 ? `: ${each.slice(0, told).join(', ')}${each.length > told ? ', …' : ''}` : '';
  return `When its host is lost with all that it runs, no host takes it by then${why}.`;
}
