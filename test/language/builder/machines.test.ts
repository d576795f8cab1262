import { describe, expect, it } from 'vitest';
import { find, get } from '../../../engine/topology/lookup.ts';
import { topologyOf } from '../../support/topology.ts';

describe('a template', () => {
  const text = `
    site S {
      network lan  network dup  storage san  storage disk2  rack R
      template Esxi {
        cpu: 16  memory: 128 GB  version: 7.0  storage: san  rack: R  reboot: 5 min
        nic vmnic0 -> lan for management
        nic vmnic2 -> dup { speed: 10 Gbps }
      }
      host Plain : Esxi
      host Own : Esxi { memory: 1 TB  storage: disk2  nic vmnic2 -> lan  nic vmnic4 -> dup }
    }
    template Small { vcpu: 2  memory: 4 GB  ft { secondary: Own  respawn: 30 s }  nic eth0 -> lan via vmnic0 }
    vm V on Plain : Small { vcpu: 3 }
  `;

  it('gives what the host does not say itself', async () => {
    const topology = await topologyOf(text);
    expect(get(topology, 'host', 'S.Plain')).toMatchObject({
      cpu: 16,
      memory: 128 * 2 ** 30,
      version: '7.0',
      storage: ['S.san'],
      rack: 'S.R',
    });
    expect(get(topology, 'host', 'S.Own')).toMatchObject({ cpu: 16, memory: 2 ** 40, storage: ['S.disk2'] });
    expect(get(topology, 'host', 'S.Own').reboot).toMatchObject({
      value: 300_000,
      origin: 'stated in the text',
      assumption: false,
    });
  });

  it('gives adapters, and an own one of the same name replaces one', async () => {
    const topology = await topologyOf(text);
    expect(get(topology, 'host', 'S.Plain').adapters).toEqual(['S.Plain.vmnic0', 'S.Plain.vmnic2']);
    expect(get(topology, 'adapter', 'S.Plain.vmnic0')).toMatchObject({
      target: 'S.lan',
      uses: ['management'],
      machine: 'S.Plain',
      site: 'S',
    });
    expect(get(topology, 'adapter', 'S.Plain.vmnic2').speed).toBe(10e9);
    expect(get(topology, 'adapter', 'S.Own.vmnic2')).toMatchObject({ target: 'S.lan' });
    expect([...get(topology, 'host', 'S.Own').adapters].sort()).toEqual([
      'S.Own.vmnic0',
      'S.Own.vmnic2',
      'S.Own.vmnic4',
    ]);
  });

  it('serves VMs too', async () => {
    const topology = await topologyOf(text);
    const vm = get(topology, 'vm', 'V');
    expect(vm).toMatchObject({
      vcpu: 3,
      memory: 4 * 2 ** 30,
      adapters: ['V.eth0'],
      ft: { secondary: 'S.Own', respawn: { value: 30_000 } },
    });
    expect(get(topology, 'virtual-adapter', 'V.eth0')).toMatchObject({ network: 'S.lan', via: ['vmnic0'] });
  });
});

describe('a VM', () => {
  it('takes the defaults, each with its origin', async () => {
    const vm = get(await topologyOf('host H  vm V on H'), 'vm', 'V');
    expect(vm).toMatchObject({ restartPriority: 'medium', disks: [], adapters: [], uses: [] });
    expect(vm.boot).toMatchObject({ value: 60_000, assumption: true });
    expect(vm.start).toBeUndefined();
    expect(vm.licensed).toBeUndefined();
  });

  it('has what is written', async () => {
    const topology = await topologyOf(`
      host H  host J  storage d1  storage d2
      vm V on H { disk: d1, d2  restart-priority: highest  drs: manual  boot: 90 s  start: 4 min  licensed: H, J  uses: snapshots }
    `);
    expect(get(topology, 'vm', 'V')).toMatchObject({
      disks: ['d1', 'd2'],
      restartPriority: 'highest',
      drs: 'manual',
      boot: { value: 90_000, assumption: false, origin: 'stated in the text' },
      start: { value: 240_000 },
      licensed: ['H', 'J'],
      uses: ['snapshots'],
    });
  });
});

