/** What became of an objective, in sentences, each with the elements that it speaks of. */
import type { Id, Objective, Source, Topology } from '../topology/model.ts';
import { spanWords } from './loss-words.ts';
import type { Break, BrokenClaim, ClauseResult, ObjectiveResult, Unjudged } from './objectives.ts';

/** Something to be said of an objective. Plain: it can be kept while texts change. */
export interface Saying {
  /** `unknown`: some of its failures could not be judged, or were not played. */
  readonly is: 'broken' | 'unknown';
  readonly message: string;
  readonly related: readonly { readonly id: Id; readonly message: string }[];
}

/** The same at its places. */
export interface ObjectiveFinding {
  readonly is: Saying['is'];
  readonly source: Source;
  readonly message: string;
  readonly related: readonly { readonly source: Source; readonly message: string }[];
}

/** So many failures are told in the message; so many beside it. */
const most = { told: 3, related: 5 } as const;

/** What is to be said of an objective: nothing where it holds. */
export function sayingsOf({ title, clauses }: ObjectiveResult): readonly Saying[] {
  const head = `Objective “${title}”`;
  const broken = clauses.flatMap((clause) => clause.broken);
  const unjudged = clauses.flatMap((clause) => clause.unjudged);
  return [
    ...(broken.length > 0 ? [brokenSaying(head, broken, clauses)] : []),
    ...(unjudged.length > 0 ? [unjudgedSaying(head, unjudged)] : []),
    ...clauses.filter(({ played }) => !played).map((clause) => notPlayed(head, clause)),
  ];
}

/** At their places in a topology; what is not there any more is left out. */
export function findingsOf(
  topology: Topology,
  { source }: Objective,
  sayings: readonly Saying[],
): readonly ObjectiveFinding[] {
  return sayings.map(({ is, message, related }) => ({
    is,
    source,
    message,
    related: related.flatMap((each) => {
      const element = topology.elements.get(each.id);
      return element ? [{ source: element.source, message: each.message }] : [];
    }),
  }));
}

function brokenSaying(head: string, broken: readonly Break[], clauses: readonly ClauseResult[]): Saying {
  const told = broken.slice(0, most.told).map((each) => breakWords(each));
  const rest = broken.length - told.length;
  const failures = clauses.reduce((sum, clause) => sum + clause.failures, 0);
  const more = rest > 0 ? `; and ${rest} more of ${failures} failures break it` : '';
  return {
    is: 'broken',
    message: `${head} does not hold: ${told.join('; ')}${more}.`,
    related: broken.slice(0, most.related).flatMap((each) => {
      const [id] = each.ids;
      const words = breakWords(each);
      return id === undefined ? [] : [{ id, message: `${words.charAt(0).toUpperCase()}${words.slice(1)}.` }];
    }),
  };
}

/** `losing Host1 drops the calls of Phones (out 4 min 30 s)` */
function breakWords({ names, claims }: Break): string {
  const shown = claims.slice(0, 2).map(claimWords);
  const rest = claims.length - shown.length;
  return `losing ${names.join(' and ')} ${[...shown, ...(rest > 0 ? [`breaks ${rest} more of its claims`] : [])].join(' and ')}`;
}

function claimWords({ text, subject, claim, actual, out }: BrokenClaim): string {
  switch (claim.kind) {
    case 'calls':
      return claim.preserved ? `drops the calls of ${subject}${aside(out)}` : `keeps the calls of ${subject}`;
    case 'preserved-state':
      return claim.preserved ? `loses the state of ${subject}${aside(out)}` : `keeps the state of ${subject}`;
    case 'outage': {
      const asked = `(asked: ${claim.comparison} ${spanWords(claim.limit)})`;
      if (out === 'forever') return `takes ${subject} out, and it stays out ${asked}`;
      return out ? `takes ${subject} out for ${spanWords(out)} ${asked}` : `does not take ${subject} out ${asked}`;
    }
    case 'state':
      return `leaves ${subject} ${actual} (asked: ${text})`;
  }
}

function aside(out: BrokenClaim['out']): string {
  if (out === 'forever') return ' (and it stays out)';
  return out ? ` (out ${spanWords(out)})` : '';
}

function unjudgedSaying(head: string, unjudged: readonly Unjudged[]): Saying {
  const [first] = unjudged;
  const rest = unjudged.length - 1;
  const others = rest > 0 ? `, nor after ${rest} other${rest === 1 ? '' : 's'}` : '';
  return {
    is: 'unknown',
    message: `${head} cannot be judged after the loss of ${first?.names.join(' and ')}${others}: ${first?.why.replace(/[.]$/, '')}.`,
    related: unjudged
      .slice(0, most.related)
      .flatMap(({ ids: [id], why }) => (id === undefined ? [] : [{ id, message: why }])),
  };
}

function notPlayed(head: string, { text, failures }: ClauseResult): Saying {
  return {
    is: 'unknown',
    message: `${head}: ${failures} failures are too many to be played here (${text}), so nobody knows whether it holds. Let it speak of fewer kinds, or of fewer at once.`,
    related: [],
  };
}
