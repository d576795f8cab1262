/** Findings that only follow from text that could not be read or resolved. */
import type { AstNode } from 'langium';
import type { Finding } from '../engine/rules/rule.ts';
import type { Source, Topology } from '../engine/topology/model.ts';
import { isAfterProperty, isKeepRule, isNic, isQuorumProperty, isReferenceProperty } from './generated/ast.ts';
import { itemsWithTemplate, targetOf } from './paths.ts';
import { isSound } from './sound.ts';
import { nodeOf, statementOf } from './source.ts';

/**
 * True where a finding speaks of something that the model lacks because its text is damaged or names
 * what does not exist: the language has said so, and until that is mended nobody knows.
 */
export function isInDoubt({ source, property, related, basis }: Finding, unbuilt: ReadonlySet<AstNode>): boolean {
  const places = [{ source, property }, ...related, ...basis];
  return places.some((place) => place.source !== undefined && isUnknown(place.source, place.property, unbuilt));
}

/** What a topology leaves out: declarations, and names of them where they stand. */
export function unbuiltNodes({ unbuilt }: Topology): ReadonlySet<AstNode> {
  return new Set(unbuilt.map(({ source }) => nodeOf(source)));
}

function isUnknown(source: Source, property: string | undefined, unbuilt: ReadonlySet<AstNode>): boolean {
  const node = nodeOf(source);
  return !isSound(node) || isUnresolved(node, property, unbuilt) || namesUnknown(node);
}

/** A placement rule is known only with all the VMs and hosts that it names. */
function namesUnknown(node: AstNode): boolean {
  return isKeepRule(node) && [...node.members, ...node.hosts].some((path) => targetOf(path) === undefined);
}

/** `nic` stands for all adapters of a machine: a finding there says that one is missing. */
function isUnresolved(node: AstNode, property: string | undefined, unbuilt: ReadonlySet<AstNode>): boolean {
  if (property === undefined) return false;
  const items = itemsWithTemplate(node);
  if (property === 'nic') return items.some((item) => isNic(item) && targetOf(item.target) === undefined);
  const statement = statementOf(items, property);
  const paths = isQuorumProperty(statement)
    ? [statement.disk, statement.witness]
    : isReferenceProperty(statement) || isAfterProperty(statement)
      ? statement.refs
      : [];
  return paths.some((path) => {
    if (path === undefined) return false;
    const target = targetOf(path);
    return target === undefined || unbuilt.has(path) || unbuilt.has(target);
  });
}
