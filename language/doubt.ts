/** Findings that only follow from text that could not be read or resolved. */
import type { AstNode } from 'langium';
import type { Finding } from '../engine/rules/rule.ts';
import type { Source } from '../engine/topology/model.ts';
import { isNic, isReferenceProperty, isTemplate, type Path } from './generated/ast.ts';
import { itemsOf, itemsWithTemplate, targetOf } from './paths.ts';
import { damageOf } from './recovery/damage.ts';
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
  const damage = damageOf(node);
  const damaged =
    damage.isDamaged(node) || damage.lacksItems(node) || itemsOf(node).some((item) => damage.isDamaged(item));
  return damaged || lacksTemplate(node) || isUnresolved(node, property);
}

/** True where a node takes a template that does not exist. */
function lacksTemplate(node: AstNode): boolean {
  const taken = 'template' in node && node.template !== undefined;
  return taken && !isTemplate(targetOf(node.template as Path));
}

/** `nic` stands for all adapters of a machine: a finding there says that one is missing. */
function isUnresolved(node: AstNode, property: string | undefined): boolean {
  if (property === undefined) return false;
  const items = itemsWithTemplate(node);
  if (property === 'nic') return items.some((item) => isNic(item) && targetOf(item.target) === undefined);
  const statement = statementOf(items, property);
  return isReferenceProperty(statement) && statement.refs.some((ref) => targetOf(ref) === undefined);
}
