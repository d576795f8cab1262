import { describe, expect, it } from 'vitest';
import { layoutFor } from '../../../engine/diagram/arrange.ts';
import { layout } from '../../../engine/diagram/layout.ts';
import { openingScale, wholeScale } from '../../../engine/diagram/room.ts';
import type { Scene } from '../../../engine/diagram/scene.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';
import { farm } from './topologies.ts';

const narrow = { width: 480, height: 320 };
const wide = { width: 1600, height: 800 };
const sites = (scene: Scene) => scene.boxes.filter((box) => box.kind === 'site');

describe('a topology in the room that there is', () => {
  it('has its sites on top of each other where it is narrow, beside each other where it is wide', async () => {
    const topology = await topologyOf(exampleText('avaya-geo-redundancy'));
    const [denver, paris] = sites(layoutFor(topology, narrow));
    expect(paris?.x).toBe(denver?.x);
    expect(paris?.width).toBe(denver?.width);
    expect(paris?.y).toBeGreaterThan((denver?.y ?? 0) + (denver?.height ?? 0));
    const { kept, ...scene } = layoutFor(topology, wide);
    expect({ ...scene, kept: { ...kept, fit: undefined } }).toEqual(layout(topology));
  });

  it('is opened so that it can be read, in a narrow room too', async () => {
    for (const name of exampleNames) {
      const scene = layoutFor(await topologyOf(exampleText(name)), narrow);
      expect(openingScale(scene, narrow), name).toBeGreaterThanOrEqual(0.45);
    }
  });

  it('has longer rows where they are of use', () => {
    const topology = farm(200);
    expect(wholeScale(layoutFor(topology, wide), wide)).toBeGreaterThan(1.1 * wholeScale(layout(topology), wide));
  });

  it('is shown whole where it is legible so, and where scrolling would take too long', () => {
    expect(openingScale({ width: 800, height: 400 }, narrow)).toBeCloseTo(0.6);
    expect(openingScale({ width: 600, height: 1200 }, narrow)).toBeCloseTo(0.65);
    expect(openingScale({ width: 600, height: 12_000 }, narrow)).toBeCloseTo(320 / 12_000, 5);
  });

  it('is the same for the same room', () => {
    const topology = farm(60);
    expect(layoutFor(topology, narrow)).toEqual(layoutFor(topology, narrow));
  });
});