describe('what cannot be built', () => {
  it('is left out with its reason, and the rest is there', async () => {
    const topology = await topologyOf(`
      network lan
      host H { nic n0 -> lan  nic n1 -> nowhere }
      host H
      vm Lost on Nowhere
      vm V on H { disk: H }
      link half between lan, gone
      service S : dupplication { active: V }
      service T : duplication { active: V  standby: Lost }
      endpoint E : fax
      scenario "t" { at 0 s fail Lost  at 1 s fail H  expect T up  expect Lost running }
    `);
    expect([...topology.elements.keys()]).toEqual(['lan', 'H', 'H.n0', 'V', 'T']);
    expect(topology.unbuilt.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'H: the name is declared twice',
      'Lost: there is no host Nowhere to run it',
      'half: there is no network or switch gone for its end',
      'S: dupplication is no redundancy mode',
      'E: fax is no kind of endpoint',
      'n1: its network or switch nowhere is not declared',
      'V: its disk H is a host',
      'T: its standby Lost could not be built',
      't: “at 0 s fail Lost” is left out: Lost is not in the topology',
      't: “expect Lost running” is left out: Lost is not in the topology',
    ]);
    expect(topology.scenarios[0]?.steps.map((step) => step.text)).toEqual(['fail H', 'T up']);
    expect(find(topology, 'service', 'T')).not.toHaveProperty('standby');
  });

  it('never leaves an empty list that would say something of its own', async () => {
    const topology = await topologyOf(`
      cluster C { ha { heartbeat-datastores: gone }  host H }
      vm V on H { licensed: Gone }
      server a
      failover-cluster F { nodes: a }
      service G : failover-group { cluster: F  owners: gone  resource r : ip-address { owners: gone } }
    `);
    expect(get(topology, 'cluster', 'C').ha).not.toHaveProperty('heartbeatDatastores');
    expect(get(topology, 'vm', 'V')).not.toHaveProperty('licensed');
    expect(get(topology, 'service', 'G')).toMatchObject({ owners: ['a'], ownersStated: false });
    expect(get(topology, 'resource', 'G.r')).not.toHaveProperty('owners');
    expect(topology.unbuilt).toHaveLength(4);
  });

  it('is not what stands in the second half of a site', async () => {
    const topology = await topologyOf('site S { network a }  site S { network b }');
    expect(topology.networks.map(({ id, site }) => [id, site])).toEqual([
      ['S.a', 'S'],
      ['S.b', 'S'],
    ]);
  });

  it('never is an exception, however short the text is cut', async () => {
    const text = `site S { network lan cluster C { ha { admission: tolerate 1 host } drs { keep apart A, B } host H { nic n -> lan } } }
      vm A on H { ft { secondary: H } nic e -> lan via n } link l between lan, lan
      service G : failover-group { cluster: F resource r : ip-address { after: r } synchronize { items: config } }
      failover-cluster F { nodes: A quorum: majority with witness A }
      scenario "s" { at 0 s partition A | H at 1 s migrate A to H expect outage of G < 5 s expect A up on H within 1 s }`;
    for (let end = 0; end < text.length; end += 7) await topologyOf(text.slice(0, end));
  }, 60_000);
});

describe('the model', () => {
  it('is frozen to its leaves', async () => {
    const topology = await topologyOf('host H  vm V on H { uses: snapshots }  scenario "t" { at 0 s fail H }');
    const loose: string[] = [];
    const seen = new Set<unknown>();
    const look = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      if (!Object.isFrozen(value) && !(value instanceof Map)) loose.push(path);
      for (const [key, each] of value instanceof Map ? value : Object.entries(value)) look(each, `${path}/${key}`);
    };
    look(topology, '');
    expect(loose).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('shows nothing of the tree behind it', async () => {
    const topology = await topologyOf('host H');
    expect(JSON.parse(JSON.stringify([...topology.elements.values()][0]))).not.toHaveProperty('source');
  });
});
