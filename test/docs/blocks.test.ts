import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { formatExpectations, simulate } from '../../engine/simulation/index.ts';
import { checkDocument } from '../../language/findings.ts';
import { loadText } from '../../language/load.ts';
import { repo } from '../cli/call.ts';
import { blocksOf, markdownIn } from '../support/markdown.ts';

// The pages of the rules have their own test: their blocks break rules on purpose.
// Short texts lack what these advise.
const strict = rules.filter(({ advisory }) => !advisory);
const blocks = [...markdownIn(repo), ...markdownIn(`${repo}/docs`)].flatMap((file) => blocksOf(file, 'hatopo'));

describe('every hatopo block of the documentation', () => {
  test('is found', () => {
    expect(blocks.length).toBeGreaterThan(3);
  });

  for (const block of blocks) {
    const place = `${relative(repo, block.file)}:${block.line}`;
    test(`${place} is clean, and its scenarios hold`, async () => {
      const loaded = await loadText(block.text);
      const said = [...loaded.diagnostics, ...checkDocument(loaded.document, loaded.services, { rules: strict })];
      expect(
        said.filter(({ severity }) => severity !== 'info').map(({ code, message }) => `${code}: ${message}`),
      ).toEqual([]);
      for (const scenario of loaded.topology.scenarios) {
        const run = simulate(loaded.topology, scenario);
        if (run.unmodelled.length === 0) expect(formatExpectations(run)).not.toMatch(/^FAILS/m);
      }
    });
  }
});
