/** What is generated: from the grammar by Langium, the product files and the reference as text, the editor's colours from the vocabulary. */

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './lib/processes.ts';
import { inRepo, root } from './lib/repo.ts';

/**
 * Generates what is missing or older than what it is made from. Before a build, and before vitest's
 * unit tests, whose sources import what is generated.
 */
export default async function generate(): Promise<void> {
  await fromGrammar();
  libraryTexts();
  reference();
  await colours();
}

async function fromGrammar(): Promise<void> {
  const read = ['langium-config.json', ...globSync('language/**/*.langium', { cwd: root })];
  const written = ['ast.ts', 'grammar.ts', 'module.ts'].map((file) => `language/generated/${file}`);
  const newest = Math.max(...read.map(modified));
  if (written.every((file) => existsSync(inRepo(file)) && modified(file) >= newest)) return;
  // Langium asks on the terminal what to do with files that it did not write; these are written anew.
  for (const file of ['library.ts', 'reference.ts']) rmSync(inRepo('language', 'generated', file), { force: true });
  const cli = inRepo('node_modules', 'langium-cli', 'bin', 'langium.js');
  await run(process.execPath, [cli, 'generate'], { cwd: root, limit: 120_000 });
}

/**
 * Writes language/generated/library.ts: the text of every language/library/*.hatopo by its file
 * name. A module, not a file that is read, since a browser's worker has no files.
 */
function libraryTexts(): void {
  const files = globSync('language/library/*.hatopo', { cwd: root }).sort();
  const entries = files.map((file) => {
    const text = readFileSync(inRepo(file), 'utf8').replaceAll('\r\n', '\n');
    return `  ${JSON.stringify(path.basename(file))}: ${JSON.stringify(text)},\n`;
  });
  const content = [
    '/** Generated from language/library/*.hatopo by scripts/generate.ts. */\n',
    `export const libraryTexts: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`,
  ].join('');
  writeIfOther(inRepo('language', 'generated', 'library.ts'), content);
}

/** Writes language/generated/reference.ts: docs/language.md, which the bundled command line hands to assistants. */
function reference(): void {
  const page = readFileSync(inRepo('docs', 'language.md'), 'utf8').replaceAll('\r\n', '\n');
  const text = page.replace(/^<!-- .* -->\n\n?/gm, '');
  const content = [
    '/** Generated from docs/language.md by scripts/generate.ts. */\n',
    `export const languageReference = ${JSON.stringify(text)};\n`,
  ].join('');
  writeIfOther(inRepo('language', 'generated', 'reference.ts'), content);
}

/** Writes the TextMate grammar. Loaded late: the vocabulary imports what is generated above. */
async function colours(): Promise<void> {
  const { textMateGrammar } = await import('./textmate.ts');
  const content = `${JSON.stringify(textMateGrammar(), undefined, 2)}\n`;
  writeIfOther(inRepo('syntaxes', 'hatopo.tmLanguage.json'), content);
}

function writeIfOther(target: string, content: string): void {
  if (existsSync(target) && readFileSync(target, 'utf8') === content) return;
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function modified(file: string): number {
  return statSync(inRepo(file)).mtimeMs;
}

if (import.meta.main) await generate();
