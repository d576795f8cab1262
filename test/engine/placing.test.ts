import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../engine/simulation/index.ts';
import { clusterOf, hostsOf } from '../../engine/topology/lookup.ts';
import type { Host, Topology, Vm } from '../../engine/topology/model.ts';
import { groundAfter, type Loss, loseHosts, surelyFits } from '../../engine/topology/placing/loss.ts';
import { packed } from '../../engine/topology/placing/packing.ts';
import { loadText } from '../../language/load.ts';

const runs = Number(process.env.HATOPO_RUNS ?? 60);

const host = fc.record({
  memory: fc.constantFrom('', '8', '12', '16', '16'),
  cpu: fc.constantFrom(2, 8),
  stores: fc.constantFrom('san', 'san, second', 'san, second'),
  management: fc.constantFrom('lan', 'lan', 'lan', 'other'),
  uplink: fc.boolean(),
  model: fc.constantFrom('A', 'A', 'B'),
  rack: fc.nat(1),
});

const vm = fc.record({
  host: fc.nat(4),
  memory: fc.constantFrom('', '2', '4', '6', '8'),
  vcpu: fc.constantFrom(1, 1, 4),
  disk: fc.constantFrom('san', 'san', 'second', 'san, second'),
  priority: fc.constantFrom('highest', 'high', 'medium', 'medium', 'lowest', 'disabled'),
  voice: fc.boolean(),
  ft: fc.constantFrom('', '', '', 'auto', 'stated'),
});

const rule = fc.record({
  kind: fc.constantFrom('apart', 'racks', 'on', 'should'),
  a: fc.nat(9),
  b: fc.nat(9),
  at: fc.nat(4),
});

const cluster = fc
  .record({
    hosts: fc.array(host, { minLength: 2, maxLength: 5 }),
    vms: fc.array(vm, { minLength: 1, maxLength: 10 }),
    rules: fc.array(rule, { maxLength: 3 }),
    respect: fc.constantFrom('', 'respect-anti-affinity: on', 'respect-anti-affinity: off'),
    primary: fc.option(fc.nat(4), { nil: undefined }),
    dedicated: fc.boolean(),
  })
  .map(({ hosts, vms, rules, respect, primary, dedicated }) => {
    const nameOf = (at: number) => `H${at % hosts.length}`;
    const guestsOf = (at: number) => vms.filter((one) => one.host % hosts.length === at);
    const written = rules.map(({ kind, a, b, at }) => {
      const [one, other] = [`V${a % vms.length}`, `V${b % vms.length}`];
      if (kind === 'on' || kind === 'should')
        return `keep ${one} on ${nameOf(at)}, ${nameOf(at + 1)} ${kind === 'on' ? 'must' : 'should'}`;
      return one === other ? '' : `keep apart ${one}, ${other} across hosts${kind === 'racks' ? ', racks' : ''}`;
    });
    const admission = dedicated ? `admission: dedicated ${nameOf(hosts.length - 1)}` : '';
    const first = primary === undefined ? '' : `primary: ${nameOf(primary)}`;
    return `rack R0
rack R1
network lan
network other
network voice
storage san
storage second
cluster C {
  ha { ${admission} ${respect} ${first} }
  drs { mode: manual ${written.join('\n')} }
${hosts
  .map(
    (one, at) =>
      `  host H${at} { rack: R${one.rack} ${one.memory && `memory: ${one.memory} GB`} cpu: ${one.cpu} cpu-model: "${one.model}" storage: ${guestsOf(at).some(({ disk }) => disk.includes('second')) ? 'san, second' : one.stores}  nic n0 -> lan  nic m0 -> ${one.management} for management ${one.uplink || guestsOf(at).some(({ voice }) => voice) ? 'nic n1 -> voice' : ''} }`,
  )
  .join('\n')}
}
${vms
  .map((one, at) => {
    const ft = one.ft === '' ? '' : one.ft === 'auto' ? 'ft' : `ft { secondary: ${nameOf(one.host + 1)} }`;
    return `vm V${at} on ${nameOf(one.host)} { ${one.memory && `memory: ${one.memory} GB`} vcpu: ${one.vcpu} disk: ${one.disk}  restart-priority: ${one.priority} nic e0 -> lan ${one.voice ? 'nic e1 -> voice via n1' : ''} ${ft} }`;
  })
  .join('\n')}
scenario "S" { at 0 s fail H0 }`;
  });

