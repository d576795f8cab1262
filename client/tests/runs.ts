/** Runs tests, one after the other, and says what came of each. */
import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  Location,
  Position,
  Range,
  TestMessage,
  type TestRun,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  Uri,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Failure, type Place, type Played, type PlayScenarioParams, Requests } from '../../server/protocol.ts';
import type { Explorer, Leaf } from './explorer.ts';
import { asTerminal, failureWords, outputWords, painted } from './words.ts';

/** Tests that somebody wants to be run whenever a file is saved. */
interface Watch {
  readonly request: TestRunRequest;
  /** Ends the run that goes on. */
  running?: CancellationTokenSource;
}

export class Runs implements Disposable {
  private readonly client: BaseLanguageClient;
  private readonly explorer: Explorer;
  private readonly profile: TestRunProfile;
  private readonly watches = new Set<Watch>();

  constructor(client: BaseLanguageClient, explorer: Explorer) {
    this.client = client;
    this.explorer = explorer;
    this.profile = explorer.controller.createRunProfile(
      'Run scenarios',
      TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.watch(request, token) : this.run(request, token)),
      true,
      undefined,
      true,
    );
  }

  dispose(): void {
    for (const { running } of this.watches) running?.cancel();
    this.watches.clear();
    this.profile.dispose();
  }

  /** A file is saved: of what is to be run again, what reads it is. What still runs is of an older text. */
  saved(uri: Uri): void {
    const concerned = new Set(this.explorer.leavesThatRead(uri).map(({ item }) => item));
    if (concerned.size === 0) return;
    for (const watch of this.watches) {
      const { include, exclude } = watch.request;
      const items = this.explorer
        .leavesIn(include, exclude)
        .map(({ item }) => item)
        .filter((item) => concerned.has(item));
      if (items.length === 0) continue;
      watch.running?.cancel();
      const running = new CancellationTokenSource();
      watch.running = running;
      void this.run(new TestRunRequest(items, undefined, this.profile, true), running.token);
    }
  }

  private watch(request: TestRunRequest, token: CancellationToken): void {
    const watch: Watch = { request };
    this.watches.add(watch);
    token.onCancellationRequested(() => {
      watch.running?.cancel();
      this.watches.delete(watch);
    });
  }

  private async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.explorer.controller.createTestRun(request);
    const source = new CancellationTokenSource();
    const listening = [token, run.token].map((each) => each.onCancellationRequested(() => source.cancel()));
    if (token.isCancellationRequested) source.cancel();
    try {
      const leaves = this.explorer.leavesIn(request.include, request.exclude);
      for (const { item } of leaves) run.enqueued(item);
      for (const leaf of leaves) {
        if (source.token.isCancellationRequested) run.skipped(leaf.item);
        else await this.runOne(leaf, run, source.token);
      }
    } finally {
      for (const one of listening) one.dispose();
      source.dispose();
      run.end();
    }
  }

  private async runOne({ item, uri, title }: Leaf, run: TestRun, token: CancellationToken): Promise<void> {
    run.started(item);
    const params: PlayScenarioParams = { uri, scenario: title };
    try {
      tell(run, item, await this.client.sendRequest<Played>(Requests.playScenario, params, token));
    } catch (error) {
      if (token.isCancellationRequested) run.skipped(item);
      else run.errored(item, new TestMessage(error instanceof Error ? error.message : String(error)));
    }
  }
}

function tell(run: TestRun, item: Leaf['item'], played: Played): void {
  run.appendOutput(asTerminal(painted(outputWords(item.label, played))), undefined, item);
  const { outcome, milliseconds } = played;
  if (outcome === 'passed') run.passed(item, milliseconds);
  else if (outcome === 'failed') run.failed(item, played.failures.map(failed), milliseconds);
  else run.errored(item, played.problems.map(hindered));
}

function failed(failure: Failure): TestMessage {
  const message = TestMessage.diff(failureWords(failure), failure.expected, failure.actual);
  message.location = locationOf(failure.place);
  return message;
}

function hindered({ message, place }: Played['problems'][number]): TestMessage {
  const told = new TestMessage(message);
  told.location = locationOf(place);
  return told;
}

function locationOf({ uri, range: { start, end } }: Place): Location {
  return new Location(
    Uri.parse(uri),
    new Range(new Position(start.line, start.character), new Position(end.line, end.character)),
  );
}
