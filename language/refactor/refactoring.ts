/** A change of texts that keeps what they say, or adds what an author asked for by name. */
import type { TextEdit } from '../edits/text-edit.ts';

export type RefactoringKind = 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite' | 'refactor.move';

export interface Refactoring {
  readonly kind: RefactoringKind;
  /** `Extract a template from Host1 and Host3`. */
  readonly title: string;
  /** In the order of the texts, without overlaps. */
  readonly edits: readonly TextEdit[];
  /** Files that come to be. */
  readonly creates?: readonly NewFile[];
  /** A name that was chosen for the author, who may want another: where it stands after the edits. */
  readonly named?: { readonly uri: string; readonly offset: number } | undefined;
}

export interface NewFile {
  readonly uri: string;
  readonly text: string;
}

/** What a refactoring comes to. */
export type Outcome = Pick<Refactoring, 'edits' | 'named'>;

/** One whose edits are worked out when they are looked at: an editor asks for titles at every move of the cursor. */
export function later(offer: Omit<Refactoring, keyof Outcome>, work: () => Outcome): Refactoring {
  let outcome: Outcome | undefined;
  const made = () => {
    outcome ??= work();
    return outcome;
  };
  return {
    ...offer,
    get edits() {
      return made().edits;
    },
    get named() {
      return made().named;
    },
  };
}
