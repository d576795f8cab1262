/** What every element has: an id, a place in the text; and times with where they come from. */

/**
 * Where an element stands in the text. Opaque: only `language/` can turn it into a file and
 * a range, so that no layer below it knows text.
 */
export interface Source {
  readonly opaque: unique symbol;
}

/**
 * Identifies an element: the path of its names (`DataCenter.Host1.vmnic2`), behind `file#`
 * for what an imported file declares. Stable over edits elsewhere.
 */
export type Id = string;

/** What every element has. */
export interface ElementBase {
  readonly id: Id;
  /** The name as declared; for titles (scenarios, objectives) the title. */
  readonly name: string;
  readonly source: Source;
  /** Markdown of the `///` comment before the declaration. */
  readonly documentation?: string;
  /** The site in which it is declared, if any. */
  readonly site?: Id;
  /** Rank among all elements by place of declaration (imports after the root file): the documented tie-break. */
  readonly order: number;
}

/** A time with where it comes from. */
export interface Timing {
  /** The default that a run takes, in ms. */
  readonly value: number;
  /** The ends of the range that the source documents, in ms; equal to `value` where it gives none. */
  readonly min: number;
  readonly max: number;
  /** The public document, a product's note, or `stated in the text`. */
  readonly origin: string;
  /** True where the number is ours: shown as an assumption, never as a vendor's fact. */
  readonly assumption: boolean;
  /** The place in the text or in a product's library file, where there is one. */
  readonly source?: Source;
}
