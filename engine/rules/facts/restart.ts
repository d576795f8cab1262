/** Where HA may restart a VM. */
import { clusterOf, find, hostsOf } from '../../topology/lookup.ts';
import type { Host, Id, Topology, Vm } from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';

/** True where HA restarts the VM after the loss of its host: its cluster has HA, and the VM is not left out. */
export function isHaProtected(topology: Topology, vm: Vm): boolean {
  return clusterOf(topology, vm)?.ha !== undefined && vm.restartPriority !== 'disabled';
}

/** The hosts to which `keep … on … must` binds a VM; HA never violates such a rule. */
const boundHosts = oncePerTopology((topology) => {
  const bound = new Map<Id, ReadonlySet<Id>>();
  for (const cluster of topology.clusters)
    for (const rule of cluster.drs?.rules ?? []) {
      if (rule.kind !== 'on' || rule.strength !== 'must') continue;
      for (const machine of rule.machines) {
        const before = bound.get(machine);
        bound.set(machine, new Set(rule.hosts.filter((host) => before?.has(host) ?? true)));
      }
    }
  return bound;
});

/** The hosts to which `must` rules bind a VM, those of all its rules; `undefined` where none does. */
export function boundHostsOf(topology: Topology, vm: Vm): ReadonlySet<Id> | undefined {
  return boundHosts(topology).get(vm.id);
}

/** True where no `must` rule keeps the VM from this host. */
export function mayRunOn(topology: Topology, vm: Vm, host: Host): boolean {
  return boundHosts(topology).get(vm.id)?.has(host.id) ?? true;
}

const hostsByCluster = oncePerTopology((topology) => {
  const hosts = new Map<Id, readonly Host[]>();
  for (const cluster of topology.clusters) hosts.set(cluster.id, hostsOf(topology, cluster));
  return hosts;
});

/**
 * The hosts on which a VM runs or HA may restart it, its own among them, in the order of the text.
 * Without HA, its own alone.
 */
export function restartHosts(topology: Topology, vm: Vm): readonly Host[] {
  const own = find(topology, 'host', vm.host);
  if (!own) return [];
  if (!isHaProtected(topology, vm) || own.cluster === undefined) return [own];
  const hosts = hostsByCluster(topology).get(own.cluster) ?? [];
  return boundHosts(topology).has(vm.id)
    ? hosts.filter((host) => host.id === own.id || mayRunOn(topology, vm, host))
    : hosts;
}

/** True where a host is one of `restartHosts`. */
export function mayRestartOn(topology: Topology, vm: Vm, host: Host): boolean {
  if (host.id === vm.host) return true;
  const cluster = find(topology, 'host', vm.host)?.cluster;
  return (
    cluster !== undefined && host.cluster === cluster && isHaProtected(topology, vm) && mayRunOn(topology, vm, host)
  );
}
