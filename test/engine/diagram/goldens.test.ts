import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LayoutOptions, layout } from '../../../engine/diagram/layout.ts';
import type { Scene } from '../../../engine/diagram/scene.ts';
import { statesAt } from '../../../engine/diagram/states.ts';
import { renderSvg } from '../../../engine/diagram/svg/render.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { loadText } from '../../../language/load.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

// `vitest run -u test/engine/diagram test/cli/draw` writes them anew, and the pictures of the docs. Open the SVG files in a
// browser to see what changed.

/** One line an element, so that a difference names what moved. */
function lines(scene: Scene): string {
  const sections = Object.entries(scene).map(([key, value]) => {
    const rows = Array.isArray(value)
      ? `[\n${value.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${Array.isArray(value) && value.length === 0 ? '[]' : rows}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

describe.each(exampleNames)('%s', (name) => {
  it('is laid out as before', async () => {
    const scene = layout(await topologyOf(exampleText(name)));
    const text = lines(scene);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(scene)));
    await expect(text).toMatchFileSnapshot(`goldens/${name}.scene.json`);
  });

  it('is drawn as before', async () => {
    const topology = await topologyOf(exampleText(name));
    const svg = renderSvg(layout(topology), undefined, { standalone: true, title: topology.title ?? name });
    await expect(svg).toMatchFileSnapshot(`goldens/${name}.svg`);
  });
});

describe('two sites on top of each other', () => {
  it('are laid out and drawn as before', async () => {
    const topology = await topologyOf(exampleText('avaya-geo-redundancy'));
    const scene = layout(topology, { sites: 1 });
    await expect(lines(scene)).toMatchFileSnapshot('goldens/avaya-geo-redundancy.stacked.scene.json');
    const svg = renderSvg(scene, undefined, { standalone: true, title: topology.title ?? '' });
    await expect(svg).toMatchFileSnapshot('goldens/avaya-geo-redundancy.stacked.svg');
  });
});

describe('the loss of the active host in avaya-duplication', () => {
  it.each([
    ['before the restart', 18_000],
    ['while the lost member boots', 30_000],
    ['when the pair is protected again', 330_000],
  ])('is drawn as before: %s', async (moment, time) => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('the example has lost its scenario');
    const states = statesAt(simulate(topology, scenario), time);
    const svg = renderSvg(layout(topology), states, { standalone: true, title: `${scenario.title}, ${moment}` });
    await expect(svg).toMatchFileSnapshot(`goldens/avaya-duplication.${time / 1000}s.svg`);
  });
});

describe('Fault Tolerance after the loss of a primary', () => {
  it.each([
    ['at the start', -1],
    ['while it runs alone', 5_000],
    ['with a new second copy', 120_000],
  ])('is drawn as before: %s', async (moment, time) => {
    const topology = await topologyOf(exampleText('mx-one-fault-tolerance'));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('the example has lost its scenario');
    const states = statesAt(simulate(topology, scenario), time);
    const svg = renderSvg(layout(topology), states, { standalone: true, title: `${scenario.title}, ${moment}` });
    await expect(svg).toMatchFileSnapshot(`goldens/mx-one-fault-tolerance.${moment.replaceAll(' ', '-')}.svg`);
  });
});

/** Topologies that no example has the like of. */
const pictures = {
  stretched: { moments: { 'the sites lose each other': [1, 60_000] } },
  racks: { moments: { 'a circuit is lost': [0, 60_000] } },
  branches: { moments: { 'two branches are cut off': [0, 400_000] } },
  cluster: { moments: { 'a node is lost': [0, 20_000] } },
  farm: {
    options: { most: 300, expanded: ['Campus.blue2'] },
    moments: { 'a host is lost': [0, 40_000] },
  },
} as const satisfies Record<
  string,
  { options?: LayoutOptions; moments: Record<string, readonly [scenario: number, time: number]> }
>;

describe.each(Object.entries(pictures))('%s', (name, picture) => {
  const text = () => readFileSync(join(import.meta.dirname, 'pictures', `${name}.hatopo`), 'utf8');
  const options: LayoutOptions = 'options' in picture ? picture.options : {};

  it('is laid out and drawn as before', async () => {
    const { topology, diagnostics } = await loadText(text());
    expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([]);
    const scene = layout(topology, options);
    await expect(lines(scene)).toMatchFileSnapshot(`goldens/${name}.scene.json`);
    const svg = renderSvg(scene, undefined, { standalone: true, title: topology.title ?? name });
    await expect(svg).toMatchFileSnapshot(`goldens/${name}.svg`);
  });

  it.each(Object.entries(picture.moments))('is drawn as before when %s', async (moment, [scenario, time]) => {
    const topology = await topologyOf(text());
    const chosen = topology.scenarios[scenario];
    if (!chosen) throw new Error(`${name} has no scenario ${scenario}`);
    const states = statesAt(simulate(topology, chosen), time);
    const svg = renderSvg(layout(topology, options), states, { standalone: true, title: chosen.title });
    await expect(svg).toMatchFileSnapshot(`goldens/${name}.${moment.replaceAll(' ', '-')}.svg`);
  });
});
