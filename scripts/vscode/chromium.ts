/** A Chrome or Chromium for the tests: the one at hand, or Debian's. */

import os from 'node:os';
import path from 'node:path';
import { findProgram, installPackages, isExecutable, mayInstallPackages } from './system.ts';

/** A browser's program, or why there is none. */
export type Browser = { readonly path: string } | { readonly unavailable: string };

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const macApplications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** A browser that is already there: CHROME_PATH, the PATH, a Mac's applications. */
export function findBrowser(): Browser {
  const named = process.env.CHROME_PATH;
  if (named) {
    return isExecutable(named) ? { path: named } : { unavailable: `CHROME_PATH names no program: ${named}` };
  }
  const found = findProgram(...programs) ?? macBrowser();
  return found ? { path: found } : { unavailable: 'no Chrome or Chromium found (set CHROME_PATH to name one)' };
}

/** A browser that is there, or Debian's Chromium installed now where we may. */
export async function provisionBrowser(): Promise<Browser> {
  const found = findBrowser();
  // who names a browser wants that one
  if ('path' in found || process.env.CHROME_PATH || !mayInstallPackages()) return found;
  try {
    // without a font of its own a bare machine draws empty boxes
    await installPackages('chromium', 'fonts-dejavu-core');
  } catch (error) {
    return { unavailable: `Chromium could not be installed: ${(error as Error).message}` };
  }
  return findBrowser();
}

function macBrowser(): string | undefined {
  if (process.platform !== 'darwin') return undefined;
  const folders = ['/Applications', path.join(os.homedir(), 'Applications')];
  return folders
    .flatMap((folder) => macApplications.map((app) => path.join(folder, app)))
    .find((file) => isExecutable(file));
}
