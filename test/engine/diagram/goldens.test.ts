import { describe, expect, it } from 'vitest';
import { layout } from '../../../engine/diagram/layout.ts';
import type { Scene } from '../../../engine/diagram/scene.ts';
import { statesAt } from '../../../engine/diagram/states.ts';
import { renderSvg } from '../../../engine/diagram/svg/render.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

// `vitest run -u test/engine/diagram` writes them anew. Open the SVG files in a browser to see what changed.

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
    const scene = layout(topology, { stacked: true });
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
