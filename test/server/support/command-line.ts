/** The command line with the server beside it, as they are installed: made once for a test file. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { cliBundle } from '../../../scripts/lib/cli-bundle.ts';
import { serverBundle } from '../../../scripts/lib/server-bundle.ts';

const root = join(import.meta.dirname, '../../..');

export interface Installed {
  /** The command line's one file. */
  readonly program: string;
  /** A folder for the PATH: it holds `hatopo`. */
  readonly path: string;
  readonly remove: () => void;
}

/** `withServer: false` leaves out the server. */
export async function installCommandLine({ withServer = true } = {}): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'hatopo-installed-'));
  const program = join(folder, 'out/cli/hatopo.cjs');
  const common = {
    bundle: true,
    minify: true,
    logLevel: 'error',
  } as const;
  const production = { 'process.env.NODE_ENV': '"production"' };
  await esbuild.build({
    ...cliBundle,
    ...common,
    define: { ...cliBundle.define, ...production },
    entryPoints: [join(root, 'cli/bin.ts')],
    outfile: program,
  });
  if (withServer) {
    const outfile = join(folder, 'out/server/main.js');
    await esbuild.build({
      ...serverBundle,
      ...common,
      define: production,
      entryPoints: [join(root, 'server/main.ts')],
      outfile,
    });
    writeFileSync(join(folder, 'out/server/package.json'), '{ "type": "commonjs" }\n');
  }
  chmodSync(program, 0o755);
  const path = join(folder, 'bin');
  mkdirSync(path);
  // as npm links it
  writeFileSync(join(path, 'node'), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  symlinkSync(program, join(path, 'hatopo'));
  return { program, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
