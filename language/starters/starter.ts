/** A whole topology to begin with. */
export interface Starter {
  /** A few words, unlike those of any other. */
  readonly title: string;
  /** One line, Markdown. */
  readonly summary: string;
  readonly text: string;
  /** Words of the text that an author replaces first, each wherever it stands, in this order. */
  readonly names: readonly string[];
}
