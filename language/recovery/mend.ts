/** Mends a text body by body until all of it parses: gives the tokens that do, and what was wrong. */
import type { IToken, TokenTypeDictionary } from 'chevrotain';
import type { Automaton, Label } from './automaton.ts';
import { beginsItem } from './boundaries.ts';
import { type Body, type BraceFlaw, isBody, type Part, type Structure } from './braces.ts';
import type { Flaw, FlawKind } from './damage.ts';
import { type Budget, bestFit, type Fit, type Step } from './fit.ts';
import { type Lexeme, virtual } from './lexemes.ts';
import { type Complaint, cutOut, lostOpening, repeatedLine, strayBrace, unclosedBody, wrongPart } from './messages.ts';

export interface Mended {
  readonly tokens: readonly IToken[];
  readonly flaws: readonly Flaw[];
  /** Words of text that is in no item any more. */
  readonly lost: ReadonlySet<string>;
}

export interface Mending {
  readonly types: TokenTypeDictionary;
  readonly automaton: Automaton;
  readonly budget: Budget;
  /** The first token at which a condition of a rule cannot be read; `undefined` where all of it can. */
  readonly misread: (tokens: readonly IToken[]) => IToken | 'end' | undefined;
}

/** What is known of a body by the statement that it is of. */
interface Holder {
  readonly rule: string | undefined;
  readonly item: number;
  readonly owner: number;
}

export function mend({ file, flaws }: Structure, mending: Mending): Mended {
  const mender = new Mender(mending);
  mender.body(file, 'Item', { rule: undefined, item: -1, owner: -1 });
  for (const flaw of flaws) mender.brace(flaw);
  return { tokens: mender.tokens, flaws: onePerItem(mender.flaws), lost: mender.lost };
}

/** One message a statement, in the order of the text: what is wrong in its line says more than that it is not closed. */
function onePerItem(flaws: readonly Flaw[]): Flaw[] {
  const ordered = flaws.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return ordered.filter(
    (flaw) =>
      flaw.kind !== 'unclosed' ||
      !ordered.some((other) => other.kind === 'mended' && other.item === flaw.item && other.rule === flaw.rule),
  );
}

class Mender {
  readonly tokens: IToken[] = [];
  readonly flaws: Flaw[] = [];
  readonly lost = new Set<string>();
  private readonly holders = new Map<Body, Holder>();
  private readonly mending: Mending;

  constructor(mending: Mending) {
    this.mending = mending;
  }

  /** Reads the parts of a body as items of `rule`, line by line where lines certainly begin items. */
  body(body: Body, rule: string, holder: Holder): void {
    this.holders.set(body, holder);
    if (rule === 'Expression') {
      this.condition(body, holder);
      return;
    }
    const { parts } = body;
    for (let start = 0; start < parts.length; ) {
      const end = endOfStretch(parts, start, rule);
      let stretch = parts.slice(start, end);
      let found = this.read(stretch, rule);
      if (!isWhole(found, stretch) && end < parts.length && !isBody(parts[end - 1])) {
        // Line ends mean nothing: what looks like two statements may be one.
        const longer = parts.slice(start, endOfStretch(parts, end, rule));
        const joint = this.read(longer, rule);
        if (isWhole(joint, longer) && !joint.unknown) [stretch, found] = [longer, joint];
      }
      this.items(stretch, found, body, holder);
      start += stretch.length;
    }
  }

  private read(parts: readonly Part[], rule: string): Fit {
    return bestFit(parts, this.mending.automaton, rule, this.mending.budget);
  }

  private items(parts: readonly Part[], { steps, end }: Fit, body: Body, holder: Holder): void {
    for (let from = 0; from < steps.length; ) {
      let to = from + 1;
      while (to < steps.length && !steps[to]?.begins && !this.isAside(steps, to, parts)) to++;
      this.item(parts, steps.slice(from, to), body, holder);
      from = to;
    }
    if (end < parts.length) this.cut(parts.slice(end), holder);
  }

  /** Whether what is dropped here has nothing to do with the item before: it stands on a line of its own. */
  private isAside(steps: readonly Step[], index: number, parts: readonly Part[]): boolean {
    const rest = steps.slice(index);
    const next = rest.findIndex(({ begins }) => begins);
    const aside = next < 0 ? rest : rest.slice(0, next);
    const part = parts[aside[0]?.at ?? 0];
    return aside.every(({ edit }) => edit === 'drop') && part !== undefined && !isBody(part) && part.first;
  }

  private item(parts: readonly Part[], steps: readonly Step[], body: Body, holder: Holder): void {
    const begin = steps[0];
    const head = begin && parts[begin.at];
    if (!begin || !head) return;
    if (!begin.begins) {
      this.cut(
        steps.map(({ at }) => parts[at] as Part),
        holder,
      );
      return;
    }
    const rule = begin.move?.slot.item;
    const item = offsetOf(head);
    for (const step of steps) this.step(step, parts[step.at], { rule, item, owner: holder.item });
    const wrong = wrongPart(steps, parts, body.owner?.kind);
    if (wrong) this.flaw('mended', wrong, rule, item, holder.item, isLossy(steps));
  }

