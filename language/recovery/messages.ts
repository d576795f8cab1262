/** What is said of damaged statements: what is wrong, then what to do, in words of the domain. */
import type { IToken } from 'chevrotain';
import { statementsCalled } from '../vocabulary/index.ts';
import type { Move } from './automaton.ts';
import type { Step } from './fit.ts';
import type { Lexeme } from './lexemes.ts';
import { clauses, needAt, propertyCalled, statementCalled, valueWanted } from './missing.ts';
import { openingOf } from './places.ts';
import { type Body, isBody, type Part } from './structure.ts';

/** A message and the stretch of text that it is about. */
export interface Complaint {
  readonly message: string;
  readonly from: IToken;
  readonly to: IToken;
}

export function unclosedBody({ owner, name, open }: Body): Complaint {
  const from = (owner ?? open) as Lexeme;
  const to = name?.line === from.line ? name : from;
  const what = owner ? `\`${owner.token.image}${name ? ` ${name.token.image}` : ''}\`` : 'This body';
  return { message: `${what} is not closed: its \`}\` is missing.`, from: from.token, to: to.token };
}

export function repeatedLine(first: Lexeme, last: Lexeme): Complaint {
  const message = 'This line stands twice, and its brace has no partner: remove one of the two.';
  return { message, from: first.token, to: last.token };
}

export function unopenedBody({ owner, name }: Body, before: Lexeme): Complaint {
  const what = `${owner?.token.image ?? ''}${name ? ` ${name.token.image}` : ''}`;
  return { message: `\`${what}\` has a \`}\` and no \`{\`: it is missing here.`, from: before.token, to: before.token };
}

export function strayBrace({ token, kind }: Lexeme): Complaint {
  const message =
    kind === '{'
      ? 'This `{` opens nothing: remove it.'
      : 'This `}` closes nothing: remove it, or write the line that opens its statement.';
  return { message, from: token, to: token };
}

interface Orphans {
  readonly first: Lexeme;
  readonly last: Lexeme;
  readonly guess: string | undefined;
  readonly twice: boolean;
}

export function lostOpening({ first, last, guess, twice }: Orphans): Complaint {
  const example = guess === undefined ? undefined : openingOf(guess);
  const opening = `the line that opens it${example ? `, such as \`${example}\`,` : ''} is missing`;
  const message = twice
    ? `This line stands twice, or ${opening.replace('opens it', 'opens its statement')}.`
    : `From here on, lines stand outside of their statement: ${opening}.`;
  return { message, from: first.token, to: (twice ? last : first).token };
}

/** What could not be read at all. */
export function cutOut(lexemes: readonly Lexeme[]): Complaint {
  const first = lexemes[0] as Lexeme;
  const line = lexemes.filter((lexeme) => lexeme.line === first.line);
  const to = line[line.length - 1] ?? first;
  const message =
    blemishOf(first) ??
    (line.length === 1 && first.word
      ? noStatement(first.token.image)
      : 'This is no statement or property: each begins with its keyword, such as `host NAME` or `memory: 64 GB`.');
  return { message, from: first.token, to: to.token };
}

function noStatement(word: string): string {
  return statementsCalled(word).length > 0
    ? `\`${word}\` is not finished: \`${statementsCalled(word)[0]?.form}\`.`
    : `\`${word}\` is no statement or property: each begins with its keyword, such as \`host NAME\` or \`memory: 64 GB\`.`;
}

/** What is wrong with an item, told by the first of what was mended in it; nothing where it is whole. */
export function wrongPart(
  steps: readonly Step[],
  parts: readonly Part[],
  owner: string | undefined,
): Complaint | undefined {
  const unclosed = steps
    .map(({ at }) => parts[at])
    .find((part) => part && !isBody(part) && part.blemish === 'unclosed text');
  if (unclosed && !isBody(unclosed)) {
    return { message: blemishOf(unclosed) ?? '', from: unclosed.token, to: unclosed.token };
  }
  for (const [index, step] of steps.entries()) {
    const part = parts[step.at];
    const lexeme = part && !isBody(part) ? part : undefined;
    if (step.edit === undefined && lexeme?.blemish) {
      return { message: blemishOf(lexeme) ?? '', from: lexeme.token, to: lexeme.token };
    }
    if (step.edit === undefined) continue;
    if (part && isBody(part) && step.edit === 'drop') return strayBody(part);
    const subject = new Subject(steps, parts, owner);
    if (step.edit === 'insert' && step.move) return subject.lacks(step.move, step.at);
    const instead = steps.slice(index).find(({ edit }) => edit !== 'drop');
    if (step.edit === 'drop' && instead?.edit && instead.move && !lexeme?.blemish) {
      return subject.lacks(instead.move, step.at);
    }
    if (step.edit === 'replace' && step.move && lexeme) return subject.hasInstead(step.move, lexeme);
    return subject.hasTooMuch(index);
  }
  return undefined;
}

/** A body where none can stand. */
function strayBody({ open, close, parts }: Body): Complaint {
  const brace = (open ?? close ?? parts[0]) as Lexeme;
  return { message: 'No `{ … }` can stand here: remove it.', from: brace.token, to: brace.token };
}

