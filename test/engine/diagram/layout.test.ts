import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixturesId } from '../../../engine/diagram/folding.ts';
import { type Arrangement, layout } from '../../../engine/diagram/layout.ts';
import { font, textWidth } from '../../../engine/diagram/metrics.ts';
import { occupancyOf } from '../../../engine/diagram/occupancy.ts';
import type { Box, Rectangle, Scene } from '../../../engine/diagram/scene.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';
import { shapes, topologyOfShape } from './topologies.ts';

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(inner: Rectangle, outer: Rectangle): boolean {
  const slack = 0.01;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

/** Everything that takes room, with the box in which it lies. */
function rectangles(scene: Scene): readonly (Rectangle & { readonly what: string; readonly parent: string })[] {
  const ids = new Set(scene.boxes.map((box) => box.id));
  const parentOf = (box: Box) => (box.parent !== undefined && ids.has(box.parent) ? box.parent : '');
  return [
    ...scene.boxes.map((box) => ({ ...box, what: `${box.kind} ${box.id}`, parent: parentOf(box) })),
    ...scene.slots.map((slot) => ({ ...slot, what: `slot in ${slot.host}`, parent: slot.host })),
    ...scene.folds.map((fold) => ({
      ...fold,
      what: `${fold.name} of ${fold.of}`,
      // what is counted of a kind stands in the site
      parent: [fold.of, fold.of.split(' ')[1] ?? ''].find((id) => ids.has(id)) ?? '',
    })),
    ...scene.tags.map((tag) => ({ ...tag, what: `tag ${tag.id}`, parent: tag.owner })),
    ...scene.seats.flatMap((seat) =>
      seat.at ? [{ ...seat.at, what: `seat ${seat.service}`, parent: seat.machine }] : [],
    ),
  ];
}

/** What is wrong with a scene: overlaps of siblings, boxes that stick out of their parent or of the picture. */
function faults(scene: Scene): string[] {
  const found: string[] = [];
  const byParent = new Map<string, ReturnType<typeof rectangles>[number][]>();
  const boxes = new Map(scene.boxes.map((box) => [box.id, box]));
  const sheet = { x: 0, y: 0, width: scene.width, height: scene.height };
  for (const one of rectangles(scene)) {
    const siblings = byParent.get(one.parent) ?? [];
    for (const other of siblings) if (overlap(one, other)) found.push(`${one.what} overlaps ${other.what}`);
    byParent.set(one.parent, [...siblings, one]);
    if (!within(one, boxes.get(one.parent) ?? sheet))
      found.push(`${one.what} sticks out of ${one.parent || 'the picture'}`);
  }
  return found;
}

const points = (scene: Scene) => [
  ...scene.rails.flatMap((rail) => [
    ...rail.points,
    ...rail.branches.flat(),
    ...rail.drops.flatMap((drop) => drop.points),
  ]),
  ...scene.edges.flatMap((edge) => edge.points),
  ...scene.routes.flatMap((route) => route.points),
];

const arrangements: fc.Arbitrary<Arrangement> = fc.record({
  sites: fc.constantFrom(1, 2, 3, 9),
  breadth: fc.constantFrom(0.5, 1, 2, 3),
});

// a busy machine is no fault of the layout
const openings = fc.record({
  most: fc.constantFrom(0, 5, 20, 40),
  /** Every second, third … of what can be opened. */
  every: fc.constantFrom(1, 2, 3, 100),
});

/** The scene of a small topology, folded as a large one is. */
function folded(topology: Topology, arrangement: Arrangement, { most, every }: { most: number; every: number }): Scene {
  const kinds = [undefined, ...topology.sites].flatMap((site) =>
    (['endpoint', 'switch', 'storage'] as const).map((kind) => fixturesId(kind, site?.id)),
  );
  const ids = [...[...topology.sites, ...topology.clusters, ...topology.hosts].map((one) => one.id), ...kinds];
  return layout(topology, { ...arrangement, most, expanded: ids.filter((_, index) => index % every === every - 1) });
}

describe('a layout', { timeout: 60_000 }, () => {
  it('overlaps nowhere and keeps everything in its frame, whatever the topology', () => {
    fc.assert(
      fc.property(shapes, arrangements, (shape, arrangement) => {
        expect(faults(layout(topologyOfShape(shape), arrangement))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('overlaps nowhere where counts stand in, whatever is opened', () => {
    fc.assert(
      fc.property(shapes, arrangements, openings, (shape, arrangement, opening) => {
        expect(faults(folded(topologyOfShape(shape), arrangement, opening))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('draws or counts every machine once, whatever is folded', () => {
    fc.assert(
      fc.property(shapes, arrangements, openings, (shape, arrangement, opening) => {
        const topology = topologyOfShape(shape);
        const scene = folded(topology, arrangement, opening);
        const kinds = new Set(['cluster', 'host', 'server', 'vm', 'service', 'endpoint', 'switch', 'storage']);
        const shown = scene.boxes.filter((box) => kinds.has(box.kind)).map((box) => box.id);
        const counted = scene.folds.flatMap((fold) => (fold.kind === 'link' ? [] : fold.ids));
        const { clusters, hosts, servers, vms, services, endpoints, switches, storages } = topology;
        const all = [clusters, hosts, servers, vms, services, endpoints, switches, storages]
          .flat()
          .map((one) => one.id);
        expect([...shown, ...counted].sort()).toEqual(all.sort());
        // who is counted stays counted once, wherever a run brings it
        const states = new Map(
          vms.map((vm, index) => [vm.id, { state: 'up', place: hosts[index % hosts.length]?.id ?? '' }]),
        );
        const { occupants, counted: now, crowded } = occupancyOf(scene, states);
        const machines = new Set(vms.map((vm) => vm.id));
        const found = [
          ...occupants.filter((one) => !one.copy).map((one) => one.box.id),
          ...[...now].flatMap(([fold, ids]) => (fold.kind === 'vm' ? ids : [])),
          ...[...crowded.values()].flat(),
        ];
        expect(found.filter((id) => machines.has(id)).sort()).toEqual([...machines].sort());
      }),
      { numRuns: 100 },
    );
  });

  it('endpoints, switches and storages are counted where they are too many, and opened by site and kind', async () => {
    const phones = Array.from({ length: 900 }, (_, at) => `endpoint P${at} : sip { on: A.lan  count: 3 }`).join('\n');
    const closets = Array.from(
      { length: 900 },
      (_, at) => `  switch sw${at}\n  link up${at} between sw${at}, core`,
    ).join('\n');
    const text = `site A {\n  switch core\n  network lan { switches: core }\n  network other { switches: core }\n${closets}\n  host h { nic n -> lan }\n}\nsite B {\n  switch one\n}\nvm v on h\n${phones}`;
    const topology = await topologyOf(text);
    const scene = layout(topology);
    expect(scene.boxes.length).toBeLessThan(1500);
    expect(scene.folds.map(({ of, name }) => `${of}: ${name}`)).toEqual([
      'endpoint A: 900 endpoints',
      'switch A: 901 switches',
      'switch A: 900 links',
    ]);
    // the host and the VM are no reason to count, nor is a switch alone
    expect(scene.boxes.map(({ id }) => id)).toEqual(expect.arrayContaining(['A.h', 'v', 'B.one']));
    // what is counted hangs on what any of them hangs on
    const lan = scene.rails.find(({ id }) => id === 'A.lan');
    expect(lan?.drops.map(({ adapter }) => adapter)).toEqual(expect.arrayContaining(['endpoint A', 'switch A']));
    expect(faults(scene)).toEqual([]);
    const opened = layout(topology, { expanded: ['switch A'], before: scene.kept });
    expect(opened.folds.map(({ of }) => of)).toEqual(['endpoint A']);
    expect(opened.boxes.find(({ id }) => id === 'A.sw7')).toMatchObject({ openedAs: 'switch A' });
    expect(opened.edges.length).toBe(900);
    expect(faults(opened)).toEqual([]);
  });

  it('draws every element once', () => {
    fc.assert(
      fc.property(shapes, arrangements, (shape, arrangement) => {
        const topology = topologyOfShape(shape);
        const scene = layout(topology, arrangement);
        const drawn = [...scene.boxes, ...scene.rails.filter((rail) => rail.kind === 'network'), ...scene.edges].map(
          (one) => one.id,
        );
        const {
          sites,
          clusters,
          hosts,
          vms,
          servers,
          networks,
          switches,
          storages,
          services,
          failoverClusters,
          endpoints,
          links,
        } = topology;
        const adapters = topology.adapters.filter((one) => topology.elements.has(one.target));
        const wanted = [
          sites,
          clusters,
          hosts,
          vms,
          servers,
          networks,
          switches,
          storages,
          services,
          failoverClusters,
          endpoints,
        ];
        // a link from a network to itself joins nothing
        const joining = links.filter(
          (link) => topology.elements.has(link.ends[0]) && topology.elements.has(link.ends[1]),
        );
        expect([...drawn].sort()).toEqual([...wanted.flat(), ...adapters, ...joining].map((one) => one.id).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every line on the sheet, in straight pieces, and labels of links clear of other links', () => {
    fc.assert(
      fc.property(shapes, arrangements, fc.option(openings), (shape, arrangement, opening) => {
        const topology = topologyOfShape(shape);
        const scene = opening ? folded(topology, arrangement, opening) : layout(topology, arrangement);
        for (const [x, y] of points(scene)) {
          expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(scene.width);
          expect(y).toBeLessThanOrEqual(scene.height);
        }
        for (const rail of scene.rails) {
          for (const drop of rail.drops) {
            const end = drop.points.at(-1);
            const landed = rail.branches.some(
              ([from, to]) => from && to && end && end[1] === from[1] && end[0] >= from[0] && end[0] <= to[0],
            );
            expect(landed, `${drop.adapter} hangs on ${rail.id}`).toBe(true);
          }
        }
        const pills = scene.edges.map((edge) => {
          const width = textWidth(edge.label, font.label);
          return { id: edge.id, x: edge.labelAt[0] - width / 2, y: edge.labelAt[1] - 8, width, height: 16 };
        });
        for (const [index, pill] of pills.entries()) {
          for (const other of pills.slice(index + 1)) expect(overlap(pill, other)).toBe(false);
          for (const edge of scene.edges) {
            for (const [at, [x, y]] of edge.points.entries()) {
              const [left, top] = edge.points[at + 1] ?? [x, y];
              const line = {
                x: Math.min(x, left),
                y: Math.min(y, top),
                width: Math.abs(left - x),
                height: Math.abs(top - y),
              };
              if (edge.id !== pill.id)
                expect(overlap(pill, line), `${edge.id} crosses the label of ${pill.id}`).toBe(false);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is the same for the same topology', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(layout(topologyOfShape(shape))).toEqual(layout(topologyOfShape(shape)));
      }),
      { numRuns: 30 },
    );
  });

  it('shows with which switch an adapter goes where several carry its network', async () => {
    const text = (switches: string) => `switch sw1  switch sw2  network lan { switches: ${switches} }
      host A { nic vmnic0 -> sw1  nic vmnic1 -> sw2  nic vmnic2 -> lan }`;
    const hanging = async (switches: string) =>
      Object.fromEntries(
        layout(await topologyOf(text(switches))).rails.map((rail) => [rail.id, rail.drops.map((one) => one.adapter)]),
      );
    expect(await hanging('sw1, sw2')).toEqual({
      lan: ['A.vmnic2', 'sw1', 'sw2'],
      sw1: ['A.vmnic0', 'sw1'],
      sw2: ['A.vmnic1', 'sw2'],
    });
    // one switch is its network: nothing to tell apart
    expect(await hanging('sw1')).toMatchObject({ lan: ['A.vmnic0', 'A.vmnic2', 'sw1'] });
  });

  it.each(exampleNames)('has no fault in %s', async (name) => {
    expect(faults(layout(await topologyOf(exampleText(name))))).toEqual([]);
  });

  it('gives an empty topology an empty scene', async () => {
    const scene = layout(await topologyOf(''));
    expect(scene.boxes).toEqual([]);
    expect(scene.width).toBeGreaterThan(0);
  });
});
