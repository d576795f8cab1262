/** Writes the tables of docs/language.md, each between its marks: `<!-- statement host -->` … `<!-- end -->`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referenceBlock } from './language-tables.ts';

const file = path.join(import.meta.dirname, '..', '..', 'docs', 'language.md');

/** docs/language.md with its tables as they must be now. */
export function languagePage(): string {
  return readFileSync(file, 'utf8').replace(
    /<!-- ((?!end )[^\n]*?) -->\n[\s\S]*?<!-- end -->/g,
    (_, name: string) => `<!-- ${name} -->\n\n${referenceBlock(name)}\n<!-- end -->`,
  );
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(file, languagePage());
  console.log('docs/language.md is written');
}
