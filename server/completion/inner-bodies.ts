/** Bodies that hold no statements: settings, limits, the clauses of an objective. */
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import { readPath, textsOf } from './paths.ts';
import { readClaim, readLimit, readWithin } from './scenarios.ts';
import { joint } from './words.ts';

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

const failingKinds: readonly ReferenceKind[] = [
  'host',
  'server',
  'vm',
  'switch',
  'network',
  'link',
  'storage',
  'rack',
  'circuit',
  'site',
  'cluster',
  'nic',
];
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
      cursor.demand({ is: 'kind word', kinds: failingKinds });
      cursor.next();
    } while (cursor.take(','));
    cursor.demand(joint('objective', 'fails', 'fail'));
    if (!cursor.take('fails')) cursor.take('fail');
    if (cursor.take(':')) readClaims(cursor);
  }
}

function readClaims(cursor: Cursor): void {
  let subject: readonly string[] = [];
  do {
    if (!isAspect(cursor)) subject = textsOf(readPath(cursor, claimSubjects));
    else if (subject.length > 0) cursor.allow({ is: 'state', subject, kind: undefined, negated: false });
    cursor.allow(joint('objective', 'outage'));
    if (cursor.take('outage')) readLimit(cursor);
    else readClaim(cursor, subject, undefined);
    readWithin(cursor);
  } while (cursor.take(','));
}

function isAspect(cursor: Cursor): boolean {
  return cursor.is('outage') || cursor.is('calls') || cursor.is('state');
}
