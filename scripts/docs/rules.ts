/** Writes the pages of the rules: `docs/rules/README.md` and a page a rule. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rules } from '../../engine/rules/index.ts';
import { indexPageOf, pageOf, pagePath } from '../../engine/rules/page.ts';
import { statementsPage } from './statements/page.ts';

/** Every file below `docs/rules/`, by its path in there. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', indexPageOf(rules)],
    ['statements.md', statementsPage()],
    ...rules.map((rule): [string, string] => [pagePath(rule), pageOf(rule)]),
  ]);
}

const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'rules');

/** The files that are there, by the same paths. */
export async function writtenPages(): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

if (process.argv[1] === import.meta.filename) {
  const pages = rulePages();
  await mkdir(folder, { recursive: true });
  for (const stale of await writtenPages()) if (!pages.has(stale)) await rm(path.join(folder, stale));
  for (const [name, text] of pages) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`${pages.size} pages in docs/rules`);
}
