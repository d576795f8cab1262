import { describe, expect, it } from 'vitest';
import { cutsOf } from '../../../engine/diagram/cuts.ts';
import { layout } from '../../../engine/diagram/layout.ts';
import { eventsUntil, type Played, statesAfter, statesAt } from '../../../engine/diagram/states.ts';
import { renderSvg } from '../../../engine/diagram/svg/render.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { topologyOf } from '../../support/topology.ts';

const run: Played = {
  initial: {
    Host1: { state: 'up' },
    VM1: { state: 'active', place: 'Host1' },
    S: { state: 'protected', place: 'VM1' },
  },
  events: [
    { time: 0, subject: 'Host1', to: 'down' },
    { time: 0, subject: 'VM1', to: 'down' },
    { time: 200, subject: 'S', to: 'degraded', place: 'VM2' },
    { time: 30_000, subject: 'VM1', to: 'booting', place: 'Host3' },
  ],
};

describe('the picture at a moment of a run', () => {
  it('holds all events of that instant and none after it', () => {
    expect(statesAt(run, 0).get('VM1')).toEqual({ state: 'down', place: 'Host1' });
    expect(statesAt(run, 199).get('S')).toEqual({ state: 'protected', place: 'VM1' });
    expect(statesAt(run, 200).get('S')).toEqual({ state: 'degraded', place: 'VM2' });
    expect(statesAt(run, 30_000).get('VM1')).toEqual({ state: 'booting', place: 'Host3' });
  });

  it('is the beginning before the first event', () => {
    expect(statesAt(run, -1).get('Host1')).toEqual({ state: 'up' });
    expect(statesAfter(run, 0).get('VM1')?.place).toBe('Host1');
  });

  it('can stop between events of one instant', () => {
    expect(statesAfter(run, 1).get('Host1')?.state).toBe('down');
    expect(statesAfter(run, 1).get('VM1')?.state).toBe('active');
    expect(eventsUntil(run, 0)).toBe(2);
  });

  it('reads the initial states of the engine, a map, and leaves them alone', () => {
    const initial = new Map([['VM1', { state: 'up', place: 'Host1' }]]);
    expect(statesAt({ initial, events: run.events }, 40_000).get('VM1')?.place).toBe('Host3');
    expect(initial.get('VM1')).toEqual({ state: 'up', place: 'Host1' });
  });

  it('tells who is cut off from whom while somebody has parted them', async () => {
    const topology = await topologyOf(`site A { server a }  site B { server b }
      scenario "Parted" { at 10 s partition A | B  at 5 min heal A | B  at 10 min fail A.a }`);
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    const run = { ...simulate(topology, scenario), cuts: cutsOf(scenario) };
    expect(run.cuts).toEqual([{ from: 10_000, to: 300_000, sides: [['A'], ['B']] }]);
    expect(statesAt(run, 9_000).get('A')?.cutFrom).toBeUndefined();
    expect(statesAt(run, 20_000).get('A')?.cutFrom).toEqual(['B']);
    expect(renderSvg(layout(topology), statesAt(run, 20_000))).toContain('cut off from B');
    expect(statesAt(run, 700_000).get('A')?.cutFrom).toBeUndefined();
  });
});
