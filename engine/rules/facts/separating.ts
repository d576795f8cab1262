/** Fixes that give something which a hypervisor does an adapter of its own. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, AdapterUse, Cluster, Host, Topology } from '../../topology/model.ts';
import { listed } from '../message.ts';
import type { Fix, ModelEdit, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { guestsOn } from './guests.ts';
import { adapterEdits, freeAdapterName, type NewAdapter, withHostAdapter } from './host-adapters.ts';

/** An adapter of a host that has more to carry than it should. */
export interface SharedAdapter {
  readonly host: Host;
  readonly adapter: Adapter;
}

/**
 * Moves `use` from these adapters to one that each host has to spare, else to a new one beside it (on the segment
 * of the first, or on `target`). `undefined` where either would break a rule.
 */
export function separatingFix(
  topology: Topology,
  cluster: Cluster,
  shared: readonly SharedAdapter[],
  use: AdapterUse,
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const hosts = shared.map(({ host }) => host);
  const names = listed(hosts.map((host) => host.name));
  const less = shared.map(({ host, adapter }) =>
    usedFor(
      host,
      adapter,
      adapter.uses.filter((each) => each !== use),
    ),
  );
  for (const spare of sparesOf(topology, cluster, hosts)) {
    const changes = [...less, ...spare.map(({ host, adapter }) => usedFor(host, adapter, [use]))];
    const changed = withElements(topology, ...changes.map(({ adapter }) => adapter));
    if (!mends(topology, changed, trial, mended)) continue;
    const title = `Use ${spare[0]?.adapter.name} of ${names} for ${use}`;
    return { title, edits: changes.map(({ edit }) => edit), safe: false };
  }
  const [first] = shared;
  const target = find(topology, 'switch', first?.adapter.target) ?? find(topology, 'network', first?.adapter.target);
  if (!first || !target || shared.some(({ adapter }) => adapter.target !== target.id)) return undefined;
  const added: NewAdapter = { name: freeAdapterName(topology, hosts, first.adapter.name), target, uses: [use] };
  const changed = withHostAdapter(withElements(topology, ...less.map(({ adapter }) => adapter)), hosts, added);
  if (!mends(topology, changed, trial, mended)) return undefined;
  return {
    title: `Add ${added.name} for ${use} to ${names}`,
    edits: [...less.map(({ edit }) => edit), ...adapterEdits(topology, hosts, added)],
    safe: false,
  };
}

/** An adapter with other uses, and the edit that makes it so. */
export function usedFor(
  host: Host,
  adapter: Adapter,
  uses: Adapter['uses'],
): { readonly adapter: Adapter; readonly edit: ModelEdit } {
  const at = { element: adapter.source, property: 'for', owner: host.source };
  const edit: ModelEdit = uses.length > 0 ? { edit: 'set', ...at, value: uses.join(', ') } : { edit: 'remove', ...at };
  return { adapter: { ...adapter, uses }, edit };
}

/** The adapters, by name, that each of these hosts has for nothing and over which no VM goes. */
function sparesOf(topology: Topology, cluster: Cluster, hosts: readonly Host[]): readonly (readonly SharedAdapter[])[] {
  const idle = hosts.map((host) =>
    adaptersOf(topology, host).filter(
      (adapter) => adapter.uses.length === 0 && guestsOn(topology, cluster, host, adapter).length === 0,
    ),
  );
  return (idle[0] ?? []).flatMap(({ name, target }) => {
    const alike = hosts.flatMap((host, index) => {
      const adapter = idle[index]?.find((each) => each.name === name && each.target === target);
      return adapter ? [{ host, adapter }] : [];
    });
    return alike.length === hosts.length ? [alike] : [];
  });
}
