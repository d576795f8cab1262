/** Reads the files, with all that they import, and collects what the language and the rules find in them. */
import type { FileSystemProvider, LangiumDocument, LangiumDocuments } from 'langium';
import { URI } from 'vscode-uri';
import { findingsOf, sayingsOf } from '../../engine/analysis/objective-words.ts';
import { objectiveResult } from '../../engine/analysis/objectives.ts';
import { authorPack, isAuthorId, objectiveCode } from '../../engine/rules/author/ids.ts';
import { buildTopology } from '../../language/builder/index.ts';
import type { Config } from '../../language/config.ts';
import { findingsIn } from '../../language/findings.ts';
import { diagnosticsOf } from '../../language/load.ts';
import { createHatopoServices, type HatopoServices } from '../../language/module.ts';
import { hasObjectives, objectiveFindings } from '../../language/objectives.ts';
import {
  type DocumentFindings,
  keyOfFinding,
  type PlacedFinding,
  type PlacedFix,
  type SilencedFinding,
} from '../../language/placed-finding.ts';
import { importClosure } from '../../language/scope/imports.ts';
import { together } from '../../language/together.ts';
import type {
  CheckReport,
  ConfigProblem,
  ReportedFinding,
  ReportedFix,
  ReportedPlace,
  SuppressedFinding,
} from './finding.ts';
import { linesOf, linesOfRange, lineTextOf, namesAround } from './place.ts';

/** What is checked. */
export interface CheckSources {
  /** The files to be checked. */
  readonly uris: readonly URI[];
  /** Gives the text of each as it is to be checked. */
  readonly files: FileSystemProvider;
  /** What holds for a file. */
  readonly configOf: (uri: URI) => Promise<Config>;
  /** True where a configuration leaves a file out, and nobody named it. */
  readonly isLeftOut: (uri: URI) => Promise<boolean>;
}

export interface Collected {
  readonly report: CheckReport;
  /** Addresses of the files that were read, and that a configuration leaves out. */
  readonly leftOut: ReadonlySet<string>;
}

export interface CollectOptions {
  /** A file as whoever asks would write it, by its address. */
  readonly show: (uri: string) => string;
  /** The codes that are asked for; all where absent. Errors of the language always are. */
  readonly codes?: ReadonlySet<string> | undefined;
  /** Whether objectives are played, which takes a run for every failure of which they speak. */
  readonly objectives: boolean;
}

/**
 * All findings on the files and on what they import, each once, by file and place. A file that another of them imports is
 * checked as a part of that one: what it would lack alone, it need not have.
 */
export async function collect(
  { uris, files, configOf, isLeftOut }: CheckSources,
  { show, codes, objectives }: CollectOptions,
): Promise<Collected> {
  const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => files });
  const documents = shared.workspace.LangiumDocuments;
  const asked: LangiumDocument[] = [];
  for (const uri of uris) asked.push(await documents.getOrCreateDocument(uri));
  await shared.workspace.DocumentBuilder.build(asked, { validation: true });

  const roots = topmost(asked, documents);
  const configs = new Map<LangiumDocument, Config>();
  for (const root of roots) configs.set(root, await configOf(root.uri));
  const plays = objectives && (!codes || isAsked(codes, objectiveCode));
  const found = [...configs].map(([root, config]) => foundBy(root, hatopo, config, plays));
  const seen = new Set(found.flatMap(({ closure }) => closure));
  const leftOut = new Set<string>();
  for (const { uri } of seen) if (await isLeftOut(uri)) leftOut.add(uri.toString());

  const report = new Reporter(documents, show);
  const isShown = ({ uri, code, severity }: Pick<PlacedFinding, 'uri' | 'code' | 'severity'>) =>
    !leftOut.has(uri) && (!codes || isAsked(codes, code) || (code.startsWith('hatopo/') && severity === 'error'));
  const ofRules = together(found).filter(isShown);
  const isSought = worthFixes(ofRules, Math.max(0, ...roots.map((root) => buildTopology(root, hatopo).elements.size)));
  const findings = [
    ...[...seen]
      .flatMap(diagnosticsOf)
      .filter(isShown)
      .map((each) => report.ofLanguage(each)),
    ...ofRules.map((each) => report.ofRule(each, isSought(each))),
  ];
  const silenced = new Map(found.flatMap((each) => each.silenced).map((each) => [keyOfFinding(each), each]));
  return {
    report: {
      files: uris.map((uri) => ({ file: show(uri.toString()), uri: uri.toString() })),
      findings: inOrder(findings),
      suppressed: inOrder([...silenced.values()].filter(isShown).map((each) => report.ofSilenced(each))),
      problems: problemsOf([...configs.values()], show),
      unsought: ofRules.filter((each) => !isSought(each)).length,
      ...(codes && { codes }),
    },
    leftOut,
  };
}

/** Looking for a fix costs about as much as a check: so many elements of a topology, over all fixes, take some seconds. */
const MOST_ELEMENTS = 100_000;

/** Of which findings the fixes are looked for: of all but in the largest topologies, else of the gravest, in their order. */
function worthFixes(findings: readonly PlacedFinding[], elements: number): (finding: PlacedFinding) => boolean {
  const most = Math.max(5, Math.floor(MOST_ELEMENTS / Math.max(1, elements)));
  const ranks = { error: 0, warning: 1, info: 2 } as const;
  const inOrder = [...findings].sort((one, other) => ranks[one.severity] - ranks[other.severity]);
  const left = new Set(inOrder.filter(({ mayHaveFix }) => mayHaveFix).slice(most));
  return (finding) => !left.has(finding);
}

