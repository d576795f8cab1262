/** Tells an editor how far the reading of a large workspace is. */
import type { Connection } from 'vscode-languageserver';

/** Fewer files are read before anybody could read that they are. */
const FEWEST = 50;

export interface Reading {
  /** Another file is read. */
  read(): void;
  /** All are; what follows is the linking of names. */
  linking(): void;
  done(): void;
}

const nothing: Reading = { read: () => {}, linking: () => {}, done: () => {} };

/** Begins to tell; of few files, and to an editor that shows no progress, nothing. Nothing waits for the editor's answer. */
export function tellReading(connection: Connection | undefined, files: number): Reading {
  if (!connection || files < FEWEST) return nothing;
  let read = 0;
  let isDone = false;
  let told = 0;
  const progress = connection.window.createWorkDoneProgress().then(
    (reporter) => {
      if (isDone) return undefined;
      reporter.begin('hatopo', 0, `reading ${files} files`, false);
      return reporter;
    },
    // an editor that refuses is told nothing
    () => undefined,
  );
  const tell = (work: (reporter: NonNullable<Awaited<typeof progress>>) => void) =>
    void progress.then((reporter) => reporter && work(reporter));
  return {
    read() {
      read += 1;
      const percent = Math.floor((100 * read) / files);
      if (percent < told + 5) return;
      told = percent;
      const message = `${read} of ${files} files`;
      tell((reporter) => reporter.report(percent, message));
    },
    linking() {
      tell((reporter) => reporter.report(100, 'linking names'));
    },
    done() {
      isDone = true;
      tell((reporter) => reporter.done());
    },
  };
}
