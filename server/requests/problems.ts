/** What the panel says of a text that is not whole: what could not be built, and errors of the language. */
import { DocumentState, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-protocol';
import type { Topology } from '../../engine/topology/model.ts';
import { isLibrary } from '../../language/library/index.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { PanelView } from '../protocol.ts';
import type { ServerServices } from '../services.ts';
import { placeOfSource } from '../text.ts';

type Problem = PanelView['problems'][number];

export function problemsOf(document: LangiumDocument, topology: Topology, documents: LangiumDocuments): Problem[] {
  const errors = ownFiles(document, documents).flatMap((file) => errorsIn(file, file.diagnostics));
  return once([...unbuiltIn(topology, documents), ...errors]);
}

/** What was found in a topology whose files nobody opened. */
const found = new WeakMap<Topology, readonly Problem[]>();

/** The same of files that nobody opened, which are checked for it; errors first. */
export async function allProblemsOf(
  document: LangiumDocument,
  topology: Topology,
  { shared, validation }: ServerServices,
  cancelToken: CancellationToken,
): Promise<readonly Problem[]> {
  const known = found.get(topology);
  if (known) return known;
  const errors: Problem[] = [];
  const { LangiumDocuments: documents } = shared.workspace;
  for (const file of ownFiles(document, documents)) {
    const isChecked = file.state >= DocumentState.Validated && file.diagnostics !== undefined;
    const diagnostics = isChecked
      ? file.diagnostics
      : await validation.DocumentValidator.validateDocument(file, {}, cancelToken);
    errors.push(...errorsIn(file, diagnostics));
  }
  const problems = once([...errors, ...unbuiltIn(topology, documents)]);
  found.set(topology, problems);
  return problems;
}

function ownFiles(document: LangiumDocument, documents: LangiumDocuments): LangiumDocument[] {
  return importClosure(document, documents).filter((file) => !isLibrary(file.uri));
}

function unbuiltIn(topology: Topology, documents: LangiumDocuments): Problem[] {
  return topology.unbuilt.map(({ name, reason, source }) => ({
    message: `${name} is left out: ${reason}.`,
    place: placeOfSource(source, documents),
  }));
}

function errorsIn({ uri }: LangiumDocument, diagnostics: readonly Diagnostic[] = []): Problem[] {
  return diagnostics
    .filter(({ severity }) => severity === DiagnosticSeverity.Error)
    .map(({ message, range }) => ({
      message: typeof message === 'string' ? message : message.value,
      place: { uri: uri.toString(), range },
    }));
}

function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
