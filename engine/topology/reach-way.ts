/** What lies on a way between two places of the network: all that any way without a detour uses, not the shortest alone. */
import type { Id, Topology } from './model.ts';
import { ranksOf } from './ranks.ts';
import { segmentsOf } from './reach-segments.ts';

interface Step {
  readonly to: number;
  /** Both directions of a line carry the same number. */
  readonly line: number;
}

/** Segments as a graph. Made once a topology, like the ways that were asked for. */
interface Graph {
  /** By segment: to which others a link joins it. */
  readonly steps: readonly (readonly Step[])[];
  /** The same without links that route: ways inside a network. */
  readonly inside: readonly (readonly Step[])[];
  /** The link of each line. */
  readonly links: readonly number[];
  readonly ways: Map<string, readonly Id[]>;
}

const known = new WeakMap<Topology, Graph>();

function graphOf(topology: Topology): Graph {
  const made = known.get(topology);
  if (made) return made;
  const segments = segmentsOf(topology);
  const lists = () => Array.from({ length: segments.count }, (): Step[] => []);
  const [steps, inside] = [lists(), lists()];
  const links: number[] = [];
  const join = (link: number, a: number, b: number, into: readonly Step[][][]) => {
    const line = links.push(link) - 1;
    for (const own of into) {
      own[a]?.push({ to: b, line });
      own[b]?.push({ to: a, line });
    }
  };
  for (const { link, a, b } of segments.trunks) join(link, a, b, [steps, inside]);
  for (const { link, a, b } of segments.routes) for (const from of a) for (const to of b) join(link, from, to, [steps]);
  const graph = { steps, inside, links, ways: new Map<string, readonly Id[]>() };
  known.set(topology, graph);
  return graph;
}

/**
 * Networks, switches and links on the ways from any of `from` to any of `to` (ids of networks or switches).
 * Empty where nothing lies between, or there is no way. What shares a network talks inside it: over its own switches and
 * the links between them.
 */
export function segmentsOnTheWay(topology: Topology, from: readonly Id[], to: readonly Id[]): readonly Id[] {
  const graph = graphOf(topology);
  const key = `${from.join('\n')}\n\n${to.join('\n')}`;
  const asked = graph.ways.get(key);
  if (asked) return asked;
  const way = wayOf(topology, graph, from, to);
  graph.ways.set(key, way);
  return way;
}

function wayOf(topology: Topology, graph: Graph, from: readonly Id[], to: readonly Id[]): readonly Id[] {
  const { elements, refs } = ranksOf(topology);
  const segments = segmentsOf(topology);
  const of = (ids: readonly Id[]) => [...new Set(ids.flatMap((id) => segments.of.get(refs.get(id) ?? -1) ?? []))];
  const network = (segment: number) => segments.network[segment] ?? -1;
  let [starts, ends] = [of(from), of(to)];
  const shared = new Set(starts.map(network).filter((one) => one >= 0 && ends.some((end) => network(end) === one)));
  if (shared.size > 0)
    [starts, ends] = [starts, ends].map((all) => all.filter((one) => shared.has(network(one)))) as [number[], number[]];
  if (starts.length === 0 || ends.length === 0) return [];
  const steps = shared.size > 0 ? graph.inside : graph.steps;
  const used = linesBetween(steps, starts, ends);
  const found = new Set<Id>();
  const add = (ref: number) => {
    const id = elements[ref]?.id;
    if (id !== undefined) found.add(id);
  };
  steps.forEach((own, segment) => {
    for (const { line } of own) {
      if (!used.has(line)) continue;
      add(graph.links[line] ?? -1);
      add(segments.network[segment] ?? -1);
      add(segments.switch[segment] ?? -1);
    }
  });
  return [...found];
}

/**
 * The lines on simple paths from any start to any end: those that share a biconnected part with a line that joins the
 * ends to the starts (Hopcroft and Tarjan, with a stack of its own: a chain of networks may be long).
 */
function linesBetween(
  steps: readonly (readonly Step[])[],
  starts: readonly number[],
  ends: readonly number[],
): ReadonlySet<number> {
  const source = steps.length;
  const sink = source + 1;
  const extra = new Map<number, Step[]>([
    [source, []],
    [sink, []],
  ]);
  let next = -1;
  const join = (a: number, b: number) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = extra.get(one);
      if (list) list.push({ to: other, line: next });
      else extra.set(one, [{ to: other, line: next }]);
    }
    next--;
  };
  join(source, sink);
  for (const start of starts) join(source, start);
  for (const end of ends) join(sink, end);
  const stepsOf = (node: number) => [...(extra.get(node) ?? []), ...(steps[node] ?? [])];

  const number = new Map<number, number>([[source, 0]]);
  const low = new Map<number, number>([[source, 0]]);
  const stack: { node: number; by: number; left: Step[] }[] = [
    { node: source, by: 0, left: stepsOf(source).reverse() },
  ];
  const lines: number[] = [];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.left.pop();
    if (step) {
      const seen = number.get(step.to);
      if (seen === undefined) {
        lines.push(step.line);
        number.set(step.to, number.size);
        low.set(step.to, number.size - 1);
        stack.push({ node: step.to, by: step.line, left: stepsOf(step.to).reverse() });
      } else if (step.line !== top.by && seen < (number.get(top.node) ?? 0)) {
        lines.push(step.line);
        low.set(top.node, Math.min(low.get(top.node) ?? 0, seen));
      }
      continue;
    }
    stack.pop();
    const parent = stack.at(-1);
    if (!parent) break;
    const own = low.get(top.node) ?? 0;
    low.set(parent.node, Math.min(low.get(parent.node) ?? 0, own));
    if (own < (number.get(parent.node) ?? 0)) continue;
    // the part below this line is whole: it is the one asked for where it holds the line from source to sink
    const part = lines.splice(lines.lastIndexOf(top.by));
    if (part.includes(-1)) return new Set(part.filter((line) => line >= 0));
  }
  return new Set();
}
