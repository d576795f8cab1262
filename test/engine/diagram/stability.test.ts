/** While a text is edited its picture stays as it was, as far as it can. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFor } from '../../../engine/diagram/arrange.ts';
import { layout } from '../../../engine/diagram/layout.ts';
import { size } from '../../../engine/diagram/metrics.ts';
import type { Box, Scene } from '../../../engine/diagram/scene.ts';
import type { Element, Host, Network, Topology, Vm } from '../../../engine/topology/model.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';
import { farm, shapes, topologyOfShape } from './topologies.ts';

const room = { width: 1100, height: 700 };

const boxesOf = (scene: Scene) => new Map(scene.boxes.map((box) => [box.id, box] as const));

/** Pairs of boxes that stand beside or above each other in one picture and otherwise in another. */
function reordered(before: Scene, after: Scene): string[] {
  const now = boxesOf(after);
  const pairs = before.boxes.flatMap((box) => {
    const other = now.get(box.id);
    return other && box.kind !== 'adapter' ? [{ was: box, is: other }] : [];
  });
  const besides = (a: Box, b: Box) => a.x + a.width <= b.x && a.y < b.y + b.height && b.y < a.y + a.height;
  const above = (a: Box, b: Box) => a.y + a.height <= b.y && a.x < b.x + b.width && b.x < a.x + a.width;
  const found: string[] = [];
  for (const a of pairs) {
    for (const b of pairs) {
      if (besides(a.was, b.was) && b.is.x <= a.is.x) found.push(`${a.was.id} is not left of ${b.was.id}`);
      if (above(a.was, b.was) && b.is.y <= a.is.y) found.push(`${a.was.id} is not above ${b.was.id}`);
    }
  }
  return found;
}

/** How far boxes have moved, at most. */
function moved(before: Scene, after: Scene): { readonly x: number; readonly y: number } {
  const now = boxesOf(after);
  let [x, y] = [0, 0];
  for (const box of before.boxes) {
    const other = now.get(box.id);
    if (!other) continue;
    x = Math.max(x, Math.abs(other.x - box.x));
    y = Math.max(y, Math.abs(other.y - box.y));
  }
  return { x, y };
}

function withElement<E extends Element>(topology: Topology, list: 'vms' | 'hosts' | 'networks', element: E): Topology {
  const elements = new Map(topology.elements).set(element.id, element);
  return { ...topology, elements, [list]: [...topology[list], element] };
}

function plusVm(topology: Topology, host: Host, name = 'new'): Topology {
  const [like] = topologyOfShape({ ...nothing, hosts: 1, vms: 1 }).vms;
  return withElement(topology, 'vms', { ...(like as Vm), id: name, name, host: host.id, ft: undefined } as Vm);
}

const nothing = {
  sites: 0,
  clusters: 0,
  hosts: 0,
  vms: 0,
  servers: 0,
  networks: 0,
  switches: 0,
  storages: 0,
  racks: 0,
  links: 0,
  services: 0,
  failoverClusters: 0,
  endpoints: 0,
  seed: 1,
};

