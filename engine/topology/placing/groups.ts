/** Hosts of a cluster by who hears whom. */
import type { Host } from '../model.ts';

/** Who leads first: the host that sees most datastores, then the one declared last. */
export function byRank(a: Host, b: Host): number {
  return b.storage.length - a.storage.length || b.order - a.order;
}

/** `hosts` in groups: each of those who hear its first in `ranked` and are in none before; in the order of `hosts`. */
export function groupedAround<H>(
  hosts: readonly H[],
  ranked: readonly H[],
  hears: (first: H, other: H) => boolean,
): readonly { readonly first: H; readonly hosts: readonly H[] }[] {
  const groups: { first: H; hosts: readonly H[] }[] = [];
  const taken = new Set<H>();
  for (const first of ranked) {
    if (taken.has(first)) continue;
    const group = hosts.filter((host) => host === first || (!taken.has(host) && hears(first, host)));
    for (const host of group) taken.add(host);
    groups.push({ first, hosts: group });
  }
  return groups;
}
