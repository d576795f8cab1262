/** What was damaged in a text, for those who must not report what only follows from it. */
import { type AstNode, AstUtils } from 'langium';

/** What is wrong with a statement. */
export type FlawKind =
  /** Its body has no `}`. */
  | 'unclosed'
  /** Its body has no `{`. */
  | 'unopened'
  /** A `}` that closes nothing. */
  | 'stray'
  /** Lines whose statement's opening line is gone. */
  | 'orphans'
  /** Something was missing, too much or wrong in it, and was mended. */
  | 'mended'
  /** It could not be read, and was left out. */
  | 'cut';

/** One damaged statement. */
export interface Flaw {
  readonly kind: FlawKind;
  /** In words of the domain: what is wrong, then what to do. */
  readonly message: string;
  /** Offsets of the place where the author must act; `end` is behind the last character. */
  readonly start: number;
  readonly end: number;
  /** The grammar's name of what was damaged (`Nic`), where that is known. */
  readonly rule: string | undefined;
  /** Offset at which the damaged statement begins: for `orphans` the first of them. */
  readonly item: number;
  /** Offset of the statement in whose body this one stands; -1 for the file. */
  readonly owner: number;
  /** Whether statements or properties of that body may be lost. */
  readonly loses: boolean;
}

/** The damage of one text. */
export interface Damage {
  /** In the order of the text; each is one syntax message. */
  readonly flaws: readonly Flaw[];
  /** Whether the statement or property itself was mended. */
  isDamaged(node: AstNode): boolean;
  /** Whether something of the body of `node` may be lost. */
  lacksItems(node: AstNode): boolean;
  /** Whether `name` stands in text that was cut out. */
  isLost(name: string): boolean;
}

const none: Damage = Object.freeze({
  flaws: [],
  isDamaged: () => false,
  lacksItems: () => false,
  isLost: () => false,
});

const damages = new WeakMap<AstNode, Damage>();

/** The damage of the text that `node` is of; without a flaw where it is intact. */
export function damageOf(node: AstNode): Damage {
  return damages.get(AstUtils.findRootNode(node)) ?? none;
}

/**
 * Notes what was damaged in the text of a tree, and the words of it that are in no tree. `marks`: the flaws, and those of
 * statements that another flaw's message speaks for.
 */
export function noteDamage(
  root: AstNode,
  flaws: readonly Flaw[],
  marks: readonly Flaw[],
  lost: ReadonlySet<string>,
): void {
  const bodies = new Set(marks.filter(({ loses }) => loses).map(({ owner }) => owner));
  for (const flaw of marks) {
    if (flaw.kind === 'unclosed' || flaw.kind === 'orphans') bodies.add(flaw.item);
  }
  const items = new Map<number, Flaw[]>();
  for (const flaw of marks) items.set(flaw.item, [...(items.get(flaw.item) ?? []), flaw]);
  damages.set(
    root,
    Object.freeze({
      flaws,
      isDamaged: (node: AstNode) =>
        items.get(offsetOf(node))?.some(({ rule }) => rule === undefined || rule === node.$type) ?? false,
      lacksItems: (node: AstNode) => bodies.has(node === root ? -1 : offsetOf(node)),
      isLost: (name: string) => lost.has(name),
    }),
  );
}

function offsetOf(node: AstNode): number {
  return node.$cstNode?.offset ?? Number.NaN;
}
