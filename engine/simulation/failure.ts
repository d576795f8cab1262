/** A run without a scenario: losses that somebody picks. */
import type { Id, Scenario, Source, Step, Topology } from '../topology/model.ts';
import { formatTime } from './format-time.ts';
import { planOf } from './plan.ts';

const day = 86_400_000;

/**
 * The scenario in which each of `losses` fails at its time (ms from the start). A member node or a path
 * cannot be picked so. Ids that the topology does not have are left in: the run says so.
 */
export function failureScenario(
  topology: Topology,
  losses: readonly { readonly id: Id; readonly at: number }[],
): Scenario {
  const { names, refs } = planOf(topology);
  const nameOf = (id: Id): string => names[refs.get(id) ?? -1] ?? id;
  const ordered = [...losses].sort((a, b) => a.at - b.at);
  const sourceOf = (id: Id): Source => topology.elements.get(id)?.source as Source;
  const steps = ordered.map(
    ({ id, at }): Step => ({
      step: 'inject',
      kind: 'fail',
      time: at,
      source: sourceOf(id),
      text: `fail ${nameOf(id)}`,
      targets: [{ id, text: nameOf(id) }],
      forHosts: [],
      otherSide: [],
    }),
  );
  const title = ordered.map(({ id, at }) => (at === 0 ? nameOf(id) : `${nameOf(id)} at ${formatTime(at)}`)).join(', ');
  return { title: `Failure of ${title}`, source: sourceOf(ordered[0]?.id ?? ''), steps, horizon: day };
}
