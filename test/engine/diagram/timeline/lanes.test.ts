import { describe, expect, it } from 'vitest';
import { type Lane, lanesOf } from '../../../../engine/diagram/timeline/lanes.ts';
import { simulate } from '../../../../engine/simulation/index.ts';
import { exampleNames, exampleText, topologyOf } from '../../../support/topology.ts';

async function lanesOfScenario(name: string, title?: string): Promise<readonly Lane[]> {
  const topology = await topologyOf(exampleText(name));
  const scenario = topology.scenarios.find((one) => title === undefined || one.title === title);
  if (!scenario) throw new Error(`${name} has lost its scenario ${title}`);
  return lanesOf(simulate(topology, scenario), [...topology.elements.values()]);
}

/** `0-200 down` */
const spansOf = (lanes: readonly Lane[], id: string) =>
  lanes.find((lane) => lane.id === id)?.spans.map(({ from, to, word }) => `${from}-${to} ${word}`);

describe('lanes of a run', { timeout: 60_000 }, () => {
  it('begin, of many services, with those that something happens to', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const topology = await topologyOf(
      [
        'topology "many"',
        ...numbers.map((n) => `server m${n} service S${n} : standalone { member: m${n} }`),
        'scenario "two" { at 0 s fail m3 at 1 s fail m7 }',
      ].join('\n'),
    );
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    const lanes = lanesOf(simulate(topology, scenario), [...topology.elements.values()]);
    const services = lanes.filter(({ kind }) => kind === 'service').map(({ name }) => name);
    expect(services).toEqual(['S3', 'S7', 'S1', 'S2', 'S4', 'S5', 'S6', 'S8']);
  });

  it('tell what a service, its machines and its clients were, from when to when', async () => {
    const lanes = await lanesOfScenario('avaya-duplication');
    expect(lanes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'service CommunicationManager',
      'endpoint Phones',
      'machine Host1',
      'machine CMVM_01',
      'machine CMVM_02',
    ]);
    expect(spansOf(lanes, 'CommunicationManager')).toEqual([
      '0-0 protected on CMVM_01',
      '0-200 down',
      '200-330000 not protected on CMVM_02',
      '330000-330000 protected on CMVM_02',
    ]);
    expect(spansOf(lanes, 'CMVM_01')).toEqual([
      '0-0 active on Host1',
      '0-30000 off',
      '30000-90000 booting on Host3',
      '90000-270000 starting on Host3',
      '270000-330000 up on Host3',
      '330000-330000 standby on Host3',
    ]);
    expect(spansOf(lanes, 'Phones')).toEqual(['0-330000 in service']);
  });

  it('mark what was done, who took over, when it was protected again', async () => {
    const lanes = await lanesOfScenario('avaya-duplication');
    const marks = lanes.flatMap((lane) => lane.marks.map(({ time, kind }) => `${lane.name} ${kind} ${time}`));
    expect(marks).toEqual([
      'CommunicationManager takeover 200',
      'CommunicationManager protected 330000',
      'Host1 injection 0',
      'CMVM_02 takeover 200',
    ]);
  });

  it('mark where calls were dropped', async () => {
    const lanes = await lanesOfScenario('pureconnect-switchover', 'Power is lost to Host A');
    for (const name of ['CIC', 'Agents'])
      expect(lanes.find((lane) => lane.name === name)?.marks).toContainEqual(
        expect.objectContaining({ time: 0, kind: 'calls-dropped' }),
      );
  });

  it('tell harm from what somebody does to mend, and the copy of a VM that goes on', async () => {
    const restored = await lanesOfScenario(
      'mx-one-fault-tolerance',
      'Fault Tolerance copies a guest fault to the secondary',
    );
    const done = restored.flatMap((lane) => lane.marks.filter((mark) => mark.kind === 'injection'));
    expect(done.map(({ time, tone }) => [time, tone])).toEqual([
      [0, 'lost'],
      [300_000, 'calm'],
    ]);
    const lost = await lanesOfScenario('mx-one-fault-tolerance', "The primary's physical server goes down");
    expect(spansOf(lost, 'SN1')).toEqual(['0-0 up on Esx1', '0-120000 up on Esx2']);
    expect(lost.find((lane) => lane.id === 'SN1')?.marks).toMatchObject([{ time: 0, kind: 'takeover' }]);
  });

  it('say in few words what it came to', async () => {
    const told = (lanes: readonly Lane[], id: string) =>
      lanes.find((lane) => lane.id === id)?.told.map(({ text, tone }) => `${text} (${tone})`);
    const host = await lanesOfScenario('avaya-duplication');
    expect(told(host, 'CommunicationManager')).toEqual([
      'out 0.2 s (lost)',
      'calls kept (serving)',
      'protected 5:30 (serving)',
    ]);
    expect(told(host, 'Phones')).toEqual(['no outage (serving)']);
    const lost = await lanesOfScenario('virtualcenter-mscs', 'The quorum disk is lost');
    expect(told(lost, 'VirtualCenter')).toEqual(['out since 0:00 (lost)', 'calls dropped (lost)']);
  });

  it('leave out what nothing happened to, but no service and no client', async () => {
    const lanes = await lanesOfScenario('avaya-geo-redundancy', 'Active Communication Manager fails in Denver');
    expect(lanes.filter((lane) => lane.kind === 'service' || lane.kind === 'endpoint')).toHaveLength(9);
    expect(lanes.filter((lane) => lane.kind === 'machine').map((lane) => lane.name)).toEqual(['CM01a', 'CM01b']);
  });

  it('show parts of machines only where they are what was lost', async () => {
    const lanes = await lanesOfScenario('avaya-duplication', 'Duplication link is cut');
    expect(lanes.map((lane) => lane.name)).toEqual(['CommunicationManager', 'Phones', 'CMVM_02', 'duplication']);
  });

  describe.each(exampleNames)('of %s', (name) => {
    it('follow each other without gaps to the end of the run, and begin with an event but for the first', async () => {
      const topology = await topologyOf(exampleText(name));
      for (const scenario of topology.scenarios) {
        const run = simulate(topology, scenario);
        const ids = new Set(run.events.map((event) => event.id));
        for (const { spans, marks } of lanesOf(run, [...topology.elements.values()])) {
          expect(spans[0]?.from).toBe(0);
          expect(spans.at(-1)?.to).toBe(run.end);
          spans.slice(1).forEach((span, index) => {
            expect(span.from).toBe(spans[index]?.to);
            expect(ids).toContain(span.event);
          });
          for (const mark of marks) expect(ids).toContain(mark.event);
        }
      }
    });
  });
});
