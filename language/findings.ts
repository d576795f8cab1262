/** What the rules find in a document, with places in the text: shared by editor and command line. */
import type { LangiumCoreServices, LangiumDocument, LangiumDocuments } from 'langium';
import type { Severities } from '../engine/rules/check.ts';
import { checkRules, rules } from '../engine/rules/index.ts';
import { message } from '../engine/rules/message.ts';
import type { Finding, Fix, Rule, Severity } from '../engine/rules/rule.ts';
import { similarNames } from '../engine/topology/names.ts';
import { buildTopology } from './builder/index.ts';
import { isInDoubt } from './doubt.ts';
import { type TextEdit, textEditsOf } from './edits/index.ts';
import { importClosure } from './scope/imports.ts';
import { type Location, locate } from './source.ts';
import { type Suppression, silences, suppressionsOf } from './suppressions.ts';

/** A finding of a rule, at its place. Offsets are UTF-16 units in the file `uri`. */
export interface PlacedFinding extends Location {
  /** The rule's id, or a code of the language such as `hatopo/unused-suppression`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (Location & { readonly message: string })[];
  /** Worked out when first read. */
  readonly fixes: readonly PlacedFix[];
}

/** A fix as edits of the text, in the order of the text and without overlaps. */
export interface PlacedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export interface CheckDocumentOptions {
  readonly severities?: Severities;
  /** Instead of all that ship. */
  readonly rules?: readonly Rule[];
}

const says = {
  withoutReason: message`This silences nothing: hatopo-ignore needs a reason. Write "hatopo-ignore ${'rule'}: why the exception is meant".`,
  withoutRule: message`This silences nothing: hatopo-ignore needs a rule and a reason. Write "hatopo-ignore PACK/RULE: why the exception is meant".`,
  misspelt: message`There is no rule ${'rule'}. Did you mean ${'meant'}?`,
  ofLanguage: message`${'rule'} is a finding of the language, not of a rule: it cannot be silenced. Mend what it says, and remove the comment.`,
  unused: message`${'rule'} finds nothing here, so there is nothing to silence. Remove the comment.`,
};

/**
 * What the rules find in a linked document and in what it imports, each finding once, at the file it
 * stands in, in the order of files and of places. What the author silenced is left out; a suppression
 * that is malformed or silences nothing is a finding itself.
 */
export function checkDocument(
  document: LangiumDocument,
  services: LangiumCoreServices,
  options: CheckDocumentOptions = {},
): readonly PlacedFinding[] {
  const files = importClosure(document, services.shared.workspace.LangiumDocuments);
  const suppressions = new Map(files.map((file) => [file.uri.toString(), suppressionsOf(file)]));
  const used = new Set<string>();
  const placed: PlacedFinding[] = [];
  for (const finding of checkRules(buildTopology(document, services), options)) {
    if (isInDoubt(finding)) continue;
    const place = finding.source ? locate(finding.source, finding.property) : startOf(document);
    const silenced = silencing(suppressions, finding, place);
    for (const { suppression, uri } of silenced) used.add(useKey(uri, suppression, finding.rule));
    if (silenced.length === 0) placed.push(placedFinding(finding, place, services));
  }
  const ruleIds = new Set((options.rules ?? rules).map((rule) => rule.id));
  for (const [uri, each] of suppressions)
    placed.push(...each.flatMap((suppression) => aboutSuppression(uri, suppression, used, ruleIds, options)));
  const rank = new Map(files.map((file, index) => [file.uri.toString(), index]));
  return once(placed).sort(
    (one, other) =>
      (rank.get(one.uri) ?? 0) - (rank.get(other.uri) ?? 0) || one.start - other.start || one.end - other.end,
  );
}

/** The suppressions that silence a finding: where it is shown, or where its element is declared. */
function silencing(
  suppressions: ReadonlyMap<string, readonly Suppression[]>,
  finding: Finding,
  place: Location,
): readonly { readonly uri: string; readonly suppression: Suppression }[] {
  const places = finding.source ? [place, locate(finding.source)] : [place];
  return places.flatMap((at) =>
    (suppressions.get(at.uri) ?? [])
      .filter((suppression) => silences(suppression, finding.rule, at))
      .map((suppression) => ({ uri: at.uri, suppression })),
  );
}

const useKey = (uri: string, suppression: Suppression, rule: string) => `${uri} ${suppression.start} ${rule}`;

/** What is wrong with a suppression itself. A rule that is not known may come with a later version: it is left alone. */
function aboutSuppression(
  uri: string,
  suppression: Suppression,
  used: ReadonlySet<string>,
  known: ReadonlySet<string>,
  { severities = {} }: CheckDocumentOptions,
): readonly PlacedFinding[] {
  const { start, end, rules: silenced, reason } = suppression;
  const at = (code: string, severity: Severity, text: string): PlacedFinding[] => [
    { uri, start, end, code, severity, message: text, related: [], fixes: [] },
  ];
  if (silenced.length === 0) return at('hatopo/suppression', 'warning', says.withoutRule({}));
  if (reason === '') return at('hatopo/suppression', 'warning', says.withoutReason({ rule: silenced.join(', ') }));
  return silenced.flatMap((rule) => {
    if (rule.startsWith('hatopo/')) return at('hatopo/suppression', 'warning', says.ofLanguage({ rule }));
    const [meant] = known.has(rule) ? [] : similarNames(rule, known, 1);
    if (meant) return at('hatopo/suppression', 'warning', says.misspelt({ rule, meant }));
    const idle = known.has(rule) && severities[rule] !== 'off' && !used.has(useKey(uri, suppression, rule));
    return idle ? at('hatopo/unused-suppression', 'info', says.unused({ rule })) : [];
  });
}

function placedFinding(finding: Finding, place: Location, services: LangiumCoreServices): PlacedFinding {
  const documents = services.shared.workspace.LangiumDocuments;
  let fixes: readonly PlacedFix[] | undefined;
  return {
    ...place,
    code: finding.rule,
    severity: finding.severity,
    message: finding.message,
    related: finding.related.map(({ source, property, message: text }) => ({
      ...locate(source, property),
      message: text,
    })),
    get fixes() {
      fixes ??= finding.fixes.flatMap((fix) => placedFix(fix, documents));
      return fixes;
    },
  };
}

function placedFix({ title, safe, edits }: Fix, documents: LangiumDocuments): readonly PlacedFix[] {
  const found = textEditsOf(edits, documents);
  return found && found.length > 0 ? [{ title, safe, edits: found }] : [];
}

function startOf(document: LangiumDocument): Location {
  return { uri: document.uri.toString(), start: 0, end: 0 };
}

function once(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const unique = new Map<string, PlacedFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.uri, finding.start, finding.end, finding.message]);
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique.values()];
}
