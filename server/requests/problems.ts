/** What the panel says of a text that is not whole: what could not be built, and errors of the language. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol';
import type { Topology } from '../../engine/topology/model.ts';
import { isLibrary } from '../../language/library/index.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { PanelView } from '../protocol.ts';
import { placeOfSource } from '../text.ts';

type Problem = PanelView['problems'][number];

export function problemsOf(document: LangiumDocument, topology: Topology, documents: LangiumDocuments): Problem[] {
  const unbuilt = topology.unbuilt.map(({ name, reason, source }) => ({
    message: `${name} is left out: ${reason}.`,
    place: placeOfSource(source, documents),
  }));
  const errors = importClosure(document, documents)
    .filter((file) => !isLibrary(file.uri))
    .flatMap((file) =>
      (file.diagnostics ?? [])
        .filter(({ severity }) => severity === DiagnosticSeverity.Error)
        .map(({ message, range }) => ({
          message: typeof message === 'string' ? message : message.value,
          place: { uri: file.uri.toString(), range },
        })),
    );
  return [...new Map([...unbuilt, ...errors].map((problem) => [JSON.stringify(problem), problem])).values()];
}
