/** The clients: phones, gateways, agents. */
import type { Endpoint, Id } from '../../engine/topology/model.ts';
import type * as ast from '../generated/ast.ts';
import { count, oneOf, ownBody, paths } from './body.ts';
import { base, type Context, enter, refer, referAll } from './context.ts';
import { endpointKinds } from './identify.ts';

const services = ['Service', 'Vm', 'Server'] as const;

export function buildEndpoint(context: Context, node: ast.Endpoint, id: Id): void {
  const endpointKind = oneOf(node.endpointKind, endpointKinds);
  if (!endpointKind) return;
  const body = ownBody(node);
  const on = refer(context, paths(body, 'on')[0], ['Network'], node, 'network');
  enter<Endpoint>(context, node, {
    ...base(context, node, id),
    kind: 'endpoint',
    endpointKind,
    ...(on !== undefined && { on }),
    registers: referAll(context, paths(body, 'registers'), services, node, 'service to register with'),
    alternates: referAll(context, paths(body, 'alternate'), services, node, 'alternate'),
    subscribes: referAll(context, paths(body, 'subscribes'), services, node, 'service to subscribe to'),
    count: count(body, 'count') ?? 1,
  });
}
