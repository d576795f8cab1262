/** The cheapest way to read the parts of a body as items: what must be inserted, dropped or replaced until they fit. */
import type { Automaton, Exits, Move } from './automaton.ts';
import type { Lexeme } from './lexemes.ts';
import { isBody, type Part } from './structure.ts';

export type Edit = 'insert' | 'drop' | 'replace';

/** One step of a reading. `at`: index of the part that it reads or that it stands before. */
export interface Step {
  readonly edit: Edit | undefined;
  readonly at: number;
  /** What it is read as; absent for what is dropped. */
  readonly move?: Move;
  /** It begins an item. */
  readonly begins: boolean;
}

export interface Fit {
  readonly steps: readonly Step[];
  /** Parts beyond this index could not be read within the budget. */
  readonly end: number;
  readonly edits: number;
  /** Whether a statement or property was read that the language does not know. */
  readonly unknown: boolean;
}

/** Readings of one stretch: a damaged line needs some hundreds. */
const MOST_READINGS = 4_000;

/** How many readings that are not perfect are tried for all stretches of one text. */
export interface Budget {
  left: number;
}

// Prices: what they are worth lies in the mistakes that they tell apart, see mistakes.golden.txt.
const INSERT_MARK = 14;
/** The colon of a header: its template, its mode. */
const INSERT_COLON = 22;
const INSERT_DOT = 26;
const INSERT_KEYWORD = 20;
const INSERT_VALUE = 20;
const INSERT_BODY = 15;
const DROP_STRAY = 8;
const DROP_MARK = 21;
const DROP_VALUE = 22;
const DROP_WORD = 42;
const DROP_BODY = 80;
const DROP_NEXT = 10;
const REPLACE_EQUALS = 6;
const REPLACE_SPELLING = 8;
const REPLACE_VALUE = 18;
/** Of two places, a thing is missing at the later one. */
const INSERT_FIRST = 1;
/** A keyword that is read as a name is the worse one of two readings. */
const KEYWORD_AS_NAME = 8;
const KEYWORD_AS_VALUE = 25;
/** A reading with a word that the language does not know is the worse one of two. */
const UNKNOWN = 5;
/** In the middle of a line it is debris of what stands before. */
const UNKNOWN_WITHIN = 42;
/** A statement that goes on in the next line is the worse one of two. */
const LINE_BREAK = 1;

interface Reading {
  readonly cost: number;
  readonly at: number;
  readonly state: number;
  readonly dropping: boolean;
  readonly before: Reading | undefined;
  readonly step: Step | undefined;
}

/** Reads `parts` as items of `rule`. */
export function bestFit(parts: readonly Part[], automaton: Automaton, rule: string, budget: Budget): Fit {
  const start = automaton.start(rule);
  const queue: Reading[][] = [];
  const done = new Set<number>();
  let furthest: Reading = { cost: 0, at: 0, state: start, dropping: false, before: undefined, step: undefined };
  let cost = 0;
  let own = MOST_READINGS;
  const push = (reading: Reading): void => {
    const bucket = queue[reading.cost];
    if (bucket) bucket.push(reading);
    else queue[reading.cost] = [reading];
  };
  push(furthest);
  for (; cost < queue.length; cost++) {
    const bucket = queue[cost];
    for (let reading = bucket?.pop(); reading; reading = bucket?.pop()) {
      const key = (reading.at * automaton.size + reading.state) * 2 + (reading.dropping ? 1 : 0);
      if (done.has(key)) continue;
      done.add(key);
      const complete = reading.state === start || automaton.exits(reading.state).ends;
      if (complete && reading.at > furthest.at) furthest = reading;
      if (complete && reading.at === parts.length) return result(reading);
      if (cost > 0 && (budget.left-- <= 0 || --own <= 0)) return result(furthest);
      expand(reading, parts, automaton, start, complete, push);
    }
  }
  return result(furthest);
}

function result(last: Reading): Fit {
  const steps: Step[] = [];
  for (let reading: Reading | undefined = last; reading?.step; reading = reading.before) steps.push(reading.step);
  steps.reverse();
  return {
    steps,
    end: last.at,
    edits: steps.filter(({ edit }) => edit !== undefined).length,
    unknown: steps.some(({ begins, move }) => begins && move?.slot.item.startsWith('Unknown')),
  };
}

