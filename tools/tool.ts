/** What a tool is: something that an assistant may ask, over MCP or in the editor. */
import type { FileSystemProvider, URI } from 'langium';
import type { InputSchema } from './input.ts';

/** Where texts are read for whoever asks. */
export interface Desk {
  readonly files: FileSystemProvider;
  /** Where a text stands that is of no file: what it imports is looked for beside it. */
  readonly folder: URI;
  /**
   * The address of a file that is named by its path or address.
   * @param isRead false where another text counts instead of the file's: it need not be there
   * @throws {UsageError} where there is no such file, or one of another kind
   */
  find(file: string, isRead: boolean): Promise<URI>;
  /** A file as whoever asks would write it, by its address. */
  show(uri: string): string;
  /** True when nobody waits for the answer any more. */
  readonly isCancelled?: () => boolean;
}

export interface Answer {
  /** Sentences, made for reading. */
  readonly text: string;
  /** What was made. */
  readonly file?: { readonly name: string; readonly mimeType: string; readonly content: string };
}

export interface Tool {
  /** `explain_rule` */
  readonly name: string;
  readonly title: string;
  /** For the assistant: what it gets, and when to ask. */
  readonly description: string;
  readonly input: InputSchema;
  /**
   * @param input what was given, not yet looked at
   * @throws {UsageError} with a sentence for whoever asked
   */
  answer(input: unknown, desk: Desk): Promise<Answer>;
}
