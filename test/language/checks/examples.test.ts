// What ships gives no finding of the language itself.
import { describe, expect, test } from 'vitest';
import { libraryFiles } from '../../../language/library/index.ts';
import { diagnose } from '../../support/markers.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

describe('no finding in', () => {
  test.each(exampleNames)('example %s', async (name) => {
    expect(await diagnose(exampleText(name))).toEqual([]);
  });
  test.each(libraryFiles().map(({ uri, text }) => [uri.path, text] as const))('library file %s', async (_, text) => {
    expect(await diagnose(text)).toEqual([]);
  });
});
