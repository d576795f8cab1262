import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleText } from '../support/topology.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const { write, read } = folder;
const run = (...args: string[]) => call(['format', ...args], folder.path);
const piped = (input: string, ...args: string[]) => call(['format', ...args], folder.path, { input });

const inStyle = exampleText('mx-one-fault-tolerance');
const messy = inStyle.replaceAll(/^ +/gm, '').replaceAll(/ {2,}/g, ' ');
const broken = 'site S {\nrack   a\n   netwrk : : x\n}\n';

describe('hatopo format', () => {
  test('writes what is not in the style, and lists it', async () => {
    write('some/messy.hatopo', messy);
    write('some/fine.hatopo', inStyle);
    expect(await run('some')).toEqual({
      code: 0,
      out: `${join('some', 'messy.hatopo')}\n`,
      err: '1 file of 2 formatted.\n',
    });
    expect(read('some/messy.hatopo')).toBe(inStyle);
    expect(await run('some')).toEqual({ code: 0, out: '', err: '0 files of 2 formatted.\n' });
  });

  test('with --check writes nothing, lists what it would change, and exits with 1', async () => {
    write('checked.hatopo', messy);
    expect(await run('checked.hatopo', '--check')).toEqual({
      code: 1,
      out: 'checked.hatopo\n',
      err: '1 file of 1 not in the style: hatopo format changes that.\n',
    });
    expect(read('checked.hatopo')).toBe(messy);
    write('checked.hatopo', inStyle);
    expect(await run('checked.hatopo', '--check')).toEqual({ code: 0, out: '', err: '1 file in the style.\n' });
  });

  test('finds the examples in the style', async () => {
    expect(await call(['format', '--check', 'examples'])).toMatchObject({ code: 0, out: '' });
  });

  test('says where it understood nothing, formats the rest, and exits with 1', async () => {
    write('broken.hatopo', broken);
    const { code, out, err } = await run('broken.hatopo');
    expect(code).toBe(1);
    expect(out).toBe('broken.hatopo\n');
    expect(err).toMatch(/^broken\.hatopo:3:\d+: \S.*\n1 file of 1 formatted\.\n$/);
    expect(read('broken.hatopo')).toBe('site S {\n  rack a\n   netwrk : : x\n}\n');
    expect((await run('broken.hatopo', '--check')).code).toBe(1);
  });

  test.each([['--stdin'], ['-']])('%s formats the standard input', async (flag) => {
    expect(await piped(messy, flag)).toEqual({ code: 0, out: inStyle, err: '' });
    expect(await piped(messy, flag, '--check')).toMatchObject({ code: 1, out: 'stdin\n' });
    expect(await piped(inStyle, flag, '--check')).toMatchObject({ code: 0, out: '' });
    const { code, out, err } = await piped(broken, flag);
    expect({ code, out }).toEqual({ code: 1, out: 'site S {\n  rack a\n   netwrk : : x\n}\n' });
    expect(err).toMatch(/^stdin:3:\d+: /);
  });

  test('keeps line ends and a mark of the byte order', async () => {
    const windows = `\uFEFF${messy.replaceAll('\n', '\r\n')}`;
    write('windows.hatopo', windows);
    expect((await run('windows.hatopo')).code).toBe(0);
    expect(read('windows.hatopo')).toBe(`\uFEFF${inStyle.replaceAll('\n', '\r\n')}`);
  });

  test('leaves out what a configuration leaves out, unless it is named', async () => {
    write('left/out.hatopo', messy);
    write('left/in.hatopo', messy);
    write('left/hatopo.config.json', '{ "exclude": ["out.hatopo"] }');
    expect((await run('left')).out).toBe(`${join('left', 'in.hatopo')}\n`);
    expect((await run('left/out.hatopo')).out).toBe(`${join('left', 'out.hatopo')}\n`);
  });

  test('leaves a file that is no UTF-8 as it is, and exits with 2', async () => {
    write('latin.hatopo', Buffer.from('rack   a // \xe9\n', 'latin1'));
    const { code, out, err } = await run('latin.hatopo');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/latin\.hatopo could not be written: it is no UTF-8/);
  });

  test.skipIf(process.getuid?.() === 0)('says that a file cannot be written, and exits with 2', async () => {
    write('locked.hatopo', messy);
    chmodSync(join(folder.path, 'locked.hatopo'), 0o444);
    expect(await run('locked.hatopo')).toMatchObject({ code: 2, out: '' });
  });

  test('says how it is called', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringMatching(/^Name the files or folders to format/) });
    expect(await run('--stdin', 'a.hatopo')).toMatchObject({ code: 2, err: expect.stringMatching(/name no file/) });
    expect(await run('none.hatopo')).toMatchObject({ code: 2, err: 'There is no file or folder none.hatopo.\n' });
    expect((await run('--help')).out).toMatch(/--check {2}writes nothing/);
  });
});
