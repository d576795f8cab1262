/** Which nodes of a failover cluster see a disk. */
import type { Machine, Storage, Topology } from '../../topology/model.ts';
import { metalOf } from './placement.ts';

/**
 * Whether a node does not see a storage: a VM sees what is its disk or what its host lists, a server what it lists.
 * `undefined` where neither lists any storage at all: nothing is known of its paths.
 */
export function isUnseen(topology: Topology, node: Machine, storage: Storage): boolean | undefined {
  const own = node.kind === 'vm' ? node.disks : [];
  const listed = metalOf(topology, node)?.storage ?? [];
  if (own.includes(storage.id) || listed.includes(storage.id)) return false;
  return listed.length > 0 || own.length > 0 ? true : undefined;
}
