/** Turns the model edits of a fix into edits of the text. */
import { type AstNode, AstUtils, type LangiumDocuments } from 'langium';
import type { ModelEdit } from '../../engine/rules/rule.ts';
import { nodeOf } from '../source.ts';
import {
  appendToList,
  atEnd,
  following,
  moveTo,
  type Outcome,
  removal,
  removeProperty,
  renameProperty,
  replacement,
  setProperty,
} from './change.ts';
import { insertion } from './insert.ts';
import { fileText } from './layout.ts';
import { areAllTakers, inherited, itemOfTemplate, takenTemplate, templateAround } from './templates.ts';
import { applied, type Change, type TextEdit, withoutOverlaps } from './text-edit.ts';

export type { TextEdit } from './text-edit.ts';

/**
 * The text edits that make these changes, formatted as their surroundings, in the order of the text and
 * without overlaps. `undefined` where the text is damaged at one of the places, so that it cannot be made.
 */
export function textEditsOf(edits: readonly ModelEdit[], documents: LangiumDocuments): readonly TextEdit[] | undefined {
  const outcomes = inTemplates(edits, documents).map(outcomeOf);
  const found: TextEdit[] = [];
  const additions = new Map<AstNode, string[]>();
  for (const outcome of outcomes) {
    if (!outcome) return undefined;
    if ('addTo' in outcome) additions.set(outcome.addTo, [...(additions.get(outcome.addTo) ?? []), ...outcome.items]);
    else found.push(...outcome.changes.map((change) => ({ uri: outcome.uri, ...change })));
  }
  const added = additionsOf(additions);
  return added && withoutOverlaps([...found, ...added]);
}

/** Statements added to bodies. What is added to a statement and what comes behind it may meet at its end: one change. */
function additionsOf(additions: ReadonlyMap<AstNode, readonly string[]>): readonly TextEdit[] | undefined {
  const found = new Map<string, TextEdit>();
  const innerFirst = [...additions].sort(([one], [other]) => depthOf(other) - depthOf(one));
  for (const [node, items] of innerFirst) {
    const changes = insertion(node, [...new Set(items)]);
    if (!changes) return undefined;
    for (const change of changes) {
      const edit = { uri: uriOf(node), ...change };
      const isInsertion = edit.start === edit.end;
      const key = isInsertion ? `${edit.uri} ${edit.start}` : `${edit.uri} ${edit.start} ${edit.end} ${found.size}`;
      found.set(key, { ...edit, newText: `${found.get(key)?.newText ?? ''}${edit.newText}` });
    }
  }
  return [...found.values()];
}

function depthOf(node: AstNode): number {
  let depth = 0;
  for (let at = node.$container; at; at = at.$container) depth++;
  return depth;
}

/** An edit at the node that it is made at. */
interface PlacedEdit {
  readonly edit: ModelEdit;
  readonly node: AstNode;
  /** Who states the changed part anew, because `node` stands in a template that others take too. */
  readonly owner?: AstNode;
}

/**
 * Where each edit is made. What all who take a template are to get, or to have changed, is done once in
 * the template; what only some of them are, in their own bodies.
 */
function inTemplates(edits: readonly ModelEdit[], documents: LangiumDocuments): readonly PlacedEdit[] {
  const groups = new Map<string, PlacedEdit[]>();
  const keys = new Map<AstNode, number>();
  const keyOf = (node: AstNode) => keys.get(node) ?? keys.set(node, keys.size).size - 1;
  for (const edit of edits) {
    const placed = placedEdit(edit);
    const template = placed.owner ? templateAround(placed.node) : edit.edit === 'add' && takenTemplate(placed.node);
    const { element: _, owner: __, ...what } = edit as ModelEdit & { readonly owner?: unknown };
    const at = template ? `template ${keyOf(template)} ${placed.owner ? keyOf(placed.node) : ''}` : keyOf(placed.node);
    const key = `${at} ${JSON.stringify(what)}`;
    groups.set(key, [...(groups.get(key) ?? []), placed]);
  }
  return [...groups.values()].flatMap((group) => folded(group, documents));
}

function folded(group: readonly PlacedEdit[], documents: LangiumDocuments): readonly PlacedEdit[] {
  const [first] = group;
  if (!first) return [];
  const { edit, node, owner } = first;
  const template = owner ? templateAround(node) : takenTemplate(node);
  const takers = new Set(group.map((each) => each.owner ?? each.node));
  if (!template || !areAllTakers(takers, template, documents)) return group;
  return [{ edit, node: owner ? node : template }];
}

function placedEdit(edit: ModelEdit): PlacedEdit {
  const node = nodeOf(edit.element);
  const owner = 'owner' in edit && edit.owner ? nodeOf(edit.owner) : undefined;
  const shared = owner !== undefined && templateAround(node) !== undefined && templateAround(owner) === undefined;
  return { edit, node, ...(shared && { owner }) };
}

type PlacedOutcome = ({ readonly uri: string } & Exclude<Outcome, undefined>) | undefined;

function outcomeOf({ edit, node, owner }: PlacedEdit): PlacedOutcome {
  const outcome = changeOf(edit, node);
  if (!outcome) return undefined;
  return owner ? statedAnew(node, owner, outcome) : { uri: uriOf(node), ...outcome };
}

function changeOf(edit: ModelEdit, node: AstNode): Outcome {
  switch (edit.edit) {
    case 'set':
      return setProperty(node, edit.property, edit.value);
    case 'add':
      return addition(node, edit.item);
    case 'remove':
      return edit.property === undefined ? removed(node) : removeProperty(node, edit.property);
    case 'move':
      return moveTo(node, edit.host);
    case 'replace':
      return replacement(node, edit.item);
    case 'follow':
      return following(node, edit.item);
    case 'append':
      return atEnd(node, edit.item);
    case 'rename':
      return renameProperty(node, edit.property, edit.to);
  }
}

function removed(node: AstNode): Outcome {
  const change = removal(node);
  return change && { changes: [change] };
}

/** A list that is there, or that a template gives, is appended to; all else is a new statement. */
function addition(node: AstNode, item: string): Outcome {
  const [, property, value] = /^([a-z-]+):\s*(.+)$/s.exec(item) ?? [];
  if (property === undefined || value === undefined) return { addTo: node, items: [item] };
  return appendToList(node, property, value, inherited(node, property));
}

/** A part of a template with a change in it, as a statement of the owner's own. */
function statedAnew(node: AstNode, owner: AstNode, outcome: Exclude<Outcome, undefined>): PlacedOutcome {
  const template = templateAround(node);
  const item = template && itemOfTemplate(node, template);
  const cst = item?.$cstNode;
  const changes = 'addTo' in outcome ? insertion(outcome.addTo, outcome.items) : outcome.changes;
  if (!item || !cst || !changes) return undefined;
  const inside: Change[] = changes.map(({ start, end, newText }) => ({
    start: start - cst.offset,
    end: end - cst.offset,
    newText,
  }));
  if (inside.some(({ start, end }) => start < 0 || end > cst.length)) return undefined;
  const text = applied(fileText(item).slice(cst.offset, cst.end), inside);
  return { uri: uriOf(owner), addTo: owner, items: [text] };
}

function uriOf(node: AstNode): string {
  return AstUtils.getDocument(node).uri.toString();
}
