/** The status bar: what is found in the active file, and what its scenarios came to when they were played last. */
import {
  DiagnosticSeverity,
  type Disposable,
  type ExtensionContext,
  languages,
  StatusBarAlignment,
  type StatusBarItem,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  LibraryScheme,
  ResultsChanged,
  type ResultsChangedParams,
  type ScenarioResult,
} from '../../server/protocol.ts';
import { languageId } from '../language/options.ts';
import { isTold, onDidTell } from './told.ts';
import { type Counts, findingWords, runDetails, runWords } from './words.ts';

export function addStatus(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push(new Status(client));
}

interface Last {
  readonly results: readonly ScenarioResult[];
  isOld: boolean;
}

class Status implements Disposable {
  private readonly client: BaseLanguageClient;
  private readonly findings: StatusBarItem;
  private readonly runs: StatusBarItem;
  private readonly results = new Map<string, Last>();
  private readonly listening: readonly Disposable[];
  private shown: TextDocument | undefined;

  constructor(client: BaseLanguageClient) {
    this.client = client;
    this.findings = item('hatopo.findings', 'hatopo: findings', 11, 'workbench.actions.view.problems');
    this.runs = item('hatopo.runs', 'hatopo: last runs', 10, 'workbench.view.testing.focus');
    this.listening = [
      window.onDidChangeActiveTextEditor(() => this.look()),
      window.onDidChangeVisibleTextEditors(() => this.look()),
      onDidTell((uri) => {
        if (String(uri) === String(this.shown?.uri)) this.draw();
      }),
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => String(uri) === String(this.shown?.uri))) this.draw();
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const last = this.results.get(this.addressOf(document.uri));
        if (!last || last.isOld || contentChanges.length === 0) return;
        last.isOld = true;
        this.draw();
      }),
      client.onNotification(ResultsChanged, ({ uri, results }: ResultsChangedParams) => {
        this.results.set(uri, { results, isOld: false });
        this.draw();
      }),
    ];
    this.look();
  }

  dispose(): void {
    for (const one of [...this.listening, this.findings, this.runs]) one.dispose();
  }

  /** The text that is meant is the active one; while the panel is active, the one that was. */
  private look(): void {
    const active = window.activeTextEditor?.document;
    const isThere = window.visibleTextEditors.some(({ document }) => document === this.shown);
    if (active) this.shown = isOurs(active) ? active : undefined;
    else if (!isThere) this.shown = undefined;
    this.draw();
  }

  private draw(): void {
    if (!this.shown) {
      this.findings.hide();
      this.runs.hide();
      return;
    }
    const { uri } = this.shown;
    this.findings.text = `hatopo: ${findingWords(isTold(uri) ? countsOf(uri) : undefined)}`;
    this.findings.tooltip = 'Findings of this file. Click for Problems.';
    this.findings.show();
    const { results, isOld } = this.results.get(this.addressOf(uri)) ?? { results: [], isOld: false };
    const words = runWords(results, isOld);
    if (words === undefined) {
      this.runs.hide();
      return;
    }
    this.runs.text = words;
    this.runs.tooltip = `${runDetails(results)}\n\nClick for the scenarios as tests.`;
    this.runs.show();
  }

  private addressOf(uri: Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }
}

/** A text of the author's: of the products that ship nothing is said. */
function isOurs(document: TextDocument): boolean {
  return document.languageId === languageId && document.uri.scheme !== LibraryScheme;
}

function countsOf(uri: Uri): Counts {
  const own = languages.getDiagnostics(uri).filter(({ source }) => source === 'hatopo');
  const errors = own.filter(({ severity }) => severity === DiagnosticSeverity.Error).length;
  const warnings = own.filter(({ severity }) => severity === DiagnosticSeverity.Warning).length;
  return { errors, warnings, others: own.length - errors - warnings };
}

function item(id: string, name: string, priority: number, command: string): StatusBarItem {
  const made = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
  made.name = name;
  made.command = command;
  return made;
}
