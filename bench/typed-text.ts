/** The text of a file that is edited keystroke by keystroke, as an editor tells its server of it. */

interface Position {
  readonly line: number;
  readonly character: number;
}

export class TypedText {
  readonly uri: string;
  private text: string;
  private typed = 1;

  constructor(uri: string, text: string) {
    this.uri = uri;
    this.text = text;
  }

  /** The version of the text that was typed last, from 1. */
  get version(): number {
    return this.typed;
  }

  /**
   * Replaces `old`, which is looked for from the offset `from` on.
   * @returns the parameters of `textDocument/didChange`
   * @throws where the text has no `old`
   */
  replace(old: string, by: string, from: number) {
    const at = this.text.indexOf(old, from);
    if (at < 0) throw new Error(`the text has no ${old}`);
    const range = { start: this.positionAt(at), end: this.positionAt(at + old.length) };
    this.text = this.text.slice(0, at) + by + this.text.slice(at + old.length);
    this.typed++;
    return {
      textDocument: { uri: this.uri, version: this.typed },
      contentChanges: [{ range, text: by }],
    };
  }

  /** Position of the first `pattern`, moved by `characters`. */
  positionOf(pattern: string, characters = 0): Position {
    return this.positionAt(this.text.indexOf(pattern) + characters);
  }

  private positionAt(offset: number): Position {
    const before = this.text.slice(0, offset);
    return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
  }
}
