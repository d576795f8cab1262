/** What DRS does in clusters, with rules and with faults at random. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTimeline, simulate } from '../../../engine/simulation/index.ts';
import type { Run } from '../../../engine/simulation/run.ts';
import { get } from '../../../engine/topology/lookup.ts';
import type { PlacementRule, Topology } from '../../../engine/topology/model.ts';
import { topologyOf } from '../../support/topology.ts';

const runs = Number(process.env.HATOPO_RUNS ?? 40);

const drawn = fc.record({
  hosts: fc.integer({ min: 1, max: 4 }),
  vms: fc.array(fc.record({ host: fc.nat(3), memory: fc.constantFrom(2, 4, 8), manual: fc.boolean() }), {
    minLength: 2,
    maxLength: 6,
  }),
  rules: fc.array(
    fc.record({
      kind: fc.constantFrom('apart', 'together', 'must', 'should'),
      a: fc.nat(5),
      b: fc.nat(5),
      host: fc.nat(3),
    }),
    { maxLength: 4 },
  ),
  faults: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 2000 }),
      verb: fc.constantFrom('maintenance', 'fail', 'isolate'),
      host: fc.nat(3),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  restored: fc.boolean(),
});

function write({
  hosts,
  vms,
  rules,
  faults,
  restored,
}: typeof drawn extends fc.Arbitrary<infer T> ? T : never): string {
  const vm = (at: number) => `v${at % vms.length}`;
  const ruleTexts = rules.flatMap(({ kind, a, b, host }) => {
    if (kind === 'must' || kind === 'should') return `keep ${vm(a)} on H${host % hosts} ${kind}`;
    return vm(a) === vm(b) ? [] : `keep ${kind} ${vm(a)}, ${vm(b)}`;
  });
  const steps = [...faults]
    .sort((x, y) => x.at - y.at)
    .map(({ at, verb, host }) => `at ${at} s ${verb} H${host % hosts}`);
  const back = restored ? [...new Set(faults.map(({ host }) => `at 1 h restore H${host % hosts}`))] : [];
  return `network lan storage san
    cluster C { ha  drs { mode: fully-automated  ${ruleTexts.join('  ')} }
      ${Array.from({ length: hosts }, (_, at) => `host H${at} { memory: 16 GB  storage: san  nic n -> lan for management }`).join('\n')} }
    ${vms.map(({ host, memory, manual }, at) => `vm v${at} on H${host % hosts} { memory: ${memory} GB  disk: san${manual ? '  drs: manual' : ''} }`).join('\n')}
    scenario "s" { ${[...steps, ...back].join('\n')} }`;
}

interface Seen {
  readonly places: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, string>;
}

/** What each move of DRS found, just before it. */
function movesOf(run: Run): { vm: string; from: string; to: string; seen: Seen }[] {
  const states = new Map([...run.initial].map(([id, { state }]) => [id, state]));
  const places = new Map([...run.initial].flatMap(([id, { place }]) => (place === undefined ? [] : [[id, place]])));
  const moves = [];
  for (const event of run.events) {
    const from = places.get(event.subject);
    if (event.mechanism === 'drs' && event.place !== undefined && from !== undefined)
      moves.push({
        vm: event.subject,
        from,
        to: event.place,
        seen: { places: new Map(places), states: new Map(states) },
      });
    states.set(event.subject, event.to);
    if (event.place !== undefined) places.set(event.subject, event.place);
  }
  return moves;
}

