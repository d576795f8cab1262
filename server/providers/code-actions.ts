/** Quick fixes and refactorings: what the rules and the checks of the language offer to mend their findings, one by one or all at once, and the way to silence a rule. */
import { type Cancellation, type LangiumDocument, type LangiumDocuments, URI, UriUtils } from 'langium';
import type { CodeActionProvider as Actions } from 'langium/lsp';
import type { CodeActionParams } from 'vscode-languageserver';
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-protocol';
import { isOfAuthor } from '../../engine/rules/author/ids.ts';
import { findRule } from '../../engine/rules/index.ts';
import type { FindingData } from '../../language/checks/finding.ts';
import { pathsMeant } from '../../language/edits/imports.ts';
import type { TextEdit } from '../../language/edits/text-edit.ts';
import { isLibrary } from '../../language/library/index.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { silence } from '../../language/silence.ts';
import { languageDiagnostic, ruleDiagnostic } from '../diagnostics/diagnostic.ts';
import { FIX_ALL } from '../fixes/fix-all.ts';
import { type FileChange, fileChanges, workspaceEdit } from '../fixes/workspace-edit.ts';
import type { FixAllInFile, ServerServices } from '../services.ts';
import { isCurrent, rangeIn } from '../text.ts';
import { refactoringsAt } from './refactorings.ts';

