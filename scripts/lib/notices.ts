/** The licences of what bundles carry of other people's work. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * One text with name, version and licence of every package of which something is in these bundles.
 * @throws {Error} for a package that has no licence: nobody may ship it
 */
export function noticesOf(metafiles: readonly Metafile[]): string {
  const folders = new Set<string>();
  for (const { inputs, outputs } of metafiles) {
    const used = new Set(Object.values(outputs).flatMap((output) => Object.keys(output.inputs)));
    for (const file of Object.keys(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
      if (folder !== undefined && used.has(file)) folders.add(folder);
    }
  }
  const notices = [...folders].sort().map(noticeOf);
  const head = 'hatopo contains parts of these packages. Each stands under its own licence, below.\n';
  return [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
  if (!manifest.license && !text) throw new Error(`${folder} has no licence: it must not be shipped.`);
  const notice = ['NOTICE', 'NOTICE.txt'].map((name) => path.join(folder, name)).find((name) => existsSync(name));
  return [
    `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`,
    text,
    notice === undefined ? '' : readFileSync(notice, 'utf8').trim(),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}
