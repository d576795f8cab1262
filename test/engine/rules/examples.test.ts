import { describe, expect, test } from 'vitest';
import { rules } from '../../../engine/rules/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { besides, checked } from '../../support/rules.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { examples } = rule;
  const options = { rules: besides(rule) };

  test('what breaks it reports exactly it', async () => {
    const { findings, diagnostics } = await checked(examples.breaks, options);
    expect(diagnostics).toEqual([]);
    expect([...new Set(findings.map(({ code }) => code))]).toEqual([id]);
  });

  test('what keeps it reports nothing', async () => {
    const { findings, diagnostics } = await checked(examples.keeps, options);
    expect([...diagnostics, ...findings]).toEqual([]);
  });

  test('its fix makes the text that is shown, in which nothing is left to report', async () => {
    const [finding] = (await checked(examples.breaks, options)).findings;
    const [fix] = finding?.fixes ?? [];
    expect(fix && applied(examples.breaks, fix.edits)).toBe(examples.fixed);
    if (examples.fixed === undefined) return;
    const after = await checked(examples.fixed, options);
    expect([...after.diagnostics, ...after.findings]).toEqual([]);
  });
});

test.each(exampleNames)('%s has no error', async (name) => {
  const { findings } = await checked(exampleText(name));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});
