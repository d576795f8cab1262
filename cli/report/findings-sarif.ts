/** Findings as SARIF 2.1.0, the form that code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. */
import type {
  Artifact,
  ArtifactLocation,
  Fix,
  Location,
  Log,
  PhysicalLocation,
  Region,
  Result,
  Suppression,
} from 'sarif';
import manifest from '../../package.json' with { type: 'json' };
import type {
  CheckReport,
  ReportedFinding,
  ReportedFix,
  ReportedPlace,
  SuppressedFinding,
} from '../../tools/findings/finding.ts';
import { fingerprints } from './fingerprint.ts';
import { addressBelow, folderAddress, repositoryRoot } from './root.ts';
import { descriptorsOf } from './sarif-rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = '%SRCROOT%';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** One run: all rules that were asked, with their pages, and all findings, those that are silenced with their reason. */
export function findingsAsSarif(report: CheckReport, cwd: string): string {
  const root = repositoryRoot(cwd);
  const all = [...report.findings, ...report.suppressed];
  const rules = descriptorsOf(all, report.codes);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const marks = fingerprints(all);
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: manifest.name,
            fullName: `${manifest.displayName} ${manifest.version}`,
            version: manifest.version,
            semanticVersion: manifest.version,
            informationUri: 'https://github.com/hatopo/hatopo',
            rules,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: folderAddress(root) } },
        artifacts: report.files.map(({ uri }) => artifactOf(uri, root)),
        invocations: [invocationOf(report, root)],
        results: all.map((finding, index) => resultOf(finding, root, indexes, marks[index] ?? '')),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(
  finding: ReportedFinding | SuppressedFinding,
  root: string,
  indexes: ReadonlyMap<string, number>,
  mark: string,
): Result {
  const { code, severity, severityFrom, message, within, fixes } = finding;
  const related = finding.related.filter(({ uri }) => isFile(uri));
  const index = indexes.get(code);
  return {
    ruleId: code,
    ...(index !== undefined && { ruleIndex: index }),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: physicalLocationOf(finding, root),
        ...(within !== '' && { logicalLocations: [{ fullyQualifiedName: within }] }),
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((each, id) => ({
        id,
        ...locationOf(each, root),
        message: { text: each.message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, root)) }),
    // always stated, so that a viewer knows that what has none is not silenced
    suppressions: 'reason' in finding ? [suppressionOf(finding, root)] : [],
    partialFingerprints: { 'hatopoFinding/v1': mark },
    properties: { severityFrom },
  };
}

function suppressionOf({ reason, by }: SuppressedFinding, root: string): Suppression {
  return { kind: 'inSource', status: 'accepted', justification: reason, location: locationOf(by, root) };
}

function fixOf({ title, safe, edits }: ReportedFix, root: string): Fix {
  const byFile = new Map<string, ReportedFix['edits'][number][]>();
  for (const edit of edits) byFile.set(edit.uri, [...(byFile.get(edit.uri) ?? []), edit]);
  return {
    description: { text: title },
    artifactChanges: [...byFile].map(([uri, changes]) => ({
      artifactLocation: artifactLocationOf(uri, root),
      replacements: changes.map((edit) => ({
        deletedRegion: regionOf(edit),
        ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
      })),
    })),
    properties: { safe },
  };
}

function invocationOf({ problems }: CheckReport, root: string) {
  return {
    executionSuccessful: true,
    ...(problems.length > 0 && {
      toolConfigurationNotifications: problems.map(({ uri, line, column, message }) => ({
        level: 'warning' as const,
        message: { text: message },
        locations: [
          {
            physicalLocation: {
              artifactLocation: artifactLocationOf(uri, root),
              region: { startLine: line, startColumn: column },
            },
          },
        ],
      })),
    }),
  };
}

function artifactOf(uri: string, root: string): Artifact {
  return { location: artifactLocationOf(uri, root), roles: ['analysisTarget'], sourceLanguage: 'hatopo' };
}

function locationOf(place: ReportedPlace, root: string): Location {
  return {
    physicalLocation: { artifactLocation: artifactLocationOf(place.uri, root), region: regionOf(place) },
  };
}

/** With the line around it, for who does not have the file. */
function physicalLocationOf(finding: ReportedFinding, root: string): PhysicalLocation {
  const { line, endLine, lineText } = finding;
  return {
    artifactLocation: artifactLocationOf(finding.uri, root),
    region: regionOf(finding),
    ...(line === endLine && { contextRegion: { startLine: line, snippet: { text: lineText } } }),
  };
}

function artifactLocationOf(uri: string, root: string): ArtifactLocation {
  const below = addressBelow(root, uri);
  return below === undefined ? { uri } : { uri: below, uriBaseId: ROOT };
}

function regionOf({ line, column, endLine, endColumn }: ReportedPlace): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

const isFile = (uri: string) => uri.startsWith('file:');
