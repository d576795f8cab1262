/**
 * Builds everything that ships. `node esbuild.mjs [--production] [--watch]`
 *
 * What is generated is made first where it is missing or older than what it is made from.
 */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import generate from './scripts/generate.ts';
import { cliBundle } from './scripts/lib/cli-bundle.ts';
import { noticesOf } from './scripts/lib/notices.ts';
import { serverBundle } from './scripts/lib/server-bundle.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
process.chdir(root);

const production = process.argv.includes('--production') || process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

const node = { platform: 'node', format: 'cjs', target: 'node20' };
const browser = { platform: 'browser', format: 'iife', target: 'es2022' };

/** Every bundle: what it is for, where it starts, where it goes. */
const bundles = [
  {
    name: 'client, desktop',
    in: 'client/extension.ts',
    out: 'out/client/extension.cjs',
    ...node,
    external: ['vscode'],
  },
  {
    name: 'client, web',
    in: 'client/browser.ts',
    // In a browser VS Code asks for the manifest's `browser.cjs` with `.js` behind it; `.cjs` says that it is no ES module.
    out: 'out/client/browser.cjs.js',
    ...browser,
    format: 'cjs',
    external: ['vscode'],
  },
  // `.js`, which a browser takes for a script; the folder's package.json keeps Node from taking it for an ES module.
  { name: 'server', in: 'server/main.ts', out: 'out/server/main.js', ...serverBundle },
  { name: 'panel', in: 'client/webview/main.ts', out: 'out/webview/main.js', ...browser },
  { name: 'command line', in: 'cli/bin.ts', out: 'out/cli/hatopo.cjs', ...cliBundle },
  {
    name: 'extension tests',
    in: 'test/vscode/suite/index.ts',
    out: 'out/test/suite.cjs',
    ...node,
    external: ['vscode'],
  },
];

await generate();
const there = bundles.filter((bundle) => {
  if (existsSync(bundle.in)) return true;
  console.log(`${bundle.in} is not there yet: no ${bundle.out}`);
  return false;
});
if (watch) {
  for (const bundle of there) {
    const context = await esbuild.context(options(bundle));
    await context.watch();
  }
  console.log('Watching; Ctrl-C ends.');
} else {
  for (const bundle of there) rmSync(bundle.out, { force: true });
  try {
    const built = await Promise.all(there.map((bundle) => esbuild.build(options(bundle))));
    const shipped = built.filter((_, index) => there[index]?.name !== 'extension tests');
    writeFileSync('out/THIRD-PARTY-NOTICES.txt', noticesOf(shipped.map(({ metafile }) => metafile)));
  } catch (error) {
    // of a bundle that cannot be made esbuild has said what is wrong
    if (!error.errors) console.error(error);
    process.exit(1);
  }
  writeFileSync('out/server/package.json', '{ "type": "commonjs" }\n');
  printSizes(there);
}

/** esbuild's options for one bundle. */
function options({ name: _name, in: entry, out, ...rest }) {
  mkdirSync(path.dirname(out), { recursive: true });
  return {
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    metafile: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.svg': 'text' },
    // the editor's modules before Node's forms of packages that have both
    mainFields: rest.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    ...rest,
    define: { ...rest.define, 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  };
}

/** A table of what was built: KiB as it is and gzipped. */
function printSizes(built) {
  const files = built.flatMap(({ name, out }) =>
    [out, out.replace(/\.c?js$/, '.css')]
      .filter((file) => existsSync(file))
      .map((file) => ({ name, file, content: readFileSync(file) })),
  );
  const row = (name, file, raw, zipped) =>
    `${name.padEnd(18)}${file.padEnd(28)}${raw.padStart(10)}${zipped.padStart(10)}`;
  console.log(row('bundle', 'file', 'KiB', 'gzipped'));
  for (const { name, file, content } of files) {
    console.log(row(name, file, kib(content.length), kib(gzipSync(content).length)));
  }
}

function kib(bytes) {
  return (bytes / 1024).toFixed(1);
}
