import { describe, expect, it } from 'vitest';
import { find, get } from '../../../engine/topology/lookup.ts';
import type { Service } from '../../../engine/topology/model.ts';
import { topologyOf } from '../../support/topology.ts';

const service = async (text: string, rest = ''): Promise<Service> =>
  get(await topologyOf(`server a  server b  server c  network n  service S : ${text} ${rest}`), 'service', 'S');

describe('a service', () => {
  it('of each mode has its members', async () => {
    expect(await service('standalone { member: a }')).toMatchObject({ mode: 'standalone', member: 'a' });
    expect(await service('duplication { active: a  standby: b  link: n }')).toMatchObject({
      active: 'a',
      standby: 'b',
      link: 'n',
    });
    expect(await service('switchover { primary: a  backup: b }')).toMatchObject({ primary: 'a', backup: 'b' });
    expect(await service('active-active { members: a, b  needs-at-least: 2 }')).toMatchObject({
      members: ['a', 'b'],
      needsAtLeast: 2,
    });
    expect(await service('geo-redundant { primary: a  secondary: b }')).toMatchObject({
      secondary: 'b',
      activation: 'manual',
    });
    expect(await service('survivable-core { main: a  survivable: b, c  fail-back: automatic }')).toMatchObject({
      main: 'a',
      survivable: ['b', 'c'],
      failBack: 'automatic',
    });
    expect(await service('n-plus-one { members: a, b  spares: c }')).toMatchObject({
      members: ['a', 'b'],
      spares: ['c'],
    });
  });

  it('leaves a position open that is not written', async () => {
    expect(await service('duplication { active: a }')).not.toHaveProperty('standby');
  });

  it('can be a member of another, and need others', async () => {
    const topology = await topologyOf(`
      server a  server b
      service One : standalone { member: a }
      service Two : standalone { member: b  needs: One }
      service All : survivable-core { main: One  survivable: Two }
    `);
    expect(get(topology, 'service', 'All')).toMatchObject({ main: 'One', survivable: ['Two'] });
    expect(get(topology, 'service', 'Two').needs).toEqual(['One']);
  });

  it('has settings as they are written', async () => {
    expect(
      (await service('standalone { settings { managed-ip: registry  path: "C:\\\\x"  wait: 5 s } }')).settings,
    ).toEqual({
      'managed-ip': 'registry',
      path: 'C:\\x',
      wait: '5 s',
    });
  });
});

describe('times of a service', () => {
  const product = `product my.pbx {
    title: "PBX"  modes: duplication
    takeover: 1 s source "Manual, p. 1"
    start: 3 min from 2 min to 5 min assumed "a guess"
  }`;

  it('are from the text, else from the product, else from the table', async () => {
    const { timings } = await service('duplication { product: my.pbx  active: a  standby: b  takeover: 2 s }', product);
    expect(timings.takeover).toMatchObject({ value: 2000, origin: 'stated in the text', assumption: false });
    expect(timings.start).toMatchObject({
      value: 180_000,
      min: 120_000,
      max: 300_000,
      origin: 'a guess',
      assumption: true,
    });
    // A vendor's number is a guess for another vendor's product, until that states its own.
    expect(timings.hang).toMatchObject({ value: 4100, assumption: true });
    expect(timings.hang.origin).toContain('assumption of hatopo, as in: Avaya');
    const plain = await service('duplication { product: my.pbx }', product);
    expect(plain.timings.takeover).toMatchObject({ value: 1000, origin: 'Manual, p. 1', assumption: false });
  });

  it('start: 120 s for a product without a number, 0 s without a product', async () => {
    const bare = 'product my.thing { title: "Thing" }';
    expect((await service('standalone { product: my.thing  member: a }', bare)).timings.start).toMatchObject({
      value: 120_000,
      assumption: true,
    });
    expect((await service('standalone { member: a }')).timings.start.value).toBe(0);
  });

  it('takeover: by mode', async () => {
    expect((await service('switchover { primary: a  backup: b }')).timings.takeover.value).toBe(30_000);
    expect((await service('n-plus-one { members: a  spares: b }')).timings.takeover.value).toBe(300_000);
    expect((await service('duplication { active: a  standby: b }')).timings.takeover.value).toBe(200);
  });

  it('what a takeover keeps: the product’s word where the members mirror it', async () => {
    const keeps = 'product my.keeper { title: "K"  preserves: calls }';
    expect((await service('switchover { product: my.keeper }', keeps)).preserves).toBe('calls');
    expect((await service('survivable-core { product: my.keeper }', keeps)).preserves).toBe('nothing');
    expect((await service('duplication { active: a }')).preserves).toBe('calls');
    expect((await service('switchover { primary: a }')).preserves).toBe('nothing');
  });
});

