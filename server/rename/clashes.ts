/** Whether a new name is taken, or would change what other names mean. */
import { type AstNode, AstUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import { applied } from '../../language/edits/text-edit.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { MemoryFiles } from '../../language/memory-files.ts';
import { createHatopoServices } from '../../language/module.ts';
import { itemsOf } from '../../language/paths.ts';
import { filesAround, meantBy, mentionsIn } from '../../language/rule-names.ts';
import { closureUris, importClosure } from '../../language/scope/imports.ts';
import { ownNics, ownResources, templateOf } from '../../language/scope/members.ts';
import { kindOf } from '../../language/scope/messages.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { takersOf } from '../adapters.ts';
import { nameNode } from '../text.ts';
import type { Occurrence, Renaming } from './targets.ts';

/** Another declaration that has the name already where one of these would get it. */
export function takenBy(renaming: Renaming, newName: string, documents: LangiumDocuments): Declaration | undefined {
  for (const declaration of renaming.declarations) {
    const other = neighbours(declaration, newName, documents).find((each) => !renaming.declarations.has(each));
    if (other) return other;
  }
  return undefined;
}

/** Declarations called `name` beside which a declaration cannot have the same name. */
function neighbours(declaration: Declaration, name: string, documents: LangiumDocuments): readonly Declaration[] {
  const body = declaration.$container as AstNode;
  if (ast.isNic(declaration))
    return [body, ...relatedBodies(body, documents)].flatMap((each) => ownNics(each).get(name) ?? []);
  if (ast.isResource(declaration)) return ast.isService(body) ? present(ownResources(body).get(name)) : [];
  if (ast.isAuthorRule(declaration))
    return filesAround(AstUtils.getDocument(declaration), documents)
      .flatMap((file) => itemsOf(file.parseResult.value))
      .filter((item) => ast.isAuthorRule(item))
      .filter((rule) => rule.name === name);
  const symbols = symbolsOf(AstUtils.getDocument(declaration));
  if (ast.isProduct(declaration)) return symbols.products.get(name) ?? [];
  const site = AstUtils.getContainerOfType(body, ast.isSite);
  return (site ? symbols.sites.get(site) : symbols.top)?.get(name) ?? [];
}

/** Bodies whose adapters of one name replace each other: a machine's and its template's. */
function relatedBodies(body: AstNode, documents: LangiumDocuments): readonly AstNode[] {
  if (ast.isTemplate(body)) return takersOf(body, documents);
  return ast.isHost(body) || ast.isServer(body) || ast.isVm(body) ? present(templateOf(body)) : [];
}

function present<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one];
}

/** A reference that would mean something else. */
export interface Misled {
  readonly document: LangiumDocument;
  /** Offset of the reference in the text as it is. */
  readonly offset: number;
  /** What it would mean: `host Host1`, or nothing. */
  readonly instead: string | undefined;
  /** Of a rule, which means all that is called so: what keeps the name, and would not be meant any more. */
  readonly besides?: Declaration;
}

/**
 * Tries a renaming on a copy of all files that it concerns: the first reference that would then mean another
 * declaration than before, or `undefined` where all keep their meaning.
 */
export async function firstMisled(
  { occurrences }: Renaming,
  newName: string,
  documents: LangiumDocuments,
): Promise<Misled | undefined> {
  const edits = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) edits.set(occurrence.uri, [...(edits.get(occurrence.uri) ?? []), occurrence]);
  const files = new MemoryFiles();
  const concerned = concernedDocuments([...edits.keys()], documents);
  for (const document of concerned) {
    const changes = (edits.get(document.uri.toString()) ?? []).map(({ start, end }) => ({
      start,
      end,
      newText: newName,
    }));
    files.set(document.uri, applied(document.textDocument.getText(), changes));
  }
  const { shared } = createHatopoServices({ fileSystemProvider: () => files });
  const copies = await Promise.all(
    concerned.map(({ uri }) => shared.workspace.LangiumDocuments.getOrCreateDocument(uri)),
  );
  await shared.workspace.DocumentBuilder.build(copies);
  const moved = (uri: string, offset: number) =>
    (edits.get(uri) ?? []).reduce(
      (at, { start, end }) => (start < offset ? at + newName.length - (end - start) : at),
      offset,
    );
  const there = shared.workspace.LangiumDocuments;
  for (const [index, document] of concerned.entries()) {
    const copy = copies[index] as LangiumDocument;
    const misled = compare(document, copy, moved) ?? compareMentions(document, documents, copy, there, moved);
    if (misled) return misled;
  }
  return undefined;
}

