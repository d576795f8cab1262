/** A topology as a flowchart of Mermaid (version 10 and later). */
import type { Topology } from '../../topology/model.ts';
import { type GraphEdgeKind, type GraphGroup, type GraphNode, graphOf, plainIds } from './graph.ts';

/** Around the label of each kind of node. */
const shapes: Partial<Readonly<Record<GraphNode['kind'], readonly [string, string]>>> = {
  storage: ['[(', ')]'],
  service: ['([', '])'],
  'failover-cluster': ['{{', '}}'],
  endpoint: ['[/', '/]'],
  switch: ['[[', ']]'],
  network: ['>', ']'],
};

const arrows: Readonly<Record<GraphEdgeKind, string>> = {
  cable: '---',
  wire: '---',
  disk: '-.-',
  link: '===',
  role: '==>',
  reserve: '-.->',
  client: '-->',
};

const styles: readonly (readonly [GraphNode['kind'], string])[] = [
  ['service', 'fill:#ddf4ff,stroke:#0969da,color:#0b1f33'],
  ['failover-cluster', 'fill:#ddf4ff,stroke:#0969da,color:#0b1f33'],
  ['endpoint', 'fill:#fff8c5,stroke:#9a6700,color:#2b2000'],
  ['network', 'fill:#dafbe1,stroke:#1a7f37,color:#06210d'],
  ['storage', 'fill:#f6f8fa,stroke:#57606a,color:#1f2328'],
];

/** The text of the flowchart, with an end of line behind it. */
export function mermaidOf(topology: Topology): string {
  const graph = graphOf(topology);
  const ids = plainIds(graph);
  const lines: string[] = [];
  if (graph.title !== undefined) lines.push('---', `title: ${JSON.stringify(withoutControls(graph.title))}`, '---');
  lines.push('flowchart LR');
  const write = ({ groups, nodes }: Pick<GraphGroup, 'groups' | 'nodes'>, indent: string): void => {
    for (const group of groups) {
      // the title of a group has room for one line
      lines.push(`${indent}subgraph ${ids.get(group.id)}["${label(group, ' · ')}"]`);
      write(group, `${indent}  `);
      lines.push(`${indent}end`);
    }
    for (const node of nodes) {
      const [open, close] = shapes[node.kind] ?? ['[', ']'];
      lines.push(`${indent}${ids.get(node.id)}${open}"${label(node)}"${close}`);
    }
  };
  write(graph, '  ');
  for (const { from, to, kind, label: said } of graph.edges) {
    const words = said === undefined ? '' : `|"${escapeMermaid(said)}"|`;
    lines.push(`  ${ids.get(from)} ${arrows[kind]}${words} ${ids.get(to)}`);
  }
  for (const [kind, style] of styles) {
    const own = nodesOf(graph).filter((node) => node.kind === kind);
    if (own.length === 0) continue;
    lines.push(`  classDef ${kind} ${style}`, `  class ${own.map((node) => ids.get(node.id)).join(',')} ${kind}`);
  }
  return `${lines.join('\n')}\n`;
}

function nodesOf({ groups, nodes }: Pick<GraphGroup, 'groups' | 'nodes'>): readonly GraphNode[] {
  return [...groups.flatMap(nodesOf), ...nodes];
}

const named = new Set<GraphNode['kind']>(['site', 'cluster', 'host', 'failover-cluster', 'server', 'switch']);

/** `cluster DataClusterA`, and below it what it is like. */
function label({ kind, name, detail }: GraphNode, between = '<br/>'): string {
  const first = escapeMermaid(named.has(kind) ? `${kind.replace('-', ' ')} ${name}` : name);
  return detail === undefined ? first : `${first}${between}${escapeMermaid(detail)}`;
}

/**
 * A text between quotes of a label. All but letters, digits and a few signs is written by its number: quotes would end
 * the label, `#`, `;` and `:` begin codes and styles, backticks Markdown, braces behind percent signs directives.
 */
export function escapeMermaid(text: string): string {
  let escaped = '';
  // icons and formulas are looked for in what is shown: a space without width keeps them from being found
  const shown = withoutControls(text)
    .replaceAll(/(fa[a-z]?:)(fa-)/g, '$1\u200b$2')
    .replaceAll('$$', '$\u200b$');
  for (const character of shown)
    escaped += /[\p{L}\p{M}\p{N} ._,()·×+-]/u.test(character) ? character : `#${character.codePointAt(0)};`;
  return escaped;
}

function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/gu, ' ');
}
