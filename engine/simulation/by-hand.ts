/** Runs of what somebody picks: losses and restorations without a scenario, or on top of one. */
import type { Id, Scenario, Source, Step, Topology } from '../topology/model.ts';
import { formatTime } from './format-time.ts';
import { planOf } from './plan.ts';

const day = 86_400_000;

/** What somebody does to an element, `at` ms from the start. What runs on machines fails by its application. */
export interface HandStep {
  readonly id: Id;
  readonly at: number;
  /** `fail` unless stated. */
  readonly verb?: 'fail' | 'restore';
  /** Of a failover cluster: the cluster service of this node alone. */
  readonly node?: Id;
  /** Of a storage: the paths of these hosts to it alone. */
  readonly forHosts?: readonly Id[];
}

/**
 * The scenario in which what was picked happens. Ids that the
 * topology does not have are left in: the run says so.
 */
export function scenarioByHand(topology: Topology, picked: readonly HandStep[]): Scenario {
  const steps = stepsByHand(topology, picked);
  const words = steps.map(({ kind, time, targets }) => {
    const names = targets.map(({ text }) => text).join(', ');
    const what = kind === 'restore' ? `restore ${names}` : names;
    return time === 0 ? what : `${what} at ${formatTime(time)}`;
  });
  const first = steps[0]?.targets[0]?.id ?? '';
  return { title: `Failure of ${words.join(', ')}`, source: sourceOf(topology, first), steps, horizon: day };
}

/** A scenario with further steps, each before the first of its injections that comes later. */
export function withSteps(topology: Topology, scenario: Scenario, picked: readonly HandStep[]): Scenario {
  const steps = [...scenario.steps];
  for (const step of stepsByHand(topology, picked)) {
    const later = steps.findIndex((other) => other.step === 'inject' && other.time > step.time);
    steps.splice(later < 0 ? steps.findLastIndex((other) => other.step === 'inject') + 1 : later, 0, step);
  }
  return { ...scenario, steps };
}

function stepsByHand(topology: Topology, picked: readonly HandStep[]): readonly Extract<Step, { step: 'inject' }>[] {
  const { names, refs } = planOf(topology);
  const ordered = [...picked].sort((a, b) => a.at - b.at);
  const nameOf = (id: Id) => names[refs.get(id) ?? -1] ?? id;
  return ordered.map(({ id, at, verb = 'fail', node, forHosts = [] }) => {
    const whole = node === undefined ? nameOf(id) : `${nameOf(id)}.${nameOf(node)}`;
    const name = forHosts.length > 0 ? `${whole} for ${forHosts.map(nameOf).join(', ')}` : whole;
    const kind = verb === 'fail' && isApplication(topology, id) ? 'fault' : verb;
    return {
      step: 'inject',
      kind,
      time: at,
      source: sourceOf(topology, id),
      text: `${kind} ${name}`,
      targets: [{ id, ...(node !== undefined && { node }), text: name }],
      forHosts,
      otherSide: [],
    };
  });
}

function isApplication(topology: Topology, id: Id): boolean {
  const kind = topology.elements.get(id)?.kind;
  return kind === 'service' || kind === 'resource';
}

function sourceOf(topology: Topology, id: Id): Source {
  return topology.elements.get(id)?.source as Source;
}
