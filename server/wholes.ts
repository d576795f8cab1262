/** The topologies that a file is part of: its own, and those of the files that import it. */
import { DocumentState, type LangiumDocument } from 'langium';
import { isLibrary } from '../language/library/index.ts';
import { importClosure } from '../language/scope/imports.ts';
import type { ServerSharedServices } from './services.ts';
import { openDocuments } from './workspace/open-documents.ts';

/** The file itself first, then every file of the workspace that imports it, directly or not, opened or not. */
export function wholesOf(document: LangiumDocument, { workspace }: ServerSharedServices): readonly LangiumDocument[] {
  const { LangiumDocuments: documents } = workspace;
  const others = documents.all.filter(
    (other) =>
      other !== document &&
      !isLibrary(other.uri) &&
      other.state >= DocumentState.IndexedReferences &&
      importClosure(other, documents).includes(document),
  );
  return [document, ...others];
}

/** What nobody imports of them: the topologies in which what the file says comes to count; the file itself where there is none. */
export function topsOf(document: LangiumDocument, shared: ServerSharedServices): readonly LangiumDocument[] {
  const tops = wholesOf(document, shared).filter((one) => one !== document && wholesOf(one, shared).length === 1);
  return tops.length > 0 ? tops : [document];
}

/**
 * The one in which something of the file is to be tried: what nobody imports is a whole, and of several the one that
 * somebody looks at. The file itself where that does not tell.
 */
export function wholeOf(document: LangiumDocument, shared: ServerSharedServices): LangiumDocument {
  const tops = topsOf(document, shared);
  const open = openDocuments(shared.workspace);
  const looked = tops.filter((one) => one !== document && open.includes(one));
  return (looked.length > 0 ? looked[0] : tops.length === 1 ? tops[0] : undefined) ?? document;
}
