/** What scenarios came to when they were played last, by whichever hand: for the text, the list of tests, the status bar. */
import type { Connection } from 'vscode-languageserver';
import { CodeLensRefreshRequest } from 'vscode-languageserver-protocol';
import type { Topology } from '../../engine/topology/model.ts';
import type { Client } from '../client.ts';
import {
  type Outcome,
  type PanelView,
  type Place,
  ResultsChanged,
  type ResultsChangedParams,
  type ScenarioResult,
  type SimulateParams,
} from '../protocol.ts';

export interface LastResult {
  readonly outcome: Outcome;
  readonly expectations: number;
  /** Where the expectations stand that do not hold. */
  readonly failures: readonly Place[];
}

interface Kept extends LastResult {
  /** What it was played on; weak, since many states of a text come and go. */
  readonly topology: WeakRef<Topology>;
}

/** ms: of many that are played in a row, editors hear together. */
const pause = 100;

export class ScenarioResults {
  private readonly connection: Connection | undefined;
  private readonly client: Client;
  private readonly files = new Map<string, Map<string, Kept>>();
  private readonly untold = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection | undefined, client: Client) {
    this.connection = connection;
    this.client = client;
  }

  keep(uri: string, scenario: string, topology: Topology, result: LastResult): void {
    const ofFile = this.files.get(uri) ?? new Map<string, Kept>();
    this.files.set(uri, ofFile);
    ofFile.set(scenario, { ...result, topology: new WeakRef(topology) });
    this.untold.add(uri);
    this.timer ??= setTimeout(() => this.tell(), pause);
  }

  of(uri: string, scenario: string): LastResult | undefined {
    return this.files.get(uri)?.get(scenario);
  }

  /** Whether the last result is of this state of the topology. */
  isOf(uri: string, scenario: string, topology: Topology): boolean {
    return this.files.get(uri)?.get(scenario)?.topology.deref() === topology;
  }

  private tell(): void {
    this.timer = undefined;
    for (const uri of this.untold) {
      const params: ResultsChangedParams = { uri, results: this.resultsOf(uri) };
      void this.connection?.sendNotification(ResultsChanged, params);
    }
    this.untold.clear();
    // an editor that cannot just now shows them with the next edit
    if (this.client.refreshesLenses) this.connection?.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }

  private resultsOf(uri: string): ScenarioResult[] {
    return [...(this.files.get(uri) ?? [])].map(([scenario, { outcome, expectations, failures }]) => ({
      scenario,
      outcome,
      expectations,
      failures: failures.length,
    }));
  }
}

/** Keeps what a view shows, where it is a scenario of the text and nothing was added to it by hand. */
export function keepResult(
  results: ScenarioResults,
  topology: Topology,
  { uri, choice: { scenario, steps = [] } }: SimulateParams,
  { run }: PanelView,
): void {
  if (!run || scenario === undefined || steps.length > 0) return;
  const failures = run.expectations.filter(({ verdict }) => verdict !== 'holds').map(({ place }) => place);
  results.keep(uri, scenario, topology, {
    outcome: failures.length > 0 ? 'failed' : 'passed',
    expectations: run.expectations.length,
    failures,
  });
}
