import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleText } from '../support/topology.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const { write } = folder;
const run = (...args: string[]) => call(['check', ...args], folder.path);

const withoutDuplicationNic = exampleText('avaya-duplication').replace(/ {2}nic eth2 .*\n/, '');
/** One error of vsphere/ha-min-hosts, at `ha`. */
const lonely = 'cluster C {\n  ha\n  host H1\n}\n';
const minHosts = ['--rule', 'vsphere/ha-min-hosts'];

describe('hatopo check', () => {
  test('finds no error in the examples', async () => {
    const { code, out } = await call(['check', 'examples']);
    expect(out).toMatch(/^6 files: (nothing found|0 errors, .*)\.$/m);
    expect(code).toBe(0);
  });

  test('shows a finding with its place, line, related place and its line, source, fix and page', async () => {
    write('pair.hatopo', withoutDuplicationNic);
    const { code, out } = await run('pair.hatopo', '--rule', 'avaya/dup-link-present');
    expect(code).toBe(1);
    expect(out).toMatch(/^pair\.hatopo:31:4 error avaya\/dup-link-present$/m);
    expect(out).toMatch(/^ {2}31 \| vm CMVM_01 on Host1 \{$\n {5}\| {4}\^{7}$/m);
    expect(out).toMatch(/^ {2}see {2}pair\.hatopo:46:3 .*\n {5}46 \| {3}link: duplication\n {8}\| {3}-{17}$/m);
    expect(out).toMatch(/^ {2}from Avaya, "/m);
    expect(out).toMatch(/^ {2}fix {2}Add nic eth2 -> duplication via vmnic2 to CMVM_01/m);
    expect(out).toMatch(/^ {2}why {2}https:.*docs\/rules\/avaya\/dup-link-present\.md$/m);
    expect(out).toMatch(/^1 file: 1 error, 0 warnings, 0 for information\.$/m);
    expect(out).toContain('hatopo explain avaya/dup-link-present');
  });

  test('offers what the language offers against its own findings', async () => {
    write('unresolved.hatopo', 'site S { network lan  host Host1 { nic v0 -> lan } }\nvm V on Hots1\n');
    const { out } = await run('unresolved.hatopo', '--rule', 'hatopo/*');
    expect(out).toMatch(/^unresolved\.hatopo:2:9 error hatopo\/unresolved-name$/m);
    expect(out).toMatch(/^ {2}fix {2}Change to Host1$/m);
  });

  test('reports a finding in an imported file once, in that file', async () => {
    write('sites/denver.hatopo', 'site Denver {\n  network lan\n  vm lost on Nowhere\n}\n');
    write('sites/all.hatopo', 'import "./denver.hatopo"\nnetwork wan\n');
    const { code, out } = await run('sites');
    expect(code).toBe(1);
    expect(out.match(/Nowhere/g)?.length).toBe(2); // the message and the line of the text
    expect(out).toMatch(/^sites\/denver\.hatopo:3:/m);
    expect(out).not.toMatch(/^sites\/all\.hatopo:/m);
  });

  test('checks a file that another imports as a part of that one', async () => {
    write('parts/cluster.hatopo', 'site S {\n  cluster C { ha }\n}\n');
    write(
      'parts/whole.hatopo',
      'import "./cluster.hatopo"\ncluster D {\n  // hatopo-ignore vsphere/ha-min-hosts: small\n  ha\n  host H1\n}\n',
    );
    const whole = await run('parts', '--format', 'json');
    const alone = await run('parts/whole.hatopo', '--format', 'json');
    const codes = (out: string) => JSON.parse(out).findings.map(({ code }: { code: string }) => code);
    expect(codes(whole.out)).toEqual(codes(alone.out));
    expect(JSON.parse(whole.out).files).toEqual(['parts/cluster.hatopo', 'parts/whole.hatopo']);
  });

  test('checks files that import one another once', async () => {
    write('ring/a.hatopo', `import "./b.hatopo"\n${lonely}`);
    write('ring/b.hatopo', 'import "./a.hatopo"\nnetwork lan\n');
    const { out } = await run('ring', ...minHosts);
    expect(out.match(/error vsphere/g)).toHaveLength(1);
  });

  test('exits with 0 where there are warnings only, with 1 where there are more than may be', async () => {
    write(
      'warning.hatopo',
      'network lan\n\nscenario "again" {\n  at 0 s fail lan\n  expect lan down within 9 s\n  at 5 s restore lan\n}\n',
    );
    const { code, out } = await run('warning.hatopo', '--rule', 'hatopo/within-past-step');
    expect(out).toMatch(/1 warning/);
    expect(code).toBe(0);
    expect(await run('warning.hatopo', '--rule', 'hatopo/*', '--max-warnings', '1')).toMatchObject({ code: 0 });
    const tooMany = await run('warning.hatopo', '--rule', 'hatopo/*', '--max-warnings', '0');
    expect(tooMany.code).toBe(1);
    expect(tooMany.out).toMatch(/^There may be at most 0 warnings\.$/m);
    expect(await run('warning.hatopo', '--max-warnings', 'few')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--max-warnings takes a whole number'),
    });
  });

  test('takes severities from hatopo.config.json, says where, and what it did not understand there', async () => {
    write('configured/pair.hatopo', withoutDuplicationNic);
    write(
      'configured/hatopo.config.json',
      '{ "rules": { "avaya/dup-link-present": "warning",\n"avaya/dup-link-presnt": "off" } }',
    );
    const { code, out, err } = await run('configured', '--rule', 'avaya/*');
    expect(out).toMatch(/warning avaya\/dup-link-present \(set in configured\/hatopo\.config\.json:1\)$/m);
    expect(err).toMatch(/configured\/hatopo\.config\.json:2:1: There is no rule avaya\/dup-link-presnt/);
    expect(code).toBe(0);
  });

  test('leaves out of folders what hatopo.config.json leaves out, and reads it where it is named or imported', async () => {
    write('excluding/hatopo.config.json', '{ "exclude": ["drafts", "old-*.hatopo"] }');
    write('excluding/drafts/a.hatopo', lonely);
    write('excluding/old-b.hatopo', lonely);
    write('excluding/c.hatopo', 'import "./drafts/a.hatopo"\nnetwork lan\n');
    const { code, out } = await run('excluding', ...minHosts);
    expect(out).toBe('1 file: nothing found.\n');
    expect(code).toBe(0);
    expect((await run('excluding/drafts/a.hatopo', ...minHosts)).code).toBe(1);
    const nothing = await run('excluding/drafts');
    expect(nothing).toMatchObject({ code: 2, err: expect.stringContaining('leaves out every .hatopo file') });
  });

  test('counts what is silenced', async () => {
    write('silenced.hatopo', `// hatopo-ignore vsphere/ha-min-hosts: the second comes in May\n${lonely}`);
    expect(await run('silenced.hatopo', ...minHosts)).toMatchObject({
      code: 0,
      out: '1 file: nothing found; 1 silenced.\n',
    });
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
    expect(await call(['check', 'examples', '--format', 'constructor'])).toMatchObject({ code: 2 });
    expect(await call(['check', '--wrong'])).toMatchObject({ code: 2, err: expect.stringContaining('--wrong') });
    expect(await call(['chek'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean check?') });
    expect(await call(['frobnicate'])).toMatchObject({ code: 2, err: expect.stringContaining('It has: check,') });
  });

  test('says that a file is none of its own, and that it has no such option', async () => {
    const other = await call(['check', 'README.md']);
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/^README\.md is no \.hatopo file\.$/m) });
    const below = await call(['check', 'README.md/x.hatopo']);
    expect(below.err).toBe('There is no file or folder README.md/x.hatopo.\n');
    const option = await call(['check', '--frmt', 'json', 'examples']);
    expect(option.err).toMatch(/^Unknown option '--frmt'\.\n/);
  });

  test('says which file leads nowhere or is far too large', async () => {
    mkdirSync(join(folder.path, 'odd'));
    symlinkSync('gone.hatopo', join(folder.path, 'odd/link.hatopo'));
    expect(await run('odd')).toMatchObject({
      code: 2,
      err: expect.stringContaining('odd/link.hatopo cannot be read: it leads to a file that is not there.'),
    });
    write('large.hatopo', '');
    truncateSync(join(folder.path, 'large.hatopo'), 100_000_000);
    expect(await run('large.hatopo')).toMatchObject({
      code: 2,
      err: expect.stringContaining('large.hatopo is too large: 100 MB, where at most 32 are read.'),
    });
  });

  // Root may read everything.
  test('checks a file once, however many links lead to it, and walks past what is hidden', async () => {
    write('linked/a/pair.hatopo', 'host A { cpu: many }\n');
    symlinkSync('a/pair.hatopo', join(folder.path, 'linked/0.hatopo'));
    symlinkSync('..', join(folder.path, 'linked/a/again'));
    // as an editor locks a file
    symlinkSync('somebody@somewhere.1234', join(folder.path, 'linked/.#pair.hatopo'));
    const files = async (...args: string[]) => JSON.parse((await run(...args, '--format', 'json')).out).files;
    expect(await files('linked')).toEqual(['linked/a/pair.hatopo']);
    expect(await files('linked', 'linked/0.hatopo')).toEqual(['linked/0.hatopo']);
    expect(await files('linked/a', 'linked/a/again')).toEqual(['linked/a/pair.hatopo']);
  });

  test.skipIf(process.getuid?.() === 0)('says which file it may not read', async () => {
    write('locked.hatopo', 'network lan\n');
    chmodSync(join(folder.path, 'locked.hatopo'), 0);
    expect(await run('locked.hatopo')).toMatchObject({
      code: 2,
      err: expect.stringContaining('locked.hatopo cannot be read: perm'),
    });
  });

  test('says once what a configuration of many files lacks', async () => {
    write('many/a.hatopo', 'network lan\n');
    write('many/b.hatopo', 'network lan\n');
    write('many/hatopo.config.json', '{ "rules": 7 }');
    const { err } = await run('many');
    expect(err.match(/"rules" must be/g)).toHaveLength(1);
  });

  test('survives a file that is not text of the language at all', async () => {
    write('noise.hatopo', '\u0000\u0001{{{"\n}}}} @@@ ');
    const { code, out } = await run('noise.hatopo');
    expect(code).toBe(1);
    expect(out).toMatch(/hatopo\/syntax/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may reach a terminal
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});

test('of very many findings looks for fixes in the gravest alone, and says so', async () => {
  const host = (name: string) => `  host ${name} { memory: 1 GB  nic vmnic0 -> n for management }\n`;
  const cluster = (index: number) => `cluster C${index} {\n  ha\n${host(`H${index}`)}${host(`I${index}`)}}\n`;
  const most = 600;
  const twins = `network n\n${Array.from({ length: most }, (_, index) => cluster(index)).join('')}`;
  write('crowd.hatopo', twins);
  const { out, err } = await run('crowd.hatopo', '--rule', 'vsphere/ha-heartbeat-redundancy');
  expect(out.match(/^crowd\.hatopo:\d+:\d+ warning vsphere\/ha-heartbeat-redundancy$/gm)).toHaveLength(most);
  const [, unsought] = /^There are many findings: fixes were not looked for in (\d+) of them\./.exec(err) ?? [];
  expect(Number(unsought)).toBeGreaterThan(0);
  expect(out.match(/^ {2}fix {2}Add nic vmnic1/gm)).toHaveLength(most - Number(unsought));
  const { err: fewer } = await run('pair.hatopo', '--rule', 'vsphere/*');
  expect(fewer).toBe('');
});

test('of very many findings that have no fix anyway nothing is said of fixes', async () => {
  write('fixless.hatopo', Array.from({ length: 800 }, (_, i) => `cluster C${i} { ha  host H${i} }\n`).join(''));
  const { err, out } = await run('fixless.hatopo', '--rule', 'vsphere/ha-min-hosts');
  expect(out).toMatch(/800 errors/);
  expect(err).toBe('');
});

describe('--rule', () => {
  const two = `${lonely}vm V on H1 { disk: nowhere }\n`;

  test('reports one rule, or a pack, and errors of the language all the same', async () => {
    write('two.hatopo', `${lonely}vm V on H1\nvm W on H2\n`);
    const codes = async (...args: string[]) => {
      const { out } = await run('two.hatopo', '--format', 'json', ...args);
      return new Set(JSON.parse(out).findings.map(({ code }: { code: string }) => code));
    };
    expect(await codes(...minHosts)).toEqual(new Set(['vsphere/ha-min-hosts', 'hatopo/unresolved-name']));
    expect(await codes('--rule', 'vsphere/*')).toContain('vsphere/ha-min-hosts');
    expect(await codes('--rule', 'avaya/*')).toEqual(new Set(['hatopo/unresolved-name']));
    expect(await codes('--rule', 'avaya/*', ...minHosts)).toContain('vsphere/ha-min-hosts');
    expect(await codes('--rule', 'hatopo/unresolved-name')).toEqual(new Set(['hatopo/unresolved-name']));
  });

  test('says which rule was perhaps meant', async () => {
    write('two.hatopo', two);
    const err = async (rule: string) => (await run('two.hatopo', '--rule', rule)).err;
    expect(await err('vsphere/ha-min-host')).toMatch(/^There is no rule .*\. Did you mean vsphere\/ha-min-hosts\?$/m);
    expect(await err('ha-min-hosts')).toMatch(/Did you mean vsphere\/ha-min-hosts\?$/m);
    expect(await err('vspere/*')).toMatch(/^There is no pack of rules vspere\. Did you mean vsphere\/\*\?$/m);
    expect(await err('quite/elsewhere-and-unlike')).toMatch(/hatopo rules lists them\.$/m);
  });

  test('leaves alone what silences other rules', async () => {
    write('other.hatopo', `// hatopo-ignore vsphere/ha-min-hosts: in May\n${lonely}`);
    const { code, out } = await run('other.hatopo', '--rule', 'topology/pair-same-host');
    expect({ code, out }).toEqual({ code: 0, out: '1 file: nothing found.\n' });
  });

  test('says that the rule is switched off', async () => {
    write('off/a.hatopo', lonely);
    write('off/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "off" } }');
    const { code, err } = await run('off', ...minHosts);
    expect(code).toBe(0);
    expect(err).toBe('vsphere/ha-min-hosts is switched off by hatopo.config.json.\n');
  });
});

describe('the standard input', () => {
  const check = (input: string, ...args: string[]) => call(['check', '-', ...args], folder.path, { input });

  test('is checked, under the name that is given, with the imports and the configuration there', async () => {
    write('piped/site.hatopo', 'site S { network lan }\n');
    write('piped/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "warning" } }');
    const text = `import "./site.hatopo"\nserver A { nic n0 -> S.lan }\n${lonely}`;
    const { code, out } = await check(text, ...minHosts, '--stdin-filename', 'piped/new.hatopo');
    expect(code).toBe(0);
    expect(out).toMatch(/^piped\/new\.hatopo:4:3 warning vsphere\/ha-min-hosts/m);
    expect(out).toMatch(/^ {2}4 \| {3}ha$/m);
  });

  test('counts instead of the file of that name', async () => {
    write('there.hatopo', lonely);
    const { code, out } = await check('network lan\n', '--stdin-filename', 'there.hatopo', ...minHosts);
    expect({ code, out }).toEqual({ code: 0, out: '1 file: nothing found.\n' });
  });

  test('has a name of its own where none is given', async () => {
    const { code, out } = await check(lonely, ...minHosts);
    expect(code).toBe(1);
    expect(out).toMatch(/^stdin\.hatopo:2:3 error/m);
  });

  test('is checked alone', async () => {
    expect(await check('', 'examples')).toMatchObject({ code: 2, err: expect.stringContaining('checked alone') });
    expect(await check('', '--stdin-filename', 'x.txt')).toMatchObject({
      code: 2,
      err: expect.stringContaining('must end with .hatopo'),
    });
    expect(await run('.', '--stdin-filename', 'x.hatopo')).toMatchObject({
      code: 2,
      err: expect.stringContaining('write - for the file'),
    });
  });
});

describe('what a terminal shows', () => {
  const frameOf = (out: string, number: number) => {
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.startsWith(`  ${number} |`));
    return [lines[at] ?? '', lines[at + 1] ?? ''];
  };

  test('of a long line is what is around the place', async () => {
    write('long.hatopo', `network lan ${'server a { nic n0 -> lan } '.repeat(40)}vm v on nowhere\n`);
    const { out } = await run('long.hatopo', '--rule', 'hatopo/unresolved-name');
    const lines = out.split('\n');
    const message = lines.findIndex((line) => line.includes('called nowhere'));
    const [text = '', marks = ''] = lines.slice(message + 1);
    expect(text.length).toBeLessThanOrEqual(100);
    expect(text.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('nowhere');
  });

  test('has its marks below the place behind tabs and wide signs', async () => {
    write('tabs.hatopo', 'site S {\n\tnetwork lan\n\tvm v on nowhere\n}\n');
    const [text = '', marks = ''] = frameOf((await run('tabs.hatopo', '--rule', 'hatopo/*')).out, 3);
    expect(text).toBe('  3 | \tvm v on nowhere');
    expect(marks).toBe('    | \t        ^^^^^^^');
    write('wide.hatopo', 'topology "漢字 🙂" vm v on nowhere\n');
    const [, below = ''] = frameOf((await run('wide.hatopo', '--rule', 'hatopo/*')).out, 1);
    // two columns for each of the three wide signs
    expect(below.indexOf('^')).toBe('  1 | topology "xxxx xx" vm v on '.length);
  });

  test('has no sign that turns the direction of writing', async () => {
    write('turned.hatopo', 'topology "\u202eabc" vm v on nowhere\n');
    expect((await run('turned.hatopo')).out).not.toContain('\u202e');
  });

  test('is the same with line ends of Windows', async () => {
    const text = 'site S {\n  network lan\n  vm v on nowhere\n}\n';
    write('ends.hatopo', text);
    const unix = await run('ends.hatopo');
    write('ends.hatopo', text.replaceAll('\n', '\r\n'));
    const windows = await run('ends.hatopo');
    expect(windows).toEqual(unix);
    write('ends.hatopo', `\ufeff${text}`);
    expect((await run('ends.hatopo')).out).toBe(unix.out);
  });

  test('is coloured where it is wished', async () => {
    write('coloured.hatopo', lonely);
    const coloured = (args: readonly string[], colour: boolean) =>
      call(['check', 'coloured.hatopo', ...minHosts, ...args], folder.path, { colour });
    const plain = await coloured([], false);
    const bright = await coloured([], true);
    expect(plain.out).not.toContain('\u001b');
    expect(bright.out).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin so
    expect(bright.out.replace(/\u001b\[[0-9;]*m/g, '')).toBe(plain.out);
    expect((await coloured(['--color'], false)).out).toBe(bright.out);
    expect((await coloured(['--no-color'], true)).out).toBe(plain.out);
    expect((await coloured(['--no-color', '--color'], false)).out).toBe(bright.out);
  });
});
