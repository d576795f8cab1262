/** Timed runs of a lost host a second, with and without their events, beside crm_simulate deciding the same. */
import { simulate } from '../../engine/simulation/simulate.ts';
import { loadText } from '../../language/load.ts';
import { type CrmTime, decidedByCrm, playedByCrm } from '../peers/crm.ts';
import type { Measure, Row } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneHostLost } from '../topologies.ts';

interface Case {
  readonly hosts: number;
  /** Runs a second: a hundred times crm_simulate in process, and a thousand times its command. */
  readonly goal: number;
  readonly aim: number;
  readonly crmRepeats: number;
}

const cases: readonly Case[] = [
  { hosts: 4, goal: 30_000, aim: 22_000, crmRepeats: 50 },
  { hosts: 16, goal: 3100, aim: 10_000, crmRepeats: 20 },
  { hosts: 64, goal: 210, aim: 1500, crmRepeats: 3 },
  { hosts: 256, goal: 14, aim: 100, crmRepeats: 1 },
];

export const simulation: Measure = {
  name: 'simulation',
  async *run({ quick }) {
    for (const { hosts, goal, aim, crmRepeats } of quick ? cases.slice(0, 2) : cases) {
      const { topology } = await loadText(oneHostLost(hosts));
      const [scenario] = topology.scenarios;
      if (!scenario) throw new Error('the topology has no scenario');
      const times = await timesOf(
        {
          'with their log': () => simulate(topology, scenario),
          'without a log': () => simulate(topology, scenario, { log: false }),
        },
        { most: 4000, budget: 3000, warmUp: 500 },
      );
      const inProcess = decidedByCrm(hosts, crmRepeats);
      const asCommand = playedByCrm(hosts);
      for (const [how, time] of Object.entries(times)) {
        const what = `runs ${how}, ${hosts} hosts with 10 VMs`;
        yield row(what, 1000 / time, goal, 'crm_simulate, its scheduler alone', inProcess);
        yield row(what, 1000 / time, aim, 'crm_simulate, the command', asCommand);
      }
    }
  },
};

function row(what: string, value: number, goal: number, name: string, peer: CrmTime): Row {
  const runs = { what, value, unit: 'a second', goal } as const;
  if ('why' in peer) return { ...runs, what: `${what} (${peer.why})` };
  return { ...runs, peer: { name, value: 1000 / peer.milliseconds } };
}
