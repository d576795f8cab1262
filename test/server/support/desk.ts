/** A place for another editor: a home of its own, the command line on the PATH, a file with something to mend. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { exampleText } from '../../support/topology.ts';
import { installCommandLine } from './command-line.ts';
import { onlyRules } from './configuration.ts';

/** The only rule that is on: what the file breaks. */
export const code = 'avaya/dup-link-present';

export interface Desk {
  readonly home: string;
  /** The folder that is open. */
  readonly folder: string;
  readonly file: string;
  /** What is in the file at first: a VM lacks its adapter on the duplication network. */
  readonly text: string;
  /** Tells the editor's script what to open, what to mend, and where to write what it saw. */
  readonly env: NodeJS.ProcessEnv;
  /** What the script saw. */
  seen<Seen>(): Seen;
  remove(): void;
}

export async function setUpDesk(editor: string): Promise<Desk> {
  const installed = await installCommandLine();
  const home = mkdtempSync(join(tmpdir(), `hatopo-${editor}-`));
  const folder = join(home, 'work');
  const file = join(folder, 'pair.hatopo');
  const text = exampleText('avaya-duplication').replace('  nic eth2 -> duplication via vmnic2\n', '');
  mkdirSync(folder);
  writeFileSync(file, text);
  writeFileSync(join(folder, 'hatopo.config.json'), onlyRules({ [code]: 'error' }));
  const seenFile = join(home, 'seen.json');
  return {
    home,
    folder,
    file,
    text,
    env: {
      ...process.env,
      PATH: `${installed.path}${delimiter}${process.env.PATH}`,
      HOME: home,
      HATOPO_FILE: file,
      HATOPO_SEEN: seenFile,
      HATOPO_CODE: code,
    },
    seen: () => JSON.parse(readFileSync(seenFile, 'utf8')),
    remove: () => {
      installed.remove();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
