/** What is kept by element is a map in each run: it starts as it was at time 0, and leaves that alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeptOf } from '../../../engine/simulation/kept-of.ts';

const elements = Array.from({ length: 7 }, (_, ref) => ({ ref }));
type Kept = KeptOf<{ readonly ref: number }, { value: number }>;
type Step = { readonly kind: string; readonly ref: number; readonly value: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('get', 'set', 'delete', 'change'),
  ref: fc.nat(6),
  value: fc.nat(99),
});
const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(99)));
const steps = fc.array(step, { maxLength: 20 });

function take(kept: Kept | Map<number, { value: number }>, { kind, ref, value }: Step): unknown {
  const get = () => (kept instanceof Map ? kept.get(ref) : kept.get({ ref }));
  if (kind === 'set') kept instanceof Map ? kept.set(ref, { value }) : kept.set({ ref }, { value });
  if (kind === 'delete') kept instanceof Map ? kept.delete(ref) : kept.delete({ ref });
  const found = get();
  if (kind === 'change' && found) found.value = value;
  return structuredClone(get());
}

describe('what is kept by element', () => {
  test('is the same as a copied map, in every run', () => {
    fc.assert(
      fc.property(pairs, fc.array(steps, { minLength: 1, maxLength: 3 }), (known, runs) => {
        const start: Kept = new KeptOf(elements.length, undefined, (one) => one);
        for (const [ref, value] of known) start.set({ ref }, { value });
        const kept: Kept = new KeptOf(elements.length, start, (one) => ({ ...one }));
        for (const run of runs) {
          const map = new Map(known.map(([ref, value]) => [ref, { value }]));
          for (const one of run) expect(take(kept, one)).toEqual(take(map, one));
          expect(elements.map((element) => kept.get(element))).toEqual(elements.map(({ ref }) => map.get(ref)));
          kept.restart();
        }
        const before = new Map(known.map(([ref, value]) => [ref, { value }]));
        expect(elements.map((element) => start.get(element))).toEqual(elements.map(({ ref }) => before.get(ref)));
      }),
    );
  });
});
