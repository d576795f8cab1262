/** Which `{` belongs to which `}`: as they are counted where that works, else as the lines are indented. */
import { beginsItem, DEEPEST, naming } from './boundaries.ts';
import { isOdd, ownerOf } from './headers.ts';
import type { Lexeme } from './lexemes.ts';
import { earlierBrace, orphanage, unopened } from './lost-openings.ts';
import { FILE, isMisplaced } from './places.ts';
import { type Body, type BraceFlaw, isBody, type Structure } from './structure.ts';

/** The bodies of a text. Every lexeme but stray `}` is in one of them, in the order of the text. */
export function structureOf(lexemes: readonly Lexeme[]): Structure {
  const counted = new Matcher(lexemes, false).run();
  const oddities = misplaced(counted.file);
  if (counted.flaws.length === 0 && oddities === 0) return counted;
  const indented = new Matcher(lexemes, true).run();
  if (counted.flaws.length === 0) {
    return indented.flaws.length <= oddities - misplaced(indented.file) ? indented : counted;
  }
  // Text that is not indented: guesses by indentation need more mending than the count of braces does.
  return indented.flaws.length > 2 * (counted.flaws.length + counted.hidden) + 1 ? counted : indented;
}

/** Statements in bodies that never hold them. */
function misplaced(body: Body): number {
  const owner = body.open ? (body.owner?.kind ?? '') : FILE;
  return body.parts.reduce((sum, part, index) => {
    if (isBody(part)) return sum + misplaced(part);
    const begins = naming.has(part.kind) && beginsItem(part, body.parts[index - 1], body.parts[index + 1]);
    return sum + (begins && isMisplaced(part.kind, owner) ? 1 : 0);
  }, 0);
}

class Matcher {
  private readonly file: Body = {
    open: undefined,
    close: undefined,
    parts: [],
    owner: undefined,
    name: undefined,
    indent: -1,
    line: 0,
    odd: false,
  };
  private readonly open: Body[] = [];
  private readonly flaws: BraceFlaw[] = [];
  /** Braces that are open beyond the deepest body. */
  private tooDeep = 0;
  /** What stands on each line, blanks apart. */
  private readonly images = new Map<number, string>();
  private hidden = 0;
  private readonly lexemes: readonly Lexeme[];
  private readonly byIndent: boolean;

  constructor(lexemes: readonly Lexeme[], byIndent: boolean) {
    this.lexemes = lexemes;
    this.byIndent = byIndent;
  }

  run(): Structure {
    this.lexemes.forEach((lexeme, index) => {
      if (lexeme.kind === '{' && this.open.length >= DEEPEST) this.openedTooDeep(lexeme);
      else if (lexeme.kind === '{') this.opened(lexeme, index);
      else if (lexeme.kind === '}' && this.tooDeep > 0) this.tooDeep--;
      else if (lexeme.kind === '}') this.closed(lexeme, index);
      else {
        if (this.byIndent && lexeme.first) this.dedented(lexeme, index);
        this.top.parts.push(lexeme);
      }
    });
    while (this.open.length > 0) this.leave();
    return { file: this.file, flaws: this.flaws, hidden: this.hidden };
  }

  private get top(): Body {
    return this.open[this.open.length - 1] ?? this.file;
  }

  /** Nobody writes this; what stands in it is read as if it stood around it. */
  private openedTooDeep(brace: Lexeme): void {
    this.hidden++;
    if (this.tooDeep++ === 0) this.flaws.push({ kind: 'stray', brace, body: this.top });
  }

  private opened(brace: Lexeme, index: number): void {
    const owner = ownerOf(this.top.parts);
    const indent = owner?.indent ?? brace.indent;
    const { parts } = this.top;
    const after = owner && parts[parts.lastIndexOf(owner) + 1];
    const name = after && !isBody(after) ? after : undefined;
    const odd = !owner || isOdd(owner, this.lexemes, index);
    const body: Body = { open: brace, close: undefined, parts: [], owner, name, indent, line: brace.line, odd };
    parts.push(body);
    this.open.push(body);
  }

