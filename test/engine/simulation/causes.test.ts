/** Each event names what did it, not what else happened at its instant. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { topologyOf } from '../../support/topology.ts';

/** `event ← cause`, of every event whose text has `part`. */
async function because(text: string, steps: string, part: string): Promise<string[]> {
  const topology = await topologyOf(`${text}\nscenario "s" { ${steps} }`);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('no scenario');
  const { events } = simulate(topology, scenario);
  return events
    .filter((event) => event.text.includes(part))
    .map((event) => `${event.text} ← ${events.find(({ id }) => id === event.cause)?.text}`);
}

const servers = `network x network y
  server xa { nic e -> x } server xg { nic e -> x }
  server ya { nic e -> y } server yg { nic e -> y }
  service A : standalone { member: xg }
  service B : standalone { member: yg }
  service AA : active-active { members: xa, xg }`;

/** Two clusters on one network: the second is declared last, its adapters lose their link last. */
const clusters = `network prod storage ds storage other
  cluster A { ha host a1 { storage: ds nic n -> prod } host a2 { storage: ds nic n -> prod } }
  cluster B { ha host b1 { storage: other nic n -> prod } host b2 { storage: other nic n -> prod } }
  vm v on a1 { disk: ds nic e -> prod via n }
  vm w on b1 { disk: other nic e -> prod via n }
  service S : standalone { member: v }
  service T : standalone { member: w }
  endpoint E : sip { on: prod registers: S }`;

describe('the cause of an event', () => {
  test('is the server that failed, not another at the same instant', async () => {
    expect(await because(servers, 'at 0 s fail xg, yg', 'A is down')).toEqual(['A is down: xg is off ← xg fails']);
    expect(await because(servers, 'at 0 s fail yg, xg', 'B is down')).toEqual(['B is down: yg is off ← yg fails']);
    expect(await because(servers, 'at 0 s fail xa, yg', 'AA loses')).toEqual([
      'AA loses xa (off); xg serves on ← xa fails',
    ]);
  });

  test('is the network, by way of the adapter of the own host', async () => {
    expect(await because(clusters, 'at 0 s fail prod', 'is down: v')).toEqual([
      'S is down: v cannot be reached ← a1.n loses its link: prod is down',
    ]);
    expect(await because(clusters, 'at 0 s fail prod', 'E is out')).toEqual([
      'E is out of service: its network prod is down ← prod fails',
    ]);
    expect(await because(clusters, 'at 0 s fail prod at 1 min restore prod', 'S is up')).toEqual([
      'S is up on v ← a1.n is back',
    ]);
  });

  test('is the storage of its own, not a network that fails with it', async () => {
    expect(await because(clusters, 'at 0 s fail ds, b1.n', 'v stalls')).toEqual([
      'v stalls on a1: ds is lost to it ← ds fails',
    ]);
    expect(await because(clusters, 'at 0 s fail ds for a1 at 0 s fail b1.n', 'v stalls')).toEqual([
      'v stalls on a1: ds is lost to it ← a1 loses the path to ds',
    ]);
    expect(
      await because(clusters, 'at 0 s fail ds, b1.n at 1 min restore ds at 1 min restore b1.n', 'v goes on'),
    ).toEqual(['v goes on: its disk is back ← ds is restored']);
  });

  test('of isolation is the own management network', async () => {
    expect(await because(clusters, 'at 0 s fail a1.n, b2.n', 'a1 declares itself')).toEqual([
      'a1 declares itself isolated; the response is to leave VMs on ← a1.n fails',
    ]);
    expect(await because(clusters, 'at 0 s isolate b1 at 0 s fail a1.n', 'b1 declares itself')).toEqual([
      'b1 declares itself isolated; the response is to leave VMs on ← b1 loses its management network',
    ]);
  });

  test('of room for a VM is what gave it', async () => {
    const text = `network m network p storage s
      cluster C { ha host g1 { storage: s nic a -> m for management nic b -> p }
        host g2 { storage: s nic a -> m for management nic b -> p } host g3 { storage: s nic a -> m for management } }
      vm v on g1 { disk: s nic e -> p via b }`;
    expect(await because(text, 'at 0 s fail g2.b at 1 s fail g1 at 3 min restore g2.b, g3.a', 'v now')).toEqual([
      'g2 can take v now ← g2.b is restored',
    ]);
  });

  test('of a split is the link between the two sites, not another', async () => {
    const text = `site X { network l server a { nic e -> l } } site Y { network l server b { nic e -> l } }
      site Z { network l server c { nic e -> l } }
      link xy between X.l, Y.l
      network lone server d { nic e -> lone }
      service D : standalone { member: d }
      service P : switchover { primary: X.a backup: Y.b }
      service Q : standalone { member: Z.c }`;
    expect(await because(text, 'at 0 s fail xy, Z.l, lone', 'hears nothing')).toEqual([
      'b hears nothing of a on any path and takes over as primary of P ← xy fails',
    ]);
  });
});
