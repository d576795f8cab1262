/** The expectations of the examples hold by mechanism: also where names, places and order differ. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

async function verdicts(text: string, timing: 'default' | 'best' | 'worst' = 'default') {
  const topology = await topologyOf(text);
  const all = topology.scenarios.map((scenario) => simulate(topology, scenario, { timing }));
  expect(all.flatMap(({ unmodelled }) => unmodelled)).toEqual([]);
  return all.flatMap((run) =>
    run.expectations.map(({ text: claim, holds, actual }) => `${holds ? 'holds' : `FAILS (${actual})`}: ${claim}`),
  );
}
const failing = (all: readonly string[]) => all.filter((line) => !line.startsWith('holds'));

/** Exchanges two words everywhere. */
const swap = (text: string, a: string, b: string) =>
  text.replaceAll(new RegExp(`\\b(${a}|${b})`, 'g'), (word) => (word === a ? b : a));

describe.each(exampleNames)('%s', (name) => {
  test('every expectation holds', async () => {
    const all = await verdicts(exampleText(name));
    expect(all.length).toBeGreaterThan(0);
    expect(failing(all)).toEqual([]);
  });
});

test('calls that a run counts as lost have their time and the event that did it', async () => {
  const topologies = await Promise.all(exampleNames.map((name) => topologyOf(exampleText(name))));
  const runs = topologies.flatMap((topology) => topology.scenarios.map((scenario) => simulate(topology, scenario)));
  let losses = 0;
  for (const { events, services, endpoints } of runs) {
    for (const { calls, callLosses } of [...services, ...endpoints]) {
      expect(callLosses.some((loss) => loss.calls === 'dropped')).toBe(calls === 'dropped');
      expect(callLosses.length > 0).toBe(calls !== 'preserved');
      for (const { time, event } of callLosses) {
        losses++;
        expect(events.find(({ id }) => id === event)?.time).toBeLessThanOrEqual(time);
      }
    }
  }
  expect(losses).toBeGreaterThan(10);
});

describe('avaya-geo-redundancy, told otherwise', () => {
  const text = exampleText('avaya-geo-redundancy');

  test('with the names of the sites and of all in them exchanged', async () => {
    let turned = swap(text, 'Denver', 'Paris');
    for (const [a, b] of [
      ['CM01', 'CM02'],
      ['SM02', 'SM03'],
      ['SMGR01', 'SMGR02'],
      ['esxD', 'esxP'],
    ] as const)
      turned = swap(turned, a, b);
    expect(failing(await verdicts(turned))).toEqual([]);
  });

  test('with the services and endpoints declared first, in the opposite order', async () => {
    const services = [...text.matchAll(/^service [\s\S]*?^}$/gm)].map(([one]) => one);
    const endpoints = [...text.matchAll(/^endpoint .*$/gm)].map(([one]) => one);
    const rest = [...services, ...endpoints].reduce((left, one) => left.replace(one, ''), text);
    const turned = [...endpoints.reverse(), ...services.reverse(), rest.replace(/^topology .*$/m, '')].join('\n');
    expect(failing(await verdicts(turned))).toEqual([]);
  });

  test('with a third site through which the two still reach each other', async () => {
    const third = `${text}
      site Rome { network lan }
      link one between Denver.lan, Rome.lan
      link two between Rome.lan, Paris.lan
      endpoint RomePhones : h323 { on: Rome.lan  registers: CallControl  count: 5 }`;
    // The WAN alone parts nobody any more: what follows from a split does not follow.
    expect(failing(await verdicts(third)).map((line) => line.replace(/ \(.*?\)/, ''))).toEqual([
      'FAILS: CM02 active within 10 min',
      'FAILS: ParisPhones calls dropped',
      'FAILS: CM02 active within 30 min',
    ]);
    expect(
      failing(
        await verdicts(third.replaceAll('fail wan', 'fail wan, one').replaceAll('restore wan', 'restore wan, one')),
      ),
    ).toEqual([]);
  });

  test('with dedicated servers as members instead of services and VMs', async () => {
    const servers = text
      .replace(/^ {2}main: CM01$/m, '  main: Core1')
      .replace(/^ {2}survivable: CM02$/m, '  survivable: Core2')
      .replace('link wan', 'server Core1 { nic n -> Denver.lan }\nserver Core2 { nic n -> Paris.lan }\nlink wan')
      .replace(/scenario "Active [\s\S]*?^}$/m, '')
      .replaceAll(/\bCM02 (active|not)/g, 'Core2 $1')
      .replaceAll('on CM02', 'on Core2')
      .replaceAll('activate CM01', 'activate Core1')
      .replaceAll('fail Denver\n', 'fail Denver, Core1\n');
    expect(failing(await verdicts(servers))).toEqual([]);
  });

  test('with the best and the worst of its times', async () => {
    expect(failing(await verdicts(text, 'best'))).toEqual([]);
    // 15 min of no-service are more than the 10 min that one of its scenarios allows.
    expect(failing(await verdicts(text, 'worst')).map((line) => line.replace(/.*: /, ''))).toEqual([
      'CM02 active within 10 min',
    ]);
  });
});