describe('while a text is edited', { timeout: 60_000 }, () => {
  it('one VM more reorders nothing, moves next to nothing sideways, and lets what is below go down by two VMs at most', () => {
    fc.assert(
      fc.property(shapes, fc.nat(19), (shape, which) => {
        const topology = topologyOfShape(shape);
        const host = topology.hosts[which % Math.max(1, topology.hosts.length)];
        fc.pre(host !== undefined);
        const before = layoutFor(topology, room);
        const after = layoutFor(plusVm(topology, host as Host), room, { before: before.kept });
        expect(after.kept).toMatchObject({ sites: before.kept.sites, breadth: before.kept.breadth });
        expect(reordered(before, after)).toEqual([]);
        const { x, y } = moved(before, after);
        // lines of groups may need another lane beside the cards where rows have moved
        expect(x).toBeLessThanOrEqual(4 * size.thread);
        // in the row itself, and where hosts of a cluster stand in several rows in each
        const rows = Math.max(1, ...Object.values(after.kept.grids).map((grid) => grid[1]));
        expect(y).toBeLessThanOrEqual(2 * rows * (size.chipHeight + size.chipGap));
      }),
      { numRuns: 150 },
    );
  });

  it('one VM more on a host with room moves nothing', async () => {
    const text = (more: string) => `network lan
      cluster C { ha  host A { nic n0 -> lan }  host B { nic n0 -> lan }  host D { nic n0 -> lan } }
      cluster E { ha  host F  host G }
      vm v1 on A  vm v2 on A  vm v3 on B  vm v4 on F  vm v5 on D ${more}`;
    const before = layout(await topologyOf(text('')));
    const after = layout(await topologyOf(text('vm v6 on B')), { before: before.kept });
    expect(moved(before, after)).toEqual({ x: 0, y: 0 });
    expect(after.boxes).toHaveLength(before.boxes.length + 1);
  });

  it('one host more goes to the end of its cluster: nothing else changes its place in the rows', () => {
    fc.assert(
      fc.property(shapes, fc.nat(4), (shape, which) => {
        const topology = topologyOfShape({ ...shape, clusters: Math.max(1, shape.clusters), hosts: shape.hosts + 1 });
        const clusters = topology.clusters.filter((cluster) => cluster.hosts.length > 0);
        const cluster = clusters[which % Math.max(1, clusters.length)];
        const like = topology.hosts[0];
        fc.pre(cluster !== undefined && like !== undefined);
        if (!cluster || !like) return;
        const before = layout(topology);
        const host: Host = { ...like, id: 'new', name: 'new', cluster: cluster.id, adapters: [] };
        const grown = { ...cluster, hosts: [...cluster.hosts, host.id] };
        const elements = new Map(topology.elements).set(cluster.id, grown);
        const edited = withElement(
          { ...topology, elements, clusters: topology.clusters.map((one) => (one === cluster ? grown : one)) },
          'hosts',
          host,
        );
        expect(reordered(before, layout(edited, { before: before.kept }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('one network more keeps all in order and the others in their colours', () => {
    fc.assert(
      fc.property(shapes, fc.nat(6), (shape, at) => {
        const topology = topologyOfShape({ ...shape, networks: shape.networks + 1 });
        const before = layout(topology);
        const network = { ...(topology.networks[0] as Network), id: 'new', name: 'new' };
        const edited = withElement(topology, 'networks', network);
        const networks = [...topology.networks.slice(0, at), network, ...topology.networks.slice(at)];
        const after = layout({ ...edited, networks }, { before: before.kept });
        expect(reordered(before, after)).toEqual([]);
        const colours = (scene: Scene) =>
          scene.rails.filter((rail) => rail.id !== 'new').map((rail) => [rail.id, rail.colour]);
        expect(colours(after)).toEqual(colours(before));
      }),
      { numRuns: 100 },
    );
  });

  it.each(exampleNames)('another letter in any name reorders nothing in %s', async (name) => {
    const topology = await topologyOf(exampleText(name));
    const before = layoutFor(topology, room);
    for (const list of ['vms', 'hosts', 'servers', 'services', 'networks', 'endpoints', 'storages'] as const) {
      for (const element of topology[list]) {
        const renamed = { ...element, name: `${element.name}x` };
        const elements = new Map(topology.elements).set(element.id, renamed as Element);
        const all = topology[list].map((one) => (one === element ? renamed : one));
        const after = layoutFor({ ...topology, elements, [list]: all }, room, { before: before.kept });
        expect(after.kept).toEqual(before.kept);
        expect(reordered(before, after), element.id).toEqual([]);
        expect(moved(before, after).x, element.id).toBeLessThanOrEqual(120);
      }
    }
  });

  it('a row of hosts that grows goes on in a second one before it is broken up', async () => {
    const text = (names: string) => `cluster C { ha ${[...names].map((name) => `host ${name}`).join(' ')} }`;
    const four = layout(await topologyOf(text('ABDE')));
    const five = layout(await topologyOf(text('ABDEF')), { before: four.kept });
    const [a, , , e, f] = five.boxes.filter((box) => box.kind === 'host');
    expect([e?.y, (f?.y ?? 0) > (a?.y ?? 0)]).toEqual([a?.y, true]);
    // for who sees it first it is even
    const fresh = layout(await topologyOf(text('ABDEF'))).boxes.filter((box) => box.kind === 'host');
    expect(fresh.filter((box) => box.y === fresh[0]?.y)).toHaveLength(3);
  });

  it('what is folded stays folded near the number where counts stand in', () => {
    const topology = farm(600);
    const boxes = layout(topology).boxes.length;
    const most = boxes - 20;
    const folded = layout(topology, { most });
    expect(folded.kept.folding).toBe(1);
    const { vms } = topology;
    const fewer = { ...topology, vms: vms.slice(0, vms.length - 40) };
    expect(layout(fewer, { most }).kept.folding).toBe(0);
    expect(layout(fewer, { most, before: folded.kept }).kept.folding).toBe(1);
    expect(layout({ ...topology, vms: [] }, { most, before: folded.kept }).kept.folding).toBe(0);
  });
});
