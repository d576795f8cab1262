/** A walk over the tokens before the cursor that notes, where they end, what could have come. */
import { statementsCalled } from '../../language/vocabulary/index.ts';
import type { Expected, Frame } from './expected.ts';
import type { Token } from './tokens.ts';

/** Statements that begin with their keyword and a name or title. */
function isNaming(word: string): boolean {
  return statementsCalled(word).some(({ form }) => /^\S+ (NAME|VENDOR|")/.test(form));
}

export class Cursor {
  readonly frames: Frame[];
  readonly expected: Expected[] = [];
  private readonly tokens: readonly Token[];
  private at = 0;
  /** A statement at the end of the text lacks what it cannot do without. */
  private demanding = false;

  constructor(tokens: readonly Token[], frames: readonly Frame[]) {
    this.tokens = tokens;
    this.frames = [...frames];
  }

  /** The innermost open body. */
  get frame(): Frame {
    return this.frames.at(-1) as Frame;
  }

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  is(text: string, ahead = 0): boolean {
    return this.tokens[this.at + ahead]?.text === text;
  }

  next(): Token | undefined {
    return this.tokens[this.at++];
  }

  /** Takes the token where it is this text. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  takeKind(...kinds: string[]): Token | undefined {
    const token = this.peek();
    return token && kinds.includes(token.kind) ? this.next() : undefined;
  }

  /** Takes a word that is not the beginning of what comes next. */
  takeWord(): Token | undefined {
    const token = this.peek();
    return token?.word && !this.beginsItem() ? this.next() : undefined;
  }

  /** Takes a word of a head, behind which a colon may follow: a name, the host of a VM. */
  takeName(): Token | undefined {
    const token = this.peek();
    return token?.word && !token.first ? this.next() : undefined;
  }

  /** Tokens from an index that `mark` gave. */
  since(mark: number): readonly Token[] {
    return this.tokens.slice(mark, this.at);
  }

  mark(): number {
    return this.at;
  }

  /** Notes what may come, where the text ends here. */
  allow(...expected: Expected[]): void {
    if (this.atEnd && !this.demanding) this.expected.push(...expected);
  }

  /** Notes what must come, where the text ends here: nothing else may, but on a new line. */
  demand(...expected: Expected[]): void {
    this.allow(...expected);
    if (this.atEnd) this.demanding = true;
  }

  /** Whether a statement or property begins here: a value that is missing does not take its first word. */
  beginsItem(): boolean {
    const token = this.peek();
    const after = this.peek(1);
    if (!token?.word) return false;
    if (after?.text === ':') return true;
    if (!token.first || !after || after.first) return false;
    if (token.text === 'at') return after.kind === 'QUANTITY' || after.kind === 'NUMBER';
    if (token.text === 'expect' || token.text === 'keep') return after.word;
    return isNaming(token.text) && (after.word || after.kind === 'STRING');
  }

  /** Whether the next token stands left of the open body's statement: that body was never closed. */
  leavesBody(): boolean {
    const token = this.peek();
    const head = this.frame.head[0];
    return token !== undefined && head !== undefined && token.first && token.indent <= head.indent && this.beginsItem();
  }

  /**
   * Runs `read` in the body that a statement opens; without a `{` there is none. `read` says whether the body
   * came to its end: one that did not is what the cursor stands in.
   */
  inBody(id: Frame['id'], head: readonly Token[], read: () => boolean): void {
    if (!this.take('{')) return;
    this.frames.push({ id, head, present: new Set() });
    if (read()) this.frames.pop();
  }
}
