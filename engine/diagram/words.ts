/** The second lines of boxes and the labels of lines. */
import type {
  Cluster,
  ElementKind,
  Endpoint,
  FailoverCluster,
  Host,
  Id,
  Link,
  Network,
  Server,
  Service,
  Storage,
  Topology,
  Vm,
} from '../topology/model.ts';
import { quorumOf, quorumWords } from './quorum.ts';

/** `→ CallControl` */
export function endpointNote(topology: Topology, { registers }: Endpoint): string | undefined {
  const names = registers.map((id) => topology.elements.get(id)?.name ?? id);
  return names.length > 0 ? `→ ${names.join(', ')}` : undefined;
}

function joined(parts: readonly (string | undefined | false)[]): string | undefined {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length > 0 ? said.join(' · ') : undefined;
}

/** A number with at most two decimals, none where they are zero. */
function plain(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `128 GB` from bytes (1 GB = 2^30). */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${plain(value)} ${units[unit]}`;
}

/** `1 Gbps` from bits per second. */
export function bandwidthText(bits: number): string {
  const units = ['bps', 'Kbps', 'Mbps', 'Gbps', 'Tbps'];
  let value = bits;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${plain(value)} ${units[unit]}`;
}

export function metalDetail(metal: Host | Server): string | undefined {
  return joined([
    metal.cpu !== undefined && `${metal.cpu} cores`,
    metal.memory !== undefined && bytesText(metal.memory),
  ]);
}

export function vmDetail(vm: Vm): string | undefined {
  return joined([
    vm.vcpu !== undefined && `${vm.vcpu} vCPU`,
    vm.memory !== undefined && bytesText(vm.memory),
    vm.ft !== undefined && 'FT',
  ]);
}

export function clusterDetail(cluster: Cluster): string | undefined {
  return joined([
    cluster.hypervisor === 'vsphere' ? 'vSphere' : 'Hyper-V',
    cluster.ha ? 'HA' : 'no HA',
    cluster.drs && 'DRS',
  ]);
}

export function failoverClusterDetail(topology: Topology, cluster: FailoverCluster): string | undefined {
  const { quorum } = cluster;
  const nameOf = (id: Id) => topology.elements.get(id)?.name ?? id;
  if (!quorum) return 'failover cluster';
  if (quorum.kind === 'disk') return `quorum disk ${nameOf(quorum.disk)}`;
  const counted = quorumOf(cluster);
  const { votes, majority } = counted ? quorumWords(counted, undefined) : {};
  return joined([votes, majority, quorum.witness && `witness ${nameOf(quorum.witness)}`]);
}

export function networkDetail(network: Network): string | undefined {
  return joined([network.vlan !== undefined && `VLAN ${network.vlan}`, network.dedicated && 'dedicated']);
}

export function storageDetail(storage: Storage): string {
  switch (storage.storageKind) {
    case undefined:
      return 'storage';
    case 'local':
      return 'local storage';
    case 'vsan':
      return 'vSAN';
    default:
      return storage.storageKind.toUpperCase();
  }
}

export function linkLabel(link: Link): string {
  return (
    joined([
      link.name,
      link.latency !== undefined && `${plain(link.latency)} ms`,
      link.bandwidth !== undefined && bandwidthText(link.bandwidth),
      link.loss !== undefined && `${plain(link.loss * 100)} % loss`,
    ]) ?? link.name
  );
}

export function endpointDetail(endpoint: Endpoint): string {
  return `${endpoint.count} × ${endpoint.endpointKind === 'h323' ? 'H.323' : endpoint.endpointKind === 'sip' ? 'SIP' : endpoint.endpointKind}`;
}

const plurals: Readonly<Record<ElementKind, readonly [one: string, more: string]>> = {
  site: ['site', 'sites'],
  rack: ['rack', 'racks'],
  circuit: ['circuit', 'circuits'],
  switch: ['switch', 'switches'],
  network: ['network', 'networks'],
  link: ['link', 'links'],
  storage: ['storage', 'storages'],
  adapter: ['adapter', 'adapters'],
  cluster: ['cluster', 'clusters'],
  host: ['host', 'hosts'],
  server: ['server', 'servers'],
  vm: ['VM', 'VMs'],
  'virtual-adapter': ['NIC', 'NICs'],
  service: ['service', 'services'],
  resource: ['resource', 'resources'],
  'failover-cluster': ['failover cluster', 'failover clusters'],
  endpoint: ['endpoint', 'endpoints'],
};

/** `38 VMs` */
export function countName(kind: ElementKind, count: number): string {
  return `${count} ${plurals[kind][count === 1 ? 0 : 1]}`;
}

export function serviceDetail(service: Service): string {
  const needed =
    service.mode === 'active-active' && service.needsAtLeast > 1 ? `, at least ${service.needsAtLeast}` : '';
  return `${service.mode}${needed}`;
}
