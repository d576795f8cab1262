/** What is shipped: the package, and the bundles in it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { vsixFile } from '../../scripts/lib/repo.ts';
import { zipEntries } from '../../test/package/zip.ts';
import type { Measure } from '../report.ts';

const bundles: readonly (readonly [file: string, what: string, goal?: number])[] = [
  ['extension/out/server/main.js', 'server bundle, for Node and the web', 700],
  ['extension/out/client/extension.cjs', 'client bundle'],
  ['extension/out/client/browser.cjs.js', 'client bundle for the web'],
  ['extension/out/webview/main.js', 'panel bundle'],
];

export const sizes: Measure = {
  name: 'sizes',
  async *run() {
    if (!existsSync(vsixFile)) {
      yield { what: 'sizes', reason: 'there is no package: `npm run package` makes it' };
      return;
    }
    const { size, mtime } = statSync(vsixFile);
    yield { what: `VSIX of ${mtime.toISOString().slice(0, 16)}`, value: size / 1024, unit: 'KiB', goal: 1024 };
    const entries = new Map(zipEntries(readFileSync(vsixFile)).map((entry) => [entry.name, entry.size]));
    for (const [file, what, goal] of bundles) {
      const bytes = entries.get(file);
      if (bytes === undefined) yield { what, reason: `${file} is not in the package` };
      else yield { what, value: bytes / 1024, unit: 'KiB', ...(goal && { goal }) };
    }
  },
};
