/** FT logging put on a segment and an adapter of its own. */
import { adaptersOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { listed } from '../message.ts';
import type { Fix, ModelEdit, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { guestsOn } from './guests.ts';
import { adapterEdits, freeAdapterName, type NewAdapter, withHostAdapter } from './host-adapters.ts';
import { referenceTo } from './names.ts';
import { ownAdapterFix, segmentsFor } from './own-segment.ts';
import { type SharedAdapter, usedFor } from './separating.ts';

/** Gives logging a segment of its own on all these hosts: with the adapters that have it already, else with new ones. */
export function ownLoggingFix(
  topology: Topology,
  cluster: Cluster,
  hosts: readonly Host[],
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const logging = hosts.map((host) =>
    adaptersOf(topology, host).flatMap((adapter) => (adapter.uses.includes('ft-logging') ? [{ host, adapter }] : [])),
  );
  return logging.every((each) => each.length === 1)
    ? loggingFix(topology, cluster, logging.flat(), trial, mended)
    : ownAdapterFix(topology, cluster, hosts, 'ft-logging', trial, mended);
}

/**
 * Cables adapters that carry logging alone to a segment of its own; takes logging from the others and adds an adapter
 * there. `undefined` where that breaks a rule.
 */
export function loggingFix(
  topology: Topology,
  cluster: Cluster,
  shared: readonly SharedAdapter[],
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  const isAlone = ({ host, adapter }: SharedAdapter) =>
    adapter.uses.length === 1 && guestsOn(topology, cluster, host, adapter).length === 0;
  const recabled = shared.filter(isAlone);
  const relieved = shared
    .filter((each) => !isAlone(each))
    .map(({ host, adapter }) => ({
      host,
      ...usedFor(
        host,
        adapter,
        adapter.uses.filter((use) => use !== 'ft-logging'),
      ),
    }));
  const hosts = relieved.map(({ host }) => host);
  for (const { target, made } of segmentsFor(
    topology,
    cluster,
    shared.map(({ host }) => host),
    'ft-logging',
  )) {
    const added: NewAdapter = { name: freeAdapterName(topology, hosts), target, uses: ['ft-logging'] };
    const moved = recabled.map(({ adapter }) => ({ ...adapter, target: target.id }));
    const known = withElements(
      topology,
      ...(target.kind === 'network' ? [target] : []),
      ...moved,
      ...relieved.map(({ adapter }) => adapter),
    );
    if (!mends(topology, withHostAdapter(known, hosts, added), trial, mended)) continue;
    const value = referenceTo(known, target);
    const edits: ModelEdit[] = [
      ...(made ? [{ edit: 'follow' as const, element: made.behind.source, item: made.item }] : []),
      ...recabled.map(
        ({ host, adapter }): ModelEdit => ({
          edit: 'set',
          element: adapter.source,
          property: 'target',
          value,
          owner: host.source,
        }),
      ),
      ...relieved.map(({ edit }) => edit),
      ...adapterEdits(known, hosts, added),
    ];
    return {
      title: `Put FT logging of ${listed(shared.map(({ host }) => host.name))} on ${value}`,
      edits,
      safe: false,
    };
  }
  return undefined;
}
