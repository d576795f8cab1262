import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { rule } from '../../engine/rules/rule.ts';
import { parseConfig } from '../../language/config.ts';
import manifest from '../../package.json' with { type: 'json' };
import { configSchema, writtenConfigSchema } from '../../scripts/docs/config-schema.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');

const withOptions = rule({
  id: 'test/spare',
  severity: 'error',
  title: 'A rule of this test',
  why: '',
  sources: [],
  messages: {},
  options: { hosts: { summary: 'How many', unit: 'hosts', default: 2, least: 1, most: 64 } },
  check: () => {},
  examples: { breaks: '', keeps: '' },
});

/** Whether the schema takes a configuration. */
function isValid(schema: string, config: unknown): boolean {
  const ajv = new Ajv({ allErrors: true });
  ajv.addVocabulary(['markdownDescription', 'enumDescriptions']);
  return ajv.validate(JSON.parse(schema), config);
}

test('the schema is that of the rules that ship: npm run docs writes it', () => {
  expect(writtenConfigSchema()).toBe(configSchema());
});

describe('the schema', () => {
  const schema = configSchema([...rules, withOptions]);

  test('knows every rule, every pack and every option', () => {
    const { properties } = JSON.parse(schema).properties.rules;
    for (const { id, title, severity } of rules)
      expect(properties[id]).toMatchObject({ description: `${title}.`, default: severity });
    expect(properties['vsphere/*'].description).toMatch(/rules? of vsphere/);
    expect(JSON.stringify(properties['test/spare'])).toContain('"default":2,"minimum":1,"maximum":64');
  });

  test.each<[unknown, boolean]>([
    [{}, true],
    [
      { $schema: 'x', rules: { 'vsphere/*': 'off', 'vsphere/ha-min-hosts': { severity: 'info' } }, exclude: ['a'] },
      true,
    ],
    [{ rules: { 'test/spare': { severity: 'warning', hosts: 3 } } }, true],
    [{ rules: { 'another/rule-of-theirs': 'off' } }, true],
    [{ rules: { 'test/spare': { hosts: 65 } } }, false],
    [{ rules: { 'test/spare': { hosts: '3' } } }, false],
    [{ rules: { 'test/spare': { host: 3 } } }, false],
    [{ rules: { 'vsphere/ha-min-hosts': 'no' } }, false],
    [{ rules: { 'vsphere/ha-min-hosts': { hosts: 3 } } }, false],
    [{ rules: { nonsense: 'off' } }, false],
    [{ rules: [] }, false],
    [{ exclude: 'a' }, false],
    [{ exclude: [''] }, false],
    [{ rule: {} }, false],
  ])('%j is judged as the program judges it', (config, isGood) => {
    expect(isValid(schema, config)).toBe(isGood);
    expect(parseConfig(JSON.stringify(config), [...rules, withOptions]).problems.length === 0).toBe(isGood);
  });

  test('is what VS Code completes the file by', () => {
    expect(manifest.contributes.jsonValidation).toEqual([
      { fileMatch: 'hatopo.config.json', url: './schemas/config.schema.json' },
    ]);
  });
});

test('what the page shows is understood', () => {
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) {
    expect(parseConfig(block).problems).toEqual([]);
    expect(isValid(configSchema(), JSON.parse(block))).toBe(true);
  }
});

describe('settings of the editor', () => {
  const settings = Object.entries(manifest.contributes.configuration.properties);

  test.each(settings)('%s is on the page, with its default and what it may be', (setting, property) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${setting}\` |`));
    expect(row).toContain(`| \`${property.default}\` |`);
    expect(row).toContain(property.markdownDescription);
    for (const value of 'enum' in property ? property.enum : []) expect(row).toContain(`\`${value}\``);
  });

  test('the page lists no other', () => {
    const listed = [...page.matchAll(/^\| `(hatopo\.[\w.]+)` \|/gm)].map(([, setting]) => setting);
    expect(listed).toEqual(settings.map(([setting]) => setting));
  });
});

test('README and docs say that there is no telemetry, and nothing that ships sends any', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(readme).toMatch(/no telemetry/i);
  expect(page).toMatch(/no telemetry/i);
  expect(Object.keys(manifest.devDependencies).filter((name) => /telemetry|insights|analytics/.test(name))).toEqual([]);
});
