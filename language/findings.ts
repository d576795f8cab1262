/** What the rules find in a document, with places in the text: shared by editor and command line. */
import type { LangiumCoreServices, LangiumDocument, LangiumDocuments } from 'langium';
import type { Choices } from '../engine/rules/check.ts';
import { checkRules, rules } from '../engine/rules/index.ts';
import type { Finding, Fix, Rule } from '../engine/rules/rule.ts';
import { buildTopology } from './builder/index.ts';
import { isInDoubt, unbuiltNodes } from './doubt.ts';
import { textEditsOf } from './edits/index.ts';
import type { DocumentFindings, PlacedFinding, PlacedFix, SilencedFinding } from './placed-finding.ts';
import { importClosure, importedUris } from './scope/imports.ts';
import { type Location, locate } from './source.ts';
import { findingsOnSuppressions } from './suppression-findings.ts';
import { type Suppression, silences, suppressionsOf } from './suppressions.ts';

/** What a folder chooses, as `configFor` reads it. */
export interface CheckDocumentOptions extends Choices {
  /** Instead of all that ship. */
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
  const files = importClosure(document, services.shared.workspace.LangiumDocuments);
  const suppressions = new Map(
    files.map((file) => [file.uri.toString(), suppressionsOf(file)] as const).filter(([, each]) => each.length > 0),
  );
  const used = new Set<string>();
  const placed: PlacedFinding[] = [];
  const silenced: SilencedFinding[] = [];
  const topology = buildTopology(document, services);
  const unbuilt = unbuiltNodes(topology);
  for (const finding of checkRules(topology, options)) {
    const place = finding.source ? locate(finding.source, finding.property) : startOf(document);
    const by = silencing(suppressions, finding, place);
    for (const { suppression, uri } of by) used.add(useKey(uri, suppression, finding.rule));
    if (isInDoubt(finding, unbuilt)) continue;
    const [first] = by;
    if (!first) placed.push(placedFinding(finding, place, services, options));
    else {
      const { start, end, reason } = first.suppression;
      // what is meant as it is needs no mending
      silenced.push({
        ...unfixed(finding, place, options),
        fixes: [],
        silencedBy: { uri: first.uri, start, end, reason },
      });
    }
  }
  const ran = idsOfRun(files, options);
  for (const file of files) {
    const uri = file.uri.toString();
    const silencesSomething = (suppression: Suppression, rule: string) => used.has(useKey(uri, suppression, rule));
    placed.push(...findingsOnSuppressions(file, suppressions.get(uri) ?? [], { ran, silencesSomething }));
  }
  const rank = new Map(files.map((file, index) => [file.uri.toString(), index]));
  const inOrder = (one: PlacedFinding, other: PlacedFinding) =>
    (rank.get(one.uri) ?? 0) - (rank.get(other.uri) ?? 0) || one.start - other.start || one.end - other.end;
  return { findings: once(placed).sort(inOrder), silenced: once(silenced).sort(inOrder) };
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

/** The rules of which it is known what they find: none where a text is damaged or missing, since then they may have missed something. */
function idsOfRun(
  files: readonly LangiumDocument[],
  { rules: asked = rules, severities = {} }: CheckDocumentOptions,
): ReadonlySet<string> {
  const there = new Set(files.map(({ uri }) => uri.toString()));
  const isWhole = files.every(
    (file) =>
      file.parseResult.lexerErrors.length + file.parseResult.parserErrors.length === 0 &&
      file.references.every(({ error }) => !error) &&
      importedUris(file).every((uri) => there.has(uri.toString())),
  );
  return new Set(isWhole ? asked.map(({ id }) => id).filter((id) => severities[id] !== 'off') : []);
}

function placedFinding(
  finding: Finding,
  place: Location,
  services: LangiumCoreServices,
  options: CheckDocumentOptions,
): PlacedFinding {
  const documents = services.shared.workspace.LangiumDocuments;
  let fixes: readonly PlacedFix[] | undefined;
  return {
    ...unfixed(finding, place, options),
    get fixes() {
      fixes ??= finding.fixes.flatMap((fix) => placedFix(fix, documents));
      return fixes;
    },
  };
}

function unfixed(
  finding: Finding,
  place: Location,
  { uri, lines = {} }: CheckDocumentOptions,
): Omit<PlacedFinding, 'fixes'> {
  const line = lines[finding.rule];
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
    related: finding.related.map(({ source, property, message: text }) => ({
      ...locate(source, property),
      message: text,
    })),
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
    const key = JSON.stringify([finding.code, finding.uri, finding.start, finding.end, finding.message]);
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique.values()];
}
