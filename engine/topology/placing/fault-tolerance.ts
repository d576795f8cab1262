/** Where the secondary of a fault-tolerant VM may run. */
import type { Cluster, Topology } from '../model.ts';
import { type Attachment, attachmentsFor } from '../reach.ts';
import { type Obstacle, obstacleTo } from './obstacles.ts';
import type { Present } from './present.ts';

export type SecondaryObstacle<M> =
  | Obstacle<M>
  | { readonly kind: 'primary' | 'no-ha' | 'no-logging' }
  | { readonly kind: 'cpu-model'; readonly model: string; readonly primary: string };

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
  const [own, other] = [present.host(primary), present.host(host)];
  if (own.cpuModel !== undefined && other.cpuModel !== undefined && own.cpuModel !== other.cpuModel)
    return { kind: 'cpu-model', model: other.cpuModel, primary: own.cpuModel };
  const [ownLogging, otherLogging] = [own, other].map((metal) => attachmentsFor(topology, metal, ['ft-logging']));
  if (ownLogging?.length && otherLogging?.length && !joins(ownLogging, otherLogging)) return { kind: 'no-logging' };
  return obstacleTo(topology, present, machine, host);
}
