/** Bodies that hold no statements: settings, limits, the clauses of an objective. */
import { failingKinds } from '../../engine/topology/kinds.ts';
import { type ReferenceKind, states } from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import { readPath, textsOf } from './paths.ts';
import { readClaim, readLimit, readWithin } from './scenarios.ts';
import { joint, late } from './words.ts';

/** `settings { key: value | other }`, `limits { members: 28 }`. */
export function readLimits(cursor: Cursor): boolean {
  for (;;) {
    cursor.allow({ is: 'setting', frame: cursor.frame });
    if (cursor.atEnd) return false;
    if (cursor.take('}') || cursor.leavesBody()) return true;
    const key = cursor.next();
    if (!key?.word || !cursor.take(':')) continue;
    cursor.frame.present.add(key.text);
    do {
      cursor.demand({ is: 'setting value', frame: cursor.frame, key: key.text });
      if (!cursor.beginsItem() && !cursor.is('}')) cursor.next();
    } while (cursor.take('|'));
  }
}

const failing: readonly ReferenceKind[] = failingKinds.map((kind) => (kind === 'adapter' ? 'nic' : kind));
const claimSubjects: readonly ReferenceKind[] = ['service', 'endpoint', 'vm', 'server', 'failover-cluster'];

/** `any 2 of host, switch fail: SERVICE outage < 5 s, calls preserved` */
export function readObjective(cursor: Cursor): boolean {
  for (;;) {
    cursor.allow(joint('objective', 'any'));
    if (cursor.atEnd) return false;
    if (cursor.take('}') || cursor.leavesBody()) return true;
    if (!cursor.take('any')) {
      cursor.next();
      continue;
    }
    if (cursor.takeKind('NUMBER')) {
      cursor.demand(joint('objective', 'of'));
      cursor.take('of');
    }
    do {
      cursor.demand({ is: 'kind word', kinds: failing });
      cursor.next();
    } while (cursor.take(','));
    cursor.demand(joint('objective', 'fails', 'fail'));
    if (!cursor.take('fails') && !cursor.take('fail')) continue;
    cursor.demand({ is: 'sign', sign: ':', summary: 'Behind it stands what must hold.' });
    if (cursor.take(':')) readClaims(cursor);
  }
}

function readClaims(cursor: Cursor): void {
  let subject: readonly string[] = [];
  do {
    // a claim without a subject goes on about that of the claim before it
    if (subject.length > 0) cursor.allow({ is: 'state', subject, kind: undefined, negated: false }, outage);
    if (subject.length === 0 || !goesOn(cursor)) subject = textsOf(readPath(cursor, claimSubjects));
    cursor.allow(outage);
    if (cursor.take('outage')) readLimit(cursor);
    else readClaim(cursor, subject, undefined);
    readWithin(cursor);
  } while (cursor.take(','));
}

const outage = late(joint('objective', 'outage'));

/** Whether a claim begins without a subject, with what is said of the one before. */
function goesOn(cursor: Cursor): boolean {
  const says = (ahead: number) => claimWords.has(cursor.peek(ahead)?.text ?? '');
  return says(0) && !(says(1) && !negations.has(cursor.peek()?.text ?? ''));
}

const negations: ReadonlySet<string> = new Set(['never', 'not']);
const claimWords: ReadonlySet<string> = new Set([
  'outage',
  'calls',
  'state',
  ...negations,
  ...states.map(({ state }) => state),
]);
