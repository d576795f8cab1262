import { describe, expect, test } from 'vitest';
import { rules } from '../../../engine/rules/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked } from '../../support/rules.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { examples }) => {
  test('what breaks it reports exactly it', async () => {
    const { findings, diagnostics } = await checked(examples.breaks);
    expect(diagnostics).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual([id]);
  });

  test('what keeps it reports nothing', async () => {
    const { findings, diagnostics } = await checked(examples.keeps);
    expect([...diagnostics, ...findings]).toEqual([]);
  });

  test('its fix makes the text that is shown, in which nothing is left to report', async () => {
    const [finding] = (await checked(examples.breaks)).findings;
    const [fix] = finding?.fixes ?? [];
    expect(fix && applied(examples.breaks, fix.edits)).toBe(examples.fixed);
    if (examples.fixed === undefined) return;
    const after = await checked(examples.fixed);
    expect([...after.diagnostics, ...after.findings]).toEqual([]);
  });
});

test.each(exampleNames)('%s breaks no rule', async (name) => {
  expect((await checked(exampleText(name))).findings).toEqual([]);
});
