/** Topologies in which every mechanism may meet every other, with faults, as texts of the language. */
import type fc from 'fast-check';
import { createDraft, type Declaration, type Draft, type Kind } from './draft.ts';
import { drawn } from './drawn.ts';
import { type Faults, writeFaults } from './faults.ts';
import { writeGround } from './ground.ts';
import { writeServices } from './services.ts';

export interface Mixed {
  readonly draft: Draft;
  /** Sequences of faults, each a scenario of its own. */
  readonly faults: readonly Faults[];
}

export const mixed: fc.Arbitrary<Mixed> = drawn.map((one) => {
  const draft = createDraft(one.sites, one.switched);
  writeGround(draft, one);
  writeServices(draft, one);
  return { draft, faults: one.faults.map((faults) => writeFaults(draft, faults)) };
});

/** When everything is restored, in scenarios that end well, s. */
export const repair = 7_200;

/** The scenario in which nothing fails, those in which something does, and the same with everything restored. */
export const titles = {
  nothing: 'Nothing',
  faults: /^Faults \d+$/,
  repaired: /^Repaired \d+$/,
} as const;

/** The whole text; declarations in the order in which they were drawn unless said. */
export function textOfMixed(
  { draft, faults }: Mixed,
  declarations: readonly Declaration[] = draft.declarations,
): string {
  const sites = draft.names.site.map((name, site) => {
    const inside = declarations.filter((one) => one.site === site).map(({ text }) => text);
    return `site ${name} {\n${inside.join('\n')}\n}`;
  });
  const outside = declarations.filter(({ site }) => site === undefined).map(({ text }) => text);
  const scenarios = faults.flatMap(({ steps, restores }, number) => {
    const failed = steps.map(({ at, text }) => `  at ${at} s ${text}`);
    const mended = restores.map((text) => `  at ${repair} s ${text}`);
    return [scenario(`Faults ${number}`, failed), scenario(`Repaired ${number}`, [...failed, ...mended])];
  });
  return [...sites, ...outside, scenario(titles.nothing, []), ...scenarios].join('\n');
}

/** Kinds whose order of declaration decides something: see docs/simulation.md, Ties. */
const tied: ReadonlySet<Kind> = new Set(['group']);

const isFree = ({ kind, ties }: Declaration) => !tied.has(kind) && ties !== true;

/** The declarations with those whose order decides nothing in another order, each among those of its kind and site. */
export function shuffled(declarations: readonly Declaration[], seed: number): readonly Declaration[] {
  let state = seed;
  // Any order will do, the same for the same seed.
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state >> 8;
  };
  const order = [...declarations];
  for (let at = order.length - 1; at > 0; at--) {
    const other = next() % (at + 1);
    const [a, b] = [order[at], order[other]];
    if (!a || !b || !isFree(a) || !isFree(b)) continue;
    [order[at], order[other]] = [b, a];
  }
  return order;
}

function scenario(title: string, steps: readonly string[]): string {
  return `scenario "${title}" {\n${steps.join('\n')}\n}`;
}
