/** A folder for the files of one test file: made before its tests, removed behind them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

export interface Folder {
  /** Its path; empty until the tests run. */
  path: string;
  /** Writes a file, with the folders that it needs. */
  write: (name: string, text: string | Uint8Array) => void;
  read: (name: string) => string;
}

export function testFolder(): Folder {
  const folder: Folder = {
    path: '',
    write: (name, text) => {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    },
    read: (name) => readFileSync(join(folder.path, name), 'utf8'),
  };
  beforeAll(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'hatopo-'));
  });
  afterAll(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}