export class CodeActionProvider implements Actions {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  async getCodeActions(
    document: LangiumDocument,
    params: CodeActionParams,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<CodeAction[]> {
    const { only } = params.context;
    if (isLibrary(document.uri) || !isCurrent(document)) return [];
    const isAsked = (kind: CodeActionKind) => !only || only.some((asked) => isKind(kind, asked));
    return [
      ...(isAsked(CodeActionKind.QuickFix) ? await this.quickFixes(document, params) : []),
      // offered where somebody asks for it, as an editor does on save
      ...(only && isAsked(FIX_ALL) ? await this.allSafe(document) : []),
      ...(await refactoringsAt(document, params, isAsked, this.services, cancelToken)),
    ];
  }

  private async quickFixes(document: LangiumDocument, params: CodeActionParams): Promise<CodeAction[]> {
    const found = this.services.server.RuleFindings.inFile(document);
    const here = found.filter((finding) => touches(rangeIn(document, finding.start, finding.end), params.range));
    const actions = [...this.ofLanguage(document, params), ...this.ofRules(document, here, params)];
    for (const code of new Set(here.map((finding) => finding.code))) {
      const alike = found.filter((finding) => finding.code === code);
      const withFix = here.filter((finding) => finding.code === code && this.fixesOf(finding).length > 0);
      if (alike.length < 2 || withFix.length === 0) continue;
      const diagnostics = withFix.map((finding) => this.diagnosticOf(finding, params));
      const title = `Fix all ${code} in this file`;
      actions.push(await this.later({ title, kind: CodeActionKind.QuickFix, diagnostics }, document, { code }));
    }
    return distinct(actions);
  }

  /** All safe fixes of the file; nothing where there is none. */
  private async allSafe(document: LangiumDocument): Promise<CodeAction[]> {
    const uri = document.uri.toString();
    const hasSome = this.services.server.RuleFindings.inFile(document).some(
      (finding) =>
        finding.mayBeSafe &&
        this.fixesOf(finding).some(({ safe, edits }) => safe && edits.every((edit) => edit.uri === uri)),
    );
    if (!hasSome) return [];
    return [await this.later({ title: 'Fix all safe hatopo findings', kind: FIX_ALL }, document, {})];
  }

  /** An action whose edit takes longer: worked out when it is chosen, where the editor can wait so long. */
  private async later(
    action: CodeAction,
    document: LangiumDocument,
    { code }: Pick<FixAllInFile, 'code'>,
  ): Promise<CodeAction> {
    const data: FixAllInFile = { uri: document.uri.toString(), ...(code !== undefined && { code }) };
    if (this.services.shared.server.Client.resolvesActions) return { ...action, data };
    return { ...action, edit: await this.services.server.FixAll.inFile(document, data) };
  }

  private ofLanguage(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
    return (document.diagnostics ?? [])
      .filter((diagnostic) => touches(diagnostic.range, range))
      .flatMap((found) => {
        const diagnostic = asShown(languageDiagnostic(found), context.diagnostics);
        return languageFixes(found, document, this.documents).map(({ title, edits, only }) =>
          this.action(title, diagnostic, edits, only),
        );
      });
  }

  private ofRules(
    document: LangiumDocument,
    findings: readonly PlacedFinding[],
    params: CodeActionParams,
  ): CodeAction[] {
    return findings.flatMap((finding) => {
      const diagnostic = this.diagnosticOf(finding, params);
      const fixes = this.fixesOf(finding);
      return [
        ...fixes.map(({ title, safe, edits }) => this.action(title, diagnostic, edits, safe && fixes.length === 1)),
        ...this.silencing(finding, diagnostic, document),
      ];
    });
  }

  /** The fixes of a finding that change none of the files that ship; none where looking for them fails. */
  private fixesOf(finding: PlacedFinding): PlacedFinding['fixes'] {
    try {
      return finding.fixes.filter(({ edits }) =>
        edits.every(({ uri }) => !isLibrary(URI.parse(uri)) && this.documents.hasDocument(URI.parse(uri))),
      );
    } catch (error) {
      this.services.shared.server.Trouble.report(error, `looking for a fix of ${finding.code}`);
      return [];
    }
  }

  /** A comment above the statement that says why the rule does not count there: the author writes the reason. */
  private silencing(finding: PlacedFinding, diagnostic: Diagnostic, document: LangiumDocument): CodeAction[] {
    const canBe = isOfAuthor(finding.code) || findRule(finding.code) !== undefined;
    const change = canBe ? silence(document, finding.code, finding.start) : undefined;
    if (!change) return [];
    const { start, end, newText, reason } = change;
    const range = rangeIn(document, start, end);
    const { Client } = this.services.shared.server;
    const title = `Silence ${finding.code} here${reason ? ': write the reason' : ', for the reason that is given'}`;
    const parts = reason && [
      newText.slice(0, reason.start),
      newText.slice(reason.start, reason.end),
      newText.slice(reason.end),
    ];
    const edit =
      parts && Client.snippetEdits
        ? { range, snippet: { kind: 'snippet' as const, value: `${parts[0]}\${1:${parts[1]}}${parts[2]}` } }
        : { range, newText };
    return [fixAction(title, diagnostic, workspaceEdit([this.inFile(document.uri.toString(), [edit])], Client), false)];
  }

  private action(title: string, diagnostic: Diagnostic, edits: readonly TextEdit[], isPreferred: boolean): CodeAction {
    const changes = fileChanges(edits, this.services.shared.workspace);
    return fixAction(title, diagnostic, workspaceEdit(changes, this.services.shared.server.Client), isPreferred);
  }

  private inFile(uri: string, edits: FileChange['edits']): FileChange {
    return { uri, version: this.services.shared.workspace.TextDocuments.get(uri)?.version, edits };
  }

  private diagnosticOf(finding: PlacedFinding, { context }: CodeActionParams): Diagnostic {
    return asShown(ruleDiagnostic(finding, this.documents), context.diagnostics);
  }
}

/** What a check of the language offers: texts to put in place of what is marked, and other changes. */
function languageFixes(diagnostic: Diagnostic, document: LangiumDocument, documents: LangiumDocuments) {
  const { code, fixes = [], ...data } = (diagnostic.data ?? {}) as Partial<FindingData>;
  // which files there are is another thing tomorrow: it is asked now
  const choices = code === 'hatopo/import' ? filesMeant(diagnostic, document, documents) : (data.choices ?? []);
  const only = choices.length + fixes.length === 1;
  const place = {
    uri: document.uri.toString(),
    start: document.textDocument.offsetAt(diagnostic.range.start),
    end: document.textDocument.offsetAt(diagnostic.range.end),
  };
  return [
    ...choices.map((choice) => ({ title: `Change to ${choice}`, edits: [{ ...place, newText: choice }], only })),
    ...fixes.map(({ title, edits }) => ({ title, edits, only })),
  ];
}

/** In quotes, as an import names them: a file may have moved while nobody looked. */
function filesMeant({ range }: Diagnostic, document: LangiumDocument, documents: LangiumDocuments): readonly string[] {
  const path = document.textDocument.getText(range).replace(/^"|"$/g, '');
  const uri = path === '' ? undefined : UriUtils.resolvePath(UriUtils.dirname(document.uri), path);
  if (!uri || documents.hasDocument(uri)) return [];
  return pathsMeant(path, document, documents).map((each) => `"${each}"`);
}

function fixAction(
  title: string,
  diagnostic: Diagnostic,
  edit: NonNullable<CodeAction['edit']>,
  isPreferred: boolean,
): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit, ...(isPreferred && { isPreferred }) };
}

/** Two findings at one place may offer the same. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const unique = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = JSON.stringify([action.title, action.edit]);
    const known = unique.get(key);
    if (!known) unique.set(key, action);
    else unique.set(key, { ...known, diagnostics: [...(known.diagnostics ?? []), ...(action.diagnostics ?? [])] });
  }
  return [...unique.values()];
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
