/**
 * Colours by what a name means: the kind of its declaration, whatever word it is (`server witness`, `vm off`). Words,
 * numbers and texts are coloured by the TextMate grammar, and by this too where the editor has none; a name that means nothing
 * keeps its plain colour.
 */
import { AstUtils, type CstNode, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { SemanticTokenProvider } from 'langium/lsp';
import {
  LSPErrorCodes,
  type Range,
  ResponseError,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SemanticTokensDeltaParams,
  type SemanticTokensEdit,
  type SemanticTokensOptions,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver-protocol';
import * as ast from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { meantBy, mentionsIn } from '../../language/rule-names.ts';
import { namedIn } from '../../language/scope/named.ts';
import type { Client } from '../client.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, nameNode } from '../text.ts';
import { standardOf, standardTypes, tokenModifiers, tokenTypes } from './token-types.ts';
import { wordsIn } from './word-colours.ts';

const DECLARATION = 1;
const DEFAULT_LIBRARY = 2;

const typeIndex = new Map<string, number>(
  tokenTypes.map((type, index) => [type.charAt(0).toUpperCase() + type.slice(1), index]),
);

/** Of each type of ours the one that every theme knows. */
const standardIndex = tokenTypes.map((type) => standardTypes.indexOf(standardOf[type]));

interface Token {
  readonly start: number;
  readonly end: number;
  readonly type: number;
  readonly modifiers: number;
}

export class SemanticTokensProvider implements SemanticTokenProvider {
  readonly tokenTypes: Record<string, number> = Object.fromEntries(tokenTypes.map((type, index) => [type, index]));
  readonly tokenModifiers: Record<string, number> = Object.fromEntries(
    tokenModifiers.map((modifier, index) => [modifier, 1 << index]),
  );

  get semanticTokensOptions(): SemanticTokensOptions {
    const types = this.client.coloursWords ? tokenTypes : standardTypes;
    return {
      legend: { tokenTypes: [...types], tokenModifiers: [...tokenModifiers] },
      full: { delta: true },
      range: true,
    };
  }

  /** What was answered last about an opened file: the next answer says what is new. */
  private readonly answered = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  private answers = 0;

  private readonly documents: LangiumDocuments;
  private readonly client: Client;

  constructor(services: ServerServices) {
    this.client = services.shared.server.Client;
    this.documents = services.shared.workspace.LangiumDocuments;
    services.shared.workspace.TextDocuments.onDidClose(({ document }) => this.answered.delete(document.uri));
  }

  semanticHighlight(document: LangiumDocument, _params: SemanticTokensParams): SemanticTokens {
    const data = encoded(this.tokens(document), document);
    return { resultId: this.remember(document, data), data };
  }

  semanticHighlightRange(document: LangiumDocument, { range }: SemanticTokensRangeParams): SemanticTokens {
    return { data: encoded(this.tokens(document, range), document) };
  }

  semanticHighlightDelta(
    document: LangiumDocument,
    { previousResultId }: SemanticTokensDeltaParams,
  ): SemanticTokens | SemanticTokensDelta {
    const last = this.answered.get(document.uri.toString());
    const data = encoded(this.tokens(document), document);
    const resultId = this.remember(document, data);
    if (last?.id !== previousResultId) return { resultId, data };
    return { resultId, edits: editsBetween(last.data, data) };
  }

  private tokens(document: LangiumDocument, range?: Range): readonly Token[] {
    const found = tokensIn(document, this.documents, range);
    if (this.client.coloursWords) return found;
    const from = range ? document.textDocument.offsetAt(range.start) : 0;
    const to = range ? document.textDocument.offsetAt(range.end) : Number.POSITIVE_INFINITY;
    // a word that is a name stands first, and what is read of it as a word is left out
    return [
      ...found.map((token) => ({ ...token, type: standardIndex[token.type] ?? 0 })),
      ...wordsIn(document, from, to).map(({ start, end, type }) => ({
        start,
        end,
        type: standardTypes.indexOf(type),
        modifiers: 0,
      })),
    ].sort((a, b) => a.start - b.start);
  }

  private remember(document: LangiumDocument, data: readonly number[]): string {
    const id = String(++this.answers);
    this.answered.set(document.uri.toString(), { id, data });
    return id;
  }
}

/**
 * The tokens of a file, or of a part of it, in order.
 * @throws while the text is being read: the editor keeps its colours and asks again
 */
function tokensIn(document: LangiumDocument, documents: LangiumDocuments, range?: Range): readonly Token[] {
  if (!isCurrent(document)) throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed meanwhile.');
  const from = range ? document.textDocument.offsetAt(range.start) : 0;
  const to = range ? document.textDocument.offsetAt(range.end) : Number.POSITIVE_INFINITY;
  const found: Token[] = [];
  const add = (node: CstNode | undefined, declaration: ast.Declaration, modifiers: number) => {
    const type = typeIndex.get(declaration.$type);
    if (!node || type === undefined || node.end <= from || node.offset >= to) return;
    found.push({ start: node.offset, end: node.end, type, modifiers });
  };
  const own = isLibrary(document.uri) ? DEFAULT_LIBRARY : 0;
  for (const { node } of namedIn(document)) {
    const cst = node.$cstNode;
    // where a whole file is asked for, no end is: it is looked for in what stands in the body
    if (!ast.isDeclaration(node) || !cst || (range && (cst.end <= from || cst.offset >= to))) continue;
    add(nameNode(node), node, DECLARATION | own);
  }
  for (const reference of document.references) {
    const node = reference.$refNode;
    if (!node || node.end <= from || node.offset >= to || !('ref' in reference)) continue;
    const target = reference.ref;
    if (ast.isDeclaration(target)) add(node, target, ast.isProduct(target) ? modifiersOf(target) : 0);
  }
  for (const mention of mentionsIn(document)) {
    const [target] = meantBy(mention, document, documents);
    if (target) add(mention.node, target, 0);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Of what ships: products alone. */
function modifiersOf(product: ast.Product): number {
  return isLibrary(AstUtils.getDocument(product).uri) ? DEFAULT_LIBRARY : 0;
}

/** Five numbers a token: lines and characters since the one before, length, type, modifiers. */
function encoded(tokens: readonly Token[], { textDocument }: LangiumDocument): number[] {
  const data: number[] = [];
  const text = textDocument.getText();
  let [lastLine, lastCharacter, end] = [0, 0, -1];
  for (const token of tokens) {
    // damaged text may be read as two things, and a name may be broken over lines
    if (token.start < end) continue;
    const { line, character } = textDocument.positionAt(token.start);
    if (text.slice(token.start, token.end).includes('\n')) continue;
    const since = line === lastLine ? character - lastCharacter : character;
    data.push(line - lastLine, since, token.end - token.start, token.type, token.modifiers);
    [lastLine, lastCharacter, end] = [line, character, token.end];
  }
  return data;
}

/** One edit of what lies between the common beginning and the common end; none where nothing changed. */
function editsBetween(old: readonly number[], now: readonly number[]): SemanticTokensEdit[] {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let same = 0;
  while (same < most - start && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
  if (start + same === old.length && old.length === now.length) return [];
  return [{ start, deleteCount: old.length - start - same, data: now.slice(start, now.length - same) }];
}
