/** The project's own requests: which question is answered by what. */
import { isOperationCancelled, type LangiumDocument, ReadPriority, URI } from 'langium';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { type CodeAction, type CodeLens, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import { dependenciesOf } from '../../engine/topology/dependencies.ts';
import { leavesOut } from '../../language/config.ts';
import { libraryText } from '../../language/library/index.ts';
import {
  type DependenciesParams,
  type DrawParams,
  type ElementAtParams,
  type FixAllParams,
  type FixableParams,
  type LibraryParams,
  type LocateParams,
  type OutlineParams,
  type PlacesParams,
  type PlayScenarioParams,
  Requests,
  type ScenarioTextParams,
  type SimulateParams,
  type ToFailParams,
  type ToolParams,
} from '../protocol.ts';
import type { LensData } from '../providers/code-lens.ts';
import { type RefactoringWanted, resolvedRefactoring } from '../providers/refactorings.ts';
import { type ScenariosWanted, scenariosForMembers } from '../scenario/members.ts';
import { keepResult } from '../scenario/results.ts';
import { scenarioText } from '../scenario/text.ts';
import type { FixAllInFile, ServerServices } from '../services.ts';
import { EarlyAnswers } from './early.ts';
import { elementIn, placeIn, placesIn } from './located.ts';
import { outlineOf } from './outline.ts';
import { Player } from './played.ts';
import { readyDocument } from './ready.ts';
import { Refusal } from './refusal.ts';
import { scenariosIn } from './scenarios.ts';
import { toFailAt } from './to-fail.ts';
import { toolAnswer } from './tools.ts';
import { viewFor } from './views.ts';

export function addRequests(connection: Connection, services: ServerServices): void {
  const { LangiumDocuments: documents } = services.shared.workspace;
  const topologyOf = (document: LangiumDocument) => services.server.RuleFindings.topologyOf(document);

  /** Answers a question about a document when it is read and linked as the editor has it now. */
  function answer<P extends { readonly uri: string }, R>(
    method: string,
    reply: (document: LangiumDocument, params: P) => R | Promise<R>,
  ): void {
    respond(method, async (_uri, params: P, document) => {
      const ready = await document;
      return await services.shared.workspace.WorkspaceLock.read(() => reply(ready, params), ReadPriority.Immediate);
    });
  }

  /** The same where the question does not wait for the document. */
  function respond<P extends { readonly uri: string }, R>(
    method: string,
    reply: (uri: URI, params: P, document: Promise<LangiumDocument>) => Promise<R>,
  ): void {
    guard(method, async (params: P, cancelToken) => {
      const uri = URI.parse(params.uri);
      return await reply(uri, params, readyDocument(uri, services, cancelToken));
    });
  }

  /** The same of what finds its document itself. */
  function guard<P, R>(method: string, reply: (params: P, cancelToken: CancellationToken) => Promise<R>): void {
    connection.onRequest(method, async (params: P, cancelToken: CancellationToken): Promise<unknown> => {
      try {
        return await reply(params, cancelToken);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        if (isOperationCancelled(error)) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
        services.shared.server.Trouble.report(error, `answering ${method}`);
        throw new Refusal(`This failed inside hatopo: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }

  answer(Requests.outline, (document, { position }: OutlineParams) =>
    outlineOf(document, topologyOf(document), position, documents),
  );
  const early = new EarlyAnswers(services);
  for (const method of [Requests.draw, Requests.simulate])
    respond(method, (uri, params: DrawParams | SimulateParams, late) =>
      early.race(
        uri,
        (document) => {
          const topology = topologyOf(document);
          const view = viewFor(document, topology, params, documents);
          if ('choice' in params && view)
            keepResult(services.server.Results, topology, { ...params, choice: view.choice ?? params.choice }, view);
          return view;
        },
        late,
      ),
    );
  answer(Requests.locate, (document, { id }: LocateParams) => placeIn(topologyOf(document), id, documents) ?? null);
  answer(Requests.places, (document, { ids }: PlacesParams) => placesIn(topologyOf(document), ids, documents));
  answer(Requests.elementAt, (document, { position }: ElementAtParams) => {
    topologyOf(document); // what is where is known when it is built
    return elementIn(document, position, services) ?? null;
  });
  answer(Requests.dependencies, (document, { id }: DependenciesParams) => [
    ...dependenciesOf(topologyOf(document), id),
  ]);
  answer(Requests.scenarioText, (document, { choice }: ScenarioTextParams) =>
    scenarioText(document, topologyOf(document), choice, services),
  );
  answer(Requests.scenarios, async (document) => {
    const config = await services.shared.server.Configurations.read(document.uri);
    const isOpen = services.shared.workspace.TextDocuments.get(document.uri.toString()) !== undefined;
    return scenariosIn(document, documents, !isOpen && leavesOut(config, document.uri));
  });
  answer(Requests.toFail, (document, { position }: ToFailParams) => toFailAt(document, position, services) ?? null);
  guard(Requests.tool, (params: ToolParams, token) => toolAnswer(params, services, token));
  const player = new Player(services);
  guard(Requests.playScenario, (params: PlayScenarioParams, token) => player.play(params, token));
  guard('codeLens/resolve', async (lens: CodeLens, token) => {
    const document = await readyDocument(URI.parse((lens.data as LensData).uri), services, token);
    return (await services.server.CodeLenses.resolve(document, lens, token)) ?? lens;
  });
  addFixes(connection, services);
  connection.onRequest(
    Requests.library,
    ({ uri }: LibraryParams) => libraryText(uri) ?? new Refusal(`There is no product file ${uri}.`),
  );
}

/** Answers what is asked of copies of the texts, and what an action comes to that the author chose. */
function addFixes(connection: Connection, services: ServerServices): void {
  const { FixAll } = services.server;
  async function guarded<R>(doing: string, work: () => Promise<R>): Promise<R> {
    try {
      await services.shared.workspace.WorkspaceManager.ready;
      return await work();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      services.shared.server.Trouble.report(error, doing);
      throw new Refusal(`This failed inside hatopo: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  connection.onRequest(Requests.fixable, (params: FixableParams) =>
    guarded('looking for what can be mended', () => FixAll.fixableIn(params)),
  );
  connection.onRequest(Requests.fixAll, (params: FixAllParams) =>
    guarded('mending files', () => FixAll.inFiles(params)),
  );
  connection.onCodeActionResolve((action: CodeAction, cancelToken) =>
    guarded('mending a file', async () => {
      const wanted = action.data as FixAllInFile | ScenariosWanted | RefactoringWanted | undefined;
      if (!wanted) return action;
      const document = await readyDocument(URI.parse(wanted.uri), services, cancelToken);
      if ('refactoring' in wanted) return await resolvedRefactoring(action, wanted, document, services);
      if ('service' in wanted) return { ...action, edit: await scenariosForMembers(document, wanted, services) };
      return { ...action, edit: await FixAll.inFile(document, wanted) };
    }),
  );
}
