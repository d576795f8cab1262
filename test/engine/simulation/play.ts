/** Texts drawn at random, played: what every test of properties needs. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { formatTimeline, simulate } from '../../../engine/simulation/index.ts';
import type { Run, RunEvent } from '../../../engine/simulation/run.ts';
import { membersOf } from '../../../engine/topology/lookup.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { loadText } from '../../../language/load.ts';

/** The topology of a text that has no error. */
export async function load(text: string): Promise<Topology> {
  const { topology, diagnostics } = await loadText(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => `${message}\n${text}`)).toEqual([]);
  return topology;
}

export interface Played {
  readonly text: string;
  readonly topology: Topology;
  readonly run: Run;
}

/** Tests of several properties draw the same texts, for they share a seed: each is read once. */
const known = new Map<string, Promise<{ readonly topology: Topology; readonly runs: readonly Run[] }>>();
const most = 500;

async function playAll(text: string) {
  const topology = await load(text);
  return { topology, runs: topology.scenarios.map((scenario) => simulate(topology, scenario)) };
}

/** Plays every scenario of a text. */
export async function play(text: string): Promise<readonly Played[]> {
  let played = known.get(text);
  if (!played) {
    if (known.size >= most) known.clear();
    played = playAll(text);
    known.set(text, played);
  }
  const { topology, runs } = await played;
  return runs.map((run) => ({ text, topology, run }));
}

let reread: { readonly text: string; readonly topology: Promise<Topology> } | undefined;

/** Reads the text again, and plays the scenario again: to the byte the same. */
export async function isTheSameAgain(run: Run, text: string): Promise<void> {
  if (reread?.text !== text) reread = { text, topology: load(text) };
  const topology = await reread.topology;
  const again = topology.scenarios.filter(({ title }) => title === run.title);
  expect(JSON.stringify(again.map((scenario) => simulate(topology, scenario).events))).toBe(
    JSON.stringify([run.events]),
  );
}

/** What a run without a log comes to: the same, without events and without what refers to one. */
export function unlogged(run: Run): Run {
  const without = <T extends { readonly callLosses: Run['services'][number]['callLosses'] }>(one: T): T => ({
    ...one,
    callLosses: one.callLosses.map(({ time, calls }) => ({ time, calls })),
  });
  return { ...run, events: [], services: run.services.map(without), endpoints: run.endpoints.map(without) };
}

/** The scenarios of a text: nothing fails, something does, everything is restored after it (s), and what is to follow. */
export function scenariosOf(
  steps: readonly { readonly at: number; readonly text: string }[],
  restores: readonly string[],
  more: Readonly<Record<string, readonly string[]>> = {},
): string {
  const failed = steps.map(({ at, text }) => `  at ${at} s ${text}`);
  const repaired = [...failed, ...restores.map((text) => `  at 7200 s ${text}`)];
  const write = (title: string, lines: readonly string[]) => `scenario "${title}" {\n${lines.join('\n')}\n}`;
  const others = Object.entries(more).map(([title, texts]) =>
    write(title, [...repaired, ...texts.map((text) => `  at 14400 s ${text}`)]),
  );
  return [write('Nothing', []), write('Faults', failed), write('Repaired', repaired), ...others].join('\n');
}

/** Checks a property of the runs of texts; a counterexample is shown with its text and its timeline. */
export async function holdsFor<T>(
  drawn: fc.Arbitrary<T>,
  write: (one: T) => string,
  check: (played: Played, one: T) => void | Promise<void>,
  numRuns: number,
  /** Of the scenarios with this title only. */
  title?: string,
): Promise<void> {
  const property = fc.asyncProperty(drawn, async (one) => {
    for (const played of await play(write(one))) {
      if (title !== undefined && played.run.title !== title) continue;
      try {
        await check(played, one);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`${message}\n${played.text}\n${played.run.title}\n${formatTimeline(played.run)}`);
      }
    }
  });
  await fc.assert(property, { numRuns });
}

export interface Shown {
  readonly state: string;
  readonly place: string | undefined;
  /** The host of a VM's secondary. */
  readonly copy: string | undefined;
}
export type Picture = ReadonlyMap<string, Shown>;

/**
 * Folds the events into the picture at time 0. `see` gets the picture after each event and the one before it;
 * `ends` gets the picture at the end of each instant, time 0 included.
 */
export function follow(
  run: Run,
  see: (picture: Picture, event: RunEvent, before: Shown) => void,
  ends: (picture: Picture, time: number) => void = () => {},
): Picture {
  const picture = new Map<string, Shown>(
    [...run.initial].map(([id, { state, place, copy }]) => [id, { state, place, copy }]),
  );
  ends(picture, 0);
  for (const [at, event] of run.events.entries()) {
    const before = picture.get(event.subject) ?? { state: '', place: undefined, copy: undefined };
    if (event.from !== before.state) throw new Error(`${event.text}: from ${event.from}, and it was ${before.state}`);
    const copy = event.copy === undefined ? before.copy : (event.copy ?? undefined);
    picture.set(event.subject, { state: event.to, place: event.place ?? before.place, copy });
    see(picture, event, before);
    if (run.events[at + 1]?.time !== event.time) ends(picture, event.time);
  }
  return picture;
}

const roles: ReadonlySet<string> = new Set(['active', 'standby', 'primary', 'backup', 'secondary']);

/** What was said at each instant and how it ended, in an order that is the same whatever the order of events at it. */
export function factsOf({ run, topology }: Played): readonly string[] {
  // A machine shows the role that it holds in the first declared of its services.
  const shared = new Set(
    [...topology.vms, ...topology.servers]
      .map(({ id }) => id)
      .filter((id) => topology.services.filter((service) => membersOf(service).includes(id)).length > 1),
  );
  // Lists in a sentence are in order of declaration.
  const wordsOf = (text: string) =>
    text
      .split(/[ ,;:()]+/)
      .sort()
      .join(' ');
  const facts = run.events.map(({ time, subject, text }) => `${time} ${subject}: ${wordsOf(text)}`);
  const told = new Map<number, Set<string>>();
  for (const { time, subject } of run.events) told.set(time, (told.get(time) ?? new Set()).add(subject));
  follow(
    run,
    () => {},
    (picture, time) => {
      for (const id of told.get(time) ?? []) {
        const { state, place, copy } = picture.get(id) ?? {};
        const shown = shared.has(id) && roles.has(state ?? '') ? 'up' : state;
        facts.push(`${time} ${id} is ${shown} on ${place}, ${copy}`);
      }
    },
  );
  return facts.sort();
}
