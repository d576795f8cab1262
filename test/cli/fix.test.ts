import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleText } from '../support/topology.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const { write, read } = folder;
const run = (...args: string[]) => call(['check', ...args], folder.path);

const dupLink = ['--rule', 'avaya/dup-link-present'];
const whole = exampleText('avaya-duplication');
const withoutNics = whole.replaceAll(/ {2}nic eth2 .*\n/g, '');
const mendedText = whole.replaceAll('nic eth2 ->', 'nic eth1 ->');

describe('hatopo check --fix', () => {
  test('mends what is safe, says what it did, and reports what is left', async () => {
    const lonely = 'cluster Lonely {\n  ha\n  host H9\n}\n';
    write('pair.hatopo', withoutNics + lonely);
    const rules = [...dupLink, '--rule', 'vsphere/ha-min-hosts'];
    const { code, out } = await run('pair.hatopo', ...rules, '--fix');
    expect(read('pair.hatopo')).toBe(mendedText + lonely);
    expect(out).toMatch(
      /^Mended 2 findings:\n {2}pair\.hatopo: Add nic eth1 -> duplication via vmnic2 to CMVM_01 \(avaya\/dup-link-present\)$/m,
    );
    expect(out).toMatch(/error vsphere\/ha-min-hosts/);
    expect(out).not.toMatch(/error avaya/);
    expect(code).toBe(1);
    const again = await run('pair.hatopo', ...rules, '--fix');
    expect(again.out).not.toMatch(/Mended/);
    expect(read('pair.hatopo')).toBe(mendedText + lonely);
  });

  test('mends the rule that is named alone', async () => {
    write('named.hatopo', withoutNics);
    await run('named.hatopo', '--rule', 'vsphere/*', '--fix');
    expect(read('named.hatopo')).toBe(withoutNics);
    await run('named.hatopo', ...dupLink, '--fix');
    expect(read('named.hatopo')).toBe(mendedText);
  });

  test('says that the fixes of a rule are none that it applies', async () => {
    write('unsafe.hatopo', withoutNics);
    const { err } = await run('unsafe.hatopo', '--rule', 'topology/untested-redundancy', '--fix');
    expect(err).toMatch(/^--fix applies safe fixes alone, and topology\/untested-redundancy has none that is/m);
    expect(read('unsafe.hatopo')).toBe(withoutNics);
    expect((await run('unsafe.hatopo', '--rule', 'avaya/*', '--fix')).err).not.toMatch(/--fix applies/);
  });

  test('mends imported files too, but none that a configuration leaves out', async () => {
    const [site = '', rest = ''] = withoutNics.split(/^(?=service )/m);
    write('several/members.hatopo', site);
    write('several/main.hatopo', `import "./members.hatopo"\n${rest}`);
    const main = read('several/main.hatopo');
    write('several/hatopo.config.json', '{ "exclude": ["members.hatopo"] }');
    await run('several', ...dupLink, '--fix');
    expect(read('several/members.hatopo')).toBe(site);
    write('several/hatopo.config.json', '{}');
    const { code, out } = await run('several/main.hatopo', ...dupLink, '--fix');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}several\/members\.hatopo: Add nic/m);
    expect(read('several/members.hatopo') + rest).toBe(mendedText);
    expect(read('several/main.hatopo')).toBe(main);
  });

  test('keeps the line ends of Windows', async () => {
    write('windows.hatopo', withoutNics.replaceAll('\n', '\r\n'));
    await run('windows.hatopo', ...dupLink, '--fix');
    expect(read('windows.hatopo')).toBe(mendedText.replaceAll('\n', '\r\n'));
  });

  test('leaves a file as it is that is no UTF-8, and exits with 2', async () => {
    const bytes = Buffer.concat([Buffer.from(withoutNics), Buffer.from([0x2f, 0x2f, 0x20, 0xe4, 0x0a])]);
    write('latin.hatopo', bytes);
    const { code, out, err } = await run('latin.hatopo', ...dupLink, '--fix');
    expect(code).toBe(2);
    expect(err).toMatch(/^latin\.hatopo could not be written: it is no UTF-8, or was changed meanwhile\.$/m);
    expect(out).not.toMatch(/Mended/);
    expect(out).toMatch(/error avaya\/dup-link-present/);
    expect(read('latin.hatopo')).toBe(bytes.toString());
  });

  // Root may write everything.
  test.skipIf(process.getuid?.() === 0)('says which file it may not write', async () => {
    write('locked.hatopo', withoutNics);
    chmodSync(join(folder.path, 'locked.hatopo'), 0o444);
    const { code, err } = await run('locked.hatopo', ...dupLink, '--fix');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('permission denied') });
  });

  test('gives the standard input back mended, and the report beside it', async () => {
    const piped = (text: string) => call(['check', '-', '--fix', ...dupLink], folder.path, { input: text });
    const { code, out, err } = await piped(withoutNics);
    expect(out).toBe(mendedText);
    expect(err).toMatch(/^Mended 2 findings:$/m);
    expect(code).toBe(0);
    const clean = await piped('network lan\n');
    expect(clean).toEqual({ code: 0, out: 'network lan\n', err: '1 file: nothing found.\n' });
  });

  test('changes no file behind the standard input', async () => {
    const [site = '', rest = ''] = withoutNics.split(/^(?=service )/m);
    write('behind/members.hatopo', site);
    const input = `import "./members.hatopo"\n${rest}`;
    const args = ['check', '-', '--fix', ...dupLink, '--stdin-filename', 'behind/main.hatopo'];
    const { code, out, err } = await call(args, folder.path, { input });
    expect(out).toBe(input);
    expect(read('behind/members.hatopo')).toBe(site);
    expect(err).toMatch(/error avaya\/dup-link-present/);
    expect(code).toBe(1);
  });
});
