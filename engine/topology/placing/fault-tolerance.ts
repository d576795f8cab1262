/** Where the secondary of a fault-tolerant VM may run. */
import type { Cluster, Host, Topology } from '../model.ts';
import { type Attachment, attachmentsFor } from '../reach.ts';
import { type Obstacle, obstacleTo } from './obstacles.ts';
import type { Present } from './present.ts';

/** What keeps the two copies off a pair of hosts. */
export type PairObstacle =
  | { readonly kind: 'no-logging' }
  | { readonly kind: 'cpu-model'; readonly model: string; readonly primary: string };

export type SecondaryObstacle<M> = Obstacle<M> | PairObstacle | { readonly kind: 'primary' | 'no-ha' };

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
  return obstacle?.kind === 'apart' ? undefined : obstacle;
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
