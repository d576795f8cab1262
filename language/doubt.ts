/** Findings that only follow from text that could not be read or resolved. */
import type { AstNode } from 'langium';
import type { Finding } from '../engine/rules/rule.ts';
import type { Source } from '../engine/topology/model.ts';
import { isNic, isReferenceProperty } from './generated/ast.ts';
import { itemsWithTemplate, targetOf } from './paths.ts';
import { isSound } from './sound.ts';
import { nodeOf, statementOf } from './source.ts';

/**
 * True where a finding speaks of something that the model lacks because its text is damaged or names
 * what does not exist: the language has said so, and until that is mended nobody knows.
 */
export function isInDoubt({ source, property, related }: Finding): boolean {
  const places = [{ source, property }, ...related];
  return places.some((place) => place.source !== undefined && isUnknown(place.source, place.property));
}

function isUnknown(source: Source, property: string | undefined): boolean {
  const node = nodeOf(source);
  return !isSound(node) || isUnresolved(node, property);
}

/** `nic` stands for all adapters of a machine: a finding there says that one is missing. */
function isUnresolved(node: AstNode, property: string | undefined): boolean {
  if (property === undefined) return false;
  const items = itemsWithTemplate(node);
  if (property === 'nic') return items.some((item) => isNic(item) && targetOf(item.target) === undefined);
  const statement = statementOf(items, property);
  return isReferenceProperty(statement) && statement.refs.some((ref) => targetOf(ref) === undefined);
}