function expand(
  reading: Reading,
  parts: readonly Part[],
  automaton: Automaton,
  start: number,
  complete: boolean,
  push: (reading: Reading) => void,
): void {
  const { cost, at, state, dropping } = reading;
  const part = parts[at];
  const go = (price: number, next: number, step: Step): void =>
    push({
      cost: cost + price,
      at: step.edit === 'insert' ? at : at + 1,
      state: next,
      dropping: step.edit === 'drop',
      before: reading,
      step,
    });
  if (part !== undefined) {
    const goesOn = !isBody(part) && part.first ? LINE_BREAK : 0;
    if (state !== start) {
      for (const move of matches(automaton, state, part)) {
        const price = goesOn + (move.label.is === 'word' ? named(part, move, automaton.exits(state)) : 0);
        go(price, move.to, { edit: undefined, at, move, begins: false });
      }
      for (const [move, price] of replacements(automaton, state, part)) {
        go(price, move.to, { edit: 'replace', at, move, begins: false });
      }
    }
    if (complete) {
      for (const move of matches(automaton, start, part)) {
        go(unknown(move, part, at, parts[at + 1]), move.to, { edit: undefined, at, move, begins: true });
      }
      for (const [move, price] of misspelt(automaton, start, part))
        go(price, move.to, { edit: 'replace', at, move, begins: true });
    }
    go(dropping ? dropNext(part) : drop(part), state, { edit: 'drop', at, begins: false });
  }
  if (state !== start && !dropping) {
    for (const move of automaton.exits(state).missing) {
      const price = insert(move) + (reading.step?.begins ? INSERT_FIRST : 0);
      go(price, move.to, { edit: 'insert', at, move, begins: false });
    }
  }
}

const nothing: readonly Move[] = [];

function matches(automaton: Automaton, state: number, part: Part): readonly Move[] {
  const exits = automaton.exits(state);
  if (isBody(part)) return exits.bodies;
  const exact = exits.byKind.get(part.kind) ?? nothing;
  if (!part.word || exits.words.length === 0) return exact;
  return exact.length === 0 ? exits.words : [...exact, ...exits.words];
}

function* replacements(automaton: Automaton, state: number, part: Part): Generator<[Move, number]> {
  if (isBody(part)) return;
  const exits = automaton.exits(state);
  if (part.kind === '=') for (const move of exits.byKind.get(':') ?? []) yield [move, REPLACE_EQUALS];
  yield* misspelt(automaton, state, part);
  if (isValue(part) && !exits.byKind.has(part.kind))
    for (const move of exits.missing) if (takesValue(move)) yield [move, REPLACE_VALUE];
}

/** Keywords that a word nearly is. */
function* misspelt(automaton: Automaton, state: number, part: Part): Generator<[Move, number]> {
  if (isBody(part) || part.kind !== 'ID') return;
  for (const move of automaton.exits(state).keywords) {
    if (move.label.is === 'token' && isNearly(part.token.image, move.label.kind)) yield [move, REPLACE_SPELLING];
  }
}

function isValue({ word, kind }: Lexeme): boolean {
  return word || kind === 'STRING' || kind === 'NUMBER' || kind === 'QUANTITY' || kind === 'VERSION';
}

function takesValue({ label }: Move): boolean {
  return label.is === 'word' || (label.is === 'token' && /^[A-Z]/.test(label.kind));
}

/** What a word costs that is no name: `never` is no state where it may itself stand before one. */
function named(part: Part, { slot }: Move, { byKind }: Exits): number {
  if (isBody(part) || part.kind === 'ID') return 0;
  return byKind.has(part.kind) && !slot.path.includes('Path.segments') ? KEYWORD_AS_VALUE : KEYWORD_AS_NAME;
}

function unknown({ slot }: Move, part: Part, at: number, next: Part | undefined): number {
  if (!slot.item.startsWith('Unknown')) return 0;
  // `standbye: B` behind another property is said to be none, as it is on a line of its own.
  if (
    slot.item === 'UnknownProperty' &&
    next &&
    !isBody(next) &&
    next.kind === ':' &&
    !isBody(part) &&
    part.kind === 'ID'
  )
    return UNKNOWN;
  return at === 0 || (!isBody(part) && part.first) ? UNKNOWN : UNKNOWN_WITHIN;
}

function insert({ label, slot }: Move): number {
  if (label.is === 'body') return INSERT_BODY;
  if (label.is === 'word' || /^[A-Z]/.test(label.kind)) return INSERT_VALUE;
  if (label.kind === '.') return INSERT_DOT;
  if (label.kind === ':' && !/Property$|^Setting$|Clause$/.test(slot.item)) return INSERT_COLON;
  return /^[a-z]/.test(label.kind) ? INSERT_KEYWORD : INSERT_MARK;
}

function drop(part: Part): number {
  if (isBody(part)) return DROP_BODY;
  if (part.blemish && part.kind !== 'STRING') return DROP_STRAY;
  if (part.word) return DROP_WORD;
  return isValue(part) ? DROP_VALUE : DROP_MARK;
}

function dropNext(part: Part): number {
  return isBody(part) ? DROP_BODY : DROP_NEXT;
}

/** One letter wrong, missing, too much, or two swapped; two of these in long words. */
export function isNearly(word: string, keyword: string): boolean {
  const most = keyword.length > 7 ? 2 : 1;
  if (keyword.length <= 2 && word[0] !== keyword[0]) return false;
  return Math.abs(word.length - keyword.length) <= most && distance(word.toLowerCase(), keyword) <= most;
}

function distance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      next.push(least);
    }
    older = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
