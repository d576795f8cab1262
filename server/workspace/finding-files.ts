/** Files of the language in folders whose files the editor reads. */
import type { FileSystemProvider, URI } from 'langium';

/** Files that are found all at once, not folder by folder: every folder would cost a question over the network. */
export interface FindingFiles extends FileSystemProvider {
  /** The files of the language below a folder; `undefined` where its folders are read one by one. */
  findFiles(folder: URI): Promise<readonly URI[]> | undefined;
}

export function findsFiles(files: FileSystemProvider): files is FindingFiles {
  return 'findFiles' in files;
}

/** How long the first answers wait for files that nobody opened. */
const PATIENCE = 5_000;

/**
 * What is found in time; what comes later is told then.
 * @param patience in ms
 */
export async function foundInTime(
  found: Promise<readonly URI[]>,
  tell: (late: readonly URI[]) => void,
  patience = PATIENCE,
): Promise<readonly URI[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  const inTime = await Promise.race([found, impatience]);
  clearTimeout(timer);
  if (!inTime) void found.then(tell, () => undefined);
  return inTime ?? [];
}
