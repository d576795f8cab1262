/** Mends whole files and folders: *fix all*, *fix on save*. */
import { type FileSystemProvider, type LangiumDocument, URI } from 'langium';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { findRule } from '../../engine/rules/index.ts';
import { type Config, leavesOut } from '../../language/config.ts';
import { type FixAllOptions, type FixAllResult, fixAll, fixable } from '../../language/fix-all.ts';
import { OverlaidFiles } from '../../language/overlaid-files.ts';
import type { FixAllAnswer, FixAllParams, Fixable, FixableParams } from '../protocol.ts';
import type { FixAll, FixAllInFile, ServerServices } from '../services.ts';
import { editsOf, type FileChange, workspaceEdit } from './workspace-edit.ts';

/** The kind of the action that applies all safe fixes of a file, also when it is saved. */
export const FIX_ALL = 'source.fixAll.hatopo';

export class FixAllInRounds implements FixAll {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  async inFile(document: LangiumDocument, { code }: FixAllInFile): Promise<WorkspaceEdit> {
    const uri = document.uri.toString();
    const { result, versions } = await this.fix(
      this.services.server.RuleFindings.rootsOf(document).map((root) => root.uri),
      {
        choicesFor: (root) => this.services.shared.server.Configurations.read(root),
        inFiles: new Set([uri]),
        ...(code === undefined
          ? { safeOnly: true, mayChange: (changed) => changed === uri }
          : { safeOnly: false, codes: new Set([code]) }),
      },
    );
    const changes = result.files.map(
      (file): FileChange => ({ uri: file.uri, version: versions.get(file.uri), edits: editsOf(file) }),
    );
    return workspaceEdit(changes, this.services.shared.server.Client);
  }

  async inFiles({ files, code }: FixAllParams): Promise<FixAllAnswer> {
    const { result, versions } = await this.fix(...(await this.scope(files, code)));
    return {
      files: result.files.map((file) => {
        const version = versions.get(file.uri);
        return { uri: file.uri, edits: editsOf(file), ...(version !== undefined && { version }) };
      }),
      fixed: result.applied.length,
      left: result.left.length,
    };
  }

  async fixableIn({ files }: FixableParams): Promise<Fixable> {
    const [roots, options] = await this.scope(files, undefined);
    const counts = await fixable(roots, this.texts().files, { ...options, safeOnly: false });
    return { codes: [...counts].map(([code, count]) => ({ code, count, title: findRule(code)?.title ?? '' })) };
  }

  /** Which files are read by which configurations, and that these files alone may be changed. */
  private async scope(files: readonly string[], code: string | undefined): Promise<[URI[], FixAllOptions]> {
    const configs = new Map<string, Config>();
    const { files: texts } = this.texts();
    for (const uri of files.map((file) => URI.parse(file))) {
      if (!(await texts.exists(uri))) continue; // gone since it was listed
      const config = await this.services.shared.server.Configurations.read(uri);
      if (!leavesOut(config, uri)) configs.set(uri.toString(), config);
    }
    return [
      [...configs.keys()].map((uri) => URI.parse(uri)),
      {
        choicesFor: (root) => configs.get(root.toString()),
        inFiles: new Set(configs.keys()),
        mayChange: (uri) => configs.has(uri),
        safeOnly: code === undefined,
        ...(code !== undefined && { codes: new Set([code]) }),
      },
    ];
  }

  private async fix(
    roots: readonly URI[],
    options: FixAllOptions,
  ): Promise<{ readonly result: FixAllResult; readonly versions: ReadonlyMap<string, number> }> {
    const { files, versions } = this.texts();
    return { result: await fixAll(roots, files, options), versions };
  }

  /** Texts as the editor has them now, others as they are on disk; with the versions of the former. */
  private texts(): { readonly files: FileSystemProvider; readonly versions: ReadonlyMap<string, number> } {
    const { FileSystemProvider: disk, TextDocuments } = this.services.shared.workspace;
    const files = new OverlaidFiles(disk);
    const versions = new Map<string, number>();
    for (const document of TextDocuments.all()) {
      const uri = URI.parse(document.uri).toString();
      files.overlay.set(uri, document.getText());
      versions.set(uri, document.version);
    }
    return { files, versions };
  }
}
