import { describe, expect, it } from 'vitest';
import { loadText } from '../../language/load.ts';

const documentation = async (text: string) => {
  const { topology } = await loadText(text);
  return Object.fromEntries([...topology.elements.values()].map((element) => [element.id, element.documentation]));
};

describe('documentation', () => {
  it('is the `///` lines directly before a declaration', async () => {
    expect(
      await documentation(`
        /// far away

        /// The *first* host.
        ///
        ///     indented
        host A
        host B // not this
        // nor this
        host C
        /// one line
        site S {
          /// inside
          network lan
          network plain
        }
      `),
    ).toEqual({
      A: 'The *first* host.\n\n    indented',
      B: undefined,
      C: undefined,
      S: 'one line',
      'S.lan': 'inside',
      'S.plain': undefined,
    });
  });

  it('at the beginning of a file and after Windows line ends', async () => {
    expect(await documentation('/// first\r\n/// second\r\nhost A\r\n')).toEqual({ A: 'first\nsecond' });
  });
});