const namesOf = (vms: Iterable<Vm>) => [...vms].map(({ name }) => name).sort();

/** The VMs that a run leaves off when these hosts are lost, and where it has restarted the others. */
function played(topology: Topology, lost: readonly Host[], due: ReadonlySet<string>) {
  const [scenario] = topology.scenarios;
  const [step] = scenario?.steps ?? [];
  if (!scenario || step?.step !== 'inject') throw new Error('the text has no injection');
  const targets = lost.map(({ id, name }) => ({ id, text: name }));
  const run = simulate(topology, { ...scenario, steps: [{ ...step, targets }] });
  const states = new Map([...run.initial].map(([id, { state, place }]) => [id, { state, place }]));
  for (const { subject, to, place } of run.events)
    states.set(subject, { state: to, place: place ?? states.get(subject)?.place });
  const all = topology.vms.filter(({ id }) => due.has(id));
  const off = all.filter(({ id }) => states.get(id)?.state === 'off');
  const placed = all.filter((one) => !off.includes(one)).map(({ id, name }) => `${name} on ${states.get(id)?.place}`);
  return { off: namesOf(off), placed: placed.sort() };
}

const lossText = ({ down, restarted }: Loss) => ({
  off: namesOf(down.map((one) => one.vm)),
  placed: [...restarted].map(([one, host]) => `${one.name} on ${host.id}`).sort(),
});

async function eachLoss(check: (topology: Topology, lost: readonly Host[], loss: Loss) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(cluster, async (text) => {
      const { topology } = await loadText(text);
      expect(topology.unbuilt).toEqual([]);
      const [only] = topology.clusters;
      if (!only) throw new Error('the text has no cluster');
      const hosts = hostsOf(topology, only);
      const sets = hosts.map((one) => [one]);
      if (hosts.length > 2) sets.push(hosts.slice(0, 2));
      for (const lost of sets) {
        const loss = loseHosts(topology, only, lost);
        try {
          check(topology, lost, loss);
        } catch (error) {
          throw new Error(
            `${error instanceof Error ? error.message : error}\n${text}\nlost: ${lost.map(({ name }) => name)}`,
          );
        }
      }
    }),
    { numRuns: runs },
  );
}

describe('the loss of hosts', { timeout: 2_000 * runs + 30_000 }, () => {
  test('leaves down, and places, whom a run leaves down and places', async () => {
    let down = 0;
    await eachLoss((topology, lost, loss) => {
      down += loss.down.length;
      expect(lossText(loss)).toEqual(played(topology, lost, new Set(loss.due.map(({ id }) => id))));
    });
    expect(down).toBeGreaterThan(0);
  });

  test('that surely fits leaves nobody down', async () => {
    let sure = 0;
    await eachLoss((topology, lost, loss) => {
      const [only] = topology.clusters;
      if (!only || !surelyFits(topology, only)(lost)) return;
      sure++;
      expect(loss.down).toEqual([]);
    });
    expect(sure).toBeGreaterThan(0);
  });

  test('has a packing wherever HA finds a host for all, and none that overcommits a host', async () => {
    await eachLoss((topology, lost, loss) => {
      const [only] = topology.clusters;
      if (!only) return;
      const left = hostsOf(topology, only).filter((one) => !lost.includes(one));
      const ground = groundAfter(topology, lost);
      const free = new Map(left.map((one) => [one, ground.freeMemory(one)]));
      const before = left.map((one) => ground.freeMemory(one));
      const pack = packed(topology, ground, loss.due, left, { steps: 50_000 });
      expect(left.map((one) => ground.freeMemory(one))).toEqual(before);
      // A packing knows nothing of partitions.
      const partitioned = loss.down.some(({ refusals }) =>
        refusals.some(({ obstacle }) => obstacle.kind === 'partition'),
      );
      if (loss.down.length === 0 && !partitioned) expect(pack).toBeDefined();
      for (const [one, host] of pack ?? []) {
        expect(clusterOf(topology, one)).toBe(only);
        free.set(host, (free.get(host) ?? 0) - (one.memory ?? 0));
      }
      for (const [host, rest] of free)
        if (pack && [...pack.values()].includes(host) && rest < 0) throw new Error(`${host.name} is overcommitted`);
    });
  });
});
