import { describe, expect, test } from 'vitest';
import { findRule, rules } from '../../engine/rules/index.ts';
import { pageOf } from '../../engine/rules/page.ts';
import { codes, otherCodes } from '../../language/checks/codes.ts';
import { schemaErrors } from '../support/schema.ts';
import { call } from './call.ts';

describe('hatopo rules', () => {
  test('lists every rule with its severity and title, and whether it has a fix', async () => {
    const { code, out } = await call(['rules'], undefined, { width: 300 });
    expect(code).toBe(0);
    for (const { id, severity, title, examples } of rules) {
      const line = out.split('\n').find((each) => each.startsWith(`  ${id} `));
      expect(line).toContain(`${severity} `);
      expect(line).toContain(title);
      expect(line?.includes('  fix  ')).toBe(examples.fixed !== undefined);
    }
    expect(out).toMatch(/^vsphere$/m);
    expect(out).toMatch(new RegExp(`^${rules.length} rules, `, 'm'));
  });

  test('fits the terminal', async () => {
    for (const width of [50, 80, 120]) {
      const { out } = await call(['rules'], undefined, { width });
      expect(out.split('\n').filter((line) => line.length > width)).toEqual([]);
    }
  });

  test('gives JSON that its schema allows', async () => {
    const { out } = await call(['rules', '--format', 'json']);
    const result = JSON.parse(out);
    expect(schemaErrors('rules', result)).toEqual([]);
    expect(result.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('says what it cannot do, and exits with 2', async () => {
    expect((await call(['rules', '--format', 'xml'])).code).toBe(2);
    expect((await call(['rules', 'vsphere'])).code).toBe(2);
  });
});

describe('hatopo explain', () => {
  const explain = async (name: string, width = 100) => (await call(['explain', name], undefined, { width })).out;

  test('prints the page of every rule: its words, its texts, in the width of the terminal', async () => {
    for (const { id, why, examples } of rules) {
      const out = await explain(id, 80);
      expect(out.split('\n')[0]).toBe(id);
      const words = (text: string) => text.replaceAll(/[`*]|\[|\]\([^)]*\)/g, '').split(/\s+/);
      expect(words(out).join(' ')).toContain(words(why.split('\n\n')[0] ?? '').join(' '));
      for (const line of examples.breaks.trimEnd().split('\n'))
        expect(out.split('\n')).toContain(line === '' ? '' : `    ${line}`);
      const prose = out.split('\n').filter((line) => !line.startsWith('    ') && / /.test(line));
      // tables keep their columns
      expect(prose.filter((line) => line.length > 80 && !/ {2}/.test(line))).toEqual([]);
    }
  });

  test('has no marks of Markdown left', async () => {
    for (const { id } of rules) {
      const prose = (await explain(id))
        .split('\n')
        .filter((line) => !line.startsWith('    '))
        .join('\n');
      expect(prose).not.toMatch(/^#|```|\*\*|\]\(/m);
    }
  });

  test('gives the page itself on wish', async () => {
    const rule = findRule('topology/pair-same-host');
    const { out } = await call(['explain', 'topology/pair-same-host', '--format', 'markdown']);
    expect(rule && pageOf(rule)).toBe(out);
  });

  test('knows a rule without its pack, and every code of the language', async () => {
    expect(await explain('pair-same-host')).toBe(await explain('topology/pair-same-host'));
    for (const [code, says] of Object.entries({ ...codes, ...otherCodes })) {
      const out = (await explain(code)).replaceAll(/\s+/g, ' ');
      expect(out).toContain(`${code} ${says.replaceAll('`', '')}`);
    }
  });

  test('says which rule was perhaps meant', async () => {
    const refused = async (...args: string[]) => {
      const { code, err } = await call(['explain', ...args]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused()).toMatch(/Name one rule/);
    expect(await refused('topology/pair-same-hots')).toMatch(/Did you mean topology\/pair-same-host/);
    expect(await refused('pair-same-hots')).toMatch(/Did you mean topology\/pair-same-host/);
    expect(await refused('hatopo/unresolvd-name')).toMatch(/Did you mean hatopo\/unresolved-name\?/);
    expect(await refused('utterly-unknown-and-elsewhere')).toMatch(/hatopo rules lists them/);
  });

  test('is coloured for a terminal', async () => {
    const { out } = await call(['explain', 'pair-same-host', '--color']);
    expect(out).toContain('\u001b[1m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin so
    expect(out.replace(/\u001b\[[0-9;]*m/g, '')).toBe(await explain('pair-same-host'));
  });
});
