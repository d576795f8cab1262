import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { font, textWidth } from '../../../../engine/diagram/metrics.ts';
import { planTimeline } from '../../../../engine/diagram/timeline/plan.ts';
import { renderTimeline, timelineParts } from '../../../../engine/diagram/timeline/svg.ts';
import { scenarioByHand, simulate } from '../../../../engine/simulation/index.ts';
import type { Run } from '../../../../engine/simulation/run.ts';
import type { Topology } from '../../../../engine/topology/model.ts';
import { exampleNames, exampleText, topologyOf } from '../../../support/topology.ts';
import { parseXml } from '../../../support/xml.ts';

// `vitest run -u test/engine/diagram/timeline` writes the goldens anew. They are without the style sheet, so that they change
// only with what is drawn; `hatopo draw FILE --run SCENARIO --timeline` shows them with it.

const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function drawn(topology: Topology, run: Run, width: number): string {
  const { lanes, frame, scale } = planTimeline(run, [...topology.elements.values()], width);
  return renderTimeline(lanes, scale, { frame, title: run.title });
}

async function examples(): Promise<readonly { readonly topology: Topology; readonly run: Run }[]> {
  const all = await Promise.all(
    exampleNames.map(async (name) => {
      const topology = await topologyOf(exampleText(name));
      return topology.scenarios.map((scenario) => ({ topology, run: simulate(topology, scenario) }));
    }),
  );
  return all.flat();
}

interface Box {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const sizes: readonly (readonly [RegExp, number])[] = [
  [/\bname\b/, font.name * font.bold],
  [/\b(flag|label|tick)\b/, font.label],
  [/./, font.detail],
];

/** Where the texts of a drawing are, as wide as they will be. */
function textsOf(svg: string): readonly Box[] {
  return [
    ...svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)" class="([^"]*)"([^>]*)>((?:[^<]|<\/?tspan[^>]*>)*)<\/text>/g),
  ].map(([, x = '', y = '', classes = '', rest = '', escaped = '']) => {
    const words = escaped.replaceAll(/<[^>]*>/g, '').replaceAll(/&[#\w]+;/g, "'");
    const size = sizes.find(([pattern]) => pattern.test(classes))?.[1] ?? font.detail;
    const width = textWidth(words, size);
    const left = Number(x) - (rest.includes('"end"') ? width : rest.includes('"middle"') ? width / 2 : 0);
    return { words, left, right: left + width, top: Number(y) - size * 0.75, bottom: Number(y) + 1 };
  });
}

describe('a timeline', { timeout: 60_000 }, () => {
  it.each(exampleNames)('of %s is drawn as before', async (name) => {
    const topology = await topologyOf(exampleText(name));
    for (const scenario of topology.scenarios) {
      const svg = drawn(topology, simulate(topology, scenario), 900);
      await expect(svg).toMatchFileSnapshot(`goldens/${name}.${slug(scenario.title)}.svg`);
    }
  });

  it('is drawn as before where it is narrow', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('the example has lost its scenario');
    await expect(drawn(topology, simulate(topology, scenario), 360)).toMatchFileSnapshot('goldens/narrow.svg');
  });

  it.each([240, 360, 619, 620, 900, 1_600])('%i px wide: its words never overlap and stay inside', async (width) => {
    for (const { topology, run } of await examples()) {
      const texts = textsOf(drawn(topology, run, width));
      expect(texts.length).toBeGreaterThan(3);
      texts.forEach((one, index) => {
        expect(one.left, one.words).toBeGreaterThanOrEqual(0);
        expect(one.right, one.words).toBeLessThanOrEqual(width + 1);
        for (const other of texts.slice(index + 1)) {
          const apart =
            one.right <= other.left + 1 ||
            other.right <= one.left + 1 ||
            one.bottom <= other.top ||
            other.bottom <= one.top;
          expect(apart, `${one.words} | ${other.words} in ${run.title}`).toBe(true);
        }
      });
    }
  });

  it('is well-formed whatever is lost when, carries what can be clicked, and never styles in place', async () => {
    const topologies = await Promise.all(exampleNames.map((name) => topologyOf(exampleText(name))));
    const steps = fc.array(
      fc.record({ pick: fc.nat(), at: fc.oneof(fc.nat(60_000), fc.nat(7_200_000)), restore: fc.boolean() }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...topologies),
        steps,
        fc.integer({ min: 200, max: 1_500 }),
        (topology, picked, width) => {
          const machines = [...topology.hosts, ...topology.vms, ...topology.servers, ...topology.networks];
          const run = simulate(
            topology,
            scenarioByHand(
              topology,
              picked.map(({ pick, at, restore }) => ({
                id: machines[pick % machines.length]?.id ?? '',
                at,
                verb: restore ? 'restore' : 'fail',
              })),
            ),
          );
          const { lanes, frame, scale } = planTimeline(run, [...topology.elements.values()], width);
          const svg = renderTimeline(lanes, scale, { frame, title: '<b> & "quotes"' });
          parseXml(svg);
          expect(svg).not.toMatch(/NaN|undefined|style=|Infinity|url\(/);
          for (const part of timelineParts(lanes, scale, { frame })) parseXml(`<svg>${part}</svg>`);
          const ids = new Set(run.events.map((event) => event.id));
          for (const [, id] of svg.matchAll(/data-event="(\d+)"/g)) expect(ids).toContain(Number(id));
          expect([...svg.matchAll(/data-id="/g)]).toHaveLength(lanes.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a file by itself where it is taken away', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const { lanes, frame, scale } = planTimeline(
      simulate(topology, scenarioByHand(topology, [])),
      [...topology.elements.values()],
      900,
    );
    const svg = renderTimeline(lanes, scale, { frame, standalone: true });
    expect(parseXml(svg).children.map((child) => child.name)).toContain('style');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('class="paper"');
  });

  it('says in text and shape what it shows in colour', async () => {
    const topology = await topologyOf(exampleText('avaya-geo-redundancy'));
    const scenario = topology.scenarios.find((one) => one.title.startsWith('Denver is lost'));
    if (!scenario) throw new Error('the example has lost its scenario');
    const svg = drawn(topology, simulate(topology, scenario), 900);
    expect(svg).toContain('aria-label="CM01: out since 0:00, calls dropped"');
    expect(svg).toMatch(/<g class="span lost felt" data-event="\d+"><title>CM01: down, since 0:00<\/title>/);
    expect(svg).toContain('>down 5 min</text>');
    expect(svg).toContain('>An operator activates SMGR02</text>');
  });
});
