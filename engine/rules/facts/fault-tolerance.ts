/** Fault-tolerant VMs of vSphere: where they are, and what their version allows. */
import { clusterOf, find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Id, Topology, Vm } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { mayRunOn } from './restart.ts';
import { oldestVersion, type StatedVersion } from './vsphere.ts';

/** A VM with an `ft` block. */
export type FtVm = Vm & { readonly ft: NonNullable<Vm['ft']> };

/** Every fault-tolerant VM, other than those of another hypervisor's clusters: it has no such thing. */
export const ftVms: (topology: Topology) => readonly FtVm[] = oncePerTopology((topology) =>
  topology.vms.filter(
    (vm): vm is FtVm =>
      vm.ft !== undefined &&
      find(topology, 'host', vm.host) !== undefined &&
      clusterOf(topology, vm)?.hypervisor !== 'hyper-v',
  ),
);

/** The fault-tolerant VMs of each cluster. */
export const ftVmsByCluster = oncePerTopology((topology) =>
  grouped(ftVms(topology), (vm) => find(topology, 'host', vm.host)?.cluster),
);

/** The clusters that have fault-tolerant VMs, with these. */
export function ftClusters(topology: Topology): readonly (readonly [Cluster, readonly FtVm[]])[] {
  return [...ftVmsByCluster(topology)].flatMap(([id, vms]) => {
    const cluster = find(topology, 'cluster', id);
    return cluster ? [[cluster, vms] as const] : [];
  });
}

/** The host of the primary and, where it is stated, of the secondary. */
export function ftHosts(topology: Topology, vm: FtVm): readonly Host[] {
  const hosts = [vm.host, vm.ft.secondary].flatMap((id) => find(topology, 'host', id) ?? []);
  return [...new Set(hosts)];
}

/** The hosts of the VM's cluster where a copy of it may run: its own, and those that no `must` rule forbids. */
export function copyHosts(topology: Topology, vm: FtVm): readonly Host[] {
  const cluster = clusterOf(topology, vm);
  if (!cluster) return ftHosts(topology, vm);
  const own: readonly Id[] = [vm.host, ...(vm.ft.secondary === undefined ? [] : [vm.ft.secondary])];
  return hostsOf(topology, cluster).filter((host) => own.includes(host.id) || mayRunOn(topology, vm, host));
}

/** The version by which the limits of a VM go: the lowest of its two hosts, else of its cluster's; `undefined`: not stated. */
export function ftVersion(topology: Topology, vm: FtVm): StatedVersion | undefined {
  const cluster = clusterOf(topology, vm);
  return oldestVersion(ftHosts(topology, vm)) ?? (cluster && oldestVersion(hostsOf(topology, cluster)));
}

/**
 * Record and replay (vLockstep, one shared disk, one virtual CPU) is Fault Tolerance up to 5.x; 6.0 brought
 * checkpoints, and from 6.5 there is nothing else. What the text states of the technique counts before 6.5.
 */
export function isLegacy(version: number | undefined, technique?: FtVm['ft']['technique']): boolean {
  if (version === undefined || version >= 6.5) return false;
  return version < 6 || technique === 'vlockstep';
}

/** Virtual CPUs of a fault-tolerant VM: what an edition allows at least, and the largest edition. */
export interface VcpuLimits {
  /** Standard and Enterprise. */
  readonly smaller: number;
  /** Enterprise Plus. */
  readonly largest: number;
}

/**
 * 1 with vLockstep; from 6.0 2 with Standard and Enterprise; with Enterprise Plus 4 up to 6.5, 8 from 6.7 (vSphere
 * Availability 6.0.1 p. 47, 6.7 p. 50; vSphere 8.0, GUID-57929CF0).
 */
export function vcpuLimits(version: number | undefined, technique?: FtVm['ft']['technique']): VcpuLimits {
  if (isLegacy(version, technique)) return { smaller: 1, largest: 1 };
  return { smaller: 2, largest: version === undefined || version >= 6.7 ? 8 : 4 };
}
