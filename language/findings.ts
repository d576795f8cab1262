/** What the rules find in a document, with places in the text: shared by editor and command line. */
import type { LangiumCoreServices, LangiumDocument, LangiumDocuments } from 'langium';
import { authorRules } from '../engine/rules/author/index.ts';
import { type Choices, chosenFor } from '../engine/rules/check.ts';
import { checkRules, rules } from '../engine/rules/index.ts';
import type { Finding, Fix, Rule } from '../engine/rules/rule.ts';
import { buildTopology } from './builder/index.ts';
import { doubtsIn } from './doubt.ts';
import { textEditsOf } from './edits/index.ts';
import {
  type DocumentFindings,
  keyOfFinding,
  type PlacedFinding,
  type PlacedFix,
  type SilencedFinding,
} from './placed-finding.ts';
import { importClosure, importedUris } from './scope/imports.ts';
import { type Location, locate } from './source.ts';
import { findingsOnSuppressions } from './suppression-findings.ts';
import { type Suppression, silences, suppressionsOf } from './suppressions.ts';

/** What a folder chooses, as `configFor` reads it. */
export interface CheckDocumentOptions extends Choices {
  /** Instead of all that ship; those of the author are asked all the same. */
  readonly rules?: readonly Rule[];
  /** The file in which it is chosen. */
  readonly uri?: string;
  /** The lines there, by rule id. */
  readonly lines?: Readonly<Record<string, number>>;
}

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
  return findingsIn(document, services, options).findings;
}

/** As `checkDocument`, and what was silenced too, in the same order. */
export function findingsIn(
  document: LangiumDocument,
  services: LangiumCoreServices,
  options: CheckDocumentOptions = {},
): DocumentFindings {
  const topology = buildTopology(document, services);
  const ofAuthor = authorRules(topology).map(({ id }) => id);
  const asked = [...(options.rules ?? rules).map(({ id }) => id), ...ofAuthor];
  return placed(checkRules(topology, options), document, services, options, { asked, ofAuthor });
}

/** Of which rules what was found is placed. */
export interface Placed {
  /** The ids of those that were asked, whether or not a configuration leaves some out. */
  readonly asked: readonly string[];
  /** The ids of those that authors wrote in these files; where absent, only what concerns the asked is said of suppressions. */
  readonly ofAuthor?: readonly string[];
}

/** Findings at their places in the text, but for what is silenced or follows from damage; and what is wrong with the silencing. */
export function placed(
  found: readonly Finding[],
  document: LangiumDocument,
  services: LangiumCoreServices,
  options: CheckDocumentOptions,
  { asked, ofAuthor }: Placed,
): DocumentFindings {
  const files = importClosure(document, services.shared.workspace.LangiumDocuments);
  const suppressions = new Map(
    files.map((file) => [file.uri.toString(), suppressionsOf(file)] as const).filter(([, each]) => each.length > 0),
  );
  const used = new Set<string>();
  const shown: PlacedFinding[] = [];
  const silenced: SilencedFinding[] = [];
  const isInDoubt = doubtsIn(buildTopology(document, services));
  for (const finding of found) {
    const place = finding.source ? locate(finding.source, finding.property) : startOf(document);
    const by = silencing(suppressions, finding, place);
    for (const { suppression, uri } of by) used.add(useKey(uri, suppression, finding.rule));
    if (isInDoubt(finding)) continue;
    const [first] = by;
    if (!first) shown.push(placedFinding(finding, place, services, options));
    else {
      const { start, end, reason } = first.suppression;
      // what is meant as it is needs no mending
      silenced.push({
        ...said(finding, place, options),
        related: relatedTo(finding),
        fixes: [],
        silencedBy: { uri: first.uri, start, end, reason },
      });
    }
  }
  const whole = isWhole(files);
  const ran = new Set(whole ? asked.filter((id) => chosenFor(id, options.severities) !== 'off') : []);
  for (const file of files) {
    const uri = file.uri.toString();
    shown.push(
      ...findingsOnSuppressions(file, suppressions.get(uri) ?? [], {
        ran,
        ...(ofAuthor ? { ofAuthor: whole ? new Set(ofAuthor) : undefined } : { only: ran }),
        silencesSomething: (suppression, rule) => used.has(useKey(uri, suppression, rule)),
      }),
    );
  }
  const rank = new Map(files.map((file, index) => [file.uri.toString(), index]));
  const inOrder = (one: PlacedFinding, other: PlacedFinding) =>
    (rank.get(one.uri) ?? 0) - (rank.get(other.uri) ?? 0) || one.start - other.start || one.end - other.end;
  return { findings: once(shown).sort(inOrder), silenced: once(silenced).sort(inOrder) };
}

