/** Of which files findings are shown: those that somebody looks at, or all of the workspace. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { Document } from '../../language/generated/ast.ts';
import { isTopologyTitle } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { itemsOf } from '../../language/paths.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { Scope, ServerSharedServices } from '../services.ts';
import { rootOf } from './folders.ts';
import { openDocuments, watchedDocuments } from './open-documents.ts';

export class FindingsScope implements Scope {
  private readonly services: ServerSharedServices;
  /** `hatopo.diagnostics.scope`; an editor that says nothing is shown what it opened. */
  private isWorkspace = false;
  /** Whether the editor asks for the findings of the workspace itself, whatever it sets. */
  private isAsked = false;

  constructor(services: ServerSharedServices) {
    this.services = services;
  }

  start(): void {
    const { ConfigurationProvider, WorkspaceManager } = this.services.workspace;
    ConfigurationProvider.onConfigurationSectionUpdate(() => void this.read());
    void WorkspaceManager.ready.then(() => this.read()).catch(() => undefined);
  }

  async widen(): Promise<void> {
    this.isAsked = true;
    await this.choose(true);
  }

  private async read(): Promise<void> {
    const { ConfigurationProvider } = this.services.workspace;
    const settings: unknown = await ConfigurationProvider.getConfiguration('hatopo', 'diagnostics').catch(
      () => undefined,
    );
    await this.choose((settings as { readonly scope?: unknown } | undefined)?.scope === 'workspace');
  }

  private async choose(isWorkspace: boolean): Promise<void> {
    const chosen = isWorkspace || this.isAsked;
    if (chosen === this.isWorkspace) return;
    this.isWorkspace = chosen;
    await this.services.lsp.DocumentUpdateHandler.update([], []);
  }

  watched(): ReadonlySet<LangiumDocument> {
    const watched = watchedDocuments(this.services.workspace);
    if (this.isWorkspace) for (const document of this.inFolders()) watched.add(document);
    return watched;
  }

  roots(): readonly LangiumDocument[] {
    const open = openDocuments(this.services.workspace);
    if (!this.isWorkspace) return open;
    const roots = new Set(open);
    for (const top of topsOf(this.inFolders(), this.services.workspace.LangiumDocuments)) roots.add(top);
    return [...roots];
  }

  /** The files of the folders that are open as a workspace. */
  private inFolders(): readonly LangiumDocument[] {
    const { LangiumDocuments, WorkspaceManager } = this.services.workspace;
    const folders = (WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => rootOf(uri));
    return LangiumDocuments.all
      .filter(
        ({ uri, parseResult }) =>
          !isLibrary(uri) &&
          parseResult.value.$type === 'Document' &&
          folders.some((folder) => uri.toString().startsWith(folder)),
      )
      .toArray();
  }
}

/** Files by which all of these are read: what nobody imports, and of files that import each other the one with the title. */
function topsOf(files: readonly LangiumDocument[], documents: LangiumDocuments): readonly LangiumDocument[] {
  const closures = new Map(files.map((file) => [file, importClosure(file, documents)]));
  const imported = new Set([...closures].flatMap(([file, closure]) => closure.filter((other) => other !== file)));
  const tops = files.filter((file) => !imported.has(file));
  const covered = new Set(tops.flatMap((top) => closures.get(top) ?? []));
  const left = files.filter((file) => !covered.has(file));
  for (const file of [...left.filter(hasTitle), ...left.filter((each) => !hasTitle(each))]) {
    if (covered.has(file)) continue;
    tops.push(file);
    for (const each of closures.get(file) ?? []) covered.add(each);
  }
  return tops;
}

function hasTitle(document: LangiumDocument): boolean {
  return itemsOf(document.parseResult.value as Document).some(isTopologyTitle);
}
