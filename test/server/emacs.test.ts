/** The language server in Emacs, set up as docs/editors.md says. */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../scripts/vscode/system.ts';
import { type Desk, setUpDesk } from './support/desk.ts';

const root = join(import.meta.dirname, '../..');
const emacs = findProgram('emacs');

/** Whether Emacs has Eglot, of its own or from a package. */
function hasEglot(): boolean {
  const looking = '(progn (require \'package) (package-initialize) (kill-emacs (if (locate-library "eglot") 0 1)))';
  return emacs !== undefined && spawnSync(emacs, ['-q', '--batch', '--eval', looking]).status === 0;
}

/** What the script in Emacs saw. */
interface Seen {
  readonly mode: string;
  readonly found: readonly string[];
  readonly completion: readonly string[];
  readonly definition: number;
  readonly hover: string;
  readonly renamed: number;
  readonly saved: string;
  readonly comment: string;
  readonly inComment: boolean;
  readonly failure?: string;
}

function documentedSetup(): string {
  const [, chapter = ''] = readFileSync(join(root, 'docs/editors.md'), 'utf8').split('\n## Emacs\n');
  return /```elisp\n([\s\S]*?)```/.exec(chapter)?.[1] ?? '';
}

const isThere = hasEglot();

describe.skipIf(!isThere)(`Emacs${isThere ? '' : ' (not run; Debian: apt-get install emacs-nox elpa-eglot)'}`, () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await setUpDesk('emacs');
  }, 120_000);
  afterAll(() => desk?.remove());

  test('shows findings, completes, goes to declarations, renames, lays out on save', { timeout: 120_000 }, async () => {
    const { home, file, text } = desk;
    writeFileSync(join(home, 'init.el'), documentedSetup());
    const script = join(import.meta.dirname, 'support/emacs.el');
    await promisify(execFile)(emacs ?? '', ['-q', '--batch', '-l', script], {
      cwd: desk.folder,
      timeout: 100_000,
      env: {
        ...desk.env,
        HATOPO_INIT: join(home, 'init.el'),
      },
    });
    const seen = desk.seen<Seen>();
    expect(seen.failure).toBeUndefined();
    expect(seen.mode).toBe('hatopo-mode');
    expect(seen.found.join('\n')).toContain('CMVM_01 has no adapter on duplication');
    expect(seen.completion).toContain('CMVM_02');
    expect(seen.completion).not.toContain('Host1');
    expect(seen.definition).toBe(text.split('\n').findIndex((line) => line.startsWith('vm CMVM_02')) + 1);
    expect(seen.hover).toMatch(/Host1[\s\S]*128 GB/);
    expect(seen.renamed).toBe(text.split(/\bCMVM_01\b/).length - 1);
    expect(seen.saved).toBe('network spare');
    expect(readFileSync(file, 'utf8')).toMatch(/^network spare\n/);
    expect(seen.comment).toBe('// network spare');
    expect(seen.inComment).toBe(true);
  });
});
