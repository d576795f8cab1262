/** Looks names up by what a person types of them. */
import type { LangiumDocument } from 'langium';
import { type Named, namedIn } from './named.ts';

/** How well a name fits, best first: the name itself, its beginning, the beginning of a word in it, within it, letter by letter. */
const fits = 5;

interface Entry extends Named {
  readonly lower: string;
  /** Adapters have the same few names on every machine. */
  readonly isCommon: boolean;
}

const entriesByList = new WeakMap<readonly Named[], readonly Entry[]>();

/**
 * The names that fit a query, best first, at most `most`. Nothing typed fits every name but those of adapters. With a dot
 * what stands before it is looked for in what holds the name: `Host1.vmnic`.
 */
export function searchNames(query: string, documents: Iterable<LangiumDocument>, most: number): readonly Named[] {
  const wanted = query.trim().toLowerCase();
  const dot = wanted.lastIndexOf('.');
  const byFit: Entry[][] = Array.from({ length: fits * 2 }, () => []);
  for (const document of documents) {
    for (const entry of entriesOf(namedIn(document))) {
      if (wanted === '' && entry.isCommon) continue;
      const fit = fitOf(entry.lower, entry.name, wanted) ?? (dot < 0 ? undefined : qualifiedFit(entry, wanted, dot));
      if (fit !== undefined) byFit[fit + (entry.isCommon ? fits : 0)]?.push(entry);
    }
  }
  const best: Entry[] = [];
  for (const same of byFit) {
    if (best.length >= most) break;
    // what is asked for while nothing is typed yet stays in the order of the text
    if (wanted !== '') same.sort((a, b) => a.name.length - b.name.length || (a.lower < b.lower ? -1 : 1));
    best.push(...same.slice(0, most - best.length));
  }
  return best;
}

function entriesOf(named: readonly Named[]): readonly Entry[] {
  let entries = entriesByList.get(named);
  if (!entries) {
    entries = named.map((each) => ({ ...each, lower: each.name.toLowerCase(), isCommon: each.node.$type === 'Nic' }));
    entriesByList.set(named, entries);
  }
  return entries;
}

function qualifiedFit(entry: Entry, wanted: string, dot: number): number | undefined {
  const holder = entry.holder?.toLowerCase();
  if (!holder?.includes(wanted.slice(0, dot))) return undefined;
  return fitOf(entry.lower, entry.name, wanted.slice(dot + 1));
}

function fitOf(lower: string, name: string, wanted: string): number | undefined {
  if (lower.startsWith(wanted)) return lower.length === wanted.length ? 0 : 1;
  const at = lower.indexOf(wanted);
  if (at > 0) return beginsWord(name, at) ? 2 : 3;
  return isSpread(lower, wanted) ? 4 : undefined;
}

function beginsWord(name: string, at: number): boolean {
  const before = name[at - 1] ?? '';
  return /[\W_]/.test(before) || (/[\p{Lu}\d]/u.test(name[at] ?? '') && !/[\p{Lu}\d]/u.test(before));
}

/** Whether all letters come in the name, in this order. */
function isSpread(lower: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const at = lower.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
