/** Mends a text body by body until all of it parses: gives the tokens that do, and what was wrong. */
import type { IToken, TokenTypeDictionary } from 'chevrotain';
import type { Automaton, Label } from './automaton.ts';
import { beginsItem, isSolid } from './boundaries.ts';
import type { Flaw, FlawKind } from './damage.ts';
import { type Budget, bestFit, type Fit as Reading, type Step } from './fit.ts';
import { type Lexeme, virtual } from './lexemes.ts';
import {
  type Complaint,
  cutOut,
  lostOpening,
  repeatedLine,
  strayBrace,
  unclosedBody,
  unopenedBody,
  wrongPart,
} from './messages.ts';
import { type Body, type BraceFlaw, isBody, type Part, type Structure } from './structure.ts';

export interface Mended {
  readonly tokens: readonly IToken[];
  /** One message each. */
  readonly flaws: readonly Flaw[];
  /** The flaws, and those that another one's message speaks for. */
  readonly marks: readonly Flaw[];
  /** Words of text that is in no item any more. */
  readonly lost: ReadonlySet<string>;
  /** Stretches of `tokens` that were read as one, inner ones first. */
  readonly stretches: readonly Stretch[];
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
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
  const { tokens, marks, lost, stretches } = mender;
  return { tokens, flaws: onePerStatement(marks), marks, lost, stretches };
}

interface Mark extends Flaw {
  /** End of the statement's own text, its body apart. */
  readonly reach: number;
  /** The flaw before it on its line is the reason of this one. */
  readonly follows: boolean;
}

/** What says most comes first: a brace explains what is missing beside it, and that a body is not closed says least. */
const telling: readonly FlawKind[] = ['unopened', 'stray', 'orphans', 'cut', 'mended', 'unclosed'];

