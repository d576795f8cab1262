/** What host HA does with many machines, many hosts, and settings that the cases do not show. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import type { Run } from '../../../engine/simulation/run.ts';
import { topologyOf } from '../../support/topology.ts';

async function play(text: string): Promise<Run> {
  const topology = await topologyOf(text);
  const scenario = topology.scenarios[0];
  if (!scenario) throw new Error('no scenario');
  return simulate(topology, scenario);
}

const told = (run: Run, part: string) =>
  run.events.filter(({ text }) => text.includes(part)).map(({ time, text }) => `${time / 1_000} ${text}`);

describe('host HA', () => {
  test('powers on 32 machines at a time on a host, in order of priority, then of declaration', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `v${String(at).padStart(2, '0')}`);
    const vms = names.map(
      (name, at) =>
        `vm ${name} on H1 { disk: san  restart-priority: ${at === 39 ? 'highest' : at === 0 ? 'low' : 'medium'} }`,
    );
    const run = await play(`network lan storage san
      cluster C { ha  host H1 { storage: san  nic n -> lan }  host H2 { storage: san  nic n -> lan } }
      ${vms.join('\n')}
      scenario "s" { at 0 s fail H1 }`);
    const on = run.events.filter(({ text }) => text.startsWith('HA powers on'));
    expect(on.map(({ time }) => time / 1_000)).toEqual([...Array(32).fill(30), ...Array(8).fill(90)]);
    const order = on.map(({ subject }) => subject);
    expect(order[0]).toBe('v39');
    expect(order.at(-1)).toBe('v00');
    expect(order.slice(1, -1)).toEqual(names.slice(1, 39));
  });

  test('VMs of two dead hosts wait for a power-on in order of priority, and say that they wait', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `v${String(at).padStart(2, '0')}`);
    const vms = names.map((name, at) => {
      const priority = at < 30 ? 'medium' : at < 36 ? 'lowest' : 'high';
      return `vm ${name} on ${at < 34 ? 'H1' : 'H2'} { disk: san  restart-priority: ${priority} }`;
    });
    const run = await play(`network lan storage san
      cluster C { ha  host H1 { storage: san  nic n -> lan }  host H2 { storage: san  nic n -> lan }
        host H3 { storage: san  nic n -> lan } }
      ${vms.join('\n')}
      scenario "s" { at 0 s fail H1, H2 }`);
    const on = run.events.filter(({ text }) => text.startsWith('HA powers on')).map(({ subject }) => subject);
    expect(on.slice(0, 4)).toEqual(names.slice(36));
    expect(on.slice(34)).toEqual(names.slice(30, 36));
    const waiting = run.events.filter(({ text }) => text.endsWith('and waits: 32 VMs power on there'));
    expect(waiting.map(({ time, subject }) => `${time} ${subject}`)).toEqual(
      [...names.slice(28, 30), ...names.slice(30, 36)].map((name) => `30000 ${name}`),
    );
  });

  test('a host whose listed heartbeat datastores it does not see is dead after 15 s', async () => {
    const run = await play(`network lan storage san storage hb
      cluster C { ha { heartbeat-datastores: hb }
        host H1 { storage: san  nic n -> lan }  host H2 { storage: san, hb  nic n -> lan } }
      scenario "s" { at 0 s fail H1 }`);
    expect(told(run, 'declares')).toEqual(['15 HA of C declares H1 dead']);
  });

  test('the stated primary leads, else the host with most datastores, else the last', async () => {
    const elected = async (ha: string, more: string) => {
      const run = await play(`network lan storage san storage extra
        cluster C { ${ha}
          host H1 { storage: san  nic n -> lan }  host H2 { storage: san${more}  nic n -> lan }  host H3 { storage: san  nic n -> lan } }
        scenario "s" { at 0 s fail H1  at 10 min fail H2  at 20 min fail H3 }`);
      return told(run, 'is elected');
    };
    expect(await elected('ha', '')).toEqual([]);
    expect(await elected('ha { primary: H1 }', '')).toEqual(['35 H3 is elected HA primary of C by 2 hosts']);
    expect(await elected('ha', ', extra')).toEqual(['635 H3 is elected HA primary of C, alone']);
  });

  test('a network split lets each side elect; when it heals one follows the other', async () => {
    const run = await play(`network lan storage san
      cluster C { ha  host H1 { storage: san  nic n -> lan }  host H2 { storage: san  nic n -> lan }  host H3 { storage: san  nic n -> lan } }
      vm v on H1 { disk: san }
      scenario "s" { at 0 s partition H1, H2 | H3  at 5 min heal H1, H2 | H3 }`);
    expect(told(run, 'is elected')).toEqual(['35 H2 is elected HA primary of C by 2 hosts']);
    expect(told(run, 'follows')).toEqual(['300 H3 and H2 meet again: H3 is HA primary of C, H2 follows it']);
    expect(told(run, 'powers')).toEqual([]);
  });

  test('a split without a heartbeat: a machine that runs holds its disk, and is not started twice', async () => {
    const run = await play(`network lan storage san storage hb
      cluster C { ha { heartbeat-datastores: hb }  host H1 { storage: san  nic n -> lan }  host H2 { storage: san, hb  nic n -> lan }  host H3 { storage: san, hb  nic n -> lan } }
      vm v on H1 { disk: san }
      service S : standalone { member: v }
      scenario "s" { at 0 s partition H1 | H2, H3  expect S never down }`);
    expect(told(run, 'declares')).toEqual(['15 HA of C declares H1 dead']);
    expect(told(run, 'cannot be restarted')).toHaveLength(1);
    expect(run.expectations.map(({ holds }) => holds)).toEqual([true]);
  });

  test('a host that is cut off and has lost the disk: its machine ends there and runs elsewhere', async () => {
    const run = await play(`network lan storage san
      cluster C { ha  host H1 { storage: san  nic n -> lan }  host H2 { storage: san  nic n -> lan }  host H3 { storage: san  nic n -> lan } }
      vm v on H1 { disk: san  nic e -> lan }
      scenario "s" { at 0 s fail san for H1  at 0 s partition H1 | H2, H3  expect v running on H2 within 40 s }`);
    expect(told(run, 'ends on')).toEqual(['30 v ends on H1, where it has lost its disk']);
    expect(run.expectations.map(({ holds }) => holds)).toEqual([true]);
  });

  test('Hyper-V leaves machines of an isolated node unmonitored for 240 s', async () => {
    const run = await play(`network lan storage san
      cluster C { hypervisor: hyper-v  ha  host H1 { version: 2016  storage: san  nic n -> lan for management }  host H2 { version: 2016  storage: san  nic n -> lan for management } }
      vm v on H1 { disk: san }
      scenario "s" { at 0 s isolate H1  expect v running on H1 within 239 s  expect v running on H2 within 262 s }`);
    expect(run.expectations.map(({ holds, actual }) => `${holds} ${actual}`)).toEqual([
      expect.stringContaining('true'),
      expect.stringContaining('true'),
    ]);
  });

  test('VM monitoring gives up after three resets in an hour', async () => {
    const run = await play(`network lan storage san
      cluster C { ha { monitoring: vm }  host H1 { storage: san  nic n -> lan }  host H2 { storage: san  nic n -> lan } }
      vm v on H1 { disk: san }
      scenario "s" { at 0 s crash v  at 10 min crash v  at 20 min crash v  at 30 min crash v }`);
    expect(told(run, 'VM monitoring resets')).toHaveLength(3);
    expect(told(run, 'does not reset')).toEqual(['1920 VM monitoring does not reset v again: 3 resets in an hour']);
  });

  test('says why nobody restarts a VM now: all others are isolated, or elect first', async () => {
    const three = (steps: string) =>
      play(`network lan storage san
        cluster C { ha  host h1 { storage: san  nic n -> lan }  host h2 { storage: san  nic n -> lan }
          host h3 { storage: san  nic n -> lan } }
        vm v on h1 { disk: san }
        scenario "s" { ${steps} }`);
    const isolated = await three('at 0 s fail lan  at 10 s fail h1  at 1 h restore lan');
    expect(told(isolated, 'Nobody restarts')).toEqual([
      '10 Nobody restarts v: h2 and h3 are isolated, and nobody else of C is left',
    ]);
    expect(told(isolated, 'HA powers on v')).toHaveLength(1);
    const later = await three('at 0 s fail h1  at 5 s fail lan');
    expect(told(later, 'Nobody restarts')).toHaveLength(1);
    const electing = await three('at 0 s fail h1  at 25 s fail h3');
    expect(told(electing, 'v waits until C has elected an HA primary')).toHaveLength(1);
    expect(told(electing, 'HA powers on v').map((line) => line.split(' ')[0])).toEqual(['72']);
  });

  test('of vSphere in a Hyper-V cluster is named, and not played', async () => {
    const run = await play(`network lan storage san
      cluster H { hypervisor: hyper-v  ha { isolation: power-off  primary: n2  storage-response: on }
        host n1 { version: 2019  storage: san  nic n -> lan }  host n2 { version: 2019  storage: san  nic n -> lan } }
      vm v on n1 { disk: san  ft { secondary: n2 } }
      service V : standalone { member: v }
      scenario "s" { at 0 s fail san for n1  at 1 h fail n1 }`);
    expect(run.unmodelled).toEqual([
      'v is fault-tolerant in H, and Hyper-V has no Fault Tolerance: it is treated as an ordinary VM.',
      'H states `isolation` and `primary`, and a Hyper-V cluster has no such setting.',
    ]);
    expect(told(run, 'secondary')).toEqual([]);
    expect(told(run, 'v fails over to n2')).toHaveLength(1);
    expect(told(run, 'v is terminated')).toHaveLength(1);
  });

  test('says for every host why it is no target', async () => {
    const run = await play(`network lan network special storage san storage mine
      cluster C { ha
        host H1 { memory: 32 GB  storage: san, mine  nic n -> lan for management  nic s -> special }
        host H2 { memory: 4 GB  cpu: 8  storage: san, mine  nic n -> lan for management  nic s -> special }
        host H3 { memory: 32 GB  cpu: 1  storage: san, mine  nic n -> lan for management  nic s -> special }
        host H4 { memory: 32 GB  storage: san  nic n -> lan for management  nic s -> special }
        host H5 { memory: 32 GB  storage: san, mine  nic n -> lan for management } }
      vm v on H1 { vcpu: 2  memory: 8 GB  disk: mine  nic e -> special via s }
      scenario "s" { at 0 s fail H1 }`);
    expect(told(run, 'attempt 1')).toEqual([
      '30 No host for v (attempt 1): H1: down; H2: has 4 GB free of 8 GB needed; H3: has 1 core of 2 needed; H4: does not see mine; H5: has no living adapter for e on special; tried again 2 min after the first attempt',
    ]);
    expect(told(run, 'No host').map((line) => Number(line.split(' ')[0]))).toEqual([30, 150, 390, 870, 1830]);
  });
});