async function holdsFor(check: (run: Run, topology: Topology) => void) {
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      const text = write(one);
      const topology = await topologyOf(text);
      const [scenario] = topology.scenarios;
      if (!scenario) throw new Error(`no scenario\n${text}`);
      const run = simulate(topology, scenario);
      try {
        check(run, topology);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\n${text}\n${formatTimeline(run)}`);
      }
    }),
    { numRuns: runs },
  );
}

const rulesOf = (topology: Topology): readonly PlacementRule[] => topology.clusters[0]?.drs?.rules ?? [];

describe('DRS', { timeout: 2_000 * runs + 60_000 }, () => {
  test('moves a VM only where it may and fits, never one whose automation is manual, and never for nothing', async () => {
    await holdsFor((run, topology) => {
      for (const { vm, from, to, seen } of movesOf(run)) {
        const element = get(topology, 'vm', vm);
        const label = `${vm} from ${from} to ${to}`;
        if (element.drs === 'manual' || from === to) throw new Error(label);
        if (seen.states.get(to) !== 'up' || seen.states.get(vm) === 'off')
          throw new Error(`${label}: ${seen.states.get(to)}`);
        const there = topology.vms.filter(({ id }) => seen.places.get(id) === to && seen.states.get(id) !== 'off');
        const taken = there.reduce((sum, other) => sum + (other.memory ?? 0), element.memory ?? 0);
        if (taken > (get(topology, 'host', to).memory ?? 0)) throw new Error(`${label}: no room`);
        for (const rule of rulesOf(topology)) {
          if (!rule.machines.includes(vm)) continue;
          if (rule.kind === 'on' && rule.strength === 'must' && !rule.hosts.includes(to))
            throw new Error(`${label}: must`);
          if (rule.kind === 'apart' && there.some(({ id }) => rule.machines.includes(id)))
            throw new Error(`${label}: apart`);
        }
      }
    });
  });

  test('ends: what it cannot do it does not try for ever, and nothing moves to and fro', async () => {
    await holdsFor((run, topology) => {
      expect(run.cut).toBe(false);
      const moves = movesOf(run);
      if (moves.length > 8 * topology.vms.length) throw new Error(`${moves.length} moves`);
    });
  });
});

describe('DRS, in its times and words', () => {
  const farm = (drs: string, hosts: string, rest: string) => `network lan network vmotion storage san
    cluster C { ${drs} ${hosts} } vm a on H1 { disk: san  nic e -> lan via n0 }  ${rest}`;
  const host = (name: string, more = '') => `host ${name} { storage: san  nic n0 -> lan for management  ${more} }`;
  const play = async (text: string) => {
    const topology = await topologyOf(text);
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    return simulate(topology, scenario).events.map((event) => `${event.time / 1_000} ${event.text}`);
  };
  const emptied = 'scenario "s" { at 10 s maintenance H1 }';
  const moved = (at: number, to = 'H2, which alone can take it') =>
    `${at} DRS moves a from H1 to ${to}, without downtime: H1 is emptied for maintenance`;

  test('acts after 300 s, after 60 s from vSphere 7, and as the text says', async () => {
    const on = 'drs { mode: fully-automated }';
    expect(await play(farm(on, host('H1') + host('H2'), emptied))).toContain(moved(310));
    const seven = host('H1', 'version: 7.0') + host('H2', 'version: 8.0');
    expect(await play(farm(on, seven, emptied))).toContain(moved(70));
    const stated = 'drs { mode: fully-automated  interval: 20 s }';
    expect(await play(farm(stated, host('H1') + host('H2'), emptied))).toContain(moved(30));
  });

  test('does nothing unless it is fully automated', async () => {
    for (const drs of ['', 'drs', 'drs { mode: manual }', 'drs { mode: partially-automated }'])
      expect(await play(farm(drs, host('H1') + host('H2'), emptied))).toHaveLength(1);
  });

  test('prefers the emptiest host, leaves failover hosts alone, and says why a VM stays', async () => {
    const on = 'drs { mode: fully-automated }';
    const three = host('H1') + host('H2') + host('H3');
    expect(await play(farm(on, three, `vm b on H2 { disk: san } ${emptied}`))).toContain(
      moved(310, 'H3, which runs the fewest VMs of H2 and H3'),
    );
    const dedicated = `ha { admission: dedicated H2 } ${on}`;
    expect(await play(farm(dedicated, host('H1') + host('H2'), emptied))).toContain(
      '310 DRS leaves a on H1, which is in maintenance: no host can take it (H2: kept for failovers)',
    );
  });

  test('leaves a VM where wishes contradict each other', async () => {
    const on = 'drs { mode: fully-automated  keep a on H2 should  keep a on H1 should }';
    const told = await play(farm(on, host('H1') + host('H2'), 'scenario "s" { at 0 s fail a.e }'));
    expect(told.filter((text) => text.includes('DRS moves'))).toEqual([]);
  });

  test('needs a path for migrations', async () => {
    const on = 'drs { mode: fully-automated }';
    const hosts = host('H1', 'nic n1 -> vmotion for vmotion') + host('H2', 'nic n1 -> vmotion for vmotion');
    const told = await play(
      farm(
        on,
        hosts,
        'scenario "s" { at 0 s fail network vmotion  at 10 s maintenance H1  at 1 h restore network vmotion }',
      ),
    );
    expect(told).toContain(
      '310 DRS leaves a on H1, which is in maintenance: no host can take it (H2: no migration network joins the two hosts)',
    );
    expect(told).toContain(moved(3900));
  });

  test('a move under load is told where the product says so', async () => {
    const on = 'drs { mode: fully-automated }';
    const service = (product: string) => `service S : standalone { product: ${product}  member: a }`;
    const two = host('H1') + host('H2');
    const warned = await play(farm(on, two, `${service('pureconnect.cic')} ${emptied}`));
    expect(warned).toContain(
      '310 Warning: a moves while it handles the load of S: some real-time data may be lost, for no adapter is kept for migration alone',
    );
    const calm = await play(farm(on, two, `${service('avaya.system-manager')} ${emptied}`));
    expect(calm.some((text) => text.includes('Warning'))).toBe(false);
  });
});
