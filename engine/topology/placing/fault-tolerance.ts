/** Where the secondary of a fault-tolerant VM may run. */
import type { Cluster, Host, Topology } from '../model.ts';
import { type Attachment, attachmentsFor } from '../reach.ts';
import { type Obstacle, obstacleTo } from './obstacles.ts';
import type { Present } from './present.ts';

/** What keeps the two copies off a pair of hosts. */
export type PairObstacle =
  | { readonly kind: 'no-logging' }
  | { readonly kind: 'cpu-model'; readonly model: string; readonly primary: string };

/** What a host carries already of fault-tolerant VMs, copies included, and the most that it takes. */
export type LimitObstacle =
  | { readonly kind: 'ft-vms'; readonly has: number; readonly most: number }
  /** Virtual CPUs of those VMs. */
  | { readonly kind: 'ft-vcpus'; readonly has: number; readonly needs: number; readonly most: number };

export type SecondaryObstacle<M> = Obstacle<M> | PairObstacle | LimitObstacle | { readonly kind: 'primary' | 'no-ha' };

/** Fault-tolerant VMs on a host, primaries and secondaries (das.maxftvmsperhost; vSphere Availability 6.0.1, p. 47). */
export const mostTolerantVms = 4;
/** Their virtual CPUs (das.maxftvcpusperhost, the same page). */
export const mostTolerantVcpus = 8;

/**
 * What keeps the secondary of a VM off a host. A CPU model that is not stated counts as compatible;
 * `joins` says whether any of these adapters reach each other now.
 */
export function secondaryObstacle<H, M>(
  topology: Topology,
  present: Present<H, M>,
  cluster: Cluster,
  machine: M,
  primary: H,
  host: H,
  joins: (a: readonly Attachment[], b: readonly Attachment[]) => boolean,
): SecondaryObstacle<M> | undefined {
  if (host === primary) return { kind: 'primary' };
  if (!cluster.ha) return { kind: 'no-ha' };
  const pair = pairObstacle(topology, present.host(primary), present.host(host), joins);
  if (pair) return pair;
  const obstacle = obstacleTo(topology, present, machine, host);
  // Rules between VMs hold of the primary alone (vSphere Availability 6.0, Fault Tolerance with DRS).
  if (obstacle && obstacle.kind !== 'apart') return obstacle;
  return limitObstacle(present, cluster, machine, host);
}

/** The most fault-tolerant VMs, and virtual CPUs of them, that a host of a cluster carries; infinite for no limit. */
export function toleranceLimits({ ha }: Cluster): { readonly vms: number; readonly vcpus: number } {
  const most = (stated: number) => (stated === 0 ? Number.POSITIVE_INFINITY : stated);
  return { vms: most(ha?.ftVms ?? mostTolerantVms), vcpus: most(ha?.ftVcpus ?? mostTolerantVcpus) };
}

/** What keeps one more copy of a fault-tolerant VM off a host that carries others. A VM that states no CPUs counts as one. */
export function limitObstacle<H, M>(
  present: Present<H, M>,
  cluster: Cluster,
  machine: M,
  host: H,
): LimitObstacle | undefined {
  let [has, vcpus] = [0, 0];
  for (const guest of present.takers(host)) {
    const vm = present.vm(guest);
    if (guest === machine || !vm.ft) continue;
    has++;
    vcpus += vm.vcpu ?? 1;
  }
  const most = toleranceLimits(cluster);
  if (has >= most.vms) return { kind: 'ft-vms', has, most: most.vms };
  const needs = present.vm(machine).vcpu ?? 1;
  return vcpus + needs > most.vcpus ? { kind: 'ft-vcpus', has: vcpus, needs, most: most.vcpus } : undefined;
}

/** Whether a pair of hosts can run the two copies: their CPU models are equal, a network for FT logging joins them. */
export function pairObstacle(
  topology: Topology,
  primary: Host,
  host: Host,
  joins: (a: readonly Attachment[], b: readonly Attachment[]) => boolean,
): PairObstacle | undefined {
  if (primary.cpuModel !== undefined && host.cpuModel !== undefined && primary.cpuModel !== host.cpuModel)
    return { kind: 'cpu-model', model: host.cpuModel, primary: primary.cpuModel };
  const [own, other] = [primary, host].map((metal) => attachmentsFor(topology, metal, ['ft-logging']));
  return own?.length && other?.length && !joins(own, other) ? { kind: 'no-logging' } : undefined;
}
