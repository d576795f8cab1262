/**
 * Publishes what is found in the files of the scope: those that are open with what they import, or all of the workspace.
 *
 * A file shows its own findings of the language, and of the rules what each opened file (or whole) that it is
 * part of says about it, each finding once; a configuration what in it was not understood. What was
 * shown and holds no longer is taken back.
 */
import { type Cancellation, interruptAndCheck, type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { internalErrorCode } from '../../engine/rules/check.ts';
import type { Topology } from '../../engine/topology/model.ts';
import { leavesOut } from '../../language/config.ts';
import { isLibrary } from '../../language/library/index.ts';
import { TopologyChanged, type TopologyChangedParams } from '../protocol.ts';
import type { Publisher, ServerServices, ShownInFile } from '../services.ts';
import { isCurrent, openDocuments } from '../workspace/open-documents.ts';
import { configDiagnostic, languageDiagnostic, ruleDiagnostic } from './diagnostic.ts';
import { areEqual } from './equal.ts';

/** At most so many findings a file: beyond it nobody reads, and editors grow slow. */
const MOST = 2000;

/** What each file shows, by what makes it the same. */
type Shown = Map<string, Map<string, Diagnostic>>;

export class DiagnosticsPublisher implements Publisher {
  private readonly services: ServerServices;
  /** What each file shows now, and of which version. */
  private readonly shown = new Map<string, ShownInFile>();
  private ids = 0;
  /** Whether a file shows something else than when this was last worked out. */
  private isAnother = false;
  private readonly topologies = new Map<string, Topology>();

  constructor(services: ServerServices) {
    this.services = services;
  }

  async publish(cancelToken: Cancellation.CancellationToken): Promise<void> {
    this.isAnother = false;
    const open = openDocuments(this.services.shared.workspace);
    const { Scope } = this.services.shared.server;
    const diagnostics: Shown = new Map();
    for (const document of Scope.watched()) {
      await interruptAndCheck(cancelToken);
      if (!isLibrary(document.uri)) await this.ofLanguage(document, open.includes(document), diagnostics);
    }
    this.ofRules(Scope.roots(), diagnostics);
    for (const [uri, found] of diagnostics) this.show(uri, [...found.values()].slice(0, MOST));
    for (const uri of [...this.shown.keys()]) {
      if (!diagnostics.has(uri)) this.show(uri, []);
    }
    this.askAgain();
    this.announce(open);
    this.services.server.Objectives.plan(open);
  }

  /**
   * Adds what a file says of itself, and what was not understood in the configuration that counts for it. A file that a
   * configuration leaves out shows nothing as long as nobody opens it.
   */
  private async ofLanguage(document: LangiumDocument, isOpen: boolean, diagnostics: Shown): Promise<void> {
    const config = await this.services.shared.server.Configurations.read(document.uri);
    if (config.uri !== undefined && !diagnostics.has(config.uri))
      diagnostics.set(config.uri, byKey(config.problems.map(configDiagnostic)));
    if (!isOpen && leavesOut(config, document.uri)) return;
    const own = (document.diagnostics ?? []).map(languageDiagnostic);
    diagnostics.set(document.uri.toString(), byKey(own));
    for (const { code, message } of own) {
      if (code === internalErrorCode) this.services.shared.server.Trouble.report(message, 'checking a text');
    }
  }

  private ofRules(roots: readonly LangiumDocument[], diagnostics: Shown): void {
    const { Trouble } = this.services.shared.server;
    const documents = oncePerAddress(this.services.shared.workspace.LangiumDocuments);
    for (const finding of this.services.server.RuleFindings.together(roots)) {
      if (finding.code === internalErrorCode) Trouble.report(finding.message, 'checking a text');
      const ofFile = diagnostics.get(finding.uri);
      if (!ofFile || ofFile.size >= MOST) continue;
      const diagnostic = ruleDiagnostic(finding, documents);
      const key = keyOf(diagnostic);
      if (!ofFile.has(key)) ofFile.set(key, diagnostic);
    }
  }

  private show(uri: string, diagnostics: readonly Diagnostic[]): void {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
    if (document && !isCurrent(document)) return; // the newer text is read next, and shown then
    const version = this.services.shared.workspace.TextDocuments.get(uri)?.version;
    const before = this.shown.get(uri);
    const isSame = before !== undefined && areEqual(before.diagnostics, diagnostics);
    if (isSame && before.version === version) return;
    const id = isSame ? before.id : String(++this.ids);
    if (diagnostics.length > 0 || version !== undefined) this.shown.set(uri, { version, diagnostics, id });
    else if (!this.shown.delete(uri)) return;
    this.isAnother ||= id !== before?.id;
    if (this.services.shared.server.Client.pullsDiagnostics) return;
    void this.services.shared.lsp.Connection?.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version !== undefined && { version }),
    });
  }

  shownIn(uri: string): ShownInFile | undefined {
    return this.shown.get(uri);
  }

  shownInAll(): ReadonlyMap<string, ShownInFile> {
    return new Map(this.shown);
  }

  /** Has an editor that asks for what is found do so again, where a file shows something else now. */
  private askAgain(): void {
    const { lsp, server } = this.services.shared;
    const { pullsDiagnostics, pullsAgain } = server.Client;
    if (!pullsDiagnostics || !pullsAgain || !this.isAnother) return;
    // an editor that refuses asks when it likes
    void lsp.Connection?.languages.diagnostics.refresh().catch(() => undefined);
  }

  /** Tells the editor of which opened files the topology is another than before. */
  private announce(roots: readonly LangiumDocument[]): void {
    const open = new Set(roots.map((root) => root.uri.toString()));
    for (const uri of [...this.topologies.keys()]) if (!open.has(uri)) this.topologies.delete(uri);
    for (const root of roots) {
      const uri = root.uri.toString();
      try {
        const topology = this.services.server.RuleFindings.topologyOf(root);
        if (this.topologies.get(uri) === topology) continue;
        this.topologies.set(uri, topology);
        const params: TopologyChangedParams = { uri, version: root.textDocument.version };
        void this.services.shared.lsp.Connection?.sendNotification(TopologyChanged, params);
      } catch (error) {
        this.services.shared.server.Trouble.report(error, `building the topology of ${root.uri.path}`);
      }
    }
  }
}

/** Documents that are looked up once: thousands of places are in a handful of files. */
function oncePerAddress(documents: LangiumDocuments): Pick<LangiumDocuments, 'getDocument'> {
  const known = new Map<URI, LangiumDocument | undefined>();
  return {
    getDocument: (uri) => {
      if (!known.has(uri)) known.set(uri, documents.getDocument(uri));
      return known.get(uri);
    },
  };
}

function byKey(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic> {
  return new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
}

function keyOf({ range, code, message }: Diagnostic): string {
  const { start, end } = range;
  const words = typeof message === 'string' ? message : message.value;
  return `${start.line}:${start.character} ${end.line}:${end.character} ${code} ${words}`;
}
