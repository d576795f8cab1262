/** Where tools read texts: on disk, paths from the folder in which hatopo was started. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeFileSystem } from 'langium/node';
import { URI } from 'vscode-uri';
import { fileOf } from '../../tools/findings/place.ts';
import type { Desk } from '../../tools/tool.ts';
import { UsageError } from '../command.ts';
import { hatopoFile, isHatopo, shown } from '../files.ts';

export function deskOnDisk(cwd: string, isCancelled: () => boolean): Desk {
  return {
    files: NodeFileSystem.fileSystemProvider(),
    folder: URI.file(cwd),
    async find(file, isRead) {
      const path = pathOf(file);
      if (isRead) return URI.file(await hatopoFile(path, cwd));
      if (!isHatopo(path)) throw new UsageError(`${file} is no .hatopo file.`);
      return URI.file(resolve(cwd, path));
    },
    show: (uri) => shown(fileOf(uri), cwd),
    isCancelled,
  };
}

/** Assistants know files by their path or by their address. */
function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  try {
    return fileURLToPath(file);
  } catch {
    throw new UsageError(`${file} is no address of a file here.`);
  }
}
