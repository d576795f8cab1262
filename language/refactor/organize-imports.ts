/** Organise imports: in order, each once, and none that brings nothing. */
import type { LangiumCoreServices, LangiumDocument } from 'langium';
import { AstUtils, type LangiumDocuments } from 'langium';
import { lineEnd, lineStart, lineStop } from '../edits/layout.ts';
import type { Change, TextEdit } from '../edits/text-edit.ts';
import { type Document, type ImportStatement, isImportStatement, isProduct, isTemplate } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { importClosure, importedUri } from '../scope/imports.ts';

/** An import with its lines: the comments right above it, and the one behind it. */
interface Block {
  readonly statement: ImportStatement;
  readonly start: number;
  readonly end: number;
  readonly comments: readonly string[];
  readonly behind: string;
}

/**
 * The edits that put the imports of a file in order, each group between empty lines for itself. One import of several of
 * the same file stays, with all their comments. An import is dropped where no name leads to its file and the topology is
 * the same without it: it brings templates and products alone, or what another import brings too. Empty where all is well,
 * or the text is damaged there.
 */
export function organizeImports(document: LangiumDocument, services: LangiumCoreServices): readonly TextEdit[] {
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length + parserErrors.length > 0) return [];
  const text = document.textDocument.getText();
  const statements = itemsOf(document.parseResult.value as Document).filter(isImportStatement);
  const blocks = statements.map((statement) => blockOf(statement, text));
  if (!blocks.every((block) => block !== undefined)) return [];
  const dropped = unneeded(statements, document, services.shared.workspace.LangiumDocuments);
  const first = new Map<string, ImportStatement>();
  for (const statement of statements) {
    const uri = importedUri(statement, document.uri)?.toString() ?? '';
    if (!first.has(uri)) first.set(uri, statement);
  }
  const isKept = (statement: ImportStatement) =>
    first.get(importedUri(statement, document.uri)?.toString() ?? '') === statement && !dropped.has(statement);
  const uri = document.uri.toString();
  return groupsOf(blocks, text).flatMap((group) => {
    const change = ordered(group, blocks, isKept, document, text);
    return change ? [{ uri, ...change }] : [];
  });
}

/** `undefined` where something else stands on its line. */
function blockOf(statement: ImportStatement, text: string): Block | undefined {
  const cst = statement.$cstNode;
  if (!cst) return undefined;
  let start = lineStart(text, cst.offset);
  const end = lineStop(text, cst.end);
  const behind = text.slice(cst.end, end).trim();
  if (text.slice(start, cst.offset).trim() !== '' || !/^(\/\/.*)?$/.test(behind)) return undefined;
  const comments: string[] = [];
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, lineStop(text, above));
    // a comment at the head of the file, or `///`, speaks of more than an import
    if (!/^[ \t]*\/\/(?!\/)/.test(line)) break;
    comments.unshift(line.trim());
    start = above;
  }
  return { statement, start, end, comments, behind };
}

/** Imports on lines that follow each other. */
function groupsOf(blocks: readonly Block[], text: string): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1)?.at(-1);
    const isNext = last !== undefined && /^\r?\n$/.test(text.slice(last.end, block.start));
    if (isNext) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

function ordered(
  group: readonly Block[],
  all: readonly Block[],
  isKept: (statement: ImportStatement) => boolean,
  document: LangiumDocument,
  text: string,
): Change | undefined {
  const [start, end] = [group[0]?.start ?? 0, group.at(-1)?.end ?? 0];
  const addressOf = ({ statement }: Block) => importedUri(statement, document.uri)?.toString();
  const lines = group
    .filter(({ statement }) => isKept(statement))
    .sort((one, other) => compare(one.statement.path ?? '', other.statement.path ?? ''))
    .flatMap((block) => {
      const same = all.filter((other) => addressOf(other) === addressOf(block));
      const comments = [...new Set(same.flatMap((each) => each.comments))];
      const behind = [...new Set(same.map((each) => each.behind).filter((each) => each !== ''))].join(' ');
      return [...comments, `import "${block.statement.path}"${behind === '' ? '' : `   ${behind}`}`];
    });
  // what is said of an import that is dropped is kept: it may be said of more
  const left = group
    .filter(
      ({ statement }) =>
        !isKept(statement) &&
        !all.some((other) => isKept(other.statement) && addressOf(other) === addressOf({ statement } as Block)),
    )
    .flatMap(({ comments, behind }) => [...comments, ...(behind === '' ? [] : [behind])]);
  const newText = [...left, ...lines].join(lineEnd(text));
  if (newText === text.slice(start, end)) return undefined;
  if (newText !== '') return { start, end, newText };
  // nothing is left of it: its line ends and the empty line behind it go too
  const gap = /^(\r?\n){1,2}/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end: end + gap, newText };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The imports of files that are there and without which this file means the same. */
function unneeded(
  statements: readonly ImportStatement[],
  document: LangiumDocument,
  documents: LangiumDocuments,
): ReadonlySet<ImportStatement> {
  const named = new Set(
    document.references.flatMap((reference) => {
      const target = 'ref' in reference ? reference.ref : undefined;
      return target ? [AstUtils.getDocument(target)] : [];
    }),
  );
  const isWhole = document.references.every((reference) => 'ref' in reference && reference.ref !== undefined);
  // a name that means nothing may be one of theirs
  if (!isWhole) return new Set();
  const dropped = new Set<ImportStatement>();
  for (const statement of statements) {
    const uri = importedUri(statement, document.uri);
    const file = uri && documents.getDocument(uri);
    if (!file || file === document || named.has(file)) continue;
    const others = statements
      .filter((other) => other !== statement && !dropped.has(other))
      .flatMap((other) => {
        const address = importedUri(other, document.uri);
        const imported = address && documents.getDocument(address);
        return imported && imported !== file ? importClosure(imported, documents) : [];
      });
    if (
      importClosure(file, documents).every((each) => each === document || others.includes(each) || bringsNothing(each))
    )
      dropped.add(statement);
  }
  return dropped;
}

/** A file of templates and products: who names none of them takes nothing of it. */
function bringsNothing(file: LangiumDocument): boolean {
  return itemsOf(file.parseResult.value as Document).every(
    (item) => isTemplate(item) || isProduct(item) || isImportStatement(item),
  );
}
