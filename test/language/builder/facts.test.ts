/** Facts that only rules ask for: unstated they are `undefined`, stated they arrive as written. */
import { expect, test } from 'vitest';
import { find } from '../../../engine/topology/lookup.ts';
import { topologyOf } from '../../support/topology.ts';

const text = `site S {
  network n { encryption: aes }
  network m
  link l between n, m { encryption: off }
  storage d
  server a { address: "10.0.0.11"  release: 2.5  nic e -> n }
  server b { nic e -> n }
  cluster C {
    evc: "Intel Broadwell"
    host h1 { storage: d  nic e -> n }
    host h2 { storage: d  nic e -> n }
  }
  template Small { release: "2020 R2" }
  vm v on h1 : Small { disk: d  ft { secondary: h2  technique: vlockstep } }
}
failover-cluster F { nodes: a, b  quorum: disk d }
service V : failover-group {
  product: vmware.virtualcenter
  cluster: F
  settings { managed-ip: both  managed-ip-address: "10.0.0.50"  local-users: with-roles }
  synchronize { items: config  script: a }
  resource ip : ip-address { address: "10.0.0.50"  netbios: off  resource-monitor: separate }
  resource name : network-name { after: ip  name: "VC01"  dns-name: "vc01.example.com" }
  resource vpxd : generic-service { after: name  service-name: "vpxd"  start-parameters: "" }
  resource bare : generic-service
}
`;

test('facts of components, machines and clusters', async () => {
  const topology = await topologyOf(text);
  const site = (name: string) => `S.${name}`;
  expect(find(topology, 'network', site('n'))?.encryption).toBe('aes');
  expect(find(topology, 'network', site('m'))?.encryption).toBeUndefined();
  expect(find(topology, 'link', site('l'))?.encryption).toBe('off');
  expect(find(topology, 'server', site('a'))).toMatchObject({ address: '10.0.0.11', release: '2.5' });
  expect(find(topology, 'server', site('b'))).not.toHaveProperty('release');
  expect(find(topology, 'cluster', site('C'))?.evc).toBe('Intel Broadwell');
  expect(find(topology, 'vm', site('v'))).toMatchObject({ release: '2020 R2', ft: { technique: 'vlockstep' } });
});

test('facts of a failover group', async () => {
  const topology = await topologyOf(text);
  const service = find(topology, 'service', 'V');
  expect(service?.settings).toEqual({
    'managed-ip': 'both',
    'managed-ip-address': '10.0.0.50',
    'local-users': 'with-roles',
  });
  expect(service).toMatchObject({ synchronize: { items: ['config'], script: ['S.a'] } });
  expect(find(topology, 'resource', 'V.ip')).toMatchObject({ netBios: false, resourceMonitor: 'separate' });
  expect(find(topology, 'resource', 'V.name')).toMatchObject({ registeredName: 'VC01', dnsName: 'vc01.example.com' });
  expect(find(topology, 'resource', 'V.vpxd')).toMatchObject({ serviceName: 'vpxd', startParameters: '' });
  const bare = find(topology, 'resource', 'V.bare');
  for (const key of ['netBios', 'resourceMonitor', 'serviceName', 'startParameters', 'registeredName', 'dnsName'])
    expect(bare).not.toHaveProperty(key);
});
