/** Runs once before the browser tests: the editor in the cache, a browser on the machine, the packaged extension. */

import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { vsixFile } from '../../../scripts/lib/repo.ts';
import { provisionBrowser } from '../../../scripts/vscode/chromium.ts';
import { provisionCodeServer } from '../../../scripts/vscode/code-server.ts';
import { provisionVscodeWeb } from '../../../scripts/vscode/vscode-web.ts';
import type { Rig } from './rig.ts';

export default async function setup(project: TestProject): Promise<void> {
  const rig = await provision();
  if ('unavailable' in rig) {
    // where the tests must count, a machine that cannot run them is a failure
    if (process.env.CI) throw new Error(`The browser tests cannot run: ${rig.unavailable}`);
    console.log(`Browser tests are skipped: ${rig.unavailable}`);
  }
  project.provide('rig', rig);
}

async function provision(): Promise<Rig> {
  if (!existsSync(vsixFile)) throw new Error('There is no hatopo.vsix to test: run npm run package first.');
  const browser = await provisionBrowser();
  if ('unavailable' in browser) return browser;
  try {
    await provisionCodeServer();
    await provisionVscodeWeb();
  } catch (error) {
    return { unavailable: (error as Error).message.replaceAll('\n', ' ') };
  }
  return { browser: browser.path };
}
