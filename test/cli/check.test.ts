import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaErrors } from '../support/schema.ts';
import { exampleText } from '../support/topology.ts';
import { call } from './call.ts';

let folder = '';
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withoutDuplicationNic = exampleText('avaya-duplication').replace(/ {2}nic eth2 .*\n/, '');

describe('hatopo check', () => {
  test('says that the examples are clean', async () => {
    const { code, out } = await call(['check', 'examples']);
    expect(out).toBe('6 files: nothing found.\n');
    expect(code).toBe(0);
  });

  test('shows a finding with its place, line, related place, fix and page', async () => {
    write('pair.hatopo', withoutDuplicationNic);
    const { code, out } = await call(['check', 'pair.hatopo'], folder);
    expect(code).toBe(1);
    expect(out).toMatch(/^pair\.hatopo:31:4 error avaya\/dup-link-present$/m);
    expect(out).toMatch(/^ {2}31 \| vm CMVM_01 on Host1 \{$\n {5}\| {4}\^{7}$/m);
    expect(out).toMatch(/^ {2}see pair\.hatopo:/m);
    expect(out).toMatch(/^ {2}fix Add nic eth2 -> duplication via vmnic2 to CMVM_01$/m);
    expect(out).toMatch(/^ {2}why https:.*docs\/rules\/avaya\/dup-link-present\.md$/m);
    expect(out).toMatch(/^1 file: 1 error, 0 warnings, 0 for information\.$/m);
  });

  test('gives JSON that its schema allows', async () => {
    write('pair.hatopo', withoutDuplicationNic);
    const { code, out } = await call(['check', 'pair.hatopo', '--format', 'json'], folder);
    const result = JSON.parse(out);
    expect(schemaErrors('check', result)).toEqual([]);
    expect(code).toBe(1);
    expect(result.errors).toBe(1);
    expect(result.findings).toMatchObject([
      { code: 'avaya/dup-link-present', file: 'pair.hatopo', line: 31, column: 4, endColumn: 11 },
    ]);
  });

  test('reports a finding in an imported file once, in that file', async () => {
    write('sites/denver.hatopo', 'site Denver {\n  network lan\n  vm lost on Nowhere\n}\n');
    write('sites/all.hatopo', 'import "./denver.hatopo"\nnetwork wan\n');
    const { code, out } = await call(['check', 'sites'], folder);
    expect(code).toBe(1);
    expect(out.match(/Nowhere/g)?.length).toBe(2); // the message and the line of the text
    expect(out).toMatch(/^sites\/denver\.hatopo:3:/m);
    expect(out).not.toMatch(/^sites\/all\.hatopo:/m);
  });

  test('exits with 0 where there are warnings only', async () => {
    write(
      'warning.hatopo',
      'network lan\n\nscenario "again" {\n  at 0 s fail lan\n  expect lan down within 9 s\n  at 5 s restore lan\n}\n',
    );
    const { code, out } = await call(['check', 'warning.hatopo'], folder);
    expect(out).toMatch(/1 warning/);
    expect(code).toBe(0);
  });

  test('takes severities from hatopo.config.json, and says what it did not understand there', async () => {
    write('configured/pair.hatopo', withoutDuplicationNic);
    write(
      'configured/hatopo.config.json',
      '{ "rules": { "avaya/dup-link-present": "warning", "avaya/dup-link-presnt": "off" } }',
    );
    const { code, out, err } = await call(['check', 'configured'], folder);
    expect(out).toMatch(/warning avaya\/dup-link-present/);
    expect(err).toMatch(/configured\/hatopo\.config\.json: There is no rule avaya\/dup-link-presnt/);
    expect(code).toBe(0);
  });

  test('says what it cannot check, and exits with 2', async () => {
    expect(await call(['check'])).toMatchObject({ code: 2, err: expect.stringContaining('Name the files') });
    expect(await call(['check', 'nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no file or folder nowhere'),
    });
    expect(await call(['check', 'schemas'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('No .hatopo file in schemas'),
    });
    expect(await call(['check', 'examples', '--format', 'xml'])).toMatchObject({ code: 2 });
    expect(await call(['check', '--wrong'])).toMatchObject({ code: 2, err: expect.stringContaining('--wrong') });
    expect(await call(['chek'])).toMatchObject({ code: 2, err: expect.stringContaining('no command chek') });
  });

  test('says that a file is none of its own, and that it has no such option', async () => {
    const other = await call(['check', 'README.md']);
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/^README\.md is no \.hatopo file\.$/m) });
    const option = await call(['check', '--frmt', 'json', 'examples']);
    expect(option.err).toMatch(/^Unknown option '--frmt'\.\n/);
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('says which file it may not read', async () => {
    write('locked.hatopo', 'network lan\n');
    chmodSync(join(folder, 'locked.hatopo'), 0);
    const { code, err } = await call(['check', 'locked.hatopo'], folder);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('locked.hatopo cannot be read: perm'),
    });
  });

  test('says once what a configuration of many files lacks', async () => {
    write('many/a.hatopo', 'network lan\n');
    write('many/b.hatopo', 'network lan\n');
    write('many/hatopo.config.json', '{ "rules": 7 }');
    const { err } = await call(['check', 'many'], folder);
    expect(err.match(/"rules" must be/g)).toHaveLength(1);
  });

  test('shows of a long line what is around the place', async () => {
    write('long.hatopo', `network lan ${'server a { nic n0 -> lan } '.repeat(40)}vm v on nowhere\n`);
    const { out } = await call(['check', 'long.hatopo'], folder);
    const lines = out.split('\n');
    const message = lines.findIndex((line) => line.includes('called nowhere'));
    const [text = '', marks = ''] = lines.slice(message + 1);
    expect(text.length).toBeLessThanOrEqual(100);
    expect(text.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('nowhere');
  });

  test('survives a file that is not text of the language at all', async () => {
    write('noise.hatopo', '\u0000\u0001{{{"\n}}}} @@@ ');
    const { code, out } = await call(['check', 'noise.hatopo'], folder);
    expect(code).toBe(1);
    expect(out).toMatch(/hatopo\/syntax/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may reach a terminal
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});
