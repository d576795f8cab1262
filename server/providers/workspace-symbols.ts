/** Workspace symbols: names over all files of the workspace, picked and cut short here, as a topology has many. */
import { AstUtils, type LangiumDocument } from 'langium';
import type { WorkspaceSymbolProvider as Symbols } from 'langium/lsp';
import type { WorkspaceSymbol, WorkspaceSymbolParams } from 'vscode-languageserver-protocol';
import { isLibrary } from '../../language/library/index.ts';
import type { Named } from '../../language/scope/named.ts';
import { searchNames } from '../../language/scope/search.ts';
import { locate, sourceOf } from '../../language/source.ts';
import type { ServerSharedServices } from '../services.ts';
import { rangeIn } from '../text.ts';
import { symbolKindOf } from './node-kinds.ts';

/** An editor asks again with every key. */
const most = 200;

export class WorkspaceSymbolProvider implements Symbols {
  private readonly shared: ServerSharedServices;

  constructor(shared: ServerSharedServices) {
    this.shared = shared;
  }

  getSymbols({ query }: WorkspaceSymbolParams): WorkspaceSymbol[] {
    const files = this.shared.workspace.LangiumDocuments.all.filter(({ uri }) => !isLibrary(uri));
    return searchNames(query, files, most).map(symbolOf);
  }
}

function symbolOf({ name, node, holder }: Named): WorkspaceSymbol {
  const document: LangiumDocument = AstUtils.getDocument(node);
  const { start, end } = locate(sourceOf(node));
  return {
    name,
    kind: symbolKindOf(node.$type),
    location: { uri: document.uri.toString(), range: rangeIn(document, start, end) },
    ...(holder && { containerName: holder }),
  };
}
