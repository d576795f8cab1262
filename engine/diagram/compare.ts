/** What got better and what got worse from one run to another: before and after an edit, two scenarios, two designs. */
import type { Id } from '../topology/model.ts';
import { clock, span } from './times.ts';

export type Change = 'better' | 'worse' | 'same';

/** One thing that is compared, with words for both sides and for the difference. */
export interface Difference {
  readonly what: 'outage' | 'calls' | 'service' | 'protection' | 'redundancy' | 'state';
  readonly change: Change;
  /** `4 min`, `calls dropped` */
  readonly before: string;
  readonly after: string;
  /** `out 4 min less`, `calls now kept`; empty where it is the same. */
  readonly text: string;
}

export interface ComparedSubject {
  /** In the second run, or in the first where the second has it no more. */
  readonly id: Id;
  readonly name: string;
  readonly kind: 'service' | 'endpoint';
  /** `mixed`: some of it better, some worse. `gone` and `new`: in one run only. */
  readonly change: Change | 'mixed' | 'gone' | 'new';
  readonly differences: readonly Difference[];
  /** `CommunicationManager: out 4 min less, calls now kept` */
  readonly text: string;
}

export interface ComparedExpectation {
  readonly text: string;
  readonly change: Change | 'gone' | 'new';
  readonly before?: { readonly verdict: ComparedVerdict; readonly actual: string };
  readonly after?: { readonly verdict: ComparedVerdict; readonly actual: string };
  /** `now holds`, `now fails: down since 0:18` */
  readonly words: string;
}

export interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly subjects: readonly ComparedSubject[];
  readonly expectations: readonly ComparedExpectation[];
  /** Of all of it: `PBX and 2 expectations got worse. IVR got better.` */
  readonly text: string;
}

type ComparedVerdict = 'holds' | 'fails' | 'unjudged';

interface ComparedOutage {
  readonly from: number;
  readonly to?: number | null | undefined;
}
type Calls = 'preserved' | 'no-features' | 'dropped';
type Redundancy = 'full' | 'degraded' | 'none';

interface ComparedService {
  readonly id: Id;
  readonly name: string;
  readonly outages: readonly ComparedOutage[];
  readonly outage: number;
  readonly calls: Calls;
  readonly state: 'preserved' | 'lost';
  readonly redundancy: Redundancy;
  readonly recoveredAt?: number | undefined;
  readonly protectedAt?: number | undefined;
}
interface ComparedEndpoint {
  readonly id: Id;
  readonly name: string;
  readonly outages: readonly ComparedOutage[];
  readonly outage: number;
  readonly calls: Calls;
  readonly inService: boolean;
}

/** What is compared of a run. */
export interface ComparedRun {
  readonly title: string;
  readonly services: readonly ComparedService[];
  readonly endpoints: readonly ComparedEndpoint[];
  readonly expectations: readonly {
    readonly text: string;
    readonly verdict: ComparedVerdict;
    readonly actual: string;
  }[];
}

export function compareRuns(before: ComparedRun, after: ComparedRun): Comparison {
  const subjects = [
    ...compared('service', before.services, after.services, serviceDifferences),
    ...compared('endpoint', before.endpoints, after.endpoints, endpointDifferences),
  ];
  const expectations = comparedExpectations(before, after);
  return { before: before.title, after: after.title, subjects, expectations, text: sentence(subjects, expectations) };
}

/** How what changed is told, in the order in which it is told. */
export const changeWords = [
  ['worse', 'worse'],
  ['better', 'better'],
  ['mixed', 'better in one thing and worse in another'],
] as const;

function sentence(subjects: readonly ComparedSubject[], expectations: readonly ComparedExpectation[]): string {
  const parts = changeWords.flatMap(([change, word]) => {
    const names = subjects.filter((one) => one.change === change).map((one) => one.name);
    const count = expectations.filter((one) => one.change === change).length;
    const told = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
    const all = [...told, ...(count > 0 ? [count === 1 ? '1 expectation' : `${count} expectations`] : [])];
    return all.length === 0 ? [] : [`${inWords(all)} got ${word}.`];
  });
  return parts.length === 0 ? 'Nothing got better or worse.' : parts.join(' ');
}

/** `A, B and C` */
function inWords(all: readonly string[]): string {
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
}