/** The files to be changed, all that import them, and all that those see, or that rules in them speak of. */
function concernedDocuments(changed: readonly string[], documents: LangiumDocuments): LangiumDocument[] {
  const found = new Set<LangiumDocument>();
  for (const document of documents.all) {
    if (isLibrary(document.uri)) continue;
    const closure = closureUris(document, documents);
    if (changed.some((uri) => closure.has(uri))) for (const file of importClosure(document, documents)) found.add(file);
  }
  const rules = [...found].filter((document) => mentionsIn(document).length > 0);
  for (const file of rules.flatMap((document) => filesAround(document, documents))) found.add(file);
  return [...found].filter((document) => !isLibrary(document.uri));
}

type Moved = (uri: string, offset: number) => number;

function compare(before: LangiumDocument, after: LangiumDocument, moved: Moved): Misled | undefined {
  const uri = before.uri.toString();
  const meanings = new Map(after.references.map((reference) => [reference.$refNode?.offset, reference]));
  const misread = after.parseResult.parserErrors.length > before.parseResult.parserErrors.length;
  for (const reference of before.references) {
    if (!('ref' in reference) || !reference.$refNode) continue;
    const now = meanings.get(moved(uri, reference.$refNode.offset));
    const target = reference.ref as Declaration | undefined;
    const meant = now && 'ref' in now ? (now.ref as Declaration | undefined) : undefined;
    if (placeOf(target, moved) === placeOf(meant, (_, offset) => offset)) continue;
    return {
      document: before,
      offset: reference.$refNode.offset,
      instead: meant && `${kindOf(meant)} ${meant.name}`,
    };
  }
  if (misread || meanings.size !== new Set(before.references.map((each) => each.$refNode?.offset)).size)
    return { document: before, offset: 0, instead: undefined };
  return undefined;
}

/** A rule that compares with a name means everything that is called so. */
function compareMentions(
  before: LangiumDocument,
  here: LangiumDocuments,
  after: LangiumDocument,
  there: LangiumDocuments,
  moved: Moved,
): Misled | undefined {
  const uri = before.uri.toString();
  const mentions = new Map(mentionsIn(after).map((mention) => [mention.node.offset, mention]));
  for (const mention of mentionsIn(before)) {
    const { offset } = mention.node;
    const now = mentions.get(moved(uri, offset));
    // a variable is called so, or a word
    if (!now) return { document: before, offset, instead: undefined };
    const was = meantBy(mention, before, here);
    const is = meantBy(now, after, there);
    const places = new Set(was.map((each) => placeOf(each, moved)));
    const meant = is.find((each) => !places.delete(placeOf(each, (_, at) => at)));
    if (meant) return { document: before, offset, instead: `${kindOf(meant)} ${meant.name}` };
    const lost = was.find((each) => places.has(placeOf(each, moved)));
    if (lost) return { document: before, offset, instead: undefined, besides: lost };
  }
  return undefined;
}

/** File and offset of a declaration's name. */
function placeOf(declaration: Declaration | undefined, moved: Moved): string | undefined {
  const name = declaration && nameNode(declaration);
  if (!declaration || !name) return undefined;
  const uri = AstUtils.getDocument(declaration).uri.toString();
  return `${uri}#${moved(uri, name.offset)}`;
}
