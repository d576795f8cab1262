/** The codes of findings: which there are, and which a person means. */
import { authorPack, isAuthorId, objectiveCode, objectiveSays } from '../../engine/rules/author/ids.ts';
import { findRule, rules } from '../../engine/rules/index.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { editDistance, similarNames } from '../../engine/topology/names.ts';
import { codes, otherCodes } from '../../language/checks/codes.ts';
import { UsageError } from '../usage-error.ts';

/** What the findings of the language itself say, by their codes. */
const languageCodes: Readonly<Record<string, string>> = { ...otherCodes, ...codes };

const all: readonly string[] = [...rules.map(({ id }) => id), objectiveCode, ...Object.keys(languageCodes)];

/** What is said of a code that is no rule, by those of the language and that of objectives. */
export const otherCode = (code: string): string | undefined =>
  code === objectiveCode ? objectiveSays : languageCodes[code];

/** What a code is: a rule, or a finding of the language with what it says. */
export type Explained =
  | { readonly rule: Rule; readonly isOfAuthor?: true }
  | { readonly code: string; readonly says: string };

/**
 * What a person means by a code: written in full, or without its pack where that is enough.
 * @param ofAuthor the rules that authors wrote in the files that were named
 * @throws {UsageError} where there is none of this name, with those that were perhaps meant
 */
export function explained(name: string, ofAuthor: readonly Rule[] = []): Explained {
  const written = ofAuthor.find(({ id }) => id === name || id === `${authorPack}/${name}`);
  if (written) return { rule: written, isOfAuthor: true };
  if (isAuthorId(name)) throw new UsageError(unknownOfAuthor(name, ofAuthor));
  const [code = name, ...others] = all.includes(name) ? [name] : all.filter((each) => each.endsWith(`/${name}`));
  if (others.length > 0) throw new UsageError(`${name} may be ${[code, ...others].join(' or ')}.`);
  const rule = findRule(code);
  if (rule) return { rule };
  const says = otherCode(code);
  if (says === undefined) throw unknown(name);
  return { code, says };
}

/**
 * The codes that patterns name: `vsphere/ha-min-hosts`, or `vsphere/*` for a whole pack. Of rules that authors write it is
 * not known which there are: `author/*` stands for itself.
 * @throws {UsageError} where one names none
 */
export function codesNamed(patterns: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pattern of patterns.flatMap((each) => each.split(',')).map((each) => each.trim())) {
    if (isAuthorId(pattern) && pattern.length > authorPack.length + 1) {
      found.add(pattern);
      continue;
    }
    const pack = pattern.endsWith('/*') ? pattern.slice(0, -1) : undefined;
    const named = all.filter((code) => (pack === undefined ? code === pattern : code.startsWith(pack)));
    if (named.length === 0) throw pack === undefined ? unknown(pattern) : unknownPack(pack.slice(0, -1));
    for (const code of named) found.add(code);
  }
  return found;
}

function unknownOfAuthor(name: string, ofAuthor: readonly Rule[]): string {
  if (ofAuthor.length === 0) return `${name} stands in a text: name the file behind it, where it has such a rule.`;
  return `There is no rule ${name} in these files. There are: ${ofAuthor.map(({ id }) => id).join(', ')}.`;
}

function unknown(name: string): UsageError {
  const short = (code: string) => code.slice(code.indexOf('/') + 1);
  const near = similarNames(name, all);
  const meant = near.length > 0 ? nearest(name, near) : nearest(name, similarNames(name, all.map(short)));
  const codes = all.filter((code) => meant.includes(code) || meant.includes(short(code)));
  const hint = codes.length > 0 ? `Did you mean ${codes.join(' or ')}?` : 'hatopo rules lists them.';
  return new UsageError(`There is no rule ${name}. ${hint}`);
}

/** Of names that are alike those that are hardly less alike than the first. */
function nearest(name: string, alike: readonly string[]): readonly string[] {
  const distance = (other: string) => editDistance(name, other, name.length);
  const [best = ''] = alike;
  return alike.filter((other) => distance(other) <= distance(best) + 1);
}

function unknownPack(name: string): UsageError {
  const packs = [...new Set(all.map((code) => code.slice(0, code.indexOf('/'))))];
  const [meant] = similarNames(name, packs, 1);
  const hint = meant ? `Did you mean ${meant}/*?` : `There are: ${packs.join(', ')}.`;
  return new UsageError(`There is no pack of rules ${name}. ${hint}`);
}
