/**
 * `hatopo/playScenario`: scenarios as tests. One is played at a time, in one piece, when nothing is left to be read: however
 * many are asked for, what is typed waits for one of them at most.
 */
import { DocumentState, type LangiumDocument, OperationCancelled, URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { formatReport, type Run, simulate } from '../../engine/simulation/index.ts';
import type { Scenario, Source, Topology } from '../../engine/topology/model.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { Failure, Played, PlayScenarioParams } from '../protocol.ts';
import type { ServerServices } from '../services.ts';
import { placeOfSource } from '../text.ts';
import { isCurrent } from '../workspace/open-documents.ts';
import { scenarioOf } from './choice.ts';
import { allProblemsOf } from './problems.ts';
import { readyDocument } from './ready.ts';

export class Player {
  private readonly services: ServerServices;
  private last: Promise<unknown> = Promise.resolve();

  constructor(services: ServerServices) {
    this.services = services;
  }

  /**
   * @throws {Refusal} where the file cannot be read or has no such scenario
   * @throws OperationCancelled
   */
  play(params: PlayScenarioParams, cancelToken: CancellationToken): Promise<Played> {
    const played = this.last.then(() => playScenario(params, this.services, cancelToken));
    this.last = played.catch(() => undefined);
    return played;
  }
}

async function playScenario(
  params: PlayScenarioParams,
  services: ServerServices,
  cancelToken: CancellationToken,
): Promise<Played> {
  const uri = URI.parse(params.uri);
  for (;;) {
    if (cancelToken.isCancellationRequested) throw OperationCancelled;
    const document = await unhurried(uri, services, cancelToken);
    const topology = services.server.RuleFindings.topologyOf(document);
    const problems = await allProblemsOf(document, topology, services, cancelToken);
    // checking it may have taken a while, in which something was typed
    if (!isSettled(document, services) || services.server.RuleFindings.topologyOf(document) !== topology) continue;
    const played = problems.length > 0 ? errored(problems) : playedOn(topology, params.scenario, services);
    services.server.Results.keep(params.uri, params.scenario, topology, {
      outcome: played.outcome,
      expectations: played.expectations,
      failures: played.failures.map(({ place }) => place),
    });
    return played;
  }
}

/** The document when what was typed is read, and all that waited for it was done. */
async function unhurried(uri: URI, services: ServerServices, cancelToken: CancellationToken): Promise<LangiumDocument> {
  for (let pause = 0; ; pause = Math.min(100, 2 * pause + 1)) {
    const document = await readyDocument(uri, services, cancelToken);
    // messages that came meanwhile, a key pressed among them, are taken up first
    await new Promise((resolve) => setTimeout(resolve, pause));
    await services.shared.workspace.WorkspaceLock.read(() => undefined);
    if (cancelToken.isCancellationRequested) throw OperationCancelled;
    if (isSettled(document, services)) return document;
  }
}

/** Whether the file and what it imports are linked as they are now. */
function isSettled(document: LangiumDocument, { shared }: ServerServices): boolean {
  const { LangiumDocuments } = shared.workspace;
  return (
    LangiumDocuments.getDocument(document.uri) === document &&
    importClosure(document, LangiumDocuments).every(
      (file) => file.state >= DocumentState.IndexedReferences && isCurrent(file),
    )
  );
}

function playedOn(topology: Topology, title: string, services: ServerServices): Played {
  const scenario = scenarioOf(topology, { scenario: title });
  const start = performance.now();
  const run = simulate(topology, scenario);
  const milliseconds = performance.now() - start;
  const failures = failuresOf(run, scenario, services);
  return {
    outcome: failures.length > 0 ? 'failed' : 'passed',
    expectations: run.expectations.length,
    failures,
    problems: [],
    output: formatReport(topology, run),
    milliseconds,
  };
}

function failuresOf(run: Run, scenario: Scenario, { shared }: ServerServices): Failure[] {
  const subjects = new Map<Source, string>(
    scenario.steps.flatMap((step) => (step.step === 'expect' ? [[step.source, step.subject.text] as const] : [])),
  );
  return run.expectations
    .filter(({ holds }) => !holds)
    .map(({ text, actual, source }) => ({
      expectation: text,
      expected: withoutSubject(text, subjects.get(source)),
      actual,
      place: placeOfSource(source, shared.workspace.LangiumDocuments),
    }));
}

function withoutSubject(text: string, subject = ''): string {
  return text.startsWith(`${subject} `) ? text.slice(subject.length + 1) : text;
}

function errored(problems: Played['problems']): Played {
  return { outcome: 'errored', expectations: 0, failures: [], problems, output: '', milliseconds: 0 };
}