/** The same by its id; where the other text calls it otherwise, by its name. */
function compared<T extends ComparedService | ComparedEndpoint>(
  kind: ComparedSubject['kind'],
  before: readonly T[],
  after: readonly T[],
  differencesOf: (before: T, after: T) => readonly Difference[],
): readonly ComparedSubject[] {
  const left = new Set(before);
  const partners = new Map<T, T>();
  for (const same of [(a: T, b: T) => a.id === b.id, (a: T, b: T) => a.name === b.name])
    for (const one of after) {
      if (partners.has(one)) continue;
      const partner = [...left].find((other) => same(other, one));
      if (!partner) continue;
      partners.set(one, partner);
      left.delete(partner);
    }
  const subjects = after.map((one): ComparedSubject => {
    const { id, name } = one;
    const partner = partners.get(one);
    if (!partner) return { id, name, kind, change: 'new', differences: [], text: `${name}: only in the second run` };
    const differences = differencesOf(partner, one);
    const said = differences.filter((each) => each.text !== '').map((each) => each.text);
    return {
      id,
      name,
      kind,
      change: changeOf(differences),
      differences,
      text: `${name}: ${said.length > 0 ? said.join(', ') : 'as before'}`,
    };
  });
  const gone = [...left].map(({ id, name }): ComparedSubject => {
    return { id, name, kind, change: 'gone', differences: [], text: `${name}: only in the first run` };
  });
  return [...subjects, ...gone];
}

function changeOf(differences: readonly Difference[]): ComparedSubject['change'] {
  const better = differences.some(({ change }) => change === 'better');
  const worse = differences.some(({ change }) => change === 'worse');
  if (better && worse) return 'mixed';
  return better ? 'better' : worse ? 'worse' : 'same';
}

function serviceDifferences(before: ComparedService, after: ComparedService): readonly Difference[] {
  const outage = outageDifference(before, after);
  return [
    outage,
    callsDifference(before.calls, after.calls),
    recoveryDifference(before, after, outage.change !== 'same'),
    ...protectionDifferences(before, after),
    stateDifference(before.state, after.state),
  ];
}

function endpointDifferences(before: ComparedEndpoint, after: ComparedEndpoint): readonly Difference[] {
  return [outageDifference(before, after), callsDifference(before.calls, after.calls)];
}

function openSince({ outages }: { readonly outages: readonly ComparedOutage[] }): number | undefined {
  return outages.find(({ to }) => to === undefined || to === null)?.from;
}

function outageWords(one: ComparedService | ComparedEndpoint): string {
  const open = openSince(one);
  if (open !== undefined) return `out since ${clock(open)}`;
  return one.outage === 0 ? 'no outage' : `out ${span(one.outage)}`;
}

function outageDifference<T extends ComparedService | ComparedEndpoint>(before: T, after: T): Difference {
  const sides = { what: 'outage', before: outageWords(before), after: outageWords(after) } as const;
  const [wasOpen, isOpen] = [openSince(before), openSince(after)];
  if (wasOpen !== undefined && isOpen === undefined)
    return {
      ...sides,
      change: 'better',
      text: after.outage === 0 ? 'no outage any more' : `back after ${span(after.outage)}, did not come back before`,
    };
  if (wasOpen === undefined && isOpen !== undefined)
    return { ...sides, change: 'worse', text: `does not come back any more, out since ${clock(isOpen)}` };
  const more = after.outage - before.outage;
  if (more === 0) return { ...sides, change: 'same', text: '' };
  const change = more < 0 ? 'better' : 'worse';
  if (after.outage === 0) return { ...sides, change, text: `no outage any more, was out ${span(before.outage)}` };
  if (before.outage === 0) return { ...sides, change, text: `now out ${span(after.outage)}, had no outage` };
  return { ...sides, change, text: `out ${span(Math.abs(more))} ${more < 0 ? 'less' : 'more'}` };
}

const callsRank: Readonly<Record<Calls, number>> = { preserved: 0, 'no-features': 1, dropped: 2 };
const callsWords: Readonly<Record<Calls, string>> = {
  preserved: 'kept',
  'no-features': 'kept without features',
  dropped: 'dropped',
};

function callsDifference(before: Calls, after: Calls): Difference {
  const change = order(callsRank[before], callsRank[after]);
  const text = change === 'same' ? '' : `calls now ${callsWords[after]}`;
  return { what: 'calls', change, before: `calls ${callsWords[before]}`, after: `calls ${callsWords[after]}`, text };
}

/** Less is better. */
function order(before: number, after: number): Change {
  return after === before ? 'same' : after < before ? 'better' : 'worse';
}

