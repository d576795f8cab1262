/**
 * The vocabulary of the language: look-ups from the syntax tree into the table.
 * What may stand where, what a property takes, what a word means; nothing here reads a document.
 */
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import { isProperty } from '../generated/ast.ts';
import type { BodyEntry, BodyId, ModeEntry, PropertyEntry, PropertyUse, StatementEntry } from './entry.ts';
import { bodies, mode, statement, statements } from './table.ts';

export * from './entry.ts';
export { injections } from './injections.ts';
export { innerWords } from './inner.ts';
export { limits } from './limits.ts';
export { modes } from './modes.ts';
export { aspects, outcomes, type StateEntry, states } from './states.ts';
export { bodies, body, mode, statement, statements } from './table.ts';
export * from './units.ts';
export * from './words.ts';

const byType = new Map<string, StatementEntry>(statements.map((entry) => [entry.type, entry]));
const nic = statement('nic');
const virtualNic = statement('virtual nic');
const nicBody = bodies.get('nic');
const virtualNicBody = bodies.get('virtual nic');
const bodiesByType: ReadonlyMap<string, BodyEntry | undefined> = new Map([
  ['Document', bodies.get('file')],
  ...statements
    .filter((entry) => entry.hasBody)
    .map((entry): [string, BodyEntry | undefined] => [entry.type, bodies.get(entry.id as BodyId)]),
]);
/** The types of node with a body of statements and properties, the file first. Settings and limits hold words of a product instead. */
export const typesWithBody: readonly string[] = [...bodiesByType.keys()].filter(
  (type) => type !== 'SettingsBlock' && type !== 'LimitsBlock',
);
const none: Pick<BodyEntry, 'properties' | 'statements'> = { properties: [], statements: [] };

/** What the table says of a statement or a property of the tree; nothing for what it does not know. */
export function vocabularyOf(node: AstNode): StatementEntry | PropertyEntry | undefined {
  return statementOf(node) ?? (isProperty(node) ? propertyOf(node) : undefined);
}

/** The statement that a node is. A NIC of a VM is a `virtual nic`. */
export function statementOf(node: AstNode): StatementEntry | undefined {
  if (node.$type === 'Nic') return isVirtual(node as ast.Nic) ? virtualNic : nic;
  return byType.get(node.$type);
}

/** The property that a node is, as its body understands it (`primary` of `ha`, of a switchover service). */
export function propertyOf(node: ast.Property): PropertyEntry | undefined {
  return node.$container && typeof node.key === 'string' ? propertyIn(node.$container, node.key) : undefined;
}

/** The redundancy mode of a service; nothing while its word is none. */
export function modeOf(service: ast.Service): ModeEntry | undefined {
  return mode(service.mode);
}

/** What the table says of the body of a node: of a service by its mode, of the file as a whole. */
export function bodyOf(container: AstNode): BodyEntry | undefined {
  // Asked for every property of a file: by the type's name alone, which is quicker than the guards of the tree.
  if (container.$type === 'Service') return bodies.get(modeOf(container as ast.Service)?.mode ?? 'service');
  if (container.$type === 'Nic') return isVirtual(container as ast.Nic) ? virtualNicBody : nicBody;
  return bodiesByType.get(container.$type);
}

/** What may stand in the body of a node. Empty where the node has no body, or an unknown one. */
export function itemsAllowedIn(container: AstNode): Pick<BodyEntry, 'properties' | 'statements'> {
  return bodyOf(container) ?? none;
}

/** The property `key` as the body of `container` understands it; nothing where it does not take one. */
export function propertyIn(container: AstNode, key: string): PropertyEntry | undefined {
  return useIn(container, key)?.property;
}

/** The same with whether it is required there. */
export function useIn(container: AstNode, key: string): PropertyUse | undefined {
  return bodyOf(container)?.byKey.get(key);
}

/** The bodies that take a property called `key`, in the order of the reference. */
export function bodiesWith(key: string): readonly BodyEntry[] {
  return [...bodies.values()].filter((entry) => entry.byKey.has(key));
}

/** The statements that begin with `keyword`, in the order of the reference. */
export function statementsCalled(keyword: string): readonly StatementEntry[] {
  return statements.filter((entry) => entry.keyword === keyword);
}

function isVirtual(node: ast.Nic): boolean {
  const { $type } = node.$container;
  if ($type === 'Vm') return true;
  return $type === 'Template' && node.via.length > 0 && node.uses.length === 0;
}
