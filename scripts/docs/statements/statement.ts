/** A statement of a source document, as the catalogue numbers it. */

/** R: a rule can check it; B: a run must show it; F: a fact of a figure; P: advice on how to proceed. */
export type Kind = 'R' | 'B' | 'F' | 'P';

export type Weight = 'must' | 'recommended' | 'info';

export interface Statement {
  /** `S0-3`: the third of source document 0. */
  readonly id: string;
  readonly kinds: readonly Kind[];
  readonly weight: Weight;
  /** What it says, in our words. */
  readonly text: string;
}

export interface SourceDocument {
  /** As it is cited. */
  readonly title: string;
  readonly statements: readonly Statement[];
}

/** A row of the lists beside this file: id, kinds (`R/B`), weight, text. */
export type Row = readonly [id: string, kinds: string, weight: Weight, text: string];

/** A source document with its statements. */
export function sourceDocument(title: string, rows: readonly Row[]): SourceDocument {
  return {
    title,
    statements: rows.map(([id, kinds, weight, text]) => ({ id, kinds: kinds.split('/') as Kind[], weight, text })),
  };
}
