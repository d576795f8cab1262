/** Findings that only follow from text that could not be read or resolved. */
import type { AstNode } from 'langium';
import type { Basis, Finding } from '../engine/rules/rule.ts';
import type { Source, Topology } from '../engine/topology/model.ts';
import { isAfterProperty, isKeepRule, isNic, isQuorumProperty, isReferenceProperty } from './generated/ast.ts';
import { itemsWithTemplate, targetOf } from './paths.ts';
import { isSound } from './sound.ts';
import { nodeOf, statementOf } from './source.ts';

/**
 * Whether a finding speaks of something that the model lacks because its text is damaged or names what does not exist:
 * the language has said so, and until that is mended nobody knows. Each place is looked at once, however many findings
 * name it: for the topology as it is now, linked.
 */
export function doubtsIn({ unbuilt }: Topology): (finding: Finding) => boolean {
  const left = new Set(unbuilt.map(({ source }) => nodeOf(source)));
  const known = new Map<Source, Map<string | undefined, boolean>>();
  const isInDoubt = (source: Source | undefined, property: string | undefined): boolean => {
    if (source === undefined) return false;
    const ofSource = known.get(source) ?? new Map<string | undefined, boolean>();
    known.set(source, ofSource);
    const doubtful = ofSource.get(property) ?? isUnknown(source, property, left);
    ofSource.set(property, doubtful);
    return doubtful;
  };
  const isAnyInDoubt = (places: readonly Basis[]) => places.some((place) => isInDoubt(place.source, place.property));
  return ({ source, property, related, basis }) =>
    isInDoubt(source, property) || isAnyInDoubt(related) || isAnyInDoubt(basis);
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