/** Whether a code is among those asked for. Which rules authors write, nobody knows before the texts are read. */
function isAsked(codes: ReadonlySet<string>, code: string): boolean {
  return codes.has(code) || (isAuthorId(code) && codes.has(`${authorPack}/*`));
}

function foundBy(root: LangiumDocument, services: HatopoServices, config: Config, plays: boolean) {
  const closure = importClosure(root, services.shared.workspace.LangiumDocuments);
  const ofRules = findingsIn(root, services, config);
  const ofObjectives = plays ? objectivesOf(root, services, config) : undefined;
  return {
    closure,
    files: new Set(closure.map((file) => file.uri.toString())),
    findings: [...ofRules.findings, ...(ofObjectives?.findings ?? [])],
    silenced: [...ofRules.silenced, ...(ofObjectives?.silenced ?? [])],
  };
}

function objectivesOf(root: LangiumDocument, services: HatopoServices, config: Config): DocumentFindings | undefined {
  if (!hasObjectives(root, services, config)) return undefined;
  const topology = buildTopology(root, services);
  const said = topology.objectives.flatMap((objective) =>
    findingsOf(topology, objective, sayingsOf(objectiveResult(topology, objective))),
  );
  return objectiveFindings(said, root, services, config);
}

/** The files that no other of them imports, and of those that import one another the first. */
function topmost(asked: readonly LangiumDocument[], documents: LangiumDocuments): readonly LangiumDocument[] {
  const below = new Map(asked.map((file) => [file, new Set(importClosure(file, documents))]));
  const rank = new Map(asked.map((file, index) => [file, index]));
  const isOver = (one: LangiumDocument, other: LangiumDocument) =>
    one !== other &&
    below.get(one)?.has(other) === true &&
    (below.get(other)?.has(one) !== true || (rank.get(one) ?? 0) < (rank.get(other) ?? 0));
  const imported = new Set<LangiumDocument>();
  for (const [file, closure] of below) for (const other of closure) if (isOver(file, other)) imported.add(other);
  return asked.filter((file) => !imported.has(file));
}

/** Makes findings into what is reported of them. */
class Reporter {
  private readonly documents: LangiumDocuments;
  private readonly show: CollectOptions['show'];

  constructor(documents: LangiumDocuments, show: CollectOptions['show']) {
    this.documents = documents;
    this.show = show;
  }

  ofLanguage(finding: ReturnType<typeof diagnosticsOf>[number]): ReportedFinding {
    const { related, fixes, ...rest } = finding;
    return {
      ...this.marked(rest),
      code: rest.code,
      severity: rest.severity,
      severityFrom: 'language',
      tags: [],
      message: rest.message,
      related: related.map(({ uri, range, message }) => {
        const place = { ...this.fileAt(uri), ...linesOfRange(range) };
        return { ...place, message, lineText: lineTextOf(this.documents, uri, place.line) };
      }),
      fixes: fixes.map((fix) => this.fix(fix)),
    };
  }

  ofRule(finding: PlacedFinding, isSought: boolean): ReportedFinding {
    if (!isSought) return { ...this.unfixed(finding), fixes: [] };
    const report = this;
    let fixes: readonly ReportedFix[] | undefined;
    return {
      ...this.unfixed(finding),
      get fixes() {
        fixes ??= finding.fixes.map((fix) => report.fix(fix));
        return fixes;
      },
    };
  }

  ofSilenced(finding: SilencedFinding): SuppressedFinding {
    const { reason, ...by } = finding.silencedBy;
    return { ...this.unfixed(finding), fixes: [], reason, by: this.place(by) };
  }

  private unfixed(finding: PlacedFinding): Omit<ReportedFinding, 'fixes'> {
    const { code, severity, severityFrom, configuration, tags, message } = finding;
    return {
      ...this.marked(finding),
      code,
      severity,
      severityFrom: code.startsWith('hatopo/') ? 'language' : severityFrom,
      ...(configuration && {
        configuration: {
          file: this.fileAt(configuration.uri).file,
          ...(configuration.line !== undefined && { line: configuration.line }),
        },
      }),
      tags,
      message,
      related: finding.related.map((related) => {
        const place = this.place(related);
        return { ...place, message: related.message, lineText: lineTextOf(this.documents, place.uri, place.line) };
      }),
    };
  }

  private fix({ title, safe, edits }: PlacedFix): ReportedFix {
    return { title, safe, edits: edits.map((edit) => ({ ...this.place(edit), newText: edit.newText })) };
  }

  private place(at: { readonly uri: string; readonly start: number; readonly end: number }): ReportedPlace {
    return { ...this.fileAt(at.uri), ...linesOf(this.documents, at) };
  }

  private marked(at: { readonly uri: string; readonly start: number; readonly end: number }) {
    const place = this.place(at);
    const document = this.documents.getDocument(URI.parse(at.uri));
    return {
      ...place,
      lineText: lineTextOf(this.documents, at.uri, place.line),
      within: document ? namesAround(document, at.start) : '',
    };
  }

  private fileAt(uri: string) {
    return { file: this.show(uri), uri };
  }
}

function inOrder<Found extends ReportedFinding>(findings: readonly Found[]): readonly Found[] {
  return [...findings].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** What in the configurations was not understood, each once. */
function problemsOf(configs: readonly Config[], show: CollectOptions['show']): readonly ConfigProblem[] {
  const unique = new Map<string, ConfigProblem>();
  for (const { uri = '', problems } of configs)
    for (const { message, line, column } of problems)
      unique.set(JSON.stringify([uri, line, column, message]), {
        file: show(uri),
        uri,
        line,
        column,
        message,
      });
  return [...unique.values()];
}
