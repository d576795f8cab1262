/** Moments of a run that people ask for: where users first notice it, where something takes over, where all is protected again. */
import { lookOf } from '../../../engine/diagram/look.ts';
import type { RunView } from '../../../server/protocol.ts';

export interface Landmark {
  readonly kind: 'outage' | 'takeover' | 'protected';
  readonly word: string;
  /** How many events have happened then. */
  readonly step: number;
}

/** Those that the run has, in the order in which they happen. */
export function landmarksOf(run: RunView): readonly Landmark[] {
  const found: Landmark[] = [];
  const add = (kind: Landmark['kind'], word: string, step: number | undefined) => {
    if (step !== undefined) found.push({ kind, word, step });
  };
  add('outage', 'Outage', outageStep(run));
  add('takeover', 'Takeover', takeoverStep(run));
  add('protected', 'Protected', protectedStep(run));
  return found.sort((a, b) => a.step - b.step);
}

type Event = RunView['events'][number];

function stepOf(run: RunView, is: (event: Event) => boolean): number | undefined {
  const index = run.events.findIndex(is);
  return index < 0 ? undefined : index + 1;
}

/** What users use: services, and the endpoints themselves. */
function used(run: RunView): ReadonlySet<string> {
  return new Set([...run.services, ...run.endpoints].map((one) => one.id));
}

function outageStep(run: RunView): number | undefined {
  const ids = used(run);
  return stepOf(
    run,
    (event) => ids.has(event.subject) && lookOf(event.to).tone === 'lost' && lookOf(event.from).tone !== 'lost',
  );
}

/** Where a service is served again that was down; else where it goes on from another place. */
function takeoverStep(run: RunView): number | undefined {
  const services = new Set(run.services.map((service) => service.id));
  const back = stepOf(
    run,
    (event) => services.has(event.subject) && lookOf(event.from).tone === 'lost' && lookOf(event.to).tone !== 'lost',
  );
  if (back !== undefined) return back;
  return stepOf(
    run,
    (event) =>
      services.has(event.subject) &&
      event.place !== undefined &&
      run.initial[event.subject]?.place !== undefined &&
      event.place !== run.initial[event.subject]?.place,
  );
}

/** Where the last service that lost its protection has it again. */
function protectedStep(run: RunView): number | undefined {
  const times = run.services.flatMap(({ id, protectedAt }) =>
    protectedAt === undefined || protectedAt === 0 ? [] : [{ id, protectedAt }],
  );
  const last = times.sort((a, b) => b.protectedAt - a.protectedAt)[0];
  if (!last) return undefined;
  return stepOf(
    run,
    (event) => event.subject === last.id && event.time === last.protectedAt && lookOf(event.to).tone === 'serving',
  );
}
