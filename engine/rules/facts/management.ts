/** A second adapter for management on hosts that have one. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, Host, Topology } from '../../topology/model.ts';
import { listed } from '../message.ts';
import type { Fix, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { addingAdapter, freeAdapterName, withHostAdapter } from './host-adapters.ts';

/** A host and its only adapter for management. */
export interface SingleManagement {
  readonly host: Host;
  readonly adapter: Adapter;
}

/**
 * Uses a second adapter for management that each of these hosts has on the same segment and for nothing else, or
 * else adds one; `undefined` where that would break a rule, or the hosts differ too much for one change.
 */
export function secondManagementFix(
  topology: Topology,
  single: readonly SingleManagement[],
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  return usingFix(topology, single, trial, mended) ?? newAdapterFix(topology, single, trial, mended);
}

function usingFix(
  topology: Topology,
  single: readonly SingleManagement[],
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const spare = single.map(({ host, adapter }) =>
    adaptersOf(topology, host).filter((each) => each.uses.length === 0 && each.target === adapter.target),
  );
  for (const { name } of spare[0] ?? []) {
    const chosen = spare.flatMap((each) => each.find((adapter) => adapter.name === name) ?? []);
    if (chosen.length < single.length) continue;
    const changed = withElements(topology, ...chosen.map((adapter): Adapter => ({ ...adapter, uses: ['management'] })));
    if (!mends(topology, changed, trial, mended)) continue;
    return {
      title: `Use ${name} of ${listed(single.map(({ host }) => host.name))} for management`,
      edits: chosen.map((adapter, index) => ({
        edit: 'set',
        element: adapter.source,
        property: 'for',
        value: 'management',
        ...ownerOf(single[index]?.host),
      })),
      safe: false,
    };
  }
  return undefined;
}

function ownerOf(host: Host | undefined): { owner?: Host['source'] } {
  return host ? { owner: host.source } : {};
}

function newAdapterFix(
  topology: Topology,
  single: readonly SingleManagement[],
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const hosts = single.map(({ host }) => host);
  const targets = new Set(single.map(({ adapter }) => adapter.target));
  const [target = ''] = targets;
  const segment = find(topology, 'network', target) ?? find(topology, 'switch', target);
  if (targets.size !== 1 || !segment) return undefined;
  const adapter = { name: freeAdapterName(topology, hosts), target: segment, uses: ['management'] as const };
  return mends(topology, withHostAdapter(topology, hosts, adapter), trial, mended)
    ? addingAdapter(topology, hosts, adapter)
    : undefined;
}
