/** How an element is written where it is named. */
import { componentKinds } from '../../topology/kinds.ts';
import { find } from '../../topology/lookup.ts';
import type { Element, Id, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';

/** What has its names inside another element: never in the way of a name outside. */
const inner: ReadonlySet<Element['kind']> = new Set(['adapter', 'virtual-adapter', 'resource']);

const byName = oncePerTopology((topology) =>
  grouped(topology.elements.values(), (element) => (inner.has(element.kind) ? undefined : element.name)),
);

/** `duplication`, or `Denver.dup` where another element has the same name. */
export function referenceTo(topology: Topology, element: Element): string {
  const site = find(topology, 'site', element.site);
  const alone = (byName(topology).get(element.name)?.length ?? 0) <= 1;
  return alone || !site ? element.name : `${site.name}.${element.name}`;
}

/** The same as it is written at `place`: what stands at one site with it goes by its name alone there. */
export function referenceFrom(topology: Topology, place: Pick<Element, 'site'>, element: Element): string {
  return element.site !== undefined && element.site === place.site ? element.name : referenceTo(topology, element);
}

/** The same as `referenceTo` for several by their ids, in their order. */
export function referencesTo(topology: Topology, ids: readonly Id[]): readonly string[] {
  return ids.flatMap((id) => {
    const element = topology.elements.get(id);
    return element ? [referenceTo(topology, element)] : [];
  });
}

/** Words that a step of a scenario reads as its own: kinds, and what joins its parts. */
const stepWords: ReadonlySet<string> = new Set([
  ...componentKinds,
  ...['server', 'vm', 'nic'],
  ...[
    'service',
    'failover-cluster',
    'resource',
    'endpoint',
    'on',
    'for',
    'to',
    'of',
    'outage',
    'not',
    'never',
    'within',
  ],
  ...['calls', 'state', 'at', 'expect'],
]);

/** The same as it is written in a step of a scenario: behind its kind where its name is a word of steps (`vm on`). */
export function referenceInStep(topology: Topology, element: Element): string {
  const reference = referenceTo(topology, element);
  return stepWords.has(reference) ? `${element.kind} ${reference}` : reference;
}

/** `wanted` where it is free, else the same word with the first free number: `eth2`, `eth3`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const word = wanted.replace(/\d+$/, '');
  let number = 0;
  while (taken.has(`${word}${number}`)) number++;
  return `${word}${number}`;
}
