/** `hatopo simulate`: plays scenarios, or losses named on the command line, and says what held. */
import { parseArgs } from 'node:util';
import { NodeFileSystem } from 'langium/node';
import { simulate as run, type TimingChoice, timingChoices } from '../../engine/simulation/index.ts';
import type { Run } from '../../engine/simulation/run.ts';
import type { Scenario } from '../../engine/topology/model.ts';
import { type Loaded, loadFile } from '../../language/load.ts';
import { runsAsJson } from '../../tools/runs/run-json.ts';
import { chooseScenario } from '../../tools/runs/scenarios.ts';
import { choice } from '../choice.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { hatopoFile, shown } from '../files.ts';
import { runsAsJunit } from '../report/run-junit.ts';
import { runAsText } from '../report/run-text.ts';

const help = `Usage: hatopo simulate FILE [--scenario TITLE] [--fail NAME[@TIME]]… [--timing best|worst] [--format text|json|junit]

Plays every scenario of FILE, or the one with TITLE, and prints what happens, when and why, and which
expectations hold. --fail plays a loss without a scenario: --fail Host1 --fail san@5min; together with
--scenario it fails in addition. --fail "san for Host1" takes one host's path to a storage, --fail Cluster.node
the cluster service of one node of a failover cluster. Findings in the text never stop a run: what could be built is run.
--timing takes the best or the worst end of every time for which its source gives a range.

Exit codes: 0 all expectations hold, 1 one does not, 2 nothing could be run.
`;

const formats = ['text', 'json', 'junit'] as const;

export const simulate: Command = {
  name: 'simulate',
  summary: 'plays what happens when a part fails',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scenario: { type: 'string' },
        fail: { type: 'string', multiple: true },
        timing: { type: 'string', default: 'default' },
        format: { type: 'string', default: 'text' },
      },
    });
    const format = choice('format', values.format, formats);
    const timing = choice('timing', values.timing, timingChoices);
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError('Name one file to simulate.');
    const path = await hatopoFile(name, io.cwd);
    const loaded = await loadFile(path, NodeFileSystem.fileSystemProvider());
    const scenarios = chooseScenarios(loaded, values.scenario, values.fail ?? []);
    const runs = scenarios.map((scenario) => run(loaded.topology, scenario, { timing }));
    report(loaded, runs, { file: shown(path, io.cwd), timing, format }, io);
    return runs.every((played) => played.expectations.every((expectation) => expectation.holds)) ? 0 : 1;
  },
} satisfies Command;

/** @throws {UsageError} where the file has no scenario to run, or none with that title */
function chooseScenarios(
  { topology }: Loaded,
  title: string | undefined,
  fail: readonly string[],
): readonly Scenario[] {
  const chosen = chooseScenario(topology, title, fail);
  if (chosen) return [chosen];
  if (topology.scenarios.length > 0) return topology.scenarios;
  throw new UsageError('The file has no scenario that could be run. Name a loss: --fail NAME.');
}

interface Shown {
  readonly file: string;
  readonly timing: TimingChoice;
  readonly format: (typeof formats)[number];
}

function report(loaded: Loaded, runs: readonly Run[], { file, timing, format }: Shown, io: Io): void {
  const errors = loaded.diagnostics.filter((finding) => finding.severity === 'error').length;
  if (errors > 0)
    io.err(`${file} has ${errors} error${errors > 1 ? 's' : ''}: what could be built was run. See hatopo check.\n`);
  if (format === 'json') io.out(`${JSON.stringify(runsAsJson(loaded, runs, file, timing), undefined, 2)}\n`);
  else if (format === 'junit') io.out(runsAsJunit(loaded, runs, file));
  else {
    for (const left of loaded.topology.unbuilt) io.err(`Left out of the run: ${left.name}: ${left.reason}\n`);
    if (timing !== 'default')
      io.out(`Every time takes the ${timing} end of its range, where its source gives one.\n\n`);
    for (const played of runs) io.out(runAsText(loaded.topology, played, io));
  }
}
