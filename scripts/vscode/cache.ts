/** The cache that checkouts on one machine share: what takes long is made once, whole or not at all. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The cache's folder: HATOPO_CACHE, else `.cache/hatopo` in the home folder. */
export function cacheFolder(): string {
  return process.env.HATOPO_CACHE || path.join(os.homedir(), '.cache', 'hatopo');
}

/**
 * The folder `name` in the cache, made by `make` if it is not there. `make` gets a folder of its own
 * that becomes `name` only when it is done, so an interrupted run leaves nothing that looks whole,
 * and two runs at a time do not meet.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const cache = cacheFolder();
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;
  removeAbandoned(cache, name);
  const work = path.join(cache, `${name}.making-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await make(work);
    if (existsSync(folder)) rmSync(work, { recursive: true, force: true });
    else renameSync(work, folder);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** Removes what a run that was killed left half made. */
function removeAbandoned(cache: string, name: string): void {
  if (!existsSync(cache)) return;
  for (const entry of readdirSync(cache)) {
    const pid = entry.startsWith(`${name}.making-`) ? Number(entry.split('-').at(-1)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) {
      rmSync(path.join(cache, entry), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
