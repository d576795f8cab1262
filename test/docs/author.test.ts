import { expect, test } from 'vitest';
import { findingsOf, sayingsOf } from '../../engine/analysis/objective-words.ts';
import { objectiveResult } from '../../engine/analysis/objectives.ts';
import type { Topology } from '../../engine/topology/model.ts';
import { checkDocument } from '../../language/findings.ts';
import { loadText } from '../../language/load.ts';
import { repo } from '../cli/call.ts';
import { blocksOf } from '../support/markdown.ts';

const page = `${repo}/docs/language.md`;
const blocks = blocksOf(page, 'hatopo');
const said = blocksOf(page, 'text').map(({ text }) => text.trim());

/** The block with this in it, changed as the page says. */
function blockWith(part: string, from: string, to: string): string {
  const text = blocks.find((block) => block.text.includes(part))?.text ?? '';
  expect(text).toContain(from);
  return text.replace(from, to);
}

function ofObjectives(topology: Topology): string[] {
  return topology.objectives.flatMap((objective) =>
    findingsOf(topology, objective, sayingsOf(objectiveResult(topology, objective))).map(({ message }) => message),
  );
}

test('every objective of the page holds', { timeout: 30_000 }, async () => {
  let count = 0;
  for (const { text } of blocks) {
    const { topology } = await loadText(text);
    count += topology.objectives.length;
    expect(ofObjectives(topology)).toEqual([]);
  }
  expect(count).toBeGreaterThan(0);
});

test('what the page says of an objective that does not hold is what is said', async () => {
  const { topology } = await loadText(blockWith('objective "The web', '< 30 h', '< 1 h'));
  for (const message of ofObjectives(topology)) expect(said).toContain(message);
  expect(ofObjectives(topology)).toHaveLength(1);
});

test('what the page says of a broken rule is what is said', async () => {
  const { document, services } = await loadText(blockWith('rule separate-racks', 'rack: R2', 'rack: R1'));
  const findings = checkDocument(document, services, { rules: [] });
  expect(findings.map(({ message }) => message)).toEqual([expect.any(String)]);
  expect(said).toContain(findings[0]?.message);
});
