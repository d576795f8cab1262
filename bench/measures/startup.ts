/** From nothing to an answer, and to the first diagnostics; beside Node starting with nothing to do. */
import { spawnSync } from 'node:child_process';
import { TestClient } from '../../test/server/support/client.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { Editor, serverArguments, serverEnvironment } from '../server.ts';
import { oneFile } from '../topologies.ts';

export const startup: Measure = {
  name: 'startup',
  async *run({ quick }) {
    const args = await serverArguments();
    const text = oneFile(1000);
    const uri = 'file:///bench/main.hatopo';
    // Who starts an editor for the second time: Node has kept what it compiled when the first server ended.
    await (await Editor.open(uri, text)).close();
    // Ending a server is no part of its start: all end together.
    const started: TestClient[] = [];
    const times = await timesOf(
      {
        initialize: async () => started.push(await TestClient.start({ args, env: serverEnvironment })),
        diagnostics: async () => started.push((await Editor.open(uri, text)).client),
        node: () => spawnSync(process.execPath, ['-e', '0']),
      },
      { most: quick ? 3 : 7, budget: quick ? 3000 : 10_000, warmUp: 1 },
    );
    await Promise.all(started.map((client) => client.stop()));
    const peer = { name: 'node -e 0', value: times.node };
    yield { what: 'spawn to initialize', value: times.initialize, unit: 'ms', goal: 200, peer };
    yield {
      what: 'spawn, open, first diagnostics, 1000 VMs',
      value: times.diagnostics,
      unit: 'ms',
      goal: 400,
      peer,
    };
  },
};
