/** Steps and expectations: `at TIME …`, `expect …`. */
import {
  aspects,
  injections,
  outcomes,
  type ReferenceKind,
  type StateEntry,
  statementsCalled,
  states,
  type WordEntry,
} from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import type { Narrowing, StepNarrowing } from './expected.ts';
import { readPath, textsOf } from './paths.ts';
import { readMeasure } from './properties.ts';
import { behind, joint, late } from './words.ts';

const verbs: readonly WordEntry[] = injections.map(({ verb, summary }) => ({ word: verb, summary: `${summary}.` }));
const outcomeWords: readonly WordEntry[] = outcomes.map(({ outcome, summary }) => ({ word: outcome, summary }));
const comparisons = new Set(['<', '<=', '>', '>=']);

/** Everything that some state, or calls, state and outage, can be said of. */
const subjects: readonly ReferenceKind[] = [
  ...new Set([...states.flatMap((state) => state.of), ...Object.values(aspects).flat()]),
];
const anyTime = 'Any time may stand here: `200 ms`, `30 s`, `5 min`, `1.5 h`.';
/** Likelier subjects come first; of components an author seldom speaks. */
const places: readonly ReferenceKind[] = ['host', 'vm', 'server', 'service', 'cluster', 'site'];

export function readAt(cursor: Cursor): void {
  readMeasure(cursor, 'time', {
    is: 'amount',
    amounts: ['0 s', '5 min', '10 min'],
    what: 'When it happens, from the start of the run',
    help: anyTime,
  });
  cursor.demand({ is: 'words', words: verbs, what: 'an injection' });
  const verb = cursor.takeWord()?.text;
  const injection = injections.find((entry) => entry.verb === verb);
  if (!injection) return;
  if (ofNodes.has(injection.verb)) cursor.allow({ is: 'node' });
  const first = readTargets(cursor, injection.of, stepNarrowing[injection.verb]);
  if (injection.verb === 'partition' || injection.verb === 'heal') {
    if (first.length === 0) return;
    cursor.demand({ is: 'sign', sign: '|', summary: 'Between the two sides.' });
    if (cursor.take('|')) readTargets(cursor, injection.of, stepNarrowing[injection.verb], first);
    return;
  }
  const word = injection.verb === 'move' || injection.verb === 'migrate' ? 'to' : 'for';
  if (!injection.to) return;
  if (word === 'to') cursor.demand(joint(injection.verb, word));
  else cursor.allow(behind(joint('fail', word), 'Storage', first[0]?.split('.') ?? []));
  if (cursor.take(word)) readTargets(cursor, injection.to, narrowingOf(injection.verb, first[0]?.split('.') ?? []));
}

/** What can be done to a node of a failover cluster alone. */
const ofNodes: ReadonlySet<string> = new Set(['fail', 'activate']);

/** What the steps that name what they act on may name. */
const stepNarrowing: Readonly<Record<string, StepNarrowing>> = {
  restore: { to: 'broken' },
  heal: { to: 'broken' },
  move: { to: 'groups' },
  activate: { to: 'members' },
};

function narrowingOf(verb: string, subject: readonly string[]): StepNarrowing | undefined {
  if (verb === 'migrate') return { to: 'hosts of', machine: subject };
  return verb === 'move' ? { to: 'owners of', group: subject } : undefined;
}

/** Reads names between commas, each with its kind word. */
function readTargets(
  cursor: Cursor,
  kinds: readonly ReferenceKind[],
  narrowing?: Narrowing,
  others: readonly string[] = [],
): readonly string[] {
  const read: string[] = [];
  do {
    const { path } = readTarget(cursor, kinds, [...others, ...read], narrowing);
    if (path.length === 0) break;
    read.push(path.join('.'));
  } while (cursor.take(','));
  return read;
}

interface ReadTarget {
  readonly path: readonly string[];
  readonly kind: string | undefined;
}

function readTarget(
  cursor: Cursor,
  kinds: readonly ReferenceKind[],
  taken: readonly string[] = [],
  narrowing?: Narrowing,
): ReadTarget {
  cursor.allow({ is: 'kind word', kinds });
  const word = cursor.peek();
  const after = cursor.peek(1);
  const kind = kinds.find((each) => each === word?.text);
  const isKind =
    kind && word && statementsCalled(kind).length > 0 && (after === undefined || (after.word && !after.first));
  if (!isKind) return { path: textsOf(readPath(cursor, kinds, { taken, narrowing })), kind: undefined };
  cursor.next();
  return { path: textsOf(readPath(cursor, [kind], { taken, narrowing })), kind };
}

export function readExpect(cursor: Cursor): void {
  cursor.allow(late(joint('expect', 'outage')));
  if (cursor.is('outage') && (cursor.is('of', 1) || cursor.peek(1) === undefined)) {
    cursor.next();
    cursor.demand(joint('expect', 'of'));
    if (!cursor.take('of')) return;
    readTarget(cursor, aspects.outage);
    readLimit(cursor);
  } else {
    const { path, kind } = readTarget(cursor, subjects);
    readClaim(cursor, path, kind);
  }
  readWithin(cursor);
}

/** `[never | not] STATE [on PLACE]`, or `calls preserved`. */
export function readClaim(cursor: Cursor, subject: readonly string[], kind: string | undefined): void {
  cursor.demand({ is: 'state', subject, kind, negated: false });
  if (cursor.take('calls') || cursor.take('state')) {
    cursor.demand({ is: 'words', words: outcomeWords, what: 'an outcome' });
    cursor.takeWord();
    return;
  }
  const negated = cursor.take('never') || cursor.take('not');
  if (negated) cursor.demand({ is: 'state', subject, kind, negated: true });
  const word = cursor.takeWord()?.text;
  const state: StateEntry | undefined = states.find((entry) => entry.state === word);
  if (!state) return;
  if (state.on) cursor.allow(joint('expect', 'on'));
  const narrowing: Narrowing | undefined = negated ? undefined : { to: 'places of', subject, kind };
  if (cursor.take('on')) readTarget(cursor, state.on ?? places, [], narrowing);
}

/** `< 5 min` */
export function readLimit(cursor: Cursor): void {
  cursor.demand({ is: 'words', words: comparisonWords, what: 'a comparison' });
  const token = cursor.peek();
  if (!token || !comparisons.has(token.text)) return;
  cursor.next();
  readMeasure(cursor, 'time', {
    is: 'amount',
    amounts: ['1 s', '5 s', '1 min', '5 min'],
    what: 'How long it is out',
    help: anyTime,
  });
}

const comparisonWords: readonly WordEntry[] = [
  { word: '<', summary: 'Less than.' },
  { word: '<=', summary: 'At most.' },
  { word: '>', summary: 'More than.' },
  { word: '>=', summary: 'At least.' },
];

export function readWithin(cursor: Cursor): void {
  cursor.allow(joint('expect', 'within'));
  if (cursor.take('within'))
    readMeasure(cursor, 'time', {
      is: 'amount',
      amounts: ['1 s', '10 s', '1 min', '5 min', '15 min'],
      what: 'The time after the last injection',
      help: anyTime,
    });
}
