/** Folding: bodies, comments, groups of imports and `// #region`. */
import type { LangiumDocument } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver-protocol';
import { type FoldKind, foldsOf } from '../../language/folds.ts';

const kinds: Readonly<Partial<Record<FoldKind, FoldingRangeKind>>> = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
};

export class FoldingProvider implements FoldingRangeProvider {
  getFoldingRanges(document: LangiumDocument, _params: FoldingRangeParams): FoldingRange[] {
    return foldsOf(document.textDocument.getText()).map(({ kind, start, end }) => ({
      startLine: start,
      endLine: end,
      ...(kinds[kind] && { kind: kinds[kind] }),
    }));
  }
}
