/** What stands in a declaration and is reached through it: `Site.Name`, `Host.nic`, `Group.resource`, `Cluster.node`. */
import type { AstNode } from 'langium';
import type { Declaration, Item, Nic, Path, Resource } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import type { FileSymbols } from './symbols.ts';

const nicsByBody = new WeakMap<AstNode, ReadonlyMap<string, Nic>>();
const resourcesByGroup = new WeakMap<AstNode, ReadonlyMap<string, Resource>>();
const none: ReadonlyMap<string, never> = new Map<string, never>();

/** The adapters in a body itself, by name; the first of two equal names. Memoized a parse. */
export function ownNics(body: { readonly items?: readonly Item[] } & AstNode): ReadonlyMap<string, Nic> {
  return memoized(nicsByBody, body, () => named(body.items, ast.isNic));
}

/** The resources of a group, by name. Memoized a parse. */
export function ownResources(group: ast.Service | ast.Product): ReadonlyMap<string, Resource> {
  return memoized(resourcesByGroup, group, () => named(group.items, ast.isResource));
}

/** The template that a host, server or VM takes, where it is one. */
export function templateOf(machine: ast.Host | ast.Server | ast.Vm): ast.Template | undefined {
  const target = targetOf(machine.template);
  return ast.isTemplate(target) ? target : undefined;
}

/** An adapter of a host, server or VM by name: its own before its template's. */
export function nicOf(machine: ast.Host | ast.Server | ast.Vm, name: string): Nic | undefined {
  const own = ownNics(machine).get(name);
  if (own) return own;
  const template = templateOf(machine);
  return template && ownNics(template).get(name);
}

/** All adapters of a host, server or VM: own ones, then those of the template that no own one replaces. */
export function nicsOf(machine: ast.Host | ast.Server | ast.Vm): Nic[] {
  const own = ownNics(machine);
  const template = templateOf(machine);
  if (!template) return [...own.values()];
  return [...own.values(), ...[...ownNics(template).values()].filter((nic) => !own.has(nic.name))];
}

/**
 * What `name` is within `holder`, or `undefined`.
 * @param except the path that asks: a node list must not look into itself
 */
export function memberOf(
  holder: Declaration,
  name: string,
  symbols: FileSymbols,
  except?: Path,
): Declaration | undefined {
  switch (holder.$type) {
    case 'Site':
      return symbols.sites.get(holder)?.get(name)?.[0];
    case 'Cluster':
      return holder.items.find((item): item is ast.Host => ast.isHost(item) && item.name === name);
    case 'Host':
    case 'Server':
    case 'Vm':
      return nicOf(holder, name);
    case 'Template':
      return ownNics(holder).get(name);
    case 'Service':
      return ownResources(holder).get(name);
    case 'FailoverCluster':
      return nodeOf(holder, name, except);
    default:
      return undefined;
  }
}

/** All that `memberOf` finds in `holder`. */
export function membersOf(holder: Declaration, symbols: FileSymbols): Declaration[] {
  switch (holder.$type) {
    case 'Site':
      return [...(symbols.sites.get(holder)?.values() ?? [])].map((same) => same[0]).filter((one) => one !== undefined);
    case 'Cluster':
      return holder.items.filter(ast.isHost);
    case 'Host':
    case 'Server':
    case 'Vm':
      return nicsOf(holder);
    case 'Template':
      return [...ownNics(holder).values()];
    case 'Service':
      return [...ownResources(holder).values()];
    case 'FailoverCluster':
      return nodePaths(holder)
        .map((path) => targetOf(path))
        .filter((node) => node !== undefined);
    default:
      return [];
  }
}

/** The machine of that name among the nodes of a failover cluster. */
function nodeOf(cluster: ast.FailoverCluster, name: string, except: Path | undefined): Declaration | undefined {
  const path = nodePaths(cluster).find((node) => node !== except && node.segments.at(-1)?.$refText === name);
  return targetOf(path);
}

function nodePaths(cluster: ast.FailoverCluster): Path[] {
  return (cluster.items ?? []).flatMap((item) =>
    ast.isReferenceProperty(item) && item.key === 'nodes' ? item.refs : [],
  );
}

function named<T extends Item & { readonly name: string }>(
  items: readonly Item[] | undefined,
  is: (item: unknown) => item is T,
): ReadonlyMap<string, T> {
  let found: Map<string, T> | undefined;
  for (const item of items ?? []) {
    if (!is(item) || !item.name || found?.has(item.name)) continue;
    found ??= new Map();
    found.set(item.name, item);
  }
  return found ?? none;
}

function memoized<T>(cache: WeakMap<AstNode, T>, key: AstNode, make: () => T): T {
  let value = cache.get(key);
  if (value === undefined) {
    value = make();
    cache.set(key, value);
  }
  return value;
}
