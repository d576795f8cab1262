/** What the builder's parts share while one topology is made. */
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { Element, ElementBase, Id, Unbuilt } from '../../engine/topology/model.ts';
import { documentationOf } from '../documentation.ts';
import type { Declaration, Path } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf, textOf } from '../paths.ts';
import type { DeclarationType } from '../scope/expected.ts';
import { kindOf } from '../scope/messages.ts';
import { siteOf } from '../scope/visible.ts';
import { sourceOf } from '../source.ts';

export interface Context {
  /** The files, the root first. */
  readonly files: readonly LangiumDocument[];
  /** Ids of all declarations that are part of the topology; adapters and resources come with their holder. */
  readonly ids: Map<Declaration, Id>;
  /** All that is built so far, in order. */
  readonly elements: Map<Id, Element>;
  /** Ids of what a node stands for in the model; an adapter of a template for one of each machine. */
  readonly idsByNode: Map<AstNode, Id[]>;
  readonly unbuilt: Unbuilt[];
  /** Where set, what is entered is noted in it. */
  entered?: (readonly [AstNode, Id])[] | undefined;
}

/** Enters an element. Frozen; its rank is that of its entry. */
export function enter<E extends Element>(context: Context, node: AstNode, element: E): E {
  replace(context, element);
  context.entered?.push([node, element.id]);
  const ids = context.idsByNode.get(node);
  if (ids) ids.push(element.id);
  else context.idsByNode.set(node, [element.id]);
  return element;
}

/** Puts an element in the place of the one of its id, if there is one. Frozen. */
export function replace(context: Context, element: Element): void {
  context.elements.set(element.id, Object.freeze(element) as Element);
}

/** What every element has. The rank is the next one. */
export function base(context: Context, node: Declaration, id: Id): ElementBase {
  const site = siteOf(node);
  const siteId = site && context.ids.get(site);
  const documentation = documentationOf(node);
  return {
    id,
    name: node.name,
    source: sourceOf(node),
    order: context.elements.size,
    ...(documentation !== undefined && { documentation }),
    ...(siteId !== undefined && { site: siteId }),
  };
}

/** Says that something is left out, and why. */
export function leaveOut(context: Context, node: AstNode, name: string, reason: string): void {
  context.unbuilt.push(Object.freeze({ name, reason, source: sourceOf(node) }));
}

/**
 * The id of what a path names, where that is in the topology and of one of the types. Where it is
 * not, that is noted: `what` says which part of `owner` is missing for it.
 */
export function refer(
  context: Context,
  path: Path | undefined,
  types: readonly DeclarationType[],
  owner: Declaration,
  what: string,
): Id | undefined {
  const target = targetOf(path);
  const id = target && types.includes(target.$type) ? idOfTarget(context, target, path) : undefined;
  const text = textOf(path);
  if (id === undefined && path && text)
    leaveOut(context, path, owner.name, `its ${what} ${text} ${why(target, types)}`);
  return id;
}

/** The same for a list; what is not there is left out of it. */
export function referAll(
  context: Context,
  paths: readonly Path[],
  types: readonly DeclarationType[],
  owner: Declaration,
  what: string,
): readonly Id[] {
  if (paths.length === 0) return none;
  return Object.freeze(paths.map((path) => refer(context, path, types, owner, what)).filter((id) => id !== undefined));
}

/** The same where an empty list would say something else than none written: `undefined` where nothing of it is there. */
export function referSome(
  context: Context,
  paths: readonly Path[],
  types: readonly DeclarationType[],
  owner: Declaration,
  what: string,
): readonly Id[] | undefined {
  const ids = referAll(context, paths, types, owner, what);
  return ids.length > 0 ? ids : undefined;
}

const none: readonly Id[] = Object.freeze([]);

function why(target: Declaration | undefined, types: readonly DeclarationType[]): string {
  if (!target) return 'is not declared';
  if (!types.includes(target.$type)) return `is a ${kindOf(target)}`;
  return 'could not be built';
}

/** The id of a target. An adapter that a template declares belongs to the machine before the dot. */
export function idOfTarget(context: Context, target: Declaration, path: Path | undefined): Id | undefined {
  if (!ast.isNic(target) && !ast.isResource(target)) return context.ids.get(target);
  const before = path?.segments.at(-2)?.ref;
  const holder = before ?? (AstUtils.getContainerOfType(target.$container, ast.isService) as Declaration | undefined);
  const holderId = holder && context.ids.get(holder);
  const id = holderId === undefined ? undefined : `${holderId}.${target.name}`;
  return id !== undefined && context.elements.has(id) ? id : undefined;
}
