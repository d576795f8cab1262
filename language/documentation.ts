/** Documentation: the consecutive `///` lines directly before a declaration, as Markdown. */
import type { AstNode, CommentProvider, DocumentationProvider } from 'langium';

/** Markdown of the `///` lines directly before a node, or `undefined` where there are none. */
export function documentationOf(node: AstNode): string | undefined {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const text = cst.root.fullText;
  // Read from the text, not from the tree of tokens: there every look back costs a search among siblings.
  let lineStart = text.lastIndexOf('\n', cst.offset - 1) + 1;
  if (text.slice(lineStart, cst.offset).trim() !== '') return undefined;
  const lines: string[] = [];
  while (lineStart > 0) {
    const previousStart = lineStart < 2 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1;
    const match = /^\s*\/\/\/ ?(.*)$/.exec(text.slice(previousStart, lineStart).trimEnd());
    if (!match) break;
    lines.unshift(match[1] ?? '');
    lineStart = previousStart;
  }
  return lines.join('\n').trim() || undefined;
}

export class HatopoDocumentation implements DocumentationProvider, CommentProvider {
  getDocumentation(node: AstNode): string | undefined {
    return documentationOf(node);
  }

  getComment(node: AstNode): string | undefined {
    return documentationOf(node);
  }
}