/** @param told whether the outage says it already */
function recoveryDifference(before: ComparedService, after: ComparedService, told: boolean): Difference {
  const words = ({ recoveredAt }: ComparedService) =>
    recoveredAt === undefined ? '–' : `served again ${clock(recoveredAt)}`;
  const [was, is] = [before.recoveredAt, after.recoveredAt];
  const sides = { what: 'service', before: words(before), after: words(after) } as const;
  // one that never was lost, or never came back, is compared by its outages
  if (was === undefined || is === undefined || was === is) return { ...sides, change: 'same', text: '' };
  return {
    ...sides,
    change: order(was, is),
    text: told ? '' : `served again ${span(Math.abs(is - was))} ${is < was ? 'sooner' : 'later'}`,
  };
}

const redundancyRank: Readonly<Record<Redundancy, number>> = { full: 0, degraded: 1, none: 2 };
const redundancyWords: Readonly<Record<Redundancy, string>> = {
  full: 'protected',
  degraded: 'not protected',
  none: 'no redundancy',
};

function protectionDifferences(before: ComparedService, after: ComparedService): readonly Difference[] {
  const redundancy = order(redundancyRank[before.redundancy], redundancyRank[after.redundancy]);
  const ends = {
    what: 'redundancy',
    before: redundancyWords[before.redundancy],
    after: redundancyWords[after.redundancy],
  } as const;
  if (redundancy !== 'same') {
    const text =
      after.redundancy === 'full'
        ? 'now protected in the end'
        : before.redundancy === 'full'
          ? 'no longer protected in the end'
          : `${redundancyWords[after.redundancy]} in the end, was ${redundancyWords[before.redundancy]}`;
    return [{ ...ends, change: redundancy, text }];
  }
  const same: Difference = { ...ends, change: 'same', text: '' };
  if (before.redundancy !== 'full') return [same];
  // protected all the time is as good as at once
  const [was, is] = [before.protectedAt ?? 0, after.protectedAt ?? 0];
  const words = (at: number) => (at === 0 ? 'protected all the time' : `protected ${clock(at)}`);
  const sides = { what: 'protection', before: words(was), after: words(is) } as const;
  if (was === is) return [same, { ...sides, change: 'same', text: '' }];
  const text =
    is === 0
      ? 'stays protected'
      : was === 0
        ? `protected only from ${clock(is)} on`
        : `protected again ${span(Math.abs(is - was))} ${is < was ? 'sooner' : 'later'}`;
  return [same, { ...sides, change: order(was, is), text }];
}

function stateDifference(before: 'preserved' | 'lost', after: 'preserved' | 'lost'): Difference {
  const words = (state: 'preserved' | 'lost') => `state ${state === 'lost' ? 'lost' : 'kept'}`;
  const change = before === after ? 'same' : after === 'preserved' ? 'better' : 'worse';
  return {
    what: 'state',
    change,
    before: words(before),
    after: words(after),
    text: change === 'same' ? '' : `state in memory now ${after === 'lost' ? 'lost' : 'kept'}`,
  };
}

function comparedExpectations(before: ComparedRun, after: ComparedRun): readonly ComparedExpectation[] {
  const left = [...before.expectations];
  const both = after.expectations.map((one): ComparedExpectation => {
    const at = left.findIndex((other) => other.text === one.text);
    const [partner] = at < 0 ? [] : left.splice(at, 1);
    const { text, verdict, actual } = one;
    if (!partner)
      return { text, change: 'new', after: { verdict, actual }, words: `only in the second run: ${saidOf(one)}` };
    return {
      text,
      before: { verdict: partner.verdict, actual: partner.actual },
      after: { verdict, actual },
      ...verdictChange(partner, one),
    };
  });
  const gone = left.map((one): ComparedExpectation => {
    const { text, verdict, actual } = one;
    return { text, change: 'gone', before: { verdict, actual }, words: `only in the first run: ${saidOf(one)}` };
  });
  return [...both, ...gone];
}

type Judged = ComparedRun['expectations'][number];

function saidOf({ verdict, actual }: Judged): string {
  return verdict === 'holds' ? 'holds' : verdict === 'fails' ? `fails: ${actual}` : `cannot be told: ${actual}`;
}

function verdictChange(before: Judged, after: Judged): Pick<ComparedExpectation, 'change' | 'words'> {
  if (before.verdict === after.verdict) return { change: 'same', words: saidOf(after) };
  if (after.verdict === 'holds') return { change: 'better', words: 'now holds' };
  if (after.verdict === 'fails') return { change: 'worse', words: `now fails: ${after.actual}` };
  return { change: before.verdict === 'holds' ? 'worse' : 'same', words: `can no longer be told: ${after.actual}` };
}
