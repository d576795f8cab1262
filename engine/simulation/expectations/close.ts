/** What an expectation's window came to: the state at its end, or what happened in it. */
import type { Claim } from '../../topology/model.ts';
import { formatTime } from '../format-time.ts';
import type { ExpectationResult } from '../run.ts';
import type { Loss, World } from '../world.ts';
import type { Watcher } from './watcher.ts';

type Outcome = Pick<ExpectationResult, 'holds' | 'judged' | 'actual'>;

function unjudged(why: string): Outcome {
  return { holds: false, judged: false, actual: `cannot be judged: ${why}` };
}

export function closeWindow(world: World, watcher: Watcher, horizon: number): Outcome {
  const { expectation, start } = watcher.window;
  const { claim } = expectation;
  if (start > horizon)
    return { holds: false, actual: `not reached: the run ended at ${formatTime(horizon)}, before its injection` };
  switch (claim.kind) {
    case 'state':
      return closeState(watcher, claim);
    case 'calls':
      return closeLoss(world, watcher, claim.preserved, 'callsDropped', 'calls');
    case 'preserved-state':
      return closeLoss(world, watcher, claim.preserved, 'stateLost', 'state');
    case 'outage':
      return closeOutage(world, watcher, claim, horizon);
  }
}

function closeState(watcher: Watcher, claim: Extract<Claim, { kind: 'state' }>): Outcome {
  const now = `${watcher.actual} since ${formatTime(watcher.since)}`;
  if (watcher.seen === undefined) return unjudged(watcher.actual);
  if (claim.negation === 'never')
    return watcher.first === undefined
      ? { holds: true, actual: `never; ${now}` }
      : { holds: false, actual: `${watcher.firstActual} at ${formatTime(watcher.first)}` };
  return { holds: claim.negation === 'not' ? !watcher.seen : watcher.seen, actual: now };
}

/** Whether time 0 of a loss lies in the window: the instant that opens it counts, the one that closes it does not. */
function inWindow(watcher: Watcher, time: number): boolean {
  const { start, end } = watcher.window;
  return (
    time >= start && time <= watcher.until && (end === undefined || time < end || (start === end && time === start))
  );
}

function closeLoss(
  world: World,
  watcher: Watcher,
  preserved: boolean,
  which: 'callsDropped' | 'stateLost',
  what: string,
): Outcome {
  const losses = lossesOf(world, watcher, which);
  if (!losses) return unjudged(`it has no ${what}, or is not simulated yet`);
  const lost = losses.filter((loss) => inWindow(watcher, loss.time));
  const [first] = lost;
  const word = what === 'calls' ? 'dropped' : 'lost';
  if (!first) return { holds: preserved, actual: `${what} preserved` };
  return { holds: !preserved, actual: `${what} ${word} at ${formatTime(first.time)}` };
}

function lossesOf(world: World, watcher: Watcher, which: 'callsDropped' | 'stateLost'): readonly Loss[] | undefined {
  const ref = world.plan.refs.get(watcher.window.expectation.subject.id) ?? -1;
  const service = world.serviceOf[ref];
  if (service) return watcher.seen === undefined ? undefined : service[which];
  const endpoint = world.endpoints.find((one) => one.ref === ref);
  if (endpoint && which === 'callsDropped') return watcher.seen === undefined ? undefined : endpoint.callsDropped;
  const parents = world.machineOf[ref]?.plan.services.map((parent) => world.serviceOf[parent]) ?? [];
  const all = parents.flatMap((parent) => parent?.[which] ?? []);
  return parents.length > 0 ? [...all].sort((a, b) => a.time - b.time) : undefined;
}

function closeOutage(
  world: World,
  watcher: Watcher,
  claim: Extract<Claim, { kind: 'outage' }>,
  horizon: number,
): Outcome {
  const { window, seen } = watcher;
  const ref = world.plan.refs.get(window.expectation.subject.id) ?? -1;
  const of = world.serviceOf[ref] ?? world.endpoints.find((one) => one.ref === ref);
  if (!of || seen === undefined) return unjudged('it is not a service that is simulated');
  const end = Math.min(window.end ?? horizon, watcher.until, horizon);
  let sum = 0;
  let lasts = false;
  for (const { from, to } of of.outages) {
    const last = to ?? horizon;
    sum += Math.max(0, Math.min(last, end) - Math.max(from, window.start));
    if (from < end && (to === undefined || to >= end)) lasts = true;
  }
  const holds = compare(sum, claim.comparison, claim.limit);
  return { holds, actual: `out for ${formatTime(sum)}${lasts ? ', and still down' : ''}` };
}

function compare(value: number, comparison: '<' | '<=' | '>' | '>=', limit: number): boolean {
  if (comparison === '<') return value < limit;
  if (comparison === '<=') return value <= limit;
  return comparison === '>' ? value > limit : value >= limit;
}