/** The suppressions that silence a finding: where it is shown, or where its element is declared. */
function silencing(
  suppressions: ReadonlyMap<string, readonly Suppression[]>,
  finding: Finding,
  place: Location,
): readonly { readonly uri: string; readonly suppression: Suppression }[] {
  if (suppressions.size === 0) return [];
  const places = finding.source ? [place, locate(finding.source)] : [place];
  return places.flatMap((at) =>
    (suppressions.get(at.uri) ?? [])
      .filter((suppression) => silences(suppression, finding.rule, at))
      .map((suppression) => ({ uri: at.uri, suppression })),
  );
}

const useKey = (uri: string, suppression: Suppression, rule: string) => `${uri} ${suppression.start} ${rule}`;

/** Whether all is read and resolved. Where a text is damaged or missing, nobody knows what a rule that finds nothing has missed. */
export function isWhole(files: readonly LangiumDocument[]): boolean {
  const there = new Set(files.map(({ uri }) => uri.toString()));
  return files.every(
    (file) =>
      file.parseResult.lexerErrors.length + file.parseResult.parserErrors.length === 0 &&
      file.references.every(({ error }) => !error) &&
      importedUris(file).every((uri) => there.has(uri.toString())),
  );
}

function placedFinding(
  finding: Finding,
  place: Location,
  services: LangiumCoreServices,
  options: CheckDocumentOptions,
): PlacedFinding {
  const documents = services.shared.workspace.LangiumDocuments;
  let fixes: readonly PlacedFix[] | undefined;
  let related: PlacedFinding['related'] | undefined;
  return {
    ...said(finding, place, options),
    // of thousands of findings hardly any is looked at
    get related() {
      related ??= relatedTo(finding);
      return related;
    },
    get fixes() {
      fixes ??= finding.fixes.flatMap((fix) => placedFix(fix, documents));
      return fixes;
    },
  };
}

function relatedTo({ related }: Finding): PlacedFinding['related'] {
  return related.map(({ source, property, message }) => ({ ...locate(source, property), message }));
}

function said(
  finding: Finding,
  place: Location,
  { uri, lines = {} }: CheckDocumentOptions,
): Omit<PlacedFinding, 'fixes' | 'related'> {
  const line = chosenFor(finding.rule, lines);
  return {
    ...place,
    code: finding.rule,
    severity: finding.severity,
    severityFrom: finding.severityFrom,
    ...(finding.severityFrom === 'configuration' &&
      uri !== undefined && { configuration: { uri, ...(line !== undefined && { line }) } }),
    tags: finding.tags,
    mayHaveFix: finding.mayHaveFix,
    mayBeSafe: finding.mayBeSafe,
    message: finding.message,
  };
}

function placedFix({ title, safe, edits }: Fix, documents: LangiumDocuments): readonly PlacedFix[] {
  const found = textEditsOf(edits, documents);
  return found && found.length > 0 ? [{ title, safe, edits: found }] : [];
}

function startOf(document: LangiumDocument): Location {
  return { uri: document.uri.toString(), start: 0, end: 0 };
}

function once<Placed extends PlacedFinding>(findings: readonly Placed[]): Placed[] {
  const unique = new Map<string, Placed>();
  for (const finding of findings) {
    const key = keyOfFinding(finding);
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique.values()];
}
