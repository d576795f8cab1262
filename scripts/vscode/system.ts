/** What the machine itself must have, and Debian's packages where we may install them. */

import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../lib/processes.ts';
import { PlainError, step } from '../lib/steps.ts';

/** The path of a program on the PATH, or undefined. */
export function findProgram(...names: string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Whether a file is there and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether packages can be installed without asking anybody: Debian or a relative of it, as root. */
export function mayInstallPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages; only where {@link mayInstallPackages}. */
export async function installPackages(...names: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${names.join(', ')} (apt-get)`, async (now) => {
    const onLine = (line: string) => now.at(line.slice(0, 100));
    await run('apt-get', ['update', '-q'], { env, limit: 300_000, onLine });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], {
      env,
      limit: 900_000,
      onLine,
    });
  });
}

/** What native modules are compiled with: the program, and the Debian package that has it. */
const compilers = [
  { programs: ['g++', 'c++', 'clang++'], debian: 'g++', what: 'a C++ compiler' },
  { programs: ['make', 'gmake'], debian: 'make', what: 'make' },
  { programs: ['python3', 'python'], debian: 'python3', what: 'Python 3' },
];

/** Sees to it that native modules can be compiled: installs what is missing where it may, else says what to install. */
export async function provisionCompilers(): Promise<void> {
  if (process.platform === 'darwin') {
    await requireMacTools();
    return;
  }
  const missing = compilers.filter((tool) => !findProgram(...tool.programs));
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debian);
  if (mayInstallPackages()) {
    await installPackages(...packages);
    return;
  }
  throw missingTools(
    missing.map((tool) => tool.what).join(', '),
    `on Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
  );
}

/** A Mac has a g++, make and python3 that only ask to install the true ones. */
async function requireMacTools(): Promise<void> {
  try {
    await run('xcode-select', ['-p'], { limit: 10_000 });
  } catch {
    throw missingTools("Apple's command line tools", 'xcode-select --install');
  }
}

function missingTools(what: string, how: string): PlainError {
  return new PlainError(
    `Two small native modules of the editor must be compiled, and this is missing: ${what}.\nTo install it, ${how}`,
  );
}