  /** Closes the innermost body without a `}` of its own. */
  private leave(next?: Lexeme): void {
    const body = this.open.pop();
    if (!body) return;
    const inner = body.parts.findLast((part) => isBody(part) && part.odd && part.close !== undefined);
    if (body.odd && body.open) {
      this.dissolve(body, this.top);
      this.flaws.push({ kind: 'stray', brace: body.open, owner: body.owner, body: this.top });
    } else if (inner && isBody(inner) && inner.open) {
      // One `{` too many on its line: the last `}` is that of the statement.
      body.close = inner.close;
      this.dissolve(inner, body);
      this.flaws.push({ kind: 'stray', brace: inner.open, owner: inner.owner, body });
    } else if (next && this.isRepeated(body, next)) {
      const { parts } = this.top;
      const start = body.owner ? parts.lastIndexOf(body.owner) : -1;
      parts.splice(start < 0 ? parts.length - 1 : start);
      this.flaws.push({ kind: 'doubled', first: body.owner ?? next, last: body.open ?? next, body: this.top });
    } else {
      this.flaws.push({ kind: 'unclosed', body });
    }
  }

  /** Puts what is in a body where the body is. */
  private dissolve(body: Body, around: Body): void {
    around.parts.splice(around.parts.indexOf(body), 1, ...body.parts);
  }

  /** Whether the line that opens `body` is all there is of it, and the line of `next` is the same once more. */
  private isRepeated({ owner, parts }: Body, next: Lexeme): boolean {
    if (!owner?.first || parts.some((part) => part.line !== owner.line)) return false;
    return this.imageOf(owner.line) === this.imageOf(next.line);
  }

  private imageOf(line: number): string {
    if (this.images.size === 0) {
      for (const { line, token } of this.lexemes)
        this.images.set(line, `${this.images.get(line) ?? ''} ${token.image}`);
    }
    return this.images.get(line) ?? '';
  }

  /** A statement that stands no deeper than an open body began: that body has ended before it. */
  private dedented(lexeme: Lexeme, index: number): void {
    while (this.open.length > 0 && this.top.line < lexeme.line && lexeme.indent <= this.top.indent) {
      const before = this.lexemes[index - 1];
      if (!beginsItem(lexeme, before, this.lexemes[index + 1])) return;
      this.leave(lexeme);
    }
  }

  private closed(brace: Lexeme, index: number): void {
    const { top } = this;
    if (top === this.file) this.stray(brace);
    else if (!this.byIndent || top.line === brace.line) this.close(brace);
    else if (!brace.first) {
      if (this.isClosedLater(top, index)) this.stray(brace);
      else this.close(brace);
    } else this.closedByLine(brace, index);
  }

  /** A `}` that begins its line closes the body whose statement begins in the same column. */
  private closedByLine(brace: Lexeme, index: number): void {
    const { top } = this;
    const meant = this.open.findLastIndex((body) => body.indent === brace.indent && body.line < brace.line);
    if (meant >= 0) {
      while (this.open.length > meant + 1) this.leave();
      this.close(brace);
    } else if (top.indent > brace.indent) {
      while ((this.open[this.open.length - 2]?.indent ?? -1) > brace.indent) this.leave();
      this.close(brace);
    } else if (this.isClosedLater(top, index)) this.stray(brace);
    else this.close(brace);
  }

  /** Whether the next line that stands no deeper than `body` began is the `}` of that body. */
  private isClosedLater(body: Body, index: number): boolean {
    for (let at = index + 1; at < this.lexemes.length; at++) {
      const lexeme = this.lexemes[at];
      if (lexeme?.first && lexeme.indent <= body.indent) return lexeme.kind === '}' && lexeme.indent === body.indent;
    }
    return false;
  }

  private close(brace: Lexeme): void {
    const body = this.open.pop();
    if (body) body.close = brace;
  }

  private stray(brace: Lexeme): void {
    const { top } = this;
    if (!this.byIndent) {
      this.flaws.push({ kind: 'stray', brace, body: top });
      return;
    }
    const early = earlierBrace(top, brace);
    const opened = early ? undefined : unopened(top, brace);
    const found = early || opened ? undefined : orphanage(top, brace);
    if (early) this.flaws.push({ kind: 'stray', brace: early, body: top });
    else if (opened) this.flaws.push({ kind: 'unopened', ...opened });
    else
      this.flaws.push(
        found
          ? { kind: 'orphans', ...found, twice: this.isTwice(brace), body: top }
          : { kind: 'stray', brace, body: top },
      );
  }

  /** Whether the line that ends in `brace` is the same as the one before. */
  private isTwice(brace: Lexeme): boolean {
    if (brace.first) return false;
    const before = this.lexemes.findLast(({ line }) => line < brace.line);
    return before !== undefined && this.imageOf(before.line) === this.imageOf(brace.line);
  }
}
