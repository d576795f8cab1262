/** Every entry of the vocabulary stands on the page of the language, with its unit and what holds unless it is written. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failingKinds } from '../../engine/topology/kinds.ts';
import { codes, otherCodes } from '../../language/checks/codes.ts';
import { collections } from '../../language/checks/rule-paths.ts';
import * as vocabulary from '../../language/vocabulary/index.ts';
import { limits } from '../../language/vocabulary/limits.ts';
import { repo } from '../cli/call.ts';

const page = readFileSync(`${repo}/docs/language.md`, 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| '));

/** What stands between the marks of a block. */
function blockOf(name: string): string {
  const from = page.indexOf(`<!-- ${name} -->`);
  expect(from, `a block ${name}`).toBeGreaterThan(0);
  return page.slice(from, page.indexOf('<!-- end -->', from));
}

const escaped = (cell: string) => cell.replaceAll('|', '\\|');

function expectRows(block: string, uses: readonly vocabulary.PropertyUse[]): void {
  for (const { property, required } of uses) {
    const row = block.split('\n').find((line) => line.startsWith(`| \`${escaped(property.form)}\` |`));
    expect(row, property.form).toBeDefined();
    expect(row).toContain(escaped(property.summary));
    expect(row).toContain(required ? '**required**' : `| ${escaped(property.default?.text ?? '')}`);
    if (property.unit) expect(property.form, 'shows its unit').toContain(property.unit);
    if (property.default && property.default.source !== 'the language' && !property.default.assumption)
      expect(row, 'who says so').toContain(escaped(property.default.source));
  }
}

describe('every statement has its place on the page', () => {
  test.each(vocabulary.statements.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
    const block = blockOf(`statement ${id}`);
    expect(block).toContain(entry.form);
    expect(block).toContain(entry.summary);
    expectRows(block, entry.properties);
  });
});

describe('every redundancy mode', () => {
  test.each(vocabulary.modes.map((entry) => [entry.mode, entry] as const))('%s', (mode, entry) => {
    const block = blockOf(`mode ${mode}`);
    expect(block).toContain(entry.summary);
    expectRows(block, entry.properties);
    expect(page).toContain(`### ${mode}\n`);
  });
});

test('what a product takes: its properties, every time, every limit', () => {
  const uses = vocabulary.body('product').properties;
  const isTime = ({ property: { value } }: vocabulary.PropertyUse) => value.is === 'quantity' && value.unit === 'time';
  expectRows(
    blockOf('product'),
    uses.filter((use) => !isTime(use)),
  );
  for (const { property } of uses.filter(isTime)) expect(blockOf('product times')).toContain(`\`${property.key}\``);
  for (const { key, summary } of limits) {
    expect(blockOf('limits')).toContain(`| \`${key}\` |`);
    expect(blockOf('limits')).toContain(summary);
  }
});

test('every word that a property takes is explained', () => {
  const uses = [...vocabulary.bodies.values()].flatMap(({ properties }) => properties);
  const missing = uses.flatMap(({ property: { value } }) =>
    value.is !== 'words' || value.words === vocabulary.onOff
      ? []
      : value.words.filter(
          ({ word, summary }) =>
            !rows.some((row) => row.includes(`${word}\``) && row.includes(escaped(summary.replace(/\.$/, '')))),
        ),
  );
  expect(missing).toEqual([]);
});

test('so are words that stand elsewhere', () => {
  const lists = [
    vocabulary.adapterUses,
    vocabulary.admissionPolicies,
    vocabulary.quorumKinds,
    vocabulary.keepLevels,
    vocabulary.strengths,
    vocabulary.endpointKinds,
    vocabulary.resourceTypes,
    vocabulary.severities,
    vocabulary.innerWords,
  ];
  for (const { word, summary } of lists.flat())
    expect(
      rows.filter((row) => row.startsWith(`| \`${word}\` |`) && row.includes(escaped(summary))),
      word,
    ).not.toEqual([]);
});

test('scenarios: every injection with what it is on, every state with what it is of, outcomes, whose calls', () => {
  for (const { form, applies } of vocabulary.injections)
    expect(blockOf('injections')).toContain(`| \`${escaped(form)}\` | ${applies} |`);
  for (const { state, of } of vocabulary.states)
    expect(blockOf('states')).toContain(`| \`${state}\` | ${of.join(', ')} |`);
  for (const { outcome } of vocabulary.outcomes) expect(blockOf('outcomes')).toContain(`| \`${outcome}\` |`);
  for (const [aspect, of] of Object.entries(vocabulary.aspects))
    expect(blockOf('aspects')).toContain(`| \`${aspect}\` | ${of.join(', ')} |`);
});

test('units, findings, kinds of objectives, collections of rules', () => {
  for (const unit of vocabulary.units) expect(blockOf('units')).toContain(`\`${unit}\``);
  for (const code of [...Object.keys(codes), ...Object.keys(otherCodes)])
    expect(blockOf('findings')).toContain(`| \`${code}\` |`);
  const objectives = page.slice(page.indexOf('## Objectives'), page.indexOf('## Rules of your own'));
  for (const kind of failingKinds) expect(objectives).toContain(`\`${kind === 'adapter' ? 'nic' : kind}\``);
  const own = page.slice(page.indexOf('## Rules of your own'));
  for (const collection of collections) expect(own).toContain(`\`${collection}\``);
});
