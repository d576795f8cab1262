/** A finding as the command line reports it: every place is a file and a line. */
import type { FindingTag, SeverityOrigin } from '../../engine/rules/rule.ts';
import type { LinePlace } from './place.ts';

export interface ReportedFile {
  /** As a person in the working folder would write it; the address where it is no file on disk. */
  readonly file: string;
  readonly uri: string;
}

/** A place in a file. */
export interface ReportedPlace extends ReportedFile, LinePlace {}

export interface ReportedEdit extends ReportedPlace {
  readonly newText: string;
}

export interface ReportedFix {
  readonly title: string;
  /** True where `--fix` applies it. */
  readonly safe: boolean;
  readonly edits: readonly ReportedEdit[];
}

export interface ReportedRelated extends ReportedPlace {
  readonly message: string;
  /** The text of the line where it starts. */
  readonly lineText: string;
}

export interface ReportedFinding extends ReportedPlace {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Who decided the severity; `language` where it is a finding of the language itself. */
  readonly severityFrom: SeverityOrigin | 'language';
  /** Where it was chosen, if in a configuration. */
  readonly configuration?: { readonly file: string; readonly line?: number };
  readonly tags: readonly FindingTag[];
  readonly message: string;
  readonly related: readonly ReportedRelated[];
  /** Worked out when first read. */
  readonly fixes: readonly ReportedFix[];
  /** The text of the line where it starts. */
  readonly lineText: string;
  /** The names of the statements around it: `DataCenter.A.Host1`. Empty where there are none. */
  readonly within: string;
}

/** A finding that a comment silences. */
export interface SuppressedFinding extends ReportedFinding {
  readonly reason: string;
  /** The comment. */
  readonly by: ReportedPlace;
}

/** What in a `hatopo.config.json` was not understood. */
export interface ConfigProblem extends ReportedFile {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A finding that `--fix` mended. */
export interface Mended {
  readonly code: string;
  readonly file: string;
  readonly message: string;
  readonly title: string;
}

/** All that a check comes to. */
export interface CheckReport {
  /** The files that were asked for. */
  readonly files: readonly ReportedFile[];
  /** By file and place. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly ConfigProblem[];
  /** Of how many findings no fix was looked for, because there are too many of them. */
  readonly unsought: number;
  /** With `--fix` what it did. */
  readonly mended?: readonly Mended[];
  /** With `--rule` the codes that were asked for. */
  readonly codes?: ReadonlySet<string>;
  /** With `--max-warnings` how many may be. */
  readonly maxWarnings?: number;
}

/** How many findings have this severity. */
export function count(findings: readonly ReportedFinding[], severity: ReportedFinding['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** True where there are more warnings than may be. */
export function hasTooManyWarnings({ findings, maxWarnings }: CheckReport): boolean {
  return maxWarnings !== undefined && count(findings, 'warning') > maxWarnings;
}