function blemishOf({ blemish, token }: Lexeme): string | undefined {
  if (blemish === 'unclosed text') {
    return token.image === '"'
      ? 'This `"` has no partner: a text stands between two of them.'
      : 'This text is not closed: its `"` is missing.';
  }
  if (blemish === 'unclosed comment') return 'This comment is not closed: its `*/` is missing.';
  if (blemish === undefined) return undefined;
  return /^;+$/.test(token.image)
    ? 'A statement needs no `;` at its end: remove it.'
    : `\`${token.image}\` means nothing here: remove it.`;
}

/** The statement or property that a message is about. */
class Subject {
  private readonly steps: readonly Step[];
  private readonly parts: readonly Part[];
  private readonly owner: string | undefined;
  private readonly rule: string;
  private readonly head: string;

  constructor(steps: readonly Step[], parts: readonly Part[], owner: string | undefined) {
    this.steps = steps;
    this.parts = parts;
    this.owner = owner;
    const begin = steps.find(({ begins }) => begins);
    const head = parts[begin?.at ?? 0];
    this.rule = begin?.move?.slot.item ?? '';
    const keyword = begin?.edit === 'replace' && begin.move?.label.is === 'token' ? begin.move.label.kind : undefined;
    this.head = keyword ?? (head && !isBody(head) ? head.token.image : '');
  }

  lacks({ label, slot }: Move, at: number): Complaint {
    const before = this.lexeme(at - 1);
    const after = this.lexeme(at);
    const beside = after && before && after.line === before.line ? after : before;
    const place = (before ?? after) as Lexeme;
    if (label.is === 'token' && label.kind === ',') {
      return this.between(
        `A comma is missing between \`${before?.token.image}\` and \`${after?.token.image}\`.`,
        place,
        beside,
      );
    }
    if (label.is === 'token' && label.kind === '.') return this.between('A `.` is missing here.', place, beside);
    if (before?.kind === ',')
      return this.between('A name is missing after the comma, or the comma is too much.', place, place);
    if (this.rule === 'UnknownStatement') return this.between(noStatement(this.head), place, place);
    if (before?.kind === '.') return this.between('A name is missing after `.`.', place, place);
    if (label.is === 'token' && label.kind === ':' && after && beside === after) {
      const what = `\`${before?.token.image}\` and \`${after.token.image}\``;
      return this.between(`A \`:\` is missing between ${what}: \`${this.form()}\`.`, place, after);
    }
    return this.between(this.needs(slot), place, place);
  }

  hasInstead({ label, slot }: Move, lexeme: Lexeme): Complaint {
    const { image } = lexeme.token;
    if (label.is === 'token' && label.kind === ':') {
      return this.between(`\`${image}\` stands where \`:\` belongs: \`${this.form()}\`.`, lexeme, lexeme);
    }
    if (label.is === 'token' && /^[a-z]/.test(label.kind)) {
      return this.between(
        `\`${image}\` is no word that can stand here; did you mean \`${label.kind}\`?`,
        lexeme,
        lexeme,
      );
    }
    return this.between(`${this.needs(slot)} \`${image}\` is none.`, lexeme, lexeme);
  }

  hasTooMuch(index: number): Complaint {
    const from = this.lexeme(this.steps[index]?.at ?? 0) as Lexeme;
    let to = from;
    for (let next = index + 1; this.steps[next]?.edit === 'drop'; next++)
      to = this.lexeme(this.steps[next]?.at ?? 0) ?? to;
    if (to.line !== from.line) to = from;
    const blemish = blemishOf(from);
    if (blemish) return this.between(blemish, from, from);
    const many = from === to ? `\`${from.token.image}\` is` : `\`${from.token.image} … ${to.token.image}\` are`;
    return this.between(`${many} too much here: ${this.title()} is written \`${this.form()}\`.`, from, to);
  }

  private needs(slot: Move['slot']): string {
    const need = needAt(slot);
    const property = need === undefined ? propertyCalled(this.head, this.owner) : undefined;
    if (property) return `\`${this.head}\` takes ${valueWanted(property)}: \`${property.form}\`.`;
    return `${capital(this.title())} needs ${need ?? 'a value'}: \`${this.form()}\`.`;
  }

  private title(): string {
    return (clauses[this.rule] ?? statementCalled(this.rule, this.owner))?.title ?? `\`${this.head}\``;
  }

  private form(): string {
    const entry = clauses[this.rule] ?? statementCalled(this.rule, this.owner) ?? propertyCalled(this.head, this.owner);
    // What may stand in a body does not help with what is wrong before it.
    return (
      entry?.form.replace(/\{.*\}$/, '{ … }') ??
      (/Statement$/.test(this.rule) ? `${this.head} NAME { … }` : `${this.head}: VALUE`)
    );
  }

  private between(message: string, from: Lexeme, to: Lexeme | undefined): Complaint {
    return { message, from: from.token, to: (to ?? from).token };
  }

  private lexeme(at: number): Lexeme | undefined {
    const part = this.parts[at];
    if (part === undefined) return undefined;
    return isBody(part) ? part.open : part;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
