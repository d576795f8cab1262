/** Colours for editors without a grammar of the language: of words, numbers, texts and comments, in the types that every theme knows. */
import { CstUtils, GrammarAST, GrammarUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { StandardType } from './token-types.ts';

export interface ColouredWord {
  readonly start: number;
  readonly end: number;
  readonly type: StandardType;
}

/** All that is coloured and is no name, in order; what cannot be read keeps its plain colour. */
export function wordsIn(document: LangiumDocument, from: number, to: number): readonly ColouredWord[] {
  const root = document.parseResult.value.$cstNode;
  if (!root) return [];
  return CstUtils.flattenCst(root)
    .filter((leaf) => leaf.end > from && leaf.offset < to)
    .flatMap((leaf) => {
      const type = typeOf(leaf);
      return type ? linesOf(leaf, type) : [];
    })
    .toArray();
}

function typeOf(leaf: LeafCstNode): StandardType | undefined {
  if (leaf.hidden) return leaf.text.startsWith('/') ? 'comment' : undefined;
  switch (leaf.tokenType.name) {
    case 'STRING':
      return 'string';
    case 'QUANTITY':
    case 'NUMBER':
    case 'VERSION':
      return 'number';
    default:
      return /^[A-Za-z_]/.test(leaf.text) ? typeOfWord(leaf) : undefined;
  }
}

/** Features that hold names of the author's. */
const names = new Set(['name', 'names', 'variable']);

function typeOfWord(leaf: LeafCstNode): StandardType | undefined {
  const assignment = GrammarUtils.findAssignment(leaf);
  if (!assignment) return GrammarAST.isKeyword(leaf.grammarSource) ? 'keyword' : undefined;
  if (GrammarAST.isCrossReference(assignment.terminal) || names.has(assignment.feature)) return undefined;
  if (assignment.feature === 'key') return 'property';
  return GrammarAST.isKeyword(leaf.grammarSource) ? 'keyword' : 'enumMember';
}

/** A comment over several lines is as many tokens: few editors understand one. */
function linesOf({ text, offset }: LeafCstNode, type: StandardType): ColouredWord[] {
  let start = offset;
  return text.split('\n').flatMap((line) => {
    const token = { start, end: start + line.trimEnd().length, type };
    start += line.length + 1;
    return token.end > token.start ? [token] : [];
  });
}
