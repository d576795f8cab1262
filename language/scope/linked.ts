/** Which references an edit may give another meaning: those that name what it concerns, and those that lead through these. */
import type { LangiumDocument, LangiumDocuments, Reference } from 'langium';
import type { Item } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { importedDocuments } from './imports.ts';
import { changeMeaning, type Difference, differenceOf, eachReference, eachUnit, namesOf } from './units.ts';

/** Of more changed units than this, linking all anew costs no more. */
const MOST = 500;

/** A document as it was linked. */
interface Linked {
  items: readonly Item[];
  readonly imports: readonly LangiumDocument[];
  /** Units with references that are to be resolved anew. */
  readonly pending: Set<Item>;
  /** The units that write a name; made when first asked for. */
  users: Map<string, Set<Item>> | undefined;
  /** The names of templates with adapters whose `via` depends on the VMs that take them; made with `users`. */
  readonly leaning: Set<string>;
}

export class LinkedDocuments {
  private readonly documents: () => LangiumDocuments;
  private readonly linked = new WeakMap<LangiumDocument, Linked>();

  constructor(documents: () => LangiumDocuments) {
    this.documents = documents;
  }

  /** The units of a document that are to be linked; `undefined` where all are. */
  pendingIn(document: LangiumDocument): Set<Item> | undefined {
    return this.linked.get(document)?.pending;
  }

  isKnown(document: LangiumDocument): boolean {
    return this.linked.has(document);
  }

  /** To be called when all references of a document are linked. */
  note(document: LangiumDocument): void {
    this.linked.set(document, {
      items: itemsOf(document.parseResult.value),
      imports: importedDocuments(document, this.documents()),
      pending: new Set(),
      users: undefined,
      leaning: new Set(),
    });
  }

  /** All of a document is to be linked anew. */
  forget(document: LangiumDocument): void {
    this.linked.delete(document);
    eachUnit(itemsOf(document.parseResult.value), changeMeaning);
  }

  /**
   * Takes back what may mean something else now, in documents that are read and about to be linked.
   * @returns false where that is not known: then all of them are to be linked anew
   */
  takeBack(documents: readonly LangiumDocument[]): boolean {
    const changes = new Map<LangiumDocument, readonly [Linked, Difference]>();
    for (const document of documents) {
      const known = this.linked.get(document);
      if (!known || !isSame(known.imports, importedDocuments(document, this.documents()))) return false;
      const difference = differenceOf(known.items, itemsOf(document.parseResult.value), MOST);
      if (!difference) return false;
      changes.set(document, [known, difference]);
    }
    const names = new Names();
    // what a build that was cancelled left pending is looked through like all others: who uses it may be linked already
    const seen = new Set<Item>();
    for (const [document, [known, { removed, added, beside }]] of changes) {
      usersIn(known, known.items);
      for (const unit of removed) leave(known, unit);
      known.items = itemsOf(document.parseResult.value);
      for (const unit of added) enter(known, unit);
      for (const unit of [...added, ...beside]) {
        known.pending.add(unit);
        seen.add(unit);
      }
      for (const unit of [...removed, ...added, ...beside]) names.touch(unit, known.leaning);
    }
    for (const name of names) {
      for (const [known] of changes.values()) {
        for (const unit of known.users?.get(name) ?? []) {
          if (seen.has(unit)) continue;
          seen.add(unit);
          known.pending.add(unit);
          names.touch(unit, known.leaning);
        }
      }
    }
    for (const [document, [{ pending }, { removed }]] of changes) reset(document, pending, removed);
    return true;
  }
}

/** Names that are looked through one after another, while more are found. */
class Names {
  private readonly all = new Set<string>();

  /** Whoever names a unit that changes may mean something else; so may a template that is read by the VMs that take it. */
  touch(unit: Item, leaning: ReadonlySet<string>): void {
    for (const name of namesOf(unit)) this.all.add(name);
    const taken = ast.isVm(unit) ? unit.template?.segments.at(-1)?.$refText : undefined;
    if (taken !== undefined && leaning.has(taken)) this.all.add(taken);
  }

  [Symbol.iterator](): Iterator<string> {
    return this.all[Symbol.iterator]();
  }
}

function isSame(one: readonly LangiumDocument[], other: readonly LangiumDocument[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

function usersIn(known: Linked, items: readonly Item[]): void {
  if (known.users) return;
  known.users = new Map();
  eachUnit(items, (unit) => enter(known, unit));
}

function enter({ users, leaning }: Linked, unit: Item): void {
  eachReference(unit, ({ $refText }) => {
    const same = users?.get($refText);
    if (same) same.add(unit);
    else users?.set($refText, new Set([unit]));
  });
  if (ast.isTemplate(unit) && unit.items.some((item) => ast.isNic(item) && item.via.length > 0)) leaning.add(unit.name);
}

function leave({ users, pending }: Linked, unit: Item): void {
  eachReference(unit, ({ $refText }) => users?.get($refText)?.delete(unit));
  pending.delete(unit);
}

function reset(document: LangiumDocument, pending: ReadonlySet<Item>, removed: readonly Item[]): void {
  if (pending.size + removed.length === 0) return;
  const dropped = new Set<unknown>();
  for (const unit of removed) eachReference(unit, (reference) => dropped.add(reference));
  for (const unit of pending) {
    changeMeaning(unit);
    eachReference(unit, (reference) => {
      dropped.add(reference);
      unresolve(reference);
    });
  }
  document.references = document.references.filter((reference) => !dropped.has(reference));
}

/** As Langium's linker does it. */
function unresolve(reference: Reference): void {
  const own = reference as unknown as { _ref: unknown; _nodeDescription?: unknown };
  own._ref = undefined;
  own._nodeDescription = undefined;
}
