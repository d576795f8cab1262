/** How machines and hosts hang on segments: by which adapters, on which host. */

import { get } from './lookup.ts';
import type { Adapter, Host, Id, Server, Topology, VirtualAdapter } from './model.ts';
import { type Ref, ranksOf } from './ranks.ts';
import { type Segments, segmentsOf } from './reach-segments.ts';

export { type Joined, join, reaches } from './reach-join.ts';
export { type Segments, segmentsOf } from './reach-segments.ts';

/** A physical adapter and the segments on which it hangs while it and they live. */
export interface Attachment {
  /** -1 where no adapter stands between: a VM whose host states none. */
  readonly adapter: Ref;
  readonly segments: readonly number[];
}

/** One NIC of a VM on a certain host: the adapters of its team that carry its network there. */
export interface Team {
  readonly nic: VirtualAdapter;
  readonly network: Ref;
  readonly attachments: readonly Attachment[];
}

/** A physical adapter hangs on every network of its switch, or on any switch of its network. */
export function attachmentOf(topology: Topology, adapter: Adapter): Attachment {
  const { refs } = ranksOf(topology);
  return {
    adapter: refs.get(adapter.id) ?? -1,
    segments: segmentsOf(topology).of.get(refs.get(adapter.target) ?? -1) ?? [],
  };
}

/** All adapters of a host or server, in order. */
export function attachmentsOf(topology: Topology, metal: Host | Server): readonly Attachment[] {
  return metal.adapters.map((id) => attachmentOf(topology, get(topology, 'adapter', id)));
}

/**
 * The adapters over which a host talks to the others of its cluster: those stated for management, else
 * all that it has, for what is not stated is not told apart.
 */
export function managementOf(topology: Topology, host: Host): readonly Attachment[] {
  const adapters = host.adapters.map((id) => get(topology, 'adapter', id));
  const stated = adapters.filter((adapter) => adapter.uses.includes('management'));
  return (stated.length > 0 ? stated : adapters).map((adapter) => attachmentOf(topology, adapter));
}

/** The adapters of a host or server that are stated for one of `uses`. */
export function attachmentsFor(
  topology: Topology,
  metal: Host | Server,
  uses: readonly string[],
): readonly Attachment[] {
  return metal.adapters
    .map((id) => get(topology, 'adapter', id))
    .filter((adapter) => adapter.uses.some((use) => uses.includes(use)))
    .map((adapter) => attachmentOf(topology, adapter));
}

/**
 * A NIC of a VM on `host`: the adapters that its `via` names there and that carry its network; without
 * `via` any that do. Where the host states no adapters at all the NIC hangs on the network itself.
 */
export function teamOn(topology: Topology, nic: VirtualAdapter, host: Host): Team {
  const { refs } = ranksOf(topology);
  const segments = segmentsOf(topology);
  const network = refs.get(nic.network) ?? -1;
  const all = segments.of.get(network) ?? [];
  if (host.adapters.length === 0) return { nic, network, attachments: [{ adapter: -1, segments: all }] };
  const attachments = host.adapters
    .map((id) => get(topology, 'adapter', id))
    .filter((adapter) => nic.via.length === 0 || nic.via.includes(adapter.name))
    .map((adapter) => carrying(topology, segments, adapter, nic.network, network))
    .filter((attachment) => attachment.segments.length > 0);
  return { nic, network, attachments };
}

function carrying(topology: Topology, segments: Segments, adapter: Adapter, id: Id, network: Ref): Attachment {
  const { adapter: ref, segments: all } = attachmentOf(topology, adapter);
  if (adapter.target === id) return { adapter: ref, segments: all };
  return { adapter: ref, segments: all.filter((segment) => segments.network[segment] === network) };
}
