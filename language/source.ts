/** Between an element's opaque source and its place in the text. */
import { type AstNode, AstUtils, type CstNode } from 'langium';
import type { Source } from '../engine/topology/model.ts';
import * as ast from './generated/ast.ts';
import { featureNode, itemsOf, itemsWithTemplate } from './paths.ts';

/** A handle that shows nothing of the tree behind it: models are compared, printed and copied without it. */
class Handle {
  readonly #node: AstNode;

  constructor(node: AstNode) {
    this.#node = node;
    Object.freeze(this);
  }

  static nodeOf(handle: Handle): AstNode {
    return handle.#node;
  }

  toJSON(): undefined {
    return undefined;
  }
}

const handles = new WeakMap<AstNode, Handle>();

/** The handle of a node; always the same for the same node. */
export function sourceOf(node: AstNode): Source {
  let handle = handles.get(node);
  if (!handle) {
    handle = new Handle(node);
    handles.set(node, handle);
  }
  return handle as unknown as Source;
}

/**
 * The node behind a source.
 * @throws if the source is none that `sourceOf` made
 */
export function nodeOf(source: Source): AstNode {
  return Handle.nodeOf(source as unknown as Handle);
}

/** Offsets, in UTF-16 units, of a stretch of a file. */
export interface Location {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a source stands: its name, or what it is known by (a scenario's title, a block's keyword).
 * With `property` the statement that sets it, in the element's body, in a block of it or in its
 * template; the name again where nothing sets it.
 */
export function locate(source: Source, property?: string): Location {
  const node = nodeOf(source);
  const cst = (property === undefined ? undefined : propertyNode(node, property)) ?? nameNode(node);
  const uri = AstUtils.getDocument(cst?.astNode ?? node).uri.toString();
  return { uri, start: cst?.offset ?? 0, end: cst?.end ?? 0 };
}

/** The whole statement of a source. */
export function locateAll(source: Source): Location {
  const node = nodeOf(source);
  const uri = AstUtils.getDocument(node).uri.toString();
  return { uri, start: node.$cstNode?.offset ?? 0, end: node.$cstNode?.end ?? 0 };
}

function nameNode(node: AstNode): CstNode | undefined {
  for (const feature of ['name', 'title', 'keyword', 'key']) {
    const found = featureNode(node.$cstNode, feature);
    if (found) return found;
  }
  return node.$cstNode;
}

/** Features of the statement itself that go by the name of a property. */
const ownFeatures: Readonly<Record<string, readonly string[]>> = {
  on: ['host'],
  host: ['host'],
  template: ['template'],
  mode: ['mode'],
  kind: ['endpointKind', 'resourceType', 'mode'],
  type: ['resourceType'],
  between: ['ends'],
  ends: ['ends'],
  target: ['target'],
  network: ['target'],
  via: ['via'],
  for: ['uses'],
  uses: ['uses'],
};

function propertyNode(node: AstNode, property: string): CstNode | undefined {
  // A service's `on:` is a statement of its own; a VM's `on Host1` is not.
  const statement = statementOf(itemsWithTemplate(node), property);
  if (statement) return statement.$cstNode;
  for (const feature of ownFeatures[property] ?? []) {
    const found = featureNode(node.$cstNode, feature);
    if (found) return found;
  }
  return undefined;
}

/** `after any` is a property of its own. */
function keyOf(item: ast.Item & { readonly key: string }): string {
  return ast.isAfterProperty(item) && item.any ? 'after any' : item.key;
}

/** The statement that sets a property: with this key, a block of this keyword, else one within a block. */
export function statementOf(items: readonly ast.Item[], property: string): ast.Item | undefined {
  for (const item of items) {
    if ('key' in item ? keyOf(item) === property : 'keyword' in item && item.keyword === property) return item;
    if (ast.isNic(item) && property === `nic ${item.name}`) return item;
  }
  for (const item of items) {
    if (!ast.isHaBlock(item) && !ast.isDrsBlock(item) && !ast.isFtBlock(item) && !ast.isSynchronizeBlock(item))
      continue;
    const inner = statementOf(itemsOf(item), property);
    if (inner) return inner;
  }
  for (const item of items) {
    if (!ast.isSettingsBlock(item) && !ast.isLimitsBlock(item)) continue;
    const setting = item.settings.find((each) => each.key === property);
    if (setting) return setting as unknown as ast.Item;
  }
  return undefined;
}
