/** Services, by mode. */
import type { Id, Service, ServiceBase } from '../../engine/topology/model.ts';
import * as ast from '../generated/ast.ts';
import type { DeclarationType } from '../scope/expected.ts';
import { sourceOf } from '../source.ts';
import { type Body, count, oneOf, ownBody, paths, text, version, word, words } from './body.ts';
import { base, type Context, enter, refer, referAll, referSome, replace } from './context.ts';
import { serviceModes } from './identify.ts';
import { productOf, settings } from './products.ts';
import { buildResources } from './resources.ts';
import { preservedBy, timingsOfService } from './service-timings.ts';

const members: readonly DeclarationType[] = ['Vm', 'Server', 'Service'];
const machines: readonly DeclarationType[] = ['Vm', 'Server'];
const byHandOrItself = ['manual', 'automatic'] as const;

export function buildService(context: Context, node: ast.Service, id: Id): void {
  const mode = oneOf(node.mode, serviceModes);
  if (!mode) return;
  const body = ownBody(node);
  const product = productOf(body);
  const release = version(body, 'release');
  const common: ServiceBase = {
    ...base(context, node, id),
    kind: 'service',
    ...(product && { product: product.product }),
    ...(release !== undefined && { release }),
    settings: settings(body, 'settings'),
    needs: referAll(context, paths(body, 'needs'), ['Service'], node, 'needed service'),
    preserves: preservedBy(mode, product?.product.preserves),
    timings: timingsOfService(mode, body, product?.body),
  };
  const service = { ...common, mode, ...positions(context, node, body, mode) } as Service;
  enter(context, node, service);
  if (service.mode !== 'failover-group') return;
  const resources = buildResources(context, node, id, product);
  replace(context, { ...service, resources });
}

type Positions = { readonly [key: string]: unknown };

/** What the mode names: its members and how they stand to each other. */
function positions(context: Context, node: ast.Service, body: Body, mode: Service['mode']): Positions {
  const single = (key: string, types = members) => {
    const id = refer(context, paths(body, key)[0], types, node, key);
    return id === undefined ? {} : { [key]: id };
  };
  const several = (key: string, types = members) => ({ [key]: referAll(context, paths(body, key), types, node, key) });
  switch (mode) {
    case 'standalone':
      return single('member');
    case 'duplication':
      return { ...single('active'), ...single('standby'), ...single('link', ['Network', 'Link']) };
    case 'switchover':
      return { ...single('primary'), ...single('backup') };
    case 'active-active':
      return { ...several('members'), needsAtLeast: count(body, 'needs-at-least') ?? 1 };
    case 'geo-redundant':
      return {
        ...single('primary'),
        ...single('secondary'),
        activation: word(body, 'activation', byHandOrItself) ?? 'manual',
      };
    case 'survivable-core':
      return {
        ...single('main'),
        ...several('survivable'),
        failBack: word(body, 'fail-back', byHandOrItself) ?? 'manual',
      };
    case 'n-plus-one':
      return { ...several('members'), ...several('spares') };
    case 'failover-group':
      return group(context, node, body);
  }
}

function group(context: Context, node: ast.Service, body: Body): Positions {
  const clusterPath = paths(body, 'cluster')[0];
  const cluster = refer(context, clusterPath, ['FailoverCluster'], node, 'failover cluster');
  const stated = referSome(context, paths(body, 'owners'), machines, node, 'owner');
  const on = refer(context, paths(body, 'on')[0], machines, node, 'first node');
  const antiAffinity = text(body, 'anti-affinity');
  const synchronize = body.get('synchronize');
  return {
    ...(cluster !== undefined && { cluster }),
    owners: stated ?? nodesOf(context, clusterPath),
    ownersStated: stated !== undefined,
    preferred: referAll(context, paths(body, 'preferred'), machines, node, 'preferred owner'),
    ...(on !== undefined && { on }),
    ...(antiAffinity !== undefined && { antiAffinity }),
    failBack: word(body, 'fail-back', byHandOrItself) ?? 'manual',
    resources: Object.freeze([]),
    ...(ast.isSynchronizeBlock(synchronize) && { synchronize: synchronized(context, node, synchronize) }),
  };
}

/** The nodes of the failover cluster that a path names. */
function nodesOf(context: Context, clusterPath: ast.Path | undefined): readonly Id[] {
  const cluster = clusterPath?.segments.at(-1)?.ref;
  if (!ast.isFailoverCluster(cluster)) return Object.freeze([]);
  const found = paths(ownBody(cluster), 'nodes')
    .map((path) => path.segments.at(-1)?.ref)
    .map((node) => (ast.isVm(node) || ast.isServer(node) ? context.ids.get(node) : undefined));
  return Object.freeze(found.filter((id) => id !== undefined));
}

function synchronized(context: Context, node: ast.Service, block: ast.SynchronizeBlock) {
  const body = ownBody(block);
  const by = words(body, 'by')[0];
  const script = referSome(context, paths(body, 'script'), machines, node, 'node with the script');
  return Object.freeze({
    source: sourceOf(block),
    items: Object.freeze([...words(body, 'items')]),
    ...(by !== undefined && { by }),
    ...(script && { script }),
  });
}