  private step(step: Step, part: Part | undefined, holder: Holder): void {
    const { edit, move } = step;
    if (edit !== 'insert' && edit !== undefined && part) this.lose(part);
    if (!move) return;
    if (edit === undefined && part) {
      if (!isBody(part)) this.tokens.push(this.tokenOf(part));
      else if (move.label.is === 'body') this.nested(part, move.label.holds, holder);
    } else this.insert(move.label);
  }

  private nested(body: Body, holds: string, holder: Holder): void {
    this.tokens.push(body.open ? this.tokenOf(body.open) : virtual(this.mending.types, '{'));
    this.body(body, holds, holder);
    this.tokens.push(body.close ? this.tokenOf(body.close) : virtual(this.mending.types, '}'));
  }

  private insert(label: Label): void {
    const { types } = this.mending;
    if (label.is === 'token') this.tokens.push(virtual(types, label.kind));
    else if (label.is === 'word') this.tokens.push(virtual(types, 'ID'));
    else {
      this.tokens.push(virtual(types, '{'));
      if (label.holds === 'Expression') this.tokens.push(virtual(types, 'ID'));
      this.tokens.push(virtual(types, '}'));
    }
  }

  private condition(body: Body, holder: Holder): void {
    const lexemes = flat(body.parts);
    const tokens = lexemes.map((lexeme) => this.tokenOf(lexeme));
    const misread = lexemes.find(({ blemish }) => blemish)?.token ?? this.mending.misread(tokens);
    if (misread === undefined) {
      this.tokens.push(...tokens);
      return;
    }
    this.tokens.push(virtual(this.mending.types, 'ID'));
    for (const part of body.parts) this.lose(part);
    const place = misread === 'end' ? (lexemes[lexemes.length - 1] ?? body.open)?.token : misread;
    if (!place) return;
    const message =
      'The condition of this rule cannot be read from here on: `all p in services(duplication): p.active != p.standby`.';
    this.flaw('mended', { message, from: place, to: place }, holder.rule, holder.item, holder.owner, false);
  }

  private cut(parts: readonly Part[], holder: Holder): void {
    const lexemes = flat(parts);
    const [first] = lexemes;
    if (!first) return;
    for (const part of parts) this.lose(part);
    this.flaw('cut', cutOut(lexemes), undefined, first.token.startOffset, holder.item);
  }

  /** Notes a flaw of the braces, now that it is known which statements they are of. */
  brace(flaw: BraceFlaw): void {
    const place = this.holders.get(flaw.body) ?? { rule: undefined, item: -1, owner: -1 };
    if (flaw.kind === 'unclosed') {
      const at = flaw.body.owner ?? flaw.body.open;
      const item = place.rule === undefined ? (at?.token.startOffset ?? -1) : place.item;
      this.flaw('unclosed', unclosedBody(flaw.body), place.rule, item, place.owner);
    } else if (flaw.kind === 'doubled') {
      this.flaw('cut', repeatedLine(flaw.first, flaw.last), undefined, flaw.first.token.startOffset, place.item);
    } else if (flaw.kind === 'stray') {
      this.flaw('stray', strayBrace(flaw.brace), undefined, flaw.brace.token.startOffset, place.item);
    } else {
      this.flaw('orphans', lostOpening(flaw.first, flaw.guess), undefined, flaw.first.token.startOffset, place.item);
    }
  }

  private flaw(
    kind: FlawKind,
    complaint: Complaint,
    rule: string | undefined,
    item: number,
    owner: number,
    loses = true,
  ): void {
    const { message, from, to } = complaint;
    const end = to.startOffset + Math.max(1, to.image.length);
    this.flaws.push({ kind, message, start: from.startOffset, end, rule, item, owner, loses });
  }

  private lose(part: Part): void {
    for (const { token, word } of flat([part])) if (word) this.lost.add(token.image);
  }

  private tokenOf(lexeme: Lexeme): IToken {
    return lexeme.unwritten ? virtual(this.mending.types, lexeme.kind) : lexeme.token;
  }
}

/** Whether what was dropped from an item may have been another one. */
function isLossy(steps: readonly Step[]): boolean {
  return (
    steps.some(({ edit, move }) => edit === 'drop' || (edit === 'replace' && move?.label.is !== 'token')) ||
    isUnknown(steps)
  );
}

function isUnknown([begin]: readonly Step[]): boolean {
  return begin?.move?.slot.item.startsWith('Unknown') ?? false;
}

function isWhole({ edits, end }: Fit, parts: readonly Part[]): boolean {
  return edits === 0 && end === parts.length;
}

function endOfStretch(parts: readonly Part[], start: number, rule: string): number {
  for (let at = start + 1; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (isBody(parts[at - 1])) return at;
    if (!isBody(part) && beginsItem(part, parts[at - 1], parts[at + 1], rule)) return at;
  }
  return parts.length;
}

function offsetOf(part: Part): number {
  return isBody(part) ? (part.open?.token.startOffset ?? -1) : part.token.startOffset;
}

/** The lexemes of some parts and of the bodies in them. */
function flat(parts: readonly Part[]): Lexeme[] {
  return parts.flatMap((part) => {
    if (!isBody(part)) return [part];
    return [...(part.open ? [part.open] : []), ...flat(part.parts), ...(part.close ? [part.close] : [])];
  });
}
