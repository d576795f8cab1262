import { describe, expect, it } from 'vitest';
import { oneHostLost } from '../../../../bench/topologies.ts';
import { lanesOfView } from '../../../../client/webview/parts/timeline.ts';
import { layout } from '../../../../engine/diagram/layout.ts';
import { runView } from '../../../../engine/diagram/run-view.ts';
import { timelineFrame } from '../../../../engine/diagram/timeline/frame.ts';
import { lanesOf } from '../../../../engine/diagram/timeline/lanes.ts';
import { readable } from '../../../../engine/diagram/timeline/readable.ts';
import { simulate } from '../../../../engine/simulation/index.ts';
import { topologyOf } from '../../../support/topology.ts';

async function large(hosts: number) {
  const topology = await topologyOf(oneHostLost(hosts));
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  return { topology, run: simulate(topology, scenario) };
}

describe('the timeline of a large topology', () => {
  it('has lanes of what the picture counts, under their names', async () => {
    const { topology, run } = await large(16);
    const view = runView(run, topology, () => undefined as never);
    const scene = layout(topology, { most: 20 });
    expect(scene.boxes.some(({ kind }) => kind === 'vm')).toBe(false);
    const machines = lanesOfView({ run: view, scene }).filter(({ kind }) => kind === 'machine');
    expect(machines.map(({ name }) => name).sort()).toEqual(
      lanesOf(run, [...topology.elements.values()])
        .filter(({ kind }) => kind === 'machine')
        .map(({ name }) => name)
        .sort(),
    );
    const moved = machines.flatMap(({ spans }) => spans).find(({ place }) => place !== undefined);
    expect(moved?.word).toMatch(/ on Host\d+$/);
  });

  it('leaves out that to which nothing happens, and says how many that are', async () => {
    const { topology, run } = await large(16);
    const every = lanesOf(run, [...topology.elements.values()]);
    const { lanes, left } = readable(every);
    const services = lanes.filter(({ kind }) => kind === 'service');
    expect(services.length).toBeLessThan(20);
    expect(left).toEqual({ service: `${80 - services.length} more, to which nothing happens` });
    expect(timelineFrame(lanes, 900, left).sections[0]?.title).toBe(`Services · ${left.service}`);
    expect(readable(every.slice(0, 40)).left).toEqual({});
  });

  it('leaves out what is too much, but never what somebody failed', async () => {
    const { topology, run } = await large(4);
    const machines = lanesOf(run, [...topology.elements.values()]).filter(({ kind }) => kind === 'machine');
    const failed = machines.find(({ marks }) => marks.some(({ kind }) => kind === 'injection'));
    const vm = machines.find(({ spans }) => spans.length > 1);
    if (!failed || !vm) throw new Error('nothing happened');
    const many = Array.from({ length: 300 }, (_, at) => ({ ...vm, id: `vm${at}`, marks: [] }));
    const { lanes, left } = readable([...many, failed]);
    expect(lanes.length).toBe(100);
    expect(lanes).toContain(failed);
    expect(left).toEqual({ machine: '201 more: the events tell of them' });
  });
});
