/** Objectives: what must hold for every failure of a kind. */
import type { FailingKind } from '../kinds.ts';
import type { Source } from './base.ts';
import type { Expectation } from './scenarios.ts';

/** `any 2 of host, switch fail: …` */
export interface ObjectiveClause {
  readonly source: Source;
  /** The failures, as written: `any 2 of host, switch fail`. */
  readonly text: string;
  readonly kinds: readonly FailingKind[];
  /** How many fail at once. */
  readonly simultaneous: number;
  /** Each with its subject, also where the text leaves out that of the claim before. */
  readonly claims: readonly Expectation[];
}

export interface Objective {
  readonly title: string;
  readonly source: Source;
  readonly documentation?: string;
  readonly clauses: readonly ObjectiveClause[];
}
