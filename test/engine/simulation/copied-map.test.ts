/** A map that copies late is what one that was copied at once would be, order included, and leaves the original alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopiedMap } from '../../../engine/simulation/copied-map.ts';

type Entries = readonly (readonly [number, { value: number }])[];

const step = fc.record({
  kind: fc.constantFrom('get', 'has', 'set', 'delete', 'change', 'clear', 'size', 'list'),
  key: fc.nat(6),
  value: fc.nat(99),
});

/** Keys of the copy are those of the original, a hundred higher. */
const copying = {
  key: (key: number) => key + 100,
  original: (key: number) => key - 100,
  value: ({ value }: { value: number }) => ({ value }),
};

describe('a map that copies late', () => {
  test('is the same as a copy, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(99))), fc.array(step, { maxLength: 20 }), (pairs, steps) => {
        const entries: Entries = pairs.map(([key, value]) => [key, { value }]);
        const original = new Map(entries);
        const before = JSON.stringify([...original]);
        const late = new CopiedMap(original, copying);
        const soon = new Map([...original].map(([key, { value }]) => [key + 100, { value }]));
        for (const { kind, key, value } of steps) {
          const results = [late, soon].map((map): unknown => {
            const at = key + 100;
            if (kind === 'get') return map.get(at);
            if (kind === 'has') return map.has(at);
            if (kind === 'set') return map.set(at, { value }).size;
            if (kind === 'delete') return map.delete(at);
            if (kind === 'clear') return map.clear();
            if (kind === 'size') return map.size;
            if (kind === 'list') return [[...map], [...map.keys()], [...map.values()], [...map.entries()]];
            const found = map.get(at);
            if (found) found.value = value;
            return found;
          });
          expect(results[0]).toEqual(results[1]);
        }
        expect([...late]).toEqual([...soon]);
        expect(JSON.stringify([...original])).toBe(before);
      }),
    );
  });
});
