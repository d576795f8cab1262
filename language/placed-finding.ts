/** Findings with their places in the text. */
import type { FindingTag, Severity, SeverityOrigin } from '../engine/rules/rule.ts';
import type { TextEdit } from './edits/index.ts';
import type { Location } from './source.ts';

/** A finding of a rule, at its place. Offsets are UTF-16 units in the file `uri`. */
export interface PlacedFinding extends Location {
  /** The rule's id, or a code of the language such as `hatopo/unused-suppression`. */
  readonly code: string;
  readonly severity: Severity;
  /** Who decided the severity. */
  readonly severityFrom: SeverityOrigin;
  /** Where it was chosen, if in a configuration. */
  readonly configuration?: ConfigurationPlace;
  readonly tags: readonly FindingTag[];
  readonly message: string;
  readonly related: readonly (Location & { readonly message: string })[];
  /** False where it has no fix for sure, which is known before one is looked for. */
  readonly mayHaveFix: boolean;
  /** False where none of its fixes is safe, which is known too. */
  readonly mayBeSafe: boolean;
  /** Worked out when first read. */
  readonly fixes: readonly PlacedFix[];
}

/** What makes two findings the same. */
export function keyOfFinding({ code, uri, start, end, message }: PlacedFinding): string {
  return `${start} ${end} ${code} ${uri} ${message}`;
}

/** A fix as edits of the text, in the order of the text and without overlaps. */
export interface PlacedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** A finding that a `hatopo-ignore` silences, with the place and the reason of that comment. */
export interface SilencedFinding extends PlacedFinding {
  readonly silencedBy: Location & { readonly reason: string };
}

/** What the rules find in a document, and what its author silenced of it. */
export interface DocumentFindings {
  readonly findings: readonly PlacedFinding[];
  readonly silenced: readonly SilencedFinding[];
}

/** A line, from 1, of the configuration in which a severity is chosen. */
export interface ConfigurationPlace {
  readonly uri: string;
  readonly line?: number;
}
