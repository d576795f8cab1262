/** Edits that let a pair duplicate over a network. */
import type { Machine, Network, Topology } from '../../topology/model.ts';
import type { ModelEdit, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { adaptersOnNetworks, type CmPair, machinesOf } from './communication-manager.ts';
import { type Connection, connections, withConnection } from './connecting.ts';
import { referenceFrom, referenceTo } from './names.ts';
import { writtenNic } from './written.ts';

/**
 * Names `network` as the link of a pair and connects the members that are not on it; `undefined` where
 * there is no way to do so that breaks no rule.
 */
export function linkingEdits(
  topology: Topology,
  pair: CmPair,
  network: Network,
  trial: Trial,
  mended: Mended,
): readonly ModelEdit[] | undefined {
  const { service } = pair;
  const ways = unconnected(topology, pair, network).map((machine) => ({
    machine,
    ways: connections(topology, machine, [network], partnerOf(pair, machine)),
  }));
  if (ways.some((each) => each.ways.length === 0)) return undefined;
  const tries = Math.max(1, ...ways.map((each) => each.ways.length));
  for (let index = 0; index < tries; index++) {
    const chosen = ways.map((each) => ({ machine: each.machine, way: each.ways[index] ?? each.ways.at(-1) }));
    let changed = withElements(topology, { ...service, link: network.id });
    for (const { machine, way } of chosen) if (way) changed = withConnection(changed, machine, way);
    if (!mends(topology, changed, trial, mended)) continue;
    return [
      { edit: 'set', element: service.source, property: 'link', value: referenceTo(topology, network) },
      ...chosen.flatMap(({ machine, way }) => (way ? [connectionEdit(topology, machine, way)] : [])),
    ];
  }
  return undefined;
}

/** The members of a pair that have no adapter on a network. */
export function unconnected(topology: Topology, pair: CmPair, network: Network): readonly Machine[] {
  return machinesOf(pair).filter((machine) => adaptersOnNetworks(topology, machine, [network]).length === 0);
}

/** A machine of the other member. */
export function partnerOf(pair: CmPair, machine: Machine): Machine | undefined {
  const others = pair.active.includes(machine) ? pair.standby : pair.active;
  return others.find((other) => other !== machine);
}

/** Adds the adapter to the machine. */
export function connectionEdit(
  topology: Topology,
  machine: Machine,
  connection: Connection,
): ModelEdit & { edit: 'add' } {
  const { name, network, via } = connection;
  return {
    edit: 'add',
    element: machine.source,
    item: writtenNic(name, referenceFrom(topology, machine, network), via),
  };
}