/** One message a statement, in the order of the text. */
function onePerStatement(marks: readonly Mark[]): Flaw[] {
  const kept: Mark[] = [];
  for (const kind of telling) {
    for (const mark of marks) {
      if (mark.kind === kind && !mark.follows && !kept.some((other) => isOfSame(other, mark))) kept.push(mark);
    }
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

function isOfSame(other: Mark, mark: Mark): boolean {
  if (other.kind === 'stray' || other.kind === 'unopened') return mark.item <= other.start && other.start < mark.reach;
  return other.item === mark.item && other.kind !== 'orphans' && other.kind !== mark.kind;
}

class Mender {
  readonly tokens: IToken[] = [];
  readonly marks: Mark[] = [];
  readonly stretches: Stretch[] = [];
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
      const from = this.tokens.length;
      this.items(stretch, found, body, rule, holder);
      this.stretches.push({ start: from, end: this.tokens.length });
      start += stretch.length;
    }
  }

  private read(parts: readonly Part[], rule: string): Reading {
    return bestFit(parts, this.mending.automaton, rule, this.mending.budget);
  }

  private items(parts: readonly Part[], { steps, end }: Reading, body: Body, rule: string, holder: Holder): void {
    let flawed: Lexeme | undefined;
    for (const item of itemsAmong(steps, parts)) {
      const begin = item.find(({ begins }) => begins);
      const head = begin && parts[begin.at];
      if (!begin || !head || isBody(head)) {
        this.cut(
          item.map(({ at }) => parts[at] as Part),
          holder,
        );
        continue;
      }
      const follows = flawed?.line === head.line && !isSolid(head, parts[begin.at + 1]);
      flawed = this.item(parts, item, head, begin, { body, holder, follows }) ? head : undefined;
    }
    if (end < parts.length) this.cut(parts.slice(end), holder);
    for (const { edit, at } of steps) {
      const part = parts[at];
      // What stands in a body that must go is intact.
      if (edit === 'drop' && part && isBody(part) && rule === 'Item') {
        this.body(part, 'Item', holder);
      }
    }
  }

  /** Says whether the item was damaged. */
  private item(
    parts: readonly Part[],
    steps: readonly Step[],
    head: Lexeme,
    begin: Step,
    { body, holder, follows }: { readonly body: Body; readonly holder: Holder; readonly follows: boolean },
  ): boolean {
    const rule = begin.move?.slot.item;
    const item = head.token.startOffset;
    // The parser knows neither lines nor prices: without this it would go on with the item before where it can.
    if (isItem(rule)) this.separate();
    for (const step of steps) this.step(step, parts[step.at], { rule, item, owner: holder.item });
    const wrong = wrongPart(steps, parts, body.owner?.kind);
    if (!wrong) return false;
    const own = steps.map(({ at }) => parts[at]).findLast((part) => part !== undefined && !isBody(part)) as Lexeme;
    const reach = own.token.startOffset + own.token.image.length;
    this.flaw('mended', wrong, rule, item, holder.item, { loses: isLossy(steps), reach, follows });
    return true;
  }

  private step(step: Step, part: Part | undefined, holder: Holder): void {
    const { edit, move } = step;
    if (edit !== 'insert' && edit !== undefined && part && !isBody(part)) this.lose(part);
    if (!move) return;
    if (edit === undefined && part) {
      if (!isBody(part)) this.tokens.push(move.label.is === 'word' ? this.named(part) : this.tokenOf(part));
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
    this.flaw('mended', { message, from: place, to: place }, holder.rule, holder.item, holder.owner, { loses: false });
  }

  private cut(parts: readonly Part[], holder: Holder): void {
    const lexemes = parts
      .flatMap((part) => (isBody(part) ? [part.open, part.close] : [part]))
      .filter((each) => each !== undefined);
    const [first] = lexemes;
    if (!first) return;
    for (const part of parts) if (!isBody(part)) this.lose(part);
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
    } else if (flaw.kind === 'unopened') {
      const complaint = unopenedBody(flaw.body, flaw.before);
      this.flaw('unopened', complaint, place.rule, flaw.owner.token.startOffset, place.owner, { loses: false });
    } else if (flaw.kind === 'stray') {
      const item = (flaw.owner ?? flaw.brace).token.startOffset;
      this.flaw('stray', strayBrace(flaw.brace), undefined, item, place.item);
    } else {
      this.flaw('orphans', lostOpening(flaw), undefined, flaw.first.token.startOffset, place.item);
    }
  }

  private flaw(
    kind: FlawKind,
    complaint: Complaint,
    rule: string | undefined,
    item: number,
    owner: number,
    extra: Partial<Pick<Mark, 'loses' | 'reach' | 'follows'>> = {},
  ): void {
    const { message, from, to } = complaint;
    const end = to.startOffset + Math.max(1, to.image.length);
    this.marks.push({
      kind,
      message,
      start: from.startOffset,
      end,
      rule,
      item,
      owner,
      loses: extra.loses ?? true,
      reach: extra.reach ?? end,
      follows: extra.follows ?? false,
    });
  }

  private lose(part: Part): void {
    for (const { token, word } of flat([part])) if (word) this.lost.add(token.image);
  }

  /** Ends the item before, if there is one. */
  private separate(): void {
    const last = this.tokens[this.tokens.length - 1]?.tokenType.name;
    if (last !== undefined && last !== '{' && last !== 'BREAK') this.tokens.push(virtual(this.mending.types, 'BREAK'));
  }

  /** A word that was read as a name is no keyword to the parser either. */
  private named(lexeme: Lexeme): IToken {
    const { types } = this.mending;
    if (lexeme.unwritten || lexeme.kind === 'ID') return this.tokenOf(lexeme);
    const { tokenType, tokenTypeIdx } = virtual(types, 'ID');
    return { ...lexeme.token, tokenType, tokenTypeIdx };
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

function isItem(rule: string | undefined): boolean {
  return rule !== 'Setting' && rule !== 'ObjectiveClause';
}

function isUnknown([begin]: readonly Step[]): boolean {
  return begin?.move?.slot.item.startsWith('Unknown') ?? false;
}

function isWhole({ edits, end }: Reading, parts: readonly Part[]): boolean {
  return edits === 0 && end === parts.length;
}

/** The steps of each item; what is dropped before the first one on its line is a part of it. */
function itemsAmong(steps: readonly Step[], parts: readonly Part[]): Step[][] {
  const items: Step[][] = [];
  let current: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const begun = current.some(({ begins }) => begins);
    if (
      current.length > 0 &&
      ((step.begins && (begun || !isBeside(current, step, parts))) || (begun && isAside(steps, index, parts)))
    ) {
      items.push(current);
      current = [];
    }
    current.push(step);
  }
  return current.length > 0 ? [...items, current] : items;
}

function isBeside(dropped: readonly Step[], begin: Step, parts: readonly Part[]): boolean {
  const last = parts[dropped[dropped.length - 1]?.at ?? 0];
  return last?.line === parts[begin.at]?.line;
}

/** Whether what is dropped from here on has nothing to do with the item before: it stands on a line of its own. */
function isAside(steps: readonly Step[], index: number, parts: readonly Part[]): boolean {
  const rest = steps.slice(index);
  const next = rest.findIndex(({ begins }) => begins);
  const aside = next < 0 ? rest : rest.slice(0, next);
  const part = parts[aside[0]?.at ?? 0];
  return aside.every(({ edit }) => edit === 'drop') && part !== undefined && !isBody(part) && part.first;
}

function endOfStretch(parts: readonly Part[], start: number, rule: string): number {
  for (let at = start + 1; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (isBody(part)) continue;
    const before = parts[at - 1];
    if (before && isBody(before)) {
      // Nothing goes on behind a body, but where the body itself is what is wrong.
      if (part.first || isSolid(part, parts[at + 1]) || parts[at - 2] === undefined) return at;
    } else if (beginsItem(part, before, parts[at + 1], rule)) return at;
  }
  return parts.length;
}

/** The lexemes of some parts and of the bodies in them. */
function flat(parts: readonly Part[]): Lexeme[] {
  return parts.flatMap((part) => {
    if (!isBody(part)) return [part];
    return [...(part.open ? [part.open] : []), ...flat(part.parts), ...(part.close ? [part.close] : [])];
  });
}
