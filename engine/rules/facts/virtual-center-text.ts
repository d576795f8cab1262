/** The text of a small VirtualCenter cluster, for the examples on the pages of its rules. */

const lines = {
  networks: 'network public\nnetwork heartbeat { dedicated }',
  nodes: `server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc3 { nic lan0 -> public  nic lan1 -> heartbeat }`,
  cluster: 'failover-cluster VCCluster { nodes: vc1, vc2, vc3  networks: heartbeat, public  quorum: majority }',
  group: '',
  ip: '  resource ip        : ip-address      { address: "10.0.0.50" }',
  name: '  resource name      : network-name    { after: ip }',
  vpxd: '  resource vpxd      : generic-service { after: name  use-network-name }',
  webAccess: '  resource webAccess : generic-service { after: vpxd }',
  license: '  resource license   : generic-service { after: name }',
  more: '',
  settings: '  settings { managed-ip: config-file }',
  synchronize: '  synchronize { items: licenses, config, ssl, upgrade  by: dfs }',
  below: '',
};

/** Other lines instead; an empty one is left out. */
export type OtherLines = Readonly<Partial<Record<keyof typeof lines, string>>>;

/** Three physical nodes on a majority, and a group with the five resources of VirtualCenter. */
export function virtualCenterText(others: OtherLines = {}): string {
  const text = { ...lines, ...others };
  const body = [text.group, text.ip, text.name, text.vpxd, text.webAccess, text.license, text.more];
  const parts = [
    text.networks,
    text.nodes,
    '',
    text.cluster,
    '',
    'service VirtualCenter : failover-group {',
    '  product: vmware.virtualcenter',
    '  cluster: VCCluster',
    ...[...body, text.settings, text.synchronize].filter((line) => line !== ''),
    '}',
    ...(text.below === '' ? [] : ['', text.below]),
  ];
  return `${parts.join('\n')}\n`;
}
