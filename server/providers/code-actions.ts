/** Quick fixes: what the rules and the checks of the language offer to mend their findings, and the way to silence a rule. */
import { AstUtils, CstUtils, type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { CodeActionProvider as Actions } from 'langium/lsp';
import type { CodeActionParams } from 'vscode-languageserver';
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { findRule } from '../../engine/rules/index.ts';
import type { FindingData } from '../../language/checks/finding.ts';
import type { PlacedFinding } from '../../language/findings.ts';
import { isItem } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { languageDiagnostic, ruleDiagnostic } from '../diagnostics/diagnostic.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, rangeIn } from '../text.ts';

/** Changes by file. */
type Changes = Record<string, TextEdit[]>;

export class CodeActionProvider implements Actions {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
    const { only } = params.context;
    if (isLibrary(document.uri) || !isCurrent(document)) return [];
    if (only && !only.some((kind) => isKind(CodeActionKind.QuickFix, kind))) return [];
    return [...this.ofLanguage(document, params), ...this.ofRules(document, params)];
  }

  private ofLanguage(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
    return (document.diagnostics ?? [])
      .filter((diagnostic) => touches(diagnostic.range, range))
      .flatMap((found) => {
        const diagnostic = asShown(languageDiagnostic(found), context.diagnostics);
        return languageFixes(found, document).map((fix, index) =>
          action(fix.title, diagnostic, { [document.uri.toString()]: fix.edits }, index === 0 && fix.only),
        );
      });
  }

  private ofRules(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
    return this.services.server.RuleFindings.inFile(document)
      .filter((finding) => touches(rangeIn(document, finding.start, finding.end), range))
      .flatMap((finding) => {
        const diagnostic = asShown(ruleDiagnostic(finding, this.documents), context.diagnostics);
        return [...this.ruleFixes(finding, diagnostic), ...silencing(finding, diagnostic, document)];
      });
  }

  private ruleFixes(finding: PlacedFinding, diagnostic: Diagnostic): CodeAction[] {
    try {
      return finding.fixes.flatMap((fix, index) => {
        const changes: Changes = {};
        for (const { uri, start, end, newText } of fix.edits) {
          const document = this.documents.getDocument(URI.parse(uri));
          if (!document || isLibrary(document.uri)) return [];
          changes[uri] ??= [];
          changes[uri].push({ range: rangeIn(document, start, end), newText });
        }
        return [action(fix.title, diagnostic, changes, index === 0 && fix.safe)];
      });
    } catch (error) {
      this.services.shared.server.Trouble.report(error, `looking for a fix of ${finding.code}`);
      return [];
    }
  }
}

/** What a check of the language offers: texts to put in place of what is marked, and other changes. */
function languageFixes(diagnostic: Diagnostic, document: LangiumDocument) {
  const { choices = [], fixes = [] } = (diagnostic.data ?? {}) as Partial<FindingData>;
  const only = choices.length + fixes.length === 1;
  return [
    ...choices.map((choice) => ({
      title: `Change to ${choice}`,
      edits: [{ range: diagnostic.range, newText: choice }],
      only,
    })),
    ...fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ start, end, newText }) => ({ range: rangeIn(document, start, end), newText })),
      only,
    })),
  ];
}

/** A comment above the statement that says why the rule does not count there: the author writes the reason. */
function silencing(finding: PlacedFinding, diagnostic: Diagnostic, document: LangiumDocument): CodeAction[] {
  if (!findRule(finding.code)) return [];
  const line = lineOfStatement(document, finding.start);
  const indent = /^[ \t]*/.exec(document.textDocument.getText(lineRange(line)))?.[0] ?? '';
  const at = { line, character: 0 };
  const edit = { range: { start: at, end: at }, newText: `${indent}// hatopo-ignore ${finding.code}: \n` };
  return [action(`Silence ${finding.code} here: write the reason`, diagnostic, { [finding.uri]: [edit] }, false)];
}

/** The line on which the innermost statement around an offset begins that is first on its line. */
function lineOfStatement(document: LangiumDocument, offset: number): number {
  const text = document.textDocument;
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  for (
    let item = AstUtils.getContainerOfType(leaf?.astNode, isItem);
    item;
    item = AstUtils.getContainerOfType(item.$container, isItem)
  ) {
    const start = item.$cstNode && text.positionAt(item.$cstNode.offset);
    if (start && text.getText({ start: { line: start.line, character: 0 }, end: start }).trim() === '')
      return start.line;
  }
  return text.positionAt(offset).line;
}

function lineRange(line: number): Range {
  return { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
}

function action(title: string, diagnostic: Diagnostic, changes: Changes, isPreferred: boolean): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: { changes },
    ...(isPreferred && { isPreferred }),
  };
}

/** The diagnostic as the editor has it, so that it knows what is mended. */
function asShown(diagnostic: Diagnostic, shown: readonly Diagnostic[]): Diagnostic {
  const isSame = (other: Diagnostic) =>
    other.code === diagnostic.code &&
    other.message === diagnostic.message &&
    JSON.stringify(other.range) === JSON.stringify(diagnostic.range);
  return shown.find(isSame) ?? diagnostic;
}

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: Range['start'], other: Range['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

/** `quickfix` is of the kinds `quickfix` and the empty one that stands for all. */
function isKind(kind: CodeActionKind, asked: CodeActionKind): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}
