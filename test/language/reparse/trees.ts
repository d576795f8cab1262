/** Everything that a syntax tree says, as lines: two trees are equal when their lines are. */
import { type AstNode, type CstNode, isAstNode, isCompositeCstNode, isLeafCstNode, isReference } from 'langium';

/** The tree and its concrete tree: types, values, places, and who holds whom. */
export function linesOf(root: AstNode): string[] {
  const ids = new Map<unknown, number>();
  const lines: string[] = [];
  describeNode(root, ids, lines, '');
  const tree = root.$cstNode;
  if (tree) describeTree(tree, ids, lines, '');
  lines.push(JSON.stringify(tree?.root.fullText));
  return lines;
}

function describeNode(node: AstNode, ids: Map<unknown, number>, lines: string[], path: string): void {
  ids.set(node, ids.size);
  const { $container: holder, $containerProperty: property, $containerIndex: index, $cstNode: tree } = node;
  lines.push(`${path} ${node.$type} in ${ids.get(holder)} ${property} ${index} at ${placeOf(tree)}`);
  if (tree?.astNode !== node) lines.push(`${path} is not what its concrete tree says`);
  for (const [key, value] of Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!key.startsWith('$')) describeValue(value, ids, lines, `${path}/${key}`);
  }
}

function describeValue(value: unknown, ids: Map<unknown, number>, lines: string[], path: string): void {
  if (Array.isArray(value)) {
    lines.push(`${path} ${value.length}`);
    for (const [index, each] of value.entries()) describeValue(each, ids, lines, `${path}@${index}`);
  } else if (isReference(value)) lines.push(`${path} → ${value.$refText} at ${placeOf(value.$refNode)}`);
  else if (isAstNode(value)) describeNode(value, ids, lines, path);
  else lines.push(`${path} = ${JSON.stringify(value)}`);
}

function describeTree(node: CstNode, ids: Map<unknown, number>, lines: string[], path: string): void {
  const source = `${node.grammarSource?.$type} ${node.grammarSource?.$cstNode?.offset}`;
  lines.push(`${path} ${placeOf(node)} ${node.hidden} ${source} of ${ids.get(node.astNode)}`);
  // A keyword that is a name is one or the other to the lexer.
  const kind = isLeafCstNode(node) && (/^[A-Za-z]/.test(node.text) ? 'word' : node.tokenType.name);
  if (kind) lines.push(`${path} ${kind} ${JSON.stringify(node.text)}`);
  if (!isCompositeCstNode(node)) return;
  for (const [index, child] of node.content.entries()) {
    if (child.container !== node) lines.push(`${path}.${index} does not know its holder`);
    describeTree(child, ids, lines, `${path}.${index}`);
  }
}

function placeOf(node: CstNode | undefined): string {
  if (!node) return 'nowhere';
  const { start, end } = node.range;
  return `${node.offset}+${node.length} ${start.line}:${start.character}-${end.line}:${end.character}`;
}
