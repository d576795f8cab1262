import { beforeAll, describe, expect, it } from 'vitest';
import { landmarksOf } from '../../client/webview/model/landmarks.ts';
import { atTime, goTo, isAtEnd, openReading, type Reading, toldTime } from '../../client/webview/model/moment.ts';
import { advance, type Playhead, playhead, type Speed } from '../../client/webview/model/playing.ts';
import { layout } from '../../engine/diagram/layout.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { RunView } from '../../server/protocol.ts';
import { exampleText, topologyOf } from '../support/topology.ts';

const nowhere = {
  uri: 'file:///a.hatopo',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
};
let run: RunView;
let reading: Reading;

beforeAll(async () => {
  const topology = await topologyOf(exampleText('avaya-duplication'));
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  run = runView(simulate(topology, scenario), topology, () => nowhere);
  reading = openReading({
    uri: 'file:///a.hatopo',
    version: 1,
    title: 'a',
    scene: layout(topology),
    problems: [],
    run,
  });
});

/** Plays to the end in frames of 16 ms; every playhead on the way. */
function played(speed: Speed, from: Playhead = { step: 0, time: 0, waited: 0 }): readonly Playhead[] {
  const heads = [from];
  for (let head: Playhead | undefined = from; head; head = advance(run, head, 16, speed)) {
    heads.push(head);
    if (heads.length > 1e5) throw new Error('it does not end');
  }
  return heads;
}

describe('playing a run', () => {
  it.each(['events', 10, 60] as const)('goes through every event to the end, never back (%s)', (speed) => {
    const heads = played(speed);
    for (const [index, head] of heads.entries()) {
      const before = heads[index - 1] ?? head;
      expect(head.time).toBeGreaterThanOrEqual(before.time);
      expect(head.step).toBeGreaterThanOrEqual(before.step);
      // what has happened has happened by then, what comes has not
      expect(run.events[head.step - 1]?.time ?? 0).toBeLessThanOrEqual(head.time);
      expect(run.events[head.step]?.time ?? run.end).toBeGreaterThanOrEqual(head.time);
    }
    expect(heads.at(-1)).toMatchObject({ step: run.events.length, time: run.end });
  });

  it('tells every event by itself when it goes by events, and takes as long for 0.2 s as for 3 min', () => {
    const heads = played('events');
    expect(new Set(heads.map((head) => head.step)).size).toBe(run.events.length + 1);
    const framesAt = (step: number) => heads.filter((head) => head.step === step).length;
    const stepTo = (time: number) => run.events.findIndex((event) => event.time === time);
    const [short, long] = [framesAt(stepTo(200)), framesAt(stepTo(270_000))];
    expect(Math.abs(short - long)).toBeLessThan(long / 2);
  });

  it('is as fast as it says', () => {
    expect(played(60).length).toBeCloseTo(run.end / 60 / 16, -2);
  });

  it('goes on where the reader is', () => {
    const at = run.events.findIndex((event) => event.time === 30_000) + 1;
    const head = playhead(run, at, 60_000);
    expect(advance(run, head, 0, 'events')).toMatchObject({ step: at, time: 60_000 });
  });
});

describe('the moment', () => {
  it('is any time, with what has happened by then', () => {
    const half = atTime(reading, 100_000);
    expect(half.step).toBe(run.events.filter((event) => event.time <= 100_000).length);
    expect(half.time).toBe(100_000);
    expect(run.events.find((event) => event.id === half.selected)?.time).toBe(90_000);
    expect(atTime(reading, -5)).toMatchObject({ time: 0 });
    expect(atTime(reading, 1e9)).toMatchObject({ time: run.end, step: run.events.length });
    expect([isAtEnd(reading), isAtEnd(half)]).toEqual([true, false]);
  });

  it('is told exactly at an event, in seconds between', () => {
    expect(toldTime(goTo(reading, 4))).toBe(200);
    expect(toldTime(atTime(reading, 95_432))).toBe(95_000);
  });

  it('has landmarks: the first outage, the takeover, protected again', () => {
    const at = landmarksOf(run).map(({ kind, step }) => [kind, run.events[step - 1]?.text]);
    expect(at).toEqual([
      ['outage', expect.stringContaining('loses its active member CMVM_01')],
      ['takeover', expect.stringContaining('is up on CMVM_02')],
      ['protected', expect.stringContaining('is protected again')],
    ]);
  });
});