describe('a failover group', () => {
  const group = (resources: string, more = '') =>
    topologyOf(`
      server a  server b  server w  storage q
      failover-cluster F { nodes: a, b  quorum: disk q  ${more} }
      service G : failover-group { product: vmware.virtualcenter  cluster: F  preferred: b  ${resources} }
    `);

  it('has all nodes as owners unless it says which', async () => {
    const all = get(await group(''), 'service', 'G');
    expect(all).toMatchObject({ owners: ['a', 'b'], ownersStated: false, preferred: ['b'], failBack: 'manual' });
    const stated = get(await group('owners: b  on: b  anti-affinity: "X"'), 'service', 'G');
    expect(stated).toMatchObject({ owners: ['b'], ownersStated: true, on: 'b', antiAffinity: 'X' });
  });

  it('has resources in their order, with what they come after', async () => {
    const topology = await group(`
      resource ip : ip-address { address: "10.0.0.1" }
      resource ip2 : ip-address
      resource name : network-name { after any: ip, ip2 }
      resource vpxd : generic-service { after: name  stop: 5 s  use-network-name  registry-key: "HKLM\\\\X"  owners: a }
    `);
    expect(get(topology, 'service', 'G')).toMatchObject({ resources: ['G.ip', 'G.ip2', 'G.name', 'G.vpxd'] });
    expect(get(topology, 'resource', 'G.name')).toMatchObject({
      after: [],
      afterAny: ['G.ip', 'G.ip2'],
      start: { value: 2000, assumption: true },
    });
    expect(get(topology, 'resource', 'G.vpxd')).toMatchObject({
      after: ['G.name'],
      useNetworkName: true,
      registryKey: 'HKLM\\X',
      owners: ['a'],
      stop: { value: 5000 },
    });
  });

  it('knows what its resources come after in other groups, which no cluster waits for', async () => {
    const topology = await group(`
      resource vpxd : generic-service { after: H.disk, ip  after any: H.disk, H.typo }
      resource ip : ip-address
    }
    service H : failover-group { cluster: F  resource disk : physical-disk
    `);
    expect(get(topology, 'resource', 'G.vpxd')).toMatchObject({ after: ['G.ip'], afterOutside: ['H.disk', 'H.disk'] });
    expect(get(topology, 'resource', 'G.ip').afterOutside).toBeUndefined();
  });

  it('starts what its product names in the product’s time, unless the text says otherwise', async () => {
    const start = async (resources: string, id: string) => get(await group(resources), 'resource', id).start;
    expect(await start('resource vpxd : generic-service', 'G.vpxd')).toMatchObject({
      value: 120_000,
      assumption: false,
    });
    expect(await start('resource vpxd : generic-service { start: 60 s }', 'G.vpxd')).toMatchObject({ value: 60_000 });
    const two = 'resource vpxd : generic-service  resource webAccess : generic-service';
    expect((await start(two, 'G.webAccess')).value).toBe(10_000);
    const renamed = 'resource vc : generic-service  resource webAccess : generic-service';
    expect(await start(renamed, 'G.vc')).toMatchObject({ value: 120_000, assumption: true });
    expect((await start(renamed, 'G.webAccess')).value).toBe(10_000);
  });

  it('has no start of its own besides its resources', async () => {
    expect(get(await group(''), 'service', 'G').timings.start.value).toBe(0);
  });

  it('runs on a cluster with its quorum', async () => {
    const topology = await group('');
    expect(get(topology, 'failover-cluster', 'F')).toMatchObject({
      nodes: ['a', 'b'],
      quorum: { kind: 'disk', disk: 'q' },
    });
    expect(get(topology, 'failover-cluster', 'F')).not.toHaveProperty('dynamicQuorum');
    const majority = await topologyOf(
      'server a  server w  failover-cluster F { nodes: a  quorum: majority with witness w  dynamic-quorum: off  version: 2012  detect: 9 s }',
    );
    expect(get(majority, 'failover-cluster', 'F')).toMatchObject({
      quorum: { kind: 'majority', witness: 'w' },
      dynamicQuorum: false,
      version: '2012',
      detect: { value: 9000 },
    });
    const newer = await topologyOf('failover-cluster F { version: 2019 }');
    expect(get(newer, 'failover-cluster', 'F').detect).toMatchObject({ value: 10_000, max: 20_000 });
    expect(find(majority, 'failover-cluster', 'F')?.quorum).not.toHaveProperty('disk');
  });
});
