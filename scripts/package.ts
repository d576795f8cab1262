/** Builds and packs the extension: hatopo.vsix. */

import { existsSync, rmSync, statSync } from 'node:fs';
import { run } from './lib/processes.ts';
import { inRepo, root, vsixFile } from './lib/repo.ts';
import { main, PlainError } from './lib/steps.ts';

/** Builds every bundle for production and packs the extension; the old package goes first. */
export async function packageExtension(): Promise<void> {
  rmSync(vsixFile, { force: true });
  const print = (line: string) => console.log(line);
  await run(process.execPath, [inRepo('esbuild.mjs'), '--production'], {
    cwd: root,
    limit: 180_000,
    onLine: print,
  });
  const vsce = inRepo('node_modules', '@vscode', 'vsce', 'vsce');
  // the README's links are for who reads it here; the package has no page on the web yet
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...options, '--out', vsixFile], { cwd: root, limit: 120_000 });
  if (!existsSync(vsixFile)) throw new PlainError('vsce ended well but wrote no hatopo.vsix.');
  console.log(`hatopo.vsix ${(statSync(vsixFile).size / 1024).toFixed(1)} KiB`);
}

if (import.meta.main) await main(packageExtension);
