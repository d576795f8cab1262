/**
 * Reads the tokens before the cursor, statement by statement, up to where they end: what may stand there.
 *
 * This follows the shape of the statements (hatopo.langium) and the vocabulary. It never fails: what it does not
 * know it passes by, so that damaged text before the cursor costs nothing but itself.
 */
import {
  type BodyId,
  bodies,
  bodiesWith,
  mode,
  type PropertyEntry,
  statementsCalled,
} from '../../language/vocabulary/index.ts';
import { Cursor } from './cursor.ts';
import type { Frame, Reading } from './expected.ts';
import { wordAfterColon } from './head-words.ts';
import { readHead } from './heads.ts';
import { readLimits, readObjective } from './inner-bodies.ts';
import { readValue } from './properties.ts';
import { readRule } from './rule-condition.ts';
import type { Token, Typing } from './tokens.ts';

export const fileFrame: Frame = { id: 'file', head: [], present: new Set() };

/** @param frames bodies that are open where the tokens begin; the file alone unless said */
export function read(typing: Typing, frames: readonly Frame[] = [fileFrame]): Reading {
  const cursor = new Cursor(
    typing.tokens,
    frames.map((frame) => ({ ...frame, present: new Set(frame.present) })),
  );
  while (readBody(cursor)) {
    if (cursor.frames.length > 1) cursor.frames.pop();
    else cursor.take('}'); // more is closed than was opened: the file goes on
  }
  const item = { is: 'item', frame: cursor.frame } as const;
  const complete = cursor.expected.length === 0 || cursor.expected.some((each) => each.is === 'item');
  // On a new line the author may as well have left the statement above unfinished.
  const expected = typing.freshLine && !complete && isOpen(cursor.frame) ? [...cursor.expected, item] : cursor.expected;
  return { frames: cursor.frames, expected };
}

function isOpen({ id }: Frame): boolean {
  return id !== 'settings' && id !== 'limits' && id !== 'objective' && id !== 'rule';
}

/** Reads the items of the innermost body. True where it is closed, or was never closed and another statement follows. */
function readBody(cursor: Cursor): boolean {
  for (;;) {
    cursor.allow({ is: 'item', frame: cursor.frame });
    if (cursor.atEnd) return false;
    if (cursor.is('}')) {
      if (cursor.frames.length === 1) return true;
      cursor.next();
      return true;
    }
    if (cursor.leavesBody()) return true;
    readItem(cursor);
  }
}

function readItem(cursor: Cursor): void {
  const word = cursor.peek();
  if (!word?.word) {
    cursor.next();
    return;
  }
  if (cursor.is(':', 1) || (word.text === 'after' && cursor.is('any', 1))) readProperty(cursor, word);
  else readStatement(cursor, word);
}

function readProperty(cursor: Cursor, key: Token): void {
  cursor.next();
  cursor.take('any');
  cursor.frame.present.add(key.text);
  if (!cursor.take(':')) return;
  const entry = propertyEntry(cursor.frame, key.text);
  if (entry) readValue(cursor, entry);
}

function propertyEntry(frame: Frame, key: string): PropertyEntry | undefined {
  const here = bodies.get(frame.id)?.properties.find((use) => use.property.key === key);
  return (here ?? bodiesWith(key)[0]?.properties.find((use) => use.property.key === key))?.property;
}

function readStatement(cursor: Cursor, keyword: Token): void {
  const mark = cursor.mark();
  const known = statementsCalled(keyword.text).length > 0;
  cursor.next();
  if (!known) {
    if (propertyEntry(cursor.frame, keyword.text)?.value.is === 'flag') cursor.frame.present.add(keyword.text);
    // The beginning of something unknown may still have a body.
    else if (cursor.is('{')) cursor.inBody('template', [keyword], () => readBody(cursor));
    return;
  }
  const owner = cursor.frame;
  owner.present.add(keyword.text);
  readHead(cursor, keyword.text);
  const head = cursor.since(mark);
  const id = bodyIdOf(keyword.text, head, owner);
  if (!cursor.is('{')) return;
  cursor.inBody(id, head, () => readBodyOf(cursor, id));
}

function readBodyOf(cursor: Cursor, id: BodyId): boolean {
  switch (id) {
    case 'settings':
    case 'limits':
      return readLimits(cursor);
    case 'objective':
      return readObjective(cursor);
    case 'rule':
      return readRule(cursor);
    default:
      return readBody(cursor);
  }
}

function bodyIdOf(keyword: string, head: readonly Token[], owner: Frame): BodyId {
  if (keyword === 'service') return mode(wordAfterColon(head))?.mode ?? 'service';
  if (keyword === 'nic') return owner.id === 'vm' ? 'virtual nic' : 'nic';
  return (statementsCalled(keyword)[0]?.id ?? 'file') as BodyId;
}
