/** The formatter: one style for every text, without a change of what it says. */
import type { LangiumCoreServices } from 'langium';
import { applied, type Change } from '../edits/text-edit.ts';
import type { Document } from '../generated/ast.ts';
import { damageOf } from '../recovery/damage.ts';
import { changesTo, changesWithin, type Lines } from './changes.ts';
import { align, type Neighbours, neighboursIn } from './columns.ts';
import { keptLines } from './kept.ts';
import { layoutOf } from './layout.ts';
import { inStyle, lineEndOf, NO_TOKEN, type Piece, piecesOf } from './pieces.ts';
import { writtenGaps } from './render.ts';
import { type Statement, statementsOf } from './statements.ts';

type Services = Pick<LangiumCoreServices, 'parser'>;

/** A text in the one style, and how it came to it. */
interface Formatted {
  /** Of the text as it was. */
  readonly pieces: readonly Piece[];
  readonly file: Statement;
  readonly neighbours: readonly Neighbours[];
  readonly written: readonly string[];
  readonly text: string;
  readonly isDamaged: boolean;
}

/** Damaged text is read by its lines too: so often it is formatted until nothing changes any more. */
const MOST_ROUNDS = 4;

/** A text in the one style. */
export function formatText(text: string, services: Services): string {
  return applied(text, formatChanges(text, treeOf(text, services), services));
}

/**
 * What changes a text to the one style: blanks and line ends alone, and of these none on the lines of statements that
 * cannot be understood.
 * @param tree of this text
 */
export function formatChanges(text: string, tree: Document, services: Services): readonly Change[] {
  return changesOf(text, formatOnce(text, tree, services), services);
}

/** The same for what the author has just finished by typing `}` or a line end before `offset`. */
export function formatTyped(text: string, tree: Document, offset: number, services: Services): readonly Change[] {
  const formatted = formatOnce(text, tree, services);
  if (isWithinUnclosed(offset, formatted)) return [];
  const lines = finishedLines(offset, formatted);
  if (!lines) return [];
  // what is put where the cursor stands would take it along
  return changesWithin(text, changesOf(text, formatted, services), lines).filter(({ start }) => start !== offset);
}

/** Whether a comment was begun above, or a text on this line, and not ended: what is typed there says nothing yet. */
function isWithinUnclosed(offset: number, { pieces, isDamaged }: Formatted): boolean {
  if (!isDamaged) return false;
  const line = pieces.findLast(({ end }) => end <= offset)?.line;
  return pieces.some(
    (piece) =>
      piece.kind === NO_TOKEN &&
      piece.start < offset &&
      (piece.text.startsWith('/*') || (piece.text.startsWith('"') && piece.line === line)),
  );
}

export function treeOf(text: string, { parser }: Services): Document {
  return parser.LangiumParser.parse<Document>(text).value;
}

function formatOnce(text: string, tree: Document, services: Services): Formatted {
  const lexed = services.parser.Lexer.tokenize(text);
  const found = piecesOf(text, lexed);
  const statements = statementsOf(tree, found);
  const isDamaged = lexed.errors.length > 0 || statements.strays.length > 0 || damageOf(tree).flaws.length > 0;
  const kept = keptLines(found, statements);
  const asWritten = (piece: Piece): Piece => ({ ...piece, text: text.slice(piece.start, piece.end) });
  const pieces = isDamaged ? found.map((piece) => (kept.has(piece.line) ? asWritten(piece) : piece)) : found;
  const layout = layoutOf(statements.file, pieces, kept);
  const neighbours = neighboursIn(statements.file, layout);
  for (const each of neighbours) align(each, pieces, layout);
  const written = writtenGaps({ text, pieces, gaps: layout.gaps, lineEnd: lineEndOf(text) });
  return {
    pieces,
    file: statements.file,
    neighbours,
    written,
    text: pieces.reduce((before, piece, at) => before + (written[at] ?? '') + piece.text, '') + (written.at(-1) ?? ''),
    isDamaged,
  };
}

/** None where the style cannot be reached without a change of what the text says. */
function changesOf(text: string, first: Formatted, services: Services): readonly Change[] {
  const settled = first.isDamaged ? settle(first, services) : first;
  if (!settled || !saysTheSame(first, settled, services)) return [];
  return changesTo(
    text,
    first.pieces,
    settled.written,
    settled.pieces.map((piece) => piece.text),
  );
}

function settle(first: Formatted, services: Services): Formatted | undefined {
  let { text } = first;
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const next = formatOnce(text, treeOf(text, services), services);
    if (next.text === text) return next;
    text = next.text;
  }
  return undefined;
}

/** Whether the new text has the same tokens and comments. */
function saysTheSame(first: Formatted, settled: Formatted, { parser }: Services): boolean {
  const pieces = piecesOf(settled.text, parser.Lexer.tokenize(settled.text));
  return (
    pieces.length === first.pieces.length &&
    pieces.every(({ kind, text }, at) => {
      const before = first.pieces[at];
      return before?.kind === kind && (before.text === text || inStyle(before.text, kind) === text);
    })
  );
}

/** The lines of the statement that a `}` has closed, or above the new line, with those that stand in columns with them. */
function finishedLines(offset: number, { pieces, file, neighbours }: Formatted): Lines | undefined {
  const at = pieces.findLastIndex(({ end }) => end <= offset);
  const piece = pieces[at];
  if (!piece) return undefined;
  const isBrace = piece.kind === '}' && piece.end === offset;
  const begin = isBrace ? pieces[closedBy(file, at)?.first ?? at] : piece;
  const from = begin?.line ?? piece.line;
  const beside = neighbours.find((group) => group.some(({ last }) => pieces[last]?.endLine === piece.endLine));
  const first = pieces[beside?.[0]?.first ?? -1]?.line ?? from;
  const last = pieces[beside?.at(-1)?.last ?? -1]?.endLine ?? piece.endLine;
  return { from: Math.min(from, first), to: Math.max(piece.endLine, last) };
}

function closedBy(statement: Statement, brace: number): Statement | undefined {
  if (statement.close === brace) return statement;
  const inner = statement.inner.find(({ first, last }) => first <= brace && brace <= last);
  return inner && closedBy(inner, brace);
}
