/** The server in one file, as it ships: made once for a test file. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { serverBundle } from '../../../scripts/lib/server-bundle.ts';

const root = join(import.meta.dirname, '../../..');

/** Path of the bundle, in a folder of its own; `banner` is put before it. */
export async function serverBundleFile(banner = ''): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'hatopo-bundle-')), 'server.cjs');
  await esbuild.build({
    ...serverBundle,
    entryPoints: [join(root, 'server/main.ts')],
    outfile,
    bundle: true,
    minify: true,
    banner: { js: banner },
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outfile;
}
