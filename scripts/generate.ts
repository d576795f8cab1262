/** What is generated from the grammar, made again only when the grammar is newer. */

import { existsSync, globSync, statSync } from 'node:fs';
import { run } from './lib/processes.ts';
import { inRepo, root } from './lib/repo.ts';

/**
 * Runs `langium generate` unless everything that it writes is newer than all that it reads. Before a
 * build, and before vitest's unit tests, whose sources import what is generated.
 */
export default async function generate(): Promise<void> {
  const read = ['langium-config.json', ...globSync('language/**/*.langium', { cwd: root })];
  const written = ['ast.ts', 'grammar.ts', 'module.ts']
    .map((file) => `language/generated/${file}`)
    .concat('syntaxes/hatopo.tmLanguage.json');
  const newest = Math.max(...read.map(modified));
  if (written.every((file) => existsSync(inRepo(file)) && modified(file) >= newest)) return;
  const cli = inRepo('node_modules', 'langium-cli', 'bin', 'langium.js');
  await run(process.execPath, [cli, 'generate'], { cwd: root, limit: 120_000 });
}

function modified(file: string): number {
  return statSync(inRepo(file)).mtimeMs;
}

if (import.meta.main) await generate();
