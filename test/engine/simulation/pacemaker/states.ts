/** What runs where after each step of a run. */
import { simulate } from '../../../../engine/simulation/index.ts';
import type { Run, RunEvent } from '../../../../engine/simulation/run.ts';
import type { Topology } from '../../../../engine/topology/model.ts';
import { loadText } from '../../../../language/load.ts';

/** Element to state and place. */
export type Picture = ReadonlyMap<string, { readonly state: string; readonly place: string | undefined }>;

export interface Played {
  readonly topology: Topology;
  readonly run: Run;
  /** After each step, just before the next. */
  readonly pictures: readonly Picture[];
  /** What happened in each step. */
  readonly events: readonly (readonly RunEvent[])[];
}

/** Plays the scenario of a text whose steps stand `seconds` apart. */
export async function playText(text: string, steps: number, seconds: number): Promise<Played> {
  const { topology, diagnostics } = await loadText(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) throw new Error(`${errors.join('\n')}\n${text}`);
  const scenario = topology.scenarios[0];
  if (!scenario) throw new Error('the text has no scenario');
  const run = simulate(topology, scenario);
  if (run.cut || run.unmodelled.length > 0) throw new Error(`the run is cut, or says: ${run.unmodelled.join(' ')}`);
  const state = new Map([...run.initial].map(([id, { state: word, place }]) => [id, { state: word, place }]));
  const pictures: Picture[] = [];
  const events: RunEvent[][] = [];
  for (let step = 0; step < steps; step++) {
    const inside = run.events.filter(({ time }) => Math.floor(time / (seconds * 1_000)) === step);
    for (const { subject, to, place } of inside)
      state.set(subject, { state: to, place: place ?? state.get(subject)?.place });
    pictures.push(new Map(state));
    events.push(inside);
  }
  return { topology, run, pictures, events };
}
