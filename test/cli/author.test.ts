import { describe, expect, test } from 'vitest';
import { schemaErrors } from '../support/schema.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const { write } = folder;
const run = (...args: string[]) => call(args, folder.path);

const servers = `network lan
server one { memory: 16 GB  nic n0 -> lan }
server two { memory: 64 GB  nic n0 -> lan }
service Files : standalone { member: one }
`;
const rule = `/// Servers are large.
///
/// Small ones were thrown out in March.
rule large-servers error "{s.name} has but {s.memory}" { all s in servers: s.memory >= 32 GB }
`;
const objective = 'objective "Files survive" { any server fails: Files outage < 5 s }\n';
const mine = ['--rule', 'author/*', '--rule', 'analysis/objective'];

describe('a rule of the author', () => {
  test('is reported at what breaks it, and at the rule beside it', async () => {
    write('large.hatopo', servers + rule);
    const { code, out } = await run('check', 'large.hatopo', ...mine);
    expect(code).toBe(1);
    expect(out).toMatch(/^large\.hatopo:2:8 error author\/large-servers$/m);
    expect(out).toMatch(/^ {2}one has but 16 GB$/m);
    expect(out).toMatch(/^ {2}see {2}large\.hatopo:8:6 The rule large-servers asks for it\.$/m);
    expect(out).toMatch(/^1 file: 1 error, 0 warnings, 0 for information\.$/m);
  });

  test('can be asked alone, and silenced by configuration', async () => {
    write('chosen/large.hatopo', servers + rule);
    expect((await run('check', 'chosen', '--rule', 'author/large-servers')).code).toBe(1);
    expect((await run('check', 'chosen', '--rule', 'author/other')).out).toContain('nothing found');
    write('chosen/hatopo.config.json', '{ "rules": { "author/large-servers": "info" } }');
    const { code, out } = await run('check', 'chosen', ...mine);
    expect(code).toBe(0);
    expect(out).toContain('info author/large-servers (set in chosen/hatopo.config.json:1)');
    write('chosen/hatopo.config.json', '{ "rules": { "author/*": "off" } }');
    expect((await run('check', 'chosen', ...mine)).out).toContain('nothing found');
  });

  test('is listed and explained where its file is named', async () => {
    write('large.hatopo', servers + rule);
    const listed = await run('rules', 'large.hatopo');
    expect(listed.out).toMatch(/^author\n {2}author\/large-servers +error +Servers are large\.$/m);
    expect((await run('rules')).out).not.toContain('author/');
    const json = JSON.parse((await run('rules', 'large.hatopo', '--format', 'json')).out);
    expect(schemaErrors('rules', json)).toEqual([]);
    expect(json.rules.at(-1)).toMatchObject({
      id: 'author/large-servers',
      pack: 'author',
      severity: 'error',
      fix: false,
    });
    const { out } = await run('explain', 'author/large-servers', 'large.hatopo');
    expect(out).toContain('Small ones were thrown out in March.');
    expect(out).toContain('{s.name} has but {s.memory}');
    expect((await run('explain', 'author/large-servers')).err).toContain('name the file');
    expect((await run('explain', 'author/small-servers', 'large.hatopo')).err).toContain(
      'There are: author/large-servers.',
    );
  });

  test('is in the reports for programs', async () => {
    write('large.hatopo', servers + rule + objective);
    const json = JSON.parse((await run('check', 'large.hatopo', ...mine, '--format', 'json')).out);
    expect(schemaErrors('check', json)).toEqual([]);
    expect(json.findings.map(({ code }: { code: string }) => code)).toEqual([
      'author/large-servers',
      'analysis/objective',
    ]);
  });

  test('is in the report for code scanning', async () => {
    write('large.hatopo', servers + rule);
    const { runs } = JSON.parse((await run('check', 'large.hatopo', ...mine, '--format', 'sarif')).out);
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['author/large-servers']);
    expect(runs[0].results[0].message.text).toContain('one has but 16 GB');
  });
});

describe('an objective', () => {
  test('that a failure breaks is an error, with the worst failures', async () => {
    write('files.hatopo', servers + objective);
    const { code, out } = await run('check', 'files.hatopo', ...mine);
    expect(code).toBe(1);
    expect(out).toMatch(/^files\.hatopo:5:11 error analysis\/objective$/m);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Objective “Files survive” does not hold: losing one takes Files out, and it stays out (asked: < 5 s).',
    );
    expect(out).toMatch(/^ {2}see {2}files\.hatopo:2:8 Losing one takes Files out/m);
  });

  test('is left out where that is asked, by argument, configuration or comment', async () => {
    write('quiet/files.hatopo', servers + objective);
    const nothing = expect.stringContaining('nothing found');
    expect((await run('check', 'quiet', ...mine, '--no-objectives')).out).toEqual(nothing);
    expect((await run('check', 'quiet', '--rule', 'author/*')).out).toEqual(nothing);
    write('quiet/hatopo.config.json', '{ "rules": { "analysis/objective": "off" } }');
    expect((await run('check', 'quiet', ...mine)).out).toEqual(nothing);
    write('quiet/hatopo.config.json', '{ "rules": { "analysis/objective": "warning" } }');
    expect((await run('check', 'quiet', ...mine)).code).toBe(0);
    write(
      'silent.hatopo',
      `${servers}// hatopo-ignore analysis/objective: the second server comes in May\n${objective}`,
    );
    expect((await run('check', 'silent.hatopo', ...mine)).out).toContain('nothing found; 1 silenced');
  });

  test('a comment that silences none is reported, also where objectives are left out it is not', async () => {
    const comment = '// hatopo-ignore analysis/objective: nobody knows\n';
    write('unused.hatopo', `${servers}${comment}objective "Fine" { any server fails: lan up }\n`);
    const asked = ['check', 'unused.hatopo', '--rule', 'hatopo/*', '--rule', 'analysis/objective'];
    expect((await run(...asked)).out).toContain('analysis/objective finds nothing here');
    expect((await run(...asked, '--no-objectives')).out).toContain('nothing found');
  });

  test('of a text that cannot be read whole is not played', async () => {
    write('half.hatopo', `${servers}vm lost on Nowhere\n${objective}`);
    const { out } = await run('check', 'half.hatopo', ...mine);
    expect(out).toContain('hatopo/unresolved-name');
    expect(out).not.toContain('analysis/objective');
  });

  test('is explained', async () => {
    expect((await run('explain', 'analysis/objective')).out).toContain('objective');
  });
});
