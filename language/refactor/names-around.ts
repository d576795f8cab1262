/** Names that something new cannot have. */
import type { LangiumCoreServices, LangiumDocument } from 'langium';
import { filesAround } from '../rule-names.ts';
import { symbolsOf } from '../scope/symbols.ts';

/** All names in the topologies that a file is a part of: whoever imports it sees a new one too. */
export function namesAround(document: LangiumDocument, services: LangiumCoreServices): ReadonlySet<string> {
  const files = filesAround(document, services.shared.workspace.LangiumDocuments);
  return new Set(files.flatMap((file) => symbolsOf(file).declarations.map(({ name }) => name)));
}
