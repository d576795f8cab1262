/** What a run can be compared with, as lists to pick from. No editor in here. */
import type { RunChoice, Shown } from '../../server/protocol.ts';
import type { Pick, Picks } from '../commands/picks.ts';

/** A run that can be held beside another. */
export interface Comparable {
  readonly shown: Shown;
  /** What distinguishes it where its title does not: `as saved`, `design-b.hatopo`. */
  readonly words?: string;
  /** The same run in the text as it was before an edit. */
  readonly isEarlier?: true;
  /** The title of a run that was shown before. */
  readonly title?: string;
  /** A text, of which a run is to be picked first. */
  readonly isText?: true;
}

export interface Choices {
  readonly picks: Picks;
  readonly runs: ReadonlyMap<string, Comparable>;
}

interface Around {
  readonly shown: Shown;
  /** Titles of the scenarios of the same text. */
  readonly scenarios: readonly string[];
  /** Runs that were shown before, the last one first. */
  readonly before: readonly Comparable[];
  readonly earlier: readonly { readonly uri: string; readonly words: string }[];
  /** Why nobody knows what was committed, where nobody does. */
  readonly unknown?: string | undefined;
  readonly others: readonly { readonly uri: string; readonly name: string }[];
}

/** The text before an edit first: that is asked most. Then scenarios, runs that were shown, other texts. */
export function comparisonPicks({ shown, scenarios, before, earlier, unknown, others }: Around): Choices {
  const list = new List();
  list.part(
    'Before an edit',
    earlier.map(({ uri, words }) => ({
      pick: { label: `This run in the text ${words}` },
      run: { shown: { ...shown, uri }, words, isEarlier: true as const },
    })),
  );
  if (unknown !== undefined) list.note(`The text as committed last ${unknown}`);
  list.part(
    'Scenarios of this text',
    scenarios
      .filter((title) => !isChoice(shown.choice, { scenario: title }))
      .map((scenario) => ({ pick: { label: scenario }, run: { shown: { uri: shown.uri, choice: { scenario } } } })),
  );
  const listed = new Set(scenarios);
  list.part(
    'Shown before',
    before
      .filter((run) => !(run.shown.uri === shown.uri && isChoice(shown.choice, run.shown.choice)))
      .filter(
        ({ shown: { uri, choice } }) =>
          !(uri === shown.uri && !choice?.steps?.length && listed.has(choice?.scenario ?? '')),
      )
      .map((run) => ({
        pick: { label: run.title ?? '', ...(run.shown.uri !== shown.uri && { description: fileName(run.shown.uri) }) },
        run: run.shown.uri === shown.uri ? run : { ...run, words: fileName(run.shown.uri) },
      })),
  );
  list.part(
    'Other texts',
    others.map(({ uri, name }) => ({
      pick: { label: name },
      run: { shown: { uri }, words: fileName(uri), isText: true as const },
    })),
  );
  return list.choices();
}

/** Runs of another text: what was done by hand in it too, and its scenarios; one of the same title is chosen beforehand. */
export function otherTextPicks(
  { shown: { uri }, words }: Comparable,
  shown: Shown,
  scenarios: readonly string[],
): Choices {
  const list = new List();
  const named = words === undefined ? {} : { words };
  const { choice } = shown;
  if (choice?.steps?.length && (choice.scenario === undefined || scenarios.includes(choice.scenario)))
    list.part('By hand', [
      { pick: { label: 'The same steps as in this run' }, run: { shown: { uri, choice }, ...named } },
    ]);
  list.part(
    'Scenarios',
    scenarios.map((scenario) => ({
      pick: { label: scenario },
      run: { shown: { uri, choice: { scenario } }, ...named },
    })),
  );
  const { picks, runs } = list.choices();
  const same = choice?.steps?.length ? undefined : [...runs].find(([, run]) => isChoice(choice, run.shown.choice))?.[0];
  return { picks: { ...picks, preselected: same ?? picks.preselected }, runs };
}

/** The same run as it is kept among those that were shown: each once, the last one first, not too many. */
export function remembered(before: readonly Comparable[], run: Comparable): readonly Comparable[] {
  const isSame = ({ shown }: Comparable) => shown.uri === run.shown.uri && isChoice(shown.choice, run.shown.choice);
  return [run, ...before.filter((one) => !isSame(one))].slice(0, 20);
}

class List {
  private readonly items: Pick[] = [];
  private readonly runs = new Map<string, Comparable>();

  part(heading: string, entries: readonly { readonly pick: Omit<Pick, 'value'>; readonly run: Comparable }[]): void {
    if (entries.length === 0) return;
    this.items.push({ label: heading, heading: true, value: `heading ${heading}` });
    for (const { pick, run } of entries) {
      const value = String(this.runs.size);
      this.runs.set(value, run);
      this.items.push({ ...pick, value });
    }
  }

  /** Something that cannot be picked, and why. */
  note(text: string): void {
    this.items.push({ label: text, heading: true, value: `note ${text}` });
  }

  choices(): Choices {
    return { picks: { items: this.items, preselected: this.runs.keys().next().value }, runs: this.runs };
  }
}

function isChoice(one: RunChoice | undefined, other: RunChoice | undefined): boolean {
  return one?.scenario === other?.scenario && JSON.stringify(one?.steps ?? []) === JSON.stringify(other?.steps ?? []);
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.split('/').at(-1) ?? uri);
}
