import { describe, expect, it } from 'vitest';
import { drawnIn } from '../../client/webview/model/drawn.ts';
import { causesOf, drawnFor, follow, goTo, openReading, select } from '../../client/webview/model/moment.ts';
import { roomIn } from '../../client/webview/model/room.ts';
import { expectationsTitle } from '../../client/webview/model/verdicts.ts';
import { layout } from '../../engine/diagram/layout.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { PanelView } from '../../server/protocol.ts';
import { exampleText, topologyOf } from '../support/topology.ts';

async function viewOf(text: string): Promise<PanelView> {
  const topology = await topologyOf(text);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  const run = simulate(topology, scenario);
  const events = run.events.map(({ cause, place, ...event }) => ({
    ...event,
    name: event.subject,
    ...(cause !== undefined && { cause }),
    ...(place !== undefined && { place }),
  }));
  return {
    uri: 'file:///a.hatopo',
    version: 1,
    title: 'a',
    scene: layout(topology),
    problems: [],
    run: { ...run, events, expectations: [], services: [], initial: Object.fromEntries(run.initial) },
  };
}

const text = exampleText('avaya-duplication');
const eventsOf = (view: PanelView) => view.run?.events ?? [];

describe('where the reader is in a run', () => {
  it('starts at its end', async () => {
    const view = await viewOf(text);
    expect(openReading(view).step).toBe(eventsOf(view).length);
  });

  it('goes to the moment after a selected event, and never out of the run', async () => {
    const reading = openReading(await viewOf(text));
    const [, second] = eventsOf(reading.view);
    const chosen = select(reading, second?.id ?? -1);
    expect([chosen.step, chosen.selected]).toEqual([2, second?.id]);
    expect(goTo(chosen, -5)).toMatchObject({ step: 0, selected: undefined });
    expect(goTo(chosen, 1e6).step).toBe(eventsOf(reading.view).length);
    expect(select(reading, -1)).toBe(reading);
  });

  it('stays where it is when the run is written down under another title', async () => {
    const reading = openReading(await viewOf(text));
    const chosen = goTo(reading, 3);
    const written = { ...reading.view, run: reading.view.run && { ...reading.view.run, title: 'Written' } };
    expect(follow(chosen, written as PanelView)).toMatchObject({ step: 3, time: chosen.time });
  });

  it('stays at the same time and event when the text is edited', async () => {
    const reading = openReading(await viewOf(text));
    const restart = eventsOf(reading.view).find((event) => event.mechanism === 'host-ha' && event.to === 'booting');
    const chosen = select(reading, restart?.id ?? -1);
    const edited = await viewOf(text.replace('count: 1200', 'count: 1300'));
    const after = follow(chosen, edited);
    expect(after.view).toBe(edited);
    expect(eventsOf(after.view)[after.step - 1]?.time).toBe(restart?.time);
    expect(eventsOf(after.view).find((event) => event.id === after.selected)?.text).toBe(restart?.text);
  });

  it('stays at the end, and begins anew with another run', async () => {
    const reading = openReading(await viewOf(text));
    const edited = await viewOf(text.replace('at 0 s fail Host1', 'at 0 s fail Host1, Host2'));
    expect(follow(reading, edited).step).toBe(eventsOf(edited).length);
    const other = await viewOf(text.replace('host fails"', 'host is lost"').replace('s fail Host1', 's fail Host2'));
    expect(follow(select(reading, eventsOf(reading.view)[0]?.id ?? -1), other)).toEqual(openReading(other));
  });

  it('knows the chain of causes, from the nearest to the injection', async () => {
    const view = await viewOf(text);
    const restart = eventsOf(view).find((event) => event.to === 'booting');
    const chain = view.run ? causesOf(view.run, restart?.id ?? -1) : [];
    expect(chain.map((event) => event.text)).toEqual(['HA of DataClusterA declares Host1 dead', 'Host1 fails']);
  });

  it('points at the box of which a subject is a part', () => {
    const drawn = new Set(['Database', 'DataCenter.Host1']);
    expect(drawnFor('Database.mssql', drawn)).toBe('Database');
    expect(drawnFor('DataCenter.Host1', drawn)).toBe('DataCenter.Host1');
    expect(drawnFor('Elsewhere.x', drawn)).toBeUndefined();
  });

  it('points at what counts a subject where it is not drawn by itself', async () => {
    const scene = layout(await topologyOf(text), { most: 1, expanded: ['DataCenter'] });
    expect(drawnIn(scene, 'DataCenter')).toBe('DataCenter');
    expect(drawnIn(scene, 'DataCenter.Host1')).toBe('DataCenter.DataClusterA');
    expect(drawnIn(scene, 'CMVM_01')).toBe('DataCenter.DataClusterA');
    expect(drawnIn(scene, 'nowhere')).toBeUndefined();
  });
});

describe('what is said of expectations', () => {
  it.each([
    [['holds', 'holds'], 'All 2 expectations hold'],
    [['holds'], 'The expectation holds'],
    [['holds', 'fails', 'fails'], '2 of 3 expectations do not hold'],
    [['fails'], 'The expectation does not hold'],
    [['unjudged', 'holds'], '1 of 2 expectations cannot be judged, the others hold'],
    [['fails', 'unjudged'], '1 of 2 expectations does not hold, 1 cannot be judged'],
    [['unjudged', 'unjudged'], '2 of 2 expectations cannot be judged'],
  ] as const)('%j: %s', (verdicts, title) => {
    expect(expectationsTitle(verdicts)).toBe(title);
  });
});

describe('the room of the picture', () => {
  it('is beside the events where the page is wide, above them where it is not', () => {
    expect(roomIn(1600, 900)).toEqual({ width: 960, height: 480 });
    expect(roomIn(520, 860)).toEqual({ width: 480, height: 320 });
  });

  it('is taller where the events stand beside the timeline', () => {
    expect(roomIn(880, 900)).toEqual({ width: 880, height: 400 });
  });

  it('is the same for a page that is a few pixels larger, and never nothing', () => {
    expect(roomIn(530, 870)).toEqual(roomIn(520, 860));
    expect(roomIn(0, 0)).toEqual({ width: 160, height: 160 });
  });
});
