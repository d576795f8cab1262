/** Formatting: a whole file, a range of lines, and what was just finished by typing. There is one style: no option changes it. */
import type { LangiumDocument } from 'langium';
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingOptions,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  Range,
} from 'vscode-languageserver';
import type { TextEdit } from 'vscode-languageserver-protocol';
import type { Change } from '../../language/edits/text-edit.ts';
import { changesWithin } from '../../language/format/changes.ts';
import { formatChanges, formatTyped, treeOf } from '../../language/format/index.ts';
import type { Document } from '../../language/generated/ast.ts';
import type { RangesFormatter, ServerServices } from '../services.ts';
import { isCurrent, rangeIn } from '../text.ts';

export class FormattingProvider implements RangesFormatter {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  readonly formatOnTypeOptions: DocumentOnTypeFormattingOptions = {
    firstTriggerCharacter: '}',
    moreTriggerCharacter: ['\n'],
  };

  formatDocument(document: LangiumDocument, _params: DocumentFormattingParams): TextEdit[] {
    const text = document.textDocument.getText();
    return editsOf(document, formatChanges(text, this.treeOf(document), this.services));
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    return this.formatRanges(document, [range]);
  }

  formatDocumentRanges(document: LangiumDocument, { ranges }: DocumentRangesFormattingParams): TextEdit[] {
    return this.formatRanges(document, ranges);
  }

  private formatRanges(document: LangiumDocument, ranges: readonly Range[]): TextEdit[] {
    const text = document.textDocument.getText();
    const changes = formatChanges(text, this.treeOf(document), this.services);
    const within = ranges.flatMap((range) => changesWithin(text, changes, linesOf(range)));
    // what lies on the lines of several ranges is changed once
    return editsOf(document, [...new Map(within.map((change) => [`${change.start}-${change.end}`, change])).values()]);
  }

  formatDocumentOnType(document: LangiumDocument, { position }: DocumentOnTypeFormattingParams): TextEdit[] {
    const text = document.textDocument.getText();
    const offset = document.textDocument.offsetAt(position);
    return editsOf(document, formatTyped(text, this.treeOf(document), offset, this.services));
  }

  private treeOf(document: LangiumDocument): Document {
    if (isCurrent(document)) return document.parseResult.value as Document;
    return treeOf(document.textDocument.getText(), this.services);
  }
}

/** A range that ends before the first character of a line does not mean that line. */
function linesOf({ start, end }: Range) {
  const isOpen = end.character === 0 && end.line > start.line;
  return { from: start.line, to: isOpen ? end.line - 1 : end.line };
}

function editsOf(document: LangiumDocument, changes: readonly Change[]): TextEdit[] {
  return changes.map(({ start, end, newText }) => ({ range: rangeIn(document, start, end), newText }));
}
