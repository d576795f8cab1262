/** The language server in Neovim, set up as docs/editors.md says. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../scripts/vscode/system.ts';
import { code, type Desk, setUpDesk } from './support/desk.ts';

const root = join(import.meta.dirname, '../..');
const nvim = findProgram('nvim');

/** What the script in Neovim saw. */
interface Seen {
  readonly filetype: string;
  readonly found: readonly { readonly line: number; readonly message: string; readonly code: string }[];
  readonly hover: string;
  readonly completion: readonly string[];
  readonly definition: number;
  readonly fixes: readonly string[];
  readonly left: readonly string[];
  readonly formatted: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly omnifunc: string;
  readonly comments: string;
  readonly saved: string;
  readonly failure?: string;
}

/** The set-up that the documentation gives for this Neovim, with comments and the layout on save. */
function documentedSetup(isNew: boolean): string {
  const [, chapter = ''] = readFileSync(join(root, 'docs/editors.md'), 'utf8').split('\n## Neovim\n');
  const [recent = '', older = '', both = ''] = [...chapter.matchAll(/```lua\n([\s\S]*?)```/g)].map(
    ([, code]) => code ?? '',
  );
  return (isNew ? recent : older) + both;
}

describe.skipIf(!nvim)(`Neovim${nvim ? '' : ' (not run: it is not installed; Debian: apt-get install neovim)'}`, () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await setUpDesk('neovim');
  }, 120_000);
  afterAll(() => desk?.remove());

  test('shows findings, explains, completes, goes to declarations, mends and lays out', {
    timeout: 120_000,
  }, async () => {
    const run = promisify(execFile);
    const { stdout: version } = await run(nvim ?? '', ['--version']);
    const [, major = '0', minor = '0'] = /v(\d+)\.(\d+)/.exec(version) ?? [];
    const { home, file, text } = desk;
    writeFileSync(join(home, 'init.lua'), documentedSetup(Number(major) > 0 || Number(minor) >= 11));

    const script = join(import.meta.dirname, 'support/neovim.lua');
    const { stderr } = await run(
      nvim ?? '',
      ['--headless', '-n', '-u', join(home, 'init.lua'), '-i', 'NONE', '-c', `luafile ${script}`],
      {
        cwd: desk.folder,
        timeout: 100_000,
        env: {
          ...desk.env,
          XDG_CONFIG_HOME: join(home, 'config'),
          XDG_DATA_HOME: join(home, 'data'),
          XDG_STATE_HOME: join(home, 'state'),
          XDG_CACHE_HOME: join(home, 'cache'),
        },
      },
    );
    const seen = desk.seen<Seen>();
    expect({ failure: seen.failure, stderr }).toEqual({
      failure: undefined,
      stderr: expect.not.stringContaining('E5'),
    });

    const lineOf = (said: string) => text.split('\n').findIndex((line) => line.startsWith(said)) + 1;
    expect(seen.filetype).toBe('hatopo');
    expect(seen.found).toContainEqual(expect.objectContaining({ line: lineOf('vm CMVM_01'), code, source: 'hatopo' }));
    expect(seen.hover).toMatch(/Host1/);
    expect(seen.hover).toMatch(/128 GB/);
    expect(seen.completion).toContain('CMVM_02');
    expect(seen.completion).not.toContain('Host1');
    expect(seen.definition).toBe(lineOf('vm CMVM_01'));
    expect(seen.fixes[0]).toContain('Add nic eth2 -> duplication via vmnic2 to CMVM_01');
    expect(seen.left).toEqual([]);
    expect(seen.formatted).toBe('network spare');
    expect(seen.saved).toBe('network other');
    expect(readFileSync(file, 'utf8')).toMatch(/^network other\n/);
    expect(seen.keys).toEqual({ K: 'K', gO: 'gO', gra: 'gra', grn: 'grn' });
    expect(seen.omnifunc).toBe('v:lua.vim.lsp.omnifunc');
    expect(seen.comments).toBe('// %s');
  });
});
