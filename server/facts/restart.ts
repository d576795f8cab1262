/** Where a VM may come to run when its host is lost. */
import { restartHosts } from '../../engine/rules/facts/restart.ts';
import { clusterOf, find, hostsOf } from '../../engine/topology/lookup.ts';
import type { Host, Topology, Vm } from '../../engine/topology/model.ts';
import { type Ground, startOf } from '../../engine/topology/placing/ground.ts';
import { groundAfter } from '../../engine/topology/placing/loss.ts';
import { couldRun } from '../../engine/topology/placing/obstacles.ts';

export interface Restart {
  /** The hosts on which HA may restart it: they see its disks and networks, and no rule forbids it. */
  readonly hosts: readonly Host[];
  /** How many other hosts its cluster has. */
  readonly others: number;
  /** Where its copy of Fault Tolerance goes live. */
  readonly secondary?: Host;
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
  const hosts = restartHosts(topology, vm).filter((host) => host !== own && couldRun(present, vm, host));
  const cluster = find(topology, 'cluster', own.cluster);
  const secondary = vm.ft && startOf(topology).secondaries.get(vm.id);
  return {
    hosts,
    others: cluster ? Math.max(0, hostsOf(topology, cluster).length - 1) : 0,
    ...(secondary && { secondary }),
  };
}

/** `restarts on Host3`, `restarts on 7 of 9 hosts`, `goes live on Esx2`, `restarts nowhere`. */
export function restartWords({ hosts, others, secondary }: Restart): string {
  // Its copy takes over; what a new copy needs is another question.
  if (secondary) return `goes live on ${secondary.name}`;
  if (hosts.length === 0) return 'restarts nowhere';
  if (hosts.length <= 3) return `restarts on ${hosts.map(({ name }) => name).join(', ')}`;
  return `restarts on ${hosts.length === others ? 'any' : hosts.length} of ${others} hosts`;
}

/** Why it restarts where it does, or nowhere. */
export function restartReason(topology: Topology, vm: Vm, { hosts, others, secondary }: Restart): string {
  if (secondary)
    return `Fault Tolerance: when its host is lost, its second copy on ${secondary.name} goes on at once, with all that is in memory.`;
  if (hosts.length > 0)
    return 'The hosts on which HA may restart it when its own is lost: they see its disks and networks, and no rule forbids them.';
  const cluster = clusterOf(topology, vm);
  if (!cluster) return 'Its host is in no cluster: nothing restarts it elsewhere.';
  if (!cluster.ha) return `HA of ${cluster.name} is off: nothing restarts it when its host is lost.`;
  if (vm.restartPriority === 'disabled') return 'Its restart priority is `disabled`: HA leaves it down.';
  if (others === 0) return `${cluster.name} has no other host.`;
  return `No other host of ${cluster.name} can run it: each lacks a disk, a network or the size that it needs, or a rule forbids it.`;
}
