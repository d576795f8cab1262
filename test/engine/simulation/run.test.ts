/** The run as a whole: windows of expectations, horizon, losses without a scenario, what is not simulated, text. */
import { describe, expect, test } from 'vitest';
import { formatRun, formatTime, scenarioByHand, simulate } from '../../../engine/simulation/index.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';

const small = `network lan storage san
  host H { storage: san  nic n -> lan }
  vm v on H { disk: san  nic e -> lan }
  service S : standalone { member: v }
  endpoint E : sip { on: lan  registers: S  count: 1 }`;

async function verdicts(steps: string): Promise<string[]> {
  const topology = await topologyOf(`${small}\nscenario "s" { ${steps} }`);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  return simulate(topology, scenario).expectations.map(
    ({ holds, text, actual }) => `${holds ? 'holds' : 'fails'}: ${text}: ${actual}`,
  );
}

describe('an expectation', () => {
  test('without a time speaks of the end of its window, just before the next injection', async () => {
    expect(await verdicts('at 0 s fail H  expect S down  at 5 min restore H  expect S up')).toEqual([
      'holds: S down: down since 0:00',
      'holds: S up: active on v since 6:00',
    ]);
    expect(await verdicts('at 0 s fail H  expect S up  at 5 min restore H  expect S down')).toEqual([
      'fails: S up: down since 0:00',
      'fails: S down: active on v since 6:00',
    ]);
  });

  test('with a time speaks of that time after the window opens, after all events of the instant', async () => {
    expect(
      await verdicts('at 1 min fail H  at 5 min restore H  expect S up within 59999 ms  expect S up within 60 s'),
    ).toEqual(['fails: S up within 59999 ms: down since 1:00', 'holds: S up within 60 s: active on v since 6:00']);
  });

  test('between two injections of one instant sees the state between them', async () => {
    expect(await verdicts('at 0 s fail H  expect S down  at 0 s restore H  expect S up within 1 min')).toEqual([
      'holds: S down: down since 0:00',
      'holds: S up within 1 min: active on v since 1:00',
    ]);
  });

  test('before any injection watches from time 0', async () => {
    expect(await verdicts('expect S up  at 1 min fail H  expect S never up')).toEqual([
      'holds: S up: active on v since 0:00',
      'holds: S never up: never; down since 1:00',
    ]);
  });

  test('never, calls, state and outage speak of the whole window, up to their time', async () => {
    expect(
      await verdicts(`at 1 min fail H
        expect S never down
        expect S calls dropped  expect S calls preserved  expect S state lost  expect E calls dropped
        expect outage of S <= 2 min  expect outage of S < 2 min  expect outage of S <= 30 s within 30 s
        at 3 min restore H
        expect S calls preserved  expect outage of S >= 1 min  expect outage of S > 1 min  expect outage of E <= 60 s`),
    ).toEqual([
      'fails: S never down: down at 1:00',
      'holds: S calls dropped: calls dropped at 1:00',
      'fails: S calls preserved: calls dropped at 1:00',
      'holds: S state lost: state lost at 1:00',
      'holds: E calls dropped: calls dropped at 1:00',
      'holds: outage of S <= 2 min: out for 2:00, and still down',
      'fails: outage of S < 2 min: out for 2:00, and still down',
      'holds: outage of S <= 30 s within 30 s: out for 0:30, and still down',
      'holds: S calls preserved: calls preserved',
      'holds: outage of S >= 1 min: out for 1:00',
      'fails: outage of S > 1 min: out for 1:00',
      'holds: outage of E <= 60 s: out for 1:00',
    ]);
  });

  test('counts an outage that never ends to the horizon, not as none', async () => {
    expect(await verdicts('at 0 s fail H  expect outage of S < 5 min')).toEqual([
      'fails: outage of S < 5 min: out for 24:00:00, and still down',
    ]);
  });

  test('knows places: machine, host, site; and not', async () => {
    const topology = await topologyOf(`site X { network lan  host H { nic n -> lan } }  site Y { network lan }
      vm v on H { nic e -> X.lan }
      service S : standalone { member: v }
      scenario "s" { at 0 s fail Y
        expect S active on v  expect S active on H  expect S active on X  expect S active on Y
        expect v running on X  expect v not running on Y  expect H up  expect Y down  expect X.lan up  expect S not protected }`);
    const [scenario] = topology.scenarios;
    const run = scenario && simulate(topology, scenario);
    expect(run?.expectations.map(({ holds }) => holds)).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('a run', () => {
  test('is cut at its horizon, and says so', async () => {
    const topology = await topologyOf(
      `${small}\nscenario "s" { horizon: 90 s  at 0 s fail H  at 1 min restore H  expect S up }`,
    );
    const [scenario] = topology.scenarios;
    const run = scenario && simulate(topology, scenario);
    expect(run?.cut).toBe(true);
    expect(run?.expectations[0]?.holds).toBe(false);
    expect(run?.events.every(({ time }) => time <= 90_000)).toBe(true);
  });

  test('never judges by what it has not reached: an injection past the horizon did not happen', async () => {
    const claims = ['v running within 0 s', 'S up', 'S never down', 'outage of S < 1 s', 'S calls preserved'];
    const topology = await topologyOf(
      `${small}\nscenario "s" { at 0 s fail H  expect S down  at 25 h restore H  ${claims.map((claim) => `expect ${claim}`).join('  ')} }`,
    );
    const [scenario] = topology.scenarios;
    const run = scenario && simulate(topology, scenario);
    expect(run?.expectations.map(({ holds }) => holds)).toEqual([true, ...claims.map(() => false)]);
    expect(run?.expectations[1]?.actual).toBe('not reached: the run ended at 24:00:00, before its injection');
  });

  test('without a scenario plays the losses that are picked', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const scenario = scenarioByHand(topology, [
      { id: 'DataCenter.Host3', at: 60_000 },
      { id: 'DataCenter.Host1', at: 0 },
    ]);
    expect(scenario.title).toBe('Failure of Host1, Host3 at 1:00');
    const run = simulate(topology, scenario);
    expect(
      run.events.filter(({ mechanism }) => mechanism === 'injection').map(({ time, text }) => [time, text]),
    ).toEqual([
      [0, 'Host1 fails'],
      [60_000, 'Host3 fails'],
    ]);
  });

  test('does not touch what it is given, and its events are plain data', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    const before = JSON.stringify([...topology.elements]);
    const run = simulate(topology, scenario);
    expect(JSON.stringify([...topology.elements])).toBe(before);
    expect(JSON.parse(JSON.stringify(run.events))).toEqual(
      run.events.map((event) => JSON.parse(JSON.stringify(event))),
    );
  });

  test('says what it could not do, and judges nothing that it cannot know', async () => {
    const topology = await topologyOf(`network lan  server a { nic n -> lan }  server b { nic n -> lan }
      service S : standalone { member: a }
      scenario "s" { at 0 s fail a  expect b state preserved  expect S down }`);
    const [scenario] = topology.scenarios;
    const run = scenario && simulate(topology, scenario);
    expect(run?.expectations.map(({ holds, judged }) => [holds, judged])).toEqual([
      [false, false],
      [true, undefined],
    ]);
    const ghost = simulate(topology, scenarioByHand(topology, [{ id: 'Ghost', at: 0 }]));
    expect(ghost.unmodelled).toEqual(['fail Ghost: Ghost is not part of what could be built; nothing was done.']);
    expect(ghost.events).toEqual([]);
    expect(ghost.unknown).toEqual([]);
  });

  test('of a text with holes goes on with the rest', async () => {
    const topology = await topologyOf(`network lan
      host H { nic n -> lan }
      vm v on H
      service Empty : duplication { active: v }
      service None : standalone
      scenario "s" { at 0 s fail Nobody  at 1 s fail H  expect Empty down  expect None down }`);
    const [scenario] = topology.scenarios;
    const run = scenario && simulate(topology, scenario);
    expect(run?.expectations.map(({ holds }) => holds)).toEqual([true, true]);
  });
});

describe('text', () => {
  test('of times', () => {
    expect([0, 200, 30_000, 90_500, 3_600_000, 86_400_000].map(formatTime)).toEqual([
      '0:00',
      '0:00.200',
      '0:30',
      '1:30.500',
      '1:00:00',
      '24:00:00',
    ]);
  });

  test('of a run names what held, what did not, and what is not simulated', async () => {
    const topology = await topologyOf(`${small}\nscenario "A title" { at 0 s fail H  expect S down  expect S up }`);
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    expect(formatRun(topology, simulate(topology, scenario))).toMatchInlineSnapshot(`
      "A title

      0:00  H fails
      0:00  v loses power with H
      0:00  Nobody restarts v: H is in no cluster
      0:00  S is down: v is off
      0:00  E is out of service: S is down

      S: down at the end, out since 0:00, calls dropped, state lost, redundancy none
      E: out of service at the end, out since 0:00, calls dropped

      holds  S down: down since 0:00
      FAILS  S up: down since 0:00
      "
    `);
  });
});
