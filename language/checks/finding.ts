/** What a check says, and what goes with it for quick fixes. */
import type { AstNode } from 'langium';
import type { PlacedFix } from '../placed-finding.ts';
import type { Code } from './codes.ts';

export type Severity = 'error' | 'warning' | 'info';

/** `data` of a diagnostic: the code, and what mends it. */
export interface FindingData {
  readonly code: Code;
  /** Texts that may stand in place of what is marked, the best first. */
  readonly choices?: readonly string[];
  /** Other ways to mend it. */
  readonly fixes?: readonly PlacedFix[];
}

/** A stretch of the file, in offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place: a node by its name, one of its features, or a stretch of text. */
export interface Place {
  readonly node: AstNode;
  /** The feature of the node to be marked, such as `name` or `refs`; its head where absent. */
  readonly feature?: string;
  readonly index?: number;
}

export interface Related {
  readonly node: AstNode;
  readonly message: string;
}

export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly Related[];
  readonly choices?: readonly string[];
  readonly fixes?: readonly PlacedFix[];
}
