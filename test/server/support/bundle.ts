/** The server in one file, as it ships: made once for a test file. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const root = join(import.meta.dirname, '../../..');

const forms: Readonly<Record<'main' | 'browser', esbuild.BuildOptions>> = {
  main: { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] },
  browser: { platform: 'browser', format: 'iife', target: 'es2022', mainFields: ['browser', 'module', 'main'] },
};

/** Path of the bundle of `server/main.ts` or `server/browser.ts`, in a folder of its own. */
export async function bundleOf(entry: keyof typeof forms, banner = ''): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'hatopo-bundle-')), `${entry}.cjs`);
  await esbuild.build({
    ...forms[entry],
    entryPoints: [join(root, `server/${entry}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    banner: { js: banner },
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outfile;
}
