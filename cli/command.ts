/** What a command of the command line is, and what it may talk to. */
import { UsageError } from '../tools/usage-error.ts';

/**
 * Exit codes: 0 clean or all expectations hold, 1 errors, too many warnings or a failed expectation, 2 nothing could be
 * checked or run, or a file could not be written.
 */
export type ExitCode = 0 | 1 | 2;

/** Where a command reads and writes; tests give their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of the standard input, as text. */
  readonly input: () => Promise<string>;
  /** Whether the reader sees colours. */
  readonly colour: boolean;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The folder with the panel's page as it is built: `main.js`, `main.css`. */
  readonly page: string;
  /** The language server as it is built. */
  readonly server: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The help text: usage, options, exit codes. */
  readonly help: string;
  /**
   * @param args what follows the command's name
   * @throws {UsageError} where the words are off
   */
  readonly run: (args: readonly string[], io: Io) => Promise<ExitCode>;
}

/** The call's words are off: said to the user without a stack, exit code 2. */
export { UsageError };

/** A file is not there, or cannot be read: the words are right, so that more help on them would not help. */
export class InputError extends UsageError {}
