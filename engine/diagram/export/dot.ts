/** A topology in the DOT language of Graphviz. */
import type { Id, Topology } from '../../topology/model.ts';
import { type GraphEdgeKind, type GraphGroup, type GraphNode, graphOf, plainIds } from './graph.ts';

const shapes: Partial<Readonly<Record<GraphNode['kind'], string>>> = {
  vm: 'shape=box, style="rounded,filled", fillcolor="#ffffff"',
  storage: 'shape=cylinder',
  service: 'shape=box, style="rounded,filled", fillcolor="#ddf4ff", color="#0969da"',
  'failover-cluster': 'shape=hexagon, style=filled, fillcolor="#ddf4ff", color="#0969da"',
  endpoint: 'shape=tab, style=filled, fillcolor="#fff8c5", color="#9a6700"',
  switch: 'shape=box3d',
  network: 'shape=box, style=filled, fillcolor="#dafbe1", color="#1a7f37"',
};

const lines: Readonly<Record<GraphEdgeKind, string>> = {
  cable: 'dir=none, color="#1a7f37"',
  wire: 'dir=none, color="#57606a"',
  disk: 'dir=none, style=dashed, color="#57606a"',
  link: 'dir=none, penwidth=2',
  role: 'color="#0969da", penwidth=1.6',
  reserve: 'color="#0969da", style=dashed',
  client: 'color="#9a6700"',
};

/** The text of the graph, with an end of line behind it. */
export function dotOf(topology: Topology): string {
  const graph = graphOf(topology);
  const ids = plainIds(graph);
  const groups = groupsOf(graph);
  const ends = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
  const text: string[] = [
    'digraph hatopo {',
    '  compound=true; rankdir=LR; newrank=true; nodesep=0.25; ranksep=0.9;',
    ...(graph.title === undefined ? [] : [`  label=${quote(graph.title)}; labelloc=t; fontsize=16;`]),
    '  fontname="Helvetica"; node [fontname="Helvetica", fontsize=11, shape=box]; edge [fontname="Helvetica", fontsize=9, arrowsize=0.6];',
  ];
  const write = ({ groups: inner, nodes }: Pick<GraphGroup, 'groups' | 'nodes'>, indent: string): void => {
    for (const group of inner) {
      const id = ids.get(group.id) ?? '';
      const dashed = group.kind === 'cluster' ? '"rounded,dashed"' : 'rounded';
      text.push(`${indent}subgraph cluster_${id} {`);
      text.push(`${indent}  label=${label(group)}; fontsize=11; labeljust=l; style=${dashed}; color="#57606a";`);
      // lines to a group end at something in it, and are cut at its frame
      if (ends.has(group.id)) text.push(`${indent}  ${id} [shape=point, style=invis, width=0, label=""];`);
      write(group, `${indent}  `);
      text.push(`${indent}}`);
    }
    for (const node of nodes) {
      const shape = shapes[node.kind];
      text.push(`${indent}${ids.get(node.id)} [label=${label(node)}${shape ? `, ${shape}` : ''}];`);
    }
  };
  write(graph, '  ');
  for (const { from, to, kind, label: said } of graph.edges) {
    const more = [
      lines[kind],
      ...(said === undefined ? [] : [`label=${quote(said)}`]),
      ...(groups.has(from) ? [`ltail=cluster_${ids.get(from)}`] : []),
      ...(groups.has(to) ? [`lhead=cluster_${ids.get(to)}`] : []),
    ];
    text.push(`  ${ids.get(from)} -> ${ids.get(to)} [${more.join(', ')}];`);
  }
  text.push('}');
  return `${text.join('\n')}\n`;
}

function groupsOf({ groups }: Pick<GraphGroup, 'groups'>): ReadonlySet<Id> {
  return new Set(groups.flatMap((group) => [group.id, ...groupsOf(group)]));
}

const named = new Set<GraphNode['kind']>(['site', 'cluster', 'host', 'failover-cluster', 'server', 'switch']);

function label({ kind, name, detail }: GraphNode): string {
  const first = named.has(kind) ? `${kind.replace('-', ' ')} ${name}` : name;
  return detail === undefined ? quote(first) : `"${escapeDot(first)}\\n${escapeDot(detail)}"`;
}

function quote(text: string): string {
  return `"${escapeDot(text)}"`;
}

/** A text between quotes: quotes end it, backslashes and ampersands begin codes of their own. */
export function escapeDot(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"');
}
