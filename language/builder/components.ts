/** Sites, racks, power, switches, networks, links and storage. */
import type { Circuit, Id, Link, Network, Placed, Rack, Site, Storage, Switch } from '../../engine/topology/model.ts';
import type * as ast from '../generated/ast.ts';
import type { Declaration } from '../generated/ast.ts';
import { type Body, count, flag, ownBody, paths, quantity, text, word } from './body.ts';
import { base, type Context, enter, refer, referAll } from './context.ts';

const encryptions = ['aes', 'off'] as const;

export function buildSite(context: Context, node: ast.Site, id: Id): void {
  enter<Site>(context, node, { ...base(context, node, id), kind: 'site' });
}

export function buildRack(context: Context, node: ast.Rack, id: Id): void {
  const circuits = referAll(context, paths(ownBody(node), 'circuits'), ['Circuit'], node, 'circuit');
  enter<Rack>(context, node, { ...base(context, node, id), kind: 'rack', circuits });
}

export function buildCircuit(context: Context, node: ast.Circuit, id: Id): void {
  enter<Circuit>(context, node, { ...base(context, node, id), kind: 'circuit' });
}

/** Rack and circuits of what stands in a rack. */
export function placed(context: Context, node: Declaration, body: Body): Placed {
  const rack = refer(context, paths(body, 'rack')[0], ['Rack'], node, 'rack');
  const circuits = referAll(context, paths(body, 'circuits'), ['Circuit'], node, 'circuit');
  return { ...(rack !== undefined && { rack }), circuits };
}

export function buildSwitch(context: Context, node: ast.Switch, id: Id): void {
  enter<Switch>(context, node, {
    ...base(context, node, id),
    kind: 'switch',
    ...placed(context, node, ownBody(node)),
  });
}

export function buildNetwork(context: Context, node: ast.Network, id: Id): void {
  const body = ownBody(node);
  const vlan = count(body, 'vlan');
  const subnet = text(body, 'subnet');
  const encryption = word(body, 'encryption', encryptions);
  enter<Network>(context, node, {
    ...base(context, node, id),
    kind: 'network',
    ...(vlan !== undefined && { vlan }),
    ...(subnet !== undefined && { subnet }),
    dedicated: flag(body, 'dedicated'),
    ...(encryption !== undefined && { encryption }),
    switches: referAll(context, paths(body, 'switches'), ['Switch'], node, 'switch'),
  });
}

/** A link; that both its ends are there was seen when it got its id. */
export function buildLink(context: Context, node: ast.Link, id: Id): void {
  const [a, b] = referAll(context, node.ends, ['Network', 'Switch'], node, 'end');
  if (a === undefined || b === undefined) return;
  const body = ownBody(node);
  const latency = quantity(body, 'latency', 'time');
  const bandwidth = quantity(body, 'bandwidth', 'rate');
  const loss = quantity(body, 'loss', 'share');
  const encryption = word(body, 'encryption', encryptions);
  enter<Link>(context, node, {
    ...base(context, node, id),
    kind: 'link',
    ends: Object.freeze([a, b] as const),
    ...(latency !== undefined && { latency }),
    ...(bandwidth !== undefined && { bandwidth }),
    ...(loss !== undefined && { loss }),
    ...(encryption !== undefined && { encryption }),
  });
}

export function buildStorage(context: Context, node: ast.Storage, id: Id): void {
  const body = ownBody(node);
  const storageKind = word(body, 'kind', ['san', 'nas', 'vsan', 'local']);
  enter<Storage>(context, node, {
    ...base(context, node, id),
    kind: 'storage',
    ...(storageKind !== undefined && { storageKind }),
    networks: referAll(context, paths(body, 'networks'), ['Network'], node, 'network'),
    ...placed(context, node, body),
  });
}
