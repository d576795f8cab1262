/**
 * Publishes what is found in opened files and in the files that they import.
 *
 * A file shows its own findings of the language, and of the rules what each opened file that it is
 * part of says about it, each finding once. What was shown and holds no longer is taken back.
 */
import { type Cancellation, interruptAndCheck, type LangiumDocument, URI } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { internalErrorCode } from '../../engine/rules/check.ts';
import type { Topology } from '../../engine/topology/model.ts';
import { isLibrary } from '../../language/library/index.ts';
import { importClosure } from '../../language/scope/imports.ts';
import { TopologyChanged, type TopologyChangedParams } from '../protocol.ts';
import type { Publisher, ServerServices } from '../services.ts';
import { isCurrent, openDocuments } from '../workspace/open-documents.ts';
import { languageDiagnostic, ruleDiagnostic } from './diagnostic.ts';

/** At most so many findings a file: beyond it nobody reads, and editors grow slow. */
const MOST = 2000;

export class DiagnosticsPublisher implements Publisher {
  private readonly services: ServerServices;
  /** What each file shows now, and of which version. */
  private readonly shown = new Map<string, { readonly version: number | undefined; readonly text: string }>();
  private readonly topologies = new Map<string, Topology>();

  constructor(services: ServerServices) {
    this.services = services;
  }

  async publish(cancelToken: Cancellation.CancellationToken): Promise<void> {
    const roots = openDocuments(this.services.shared.workspace);
    const diagnostics = new Map<string, Map<string, Diagnostic>>();
    for (const root of roots) {
      await interruptAndCheck(cancelToken);
      await this.services.shared.server.Configurations.read(root.uri);
      this.collect(root, diagnostics);
    }
    for (const [uri, found] of diagnostics) this.show(uri, [...found.values()].slice(0, MOST));
    for (const uri of [...this.shown.keys()]) {
      if (!diagnostics.has(uri)) this.show(uri, []);
    }
    this.announce(roots);
  }

  /** Adds what a root and what it imports show. */
  private collect(root: LangiumDocument, diagnostics: Map<string, Map<string, Diagnostic>>): void {
    const { LangiumDocuments: documents } = this.services.shared.workspace;
    for (const document of importClosure(root, documents)) {
      const uri = document.uri.toString();
      if (isLibrary(document.uri) || diagnostics.has(uri)) continue;
      const own = (document.diagnostics ?? []).map(languageDiagnostic);
      diagnostics.set(uri, new Map(own.map((diagnostic) => [keyOf(diagnostic), diagnostic])));
    }
    try {
      for (const finding of this.services.server.RuleFindings.of(root)) {
        const diagnostic = ruleDiagnostic(finding, documents);
        const ofFile = diagnostics.get(finding.uri);
        const key = keyOf(diagnostic);
        if (ofFile && !ofFile.has(key)) ofFile.set(key, diagnostic);
      }
    } catch (error) {
      this.services.shared.server.Trouble.report(error, `checking the rules of ${root.uri.path}`);
    }
    for (const found of diagnostics.values()) {
      for (const { code, message } of found.values()) {
        if (code === internalErrorCode) this.services.shared.server.Trouble.report(message, 'checking a text');
      }
    }
  }

  private show(uri: string, diagnostics: readonly Diagnostic[]): void {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
    if (document && !isCurrent(document)) return; // the newer text is read next, and shown then
    const version = this.services.shared.workspace.TextDocuments.get(uri)?.version;
    const text = JSON.stringify(diagnostics);
    const before = this.shown.get(uri);
    if (before?.text === text && before.version === version) return;
    if (diagnostics.length > 0 || version !== undefined) this.shown.set(uri, { version, text });
    else if (!this.shown.delete(uri)) return;
    void this.services.shared.lsp.Connection?.sendDiagnostics({
      uri,
      diagnostics: [...diagnostics],
      ...(version !== undefined && { version }),
    });
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

function keyOf({ range, code, message }: Diagnostic): string {
  return JSON.stringify([range, code, message]);
}
