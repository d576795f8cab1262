/** Over which adapters a host or server sees a storage. */
import { find } from '../lookup.ts';
import type { Host, Id, Server, Storage, Topology } from '../model.ts';
import { type Ref, ranksOf } from '../ranks.ts';
import { type Attachment, attachmentsFor, attachmentsOf, join, reaches, segmentsOf } from '../reach.ts';

/**
 * Whether a host may see a storage by the text: it lists it, or lists no storage at all, where nothing is
 * stated. What is `local` is seen only where it is listed.
 */
export function maySee(topology: Topology, host: Host, storage: Id): boolean {
  if (host.storage.length > 0) return host.storage.includes(storage);
  return find(topology, 'storage', storage)?.storageKind !== 'local';
}

/** The adapters of the metal and the segments of the storage that must be joined for it to be seen. */
export interface StoragePath {
  readonly attachments: readonly Attachment[];
  readonly segments: readonly number[];
}

const known = new WeakMap<Topology, Map<Host | Server, Map<Storage, StoragePath | undefined>>>();

/**
 * The path of a host or server to a storage that has networks; `undefined` where the text names none, or
 * does not cable the two: then nothing is known of it, and it is taken to be there.
 */
export function storagePath(topology: Topology, metal: Host | Server, storage: Storage): StoragePath | undefined {
  if (storage.networks.length === 0) return undefined;
  let byMetal = known.get(topology);
  if (!byMetal) {
    byMetal = new Map();
    known.set(topology, byMetal);
  }
  let byStorage = byMetal.get(metal);
  if (!byStorage) {
    byStorage = new Map();
    byMetal.set(metal, byStorage);
  }
  if (!byStorage.has(storage)) byStorage.set(storage, findPath(topology, metal, storage));
  return byStorage.get(storage);
}

function findPath(topology: Topology, metal: Host | Server, storage: Storage): StoragePath | undefined {
  const { refs } = ranksOf(topology);
  const all = segmentsOf(topology);
  const segments = storage.networks.flatMap((id) => all.of.get(refs.get(id) ?? (-1 satisfies Ref)) ?? []);
  const stated = attachmentsFor(topology, metal, ['storage']);
  const attachments = stated.length > 0 ? stated : attachmentsOf(topology, metal);
  const cabled = attachments.flatMap((attachment) => attachment.segments);
  return reaches(all, joinedWhole(topology), cabled, segments) ? { attachments, segments } : undefined;
}

const wholes = new WeakMap<Topology, ReturnType<typeof join>>();

/** The segments of a topology as they are joined while everything lives; made once a topology. */
export function joinedWhole(topology: Topology): ReturnType<typeof join> {
  let joined = wholes.get(topology);
  if (!joined) {
    joined = join(segmentsOf(topology), new Uint8Array(topology.elements.size).fill(1));
    wholes.set(topology, joined);
  }
  return joined;
}
