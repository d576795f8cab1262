import { adaptersOf, find, hostsOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, AdapterUse, Cluster, Host, Id, Topology } from '../../topology/model.ts';
import { type FtVm, ftClusters, ftVersion, isLegacy } from '../facts/fault-tolerance.ts';
import { loggingFix, ownLoggingFix } from '../facts/ft-logging.ts';
import { guestsOn } from '../facts/guests.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { ownAdapterFix } from '../facts/own-segment.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { ftGenerations, ftNetworking, ftRequirements, mxOneFaultTolerance } from '../facts/sources.ts';

import { writtenRate } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/ft-networks';

const says = {
  single: message`All traffic of ${'cluster'} goes over ${'network'}, and Fault Tolerance of ${'vms'} needs several LAN segments: what the primary sends to its secondary waits behind everything else, and the VM with it. Give FT logging a segment of its own.`,
  missing: message`${'hosts'} of ${'cluster'} ${'have'} no adapter for FT logging: no secondary of ${'vms'} can be started there. Give ${'them'} one.`,
  shared: message`FT logging of ${'cluster'} shares ${'place'} with ${'others'}: what the primary of ${'vms'} sends to its secondary waits behind that, and the VM with it. Give FT logging a segment and an adapter of its own.`,
  slow: message`${'adapter'} of ${'hosts'} carries FT logging with ${'speed'}: ${'generation'} needs ${'needed'}. Use a faster adapter.`,
  legacy: message`vSphere ${'version'}`,
  current: message`vSphere from 6.0 (the hosts run ${'version'})`,
  newest: message`vSphere from 6.0 (no version is stated)`,
  vms: message`the traffic of ${'vms'}`,
  host: message`${'host'} has no adapter for FT logging.`,
};

const example = (network: string, nic: string) => `site HeadOffice {
  network lan
${network}  network vmotion { dedicated }
  storage san { kind: san }
  cluster Calls {
    ha { admission: tolerate 1 host }
    host Esx1 {
      version: 6.7  storage: san
      nic vmnic0 -> lan for management
      nic vmnic1 -> vmotion for vmotion
${nic}    }
    host Esx2 {
      version: 6.7  storage: san
      nic vmnic0 -> lan for management
      nic vmnic1 -> vmotion for vmotion
${nic}    }
  }
}

vm SN1 on Esx1 { vcpu: 1  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: Esx2 } }
`;

export default rule({
  id,
  severity: 'error',
  advisory: true,
  title: 'FT logging has a LAN segment and a fast adapter of its own',
  why: `The primary of a fault-tolerant VM waits for its secondary: what delays the logging delays the VM. On one segment with guests,
management and vMotion, one migration slows down every protected VM. And a host without an adapter for logging can carry a
secondary that is there, but none is started on it.

With one segment for everything the finding is an error, as Mitel requires several; all else is a warning. Logging needs
10 Gbps from vSphere 6.0 (also where no version is stated), 1 Gbps before. Adapters without a speed are taken to suffice; hosts
that do not say what their adapters are for are left alone.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      place: 'requirements',
      quote: 'a SAN environment and multiple LAN segments are required',
      statements: ['S3-26'],
    },
    { document: ftRequirements, place: '10 Gb logging network', statements: [] },
    { document: ftGenerations, place: 'legacy: 1 Gb', statements: [] },
    { document: ftNetworking, place: 'without an FT logging port no new secondary starts', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const [cluster, vms] of ftClusters(topology)) checkCluster(topology, cluster, vms, report);
  },
  examples: {
    breaks: example('', ''),
    keeps: example('  network ft { dedicated }\n', '      nic vmnic2 -> ft for ft-logging { speed: 10 Gbps }\n'),
    fixed: example('  network ftlogging { dedicated }\n', '      nic vmnic2 -> ftlogging for ft-logging\n'),
  },
});

function checkCluster(topology: Topology, cluster: Cluster, ftOnes: readonly FtVm[], report: Report): void {
  const hosts = hostsOf(topology, cluster).filter((host) => host.adapters.length > 0);
  const vms = listed(ftOnes.map((vm) => vm.name));
  const mended = { rule: id, source: cluster.source };
  const segments = segmentsOf(topology, cluster, hosts);
  const [only] = segments;
  const network = only === undefined ? undefined : topology.elements.get(only);
  if (segments.size === 1 && network) {
    report(cluster, says.single({ cluster: cluster.name, network: referenceTo(topology, network), vms }), {
      related: [{ source: network.source, message: network.name }],
      fix: (trial) => ownLoggingFix(topology, cluster, hosts, trial, mended),
    });
    return;
  }
  const lacking = hosts.filter((host) => {
    const adapters = adaptersOf(topology, host);
    return adapters.some(({ uses }) => uses.length > 0) && !adapters.some(isForLogging);
  });
  if (lacking.length > 0) {
    const many = lacking.length > 1;
    const names = listed(lacking.map((host) => host.name));
    const text = { hosts: names, cluster: cluster.name, have: many ? 'have' : 'has', vms, them: many ? 'them' : 'it' };
    report(cluster, says.missing(text), {
      caseSeverity: 'warning',
      related: lacking
        .slice(0, 8)
        .map((host) => ({ source: host.source, property: 'nic', message: says.host({ host: host.name }) })),
      fix: (trial) => ownAdapterFix(topology, cluster, lacking, 'ft-logging', trial, mended),
    });
  }
  checkShared(topology, cluster, hosts, vms, report);
  checkSpeed(topology, hosts, ftOnes, report);
}

const isForLogging = ({ uses }: Adapter) => uses.includes('ft-logging');

/** The networks over which the hosts and VMs of a cluster talk; a switch without networks counts as one. */
function segmentsOf(topology: Topology, cluster: Cluster, hosts: readonly Host[]): ReadonlySet<Id> {
  const vms = vmsByCluster(topology).get(cluster.id) ?? [];
  return new Set([
    ...hosts.flatMap((host) => adaptersOf(topology, host).flatMap(({ target }) => networksAt(topology, target))),
    ...vms.flatMap((vm) => virtualAdaptersOf(topology, vm).map(({ network }) => network)),
  ]);
}

const networksBySwitch = oncePerTopology((topology) =>
  grouped(
    topology.networks.flatMap((network) => network.switches.map((id) => ({ id, network: network.id }))),
    (each) => each.id,
  ),
);

function networksAt(topology: Topology, target: Id): readonly Id[] {
  const carried = networksBySwitch(topology).get(target);
  return carried ? carried.map(({ network }) => network) : [target];
}

/** A logging adapter that shares itself or its network, and with what. */
interface Shared {
  readonly host: Host;
  readonly adapter: Adapter;
  readonly others: readonly string[];
}

function checkShared(topology: Topology, cluster: Cluster, hosts: readonly Host[], vms: string, report: Report): void {
  const vmsOn = vmsByNetwork(topology, cluster);
  const shared = hosts.flatMap((host): Shared[] => {
    const logging = adaptersOf(topology, host).filter(isForLogging);
    const each = logging.map((adapter) => ({
      host,
      adapter,
      others: othersOn(topology, cluster, host, adapter, vmsOn),
    }));
    return each.every(({ others }) => others.length > 0) ? each.slice(0, 1) : [];
  });
  for (const alike of grouped(
    shared,
    ({ adapter, others }) => `${adapter.name} ${adapter.target} ${others}`,
  ).values()) {
    const [first] = alike;
    if (!first) continue;
    const { host, adapter, others } = first;
    const network = find(topology, 'network', adapter.target);
    const place = adapter.uses.length > 1 || !network ? adapter.name : referenceTo(topology, network);
    report(host, says.shared({ cluster: cluster.name, place, others: listed(others), vms }), {
      caseSeverity: 'warning',
      property: `nic ${adapter.name}`,
      related: alike.slice(1, 8).map((each) => ({
        source: each.host.source,
        property: `nic ${each.adapter.name}`,
        message: each.host.name,
      })),
      fix: (trial) => loggingFix(topology, cluster, alike, trial, { rule: id, source: host.source }),
    });
  }
}

const words: Readonly<Record<AdapterUse, string>> = {
  management: 'management',
  vmotion: 'vMotion',
  'live-migration': 'live migration',
  'ft-logging': 'FT logging',
  storage: 'storage',
};

/** The names of a cluster's VMs on each network. */
function vmsByNetwork(topology: Topology, cluster: Cluster): ReadonlyMap<Id, readonly string[]> {
  const nics = (vmsByCluster(topology).get(cluster.id) ?? []).flatMap((vm) =>
    virtualAdaptersOf(topology, vm).map(({ network }) => ({ network, name: vm.name })),
  );
  return new Map([...grouped(nics, ({ network }) => network)].map(([id, all]) => [id, all.map(({ name }) => name)]));
}

/** What else goes over a logging adapter, or over the network to which it is cabled. */
function othersOn(
  topology: Topology,
  cluster: Cluster,
  host: Host,
  adapter: Adapter,
  vmsOn: ReadonlyMap<Id, readonly string[]>,
): readonly string[] {
  const network = find(topology, 'network', adapter.target);
  const beside = network ? adaptersOf(topology, host).filter(({ target }) => target === network.id) : [adapter];
  const uses = new Set(beside.flatMap((each) => each.uses.filter((use) => use !== 'ft-logging')));
  const guests = [
    ...guestsOn(topology, cluster, host, adapter).map(({ vm }) => vm.name),
    ...(vmsOn.get(adapter.target) ?? []),
  ];
  const names = [...new Set(guests)];
  return [...[...uses].map((use) => words[use]), ...(names.length > 0 ? [says.vms({ vms: listed(names) })] : [])];
}

function checkSpeed(topology: Topology, hosts: readonly Host[], vms: readonly FtVm[], report: Report): void {
  const slowest = vms.map((vm) => {
    const version = ftVersion(topology, vm);
    const legacy = isLegacy(version?.number, vm.ft.technique);
    return { version, legacy, needed: legacy ? 1e9 : 10e9 };
  });
  // one VM that needs more decides for the cluster
  const most = slowest.find(({ legacy }) => !legacy) ?? slowest[0];
  if (!most) return;
  const slow = hosts.flatMap((host) => {
    const logging = adaptersOf(topology, host).filter(isForLogging);
    const [first] = logging;
    return first && logging.every(({ speed }) => (speed ?? most.needed) < most.needed)
      ? [{ host, adapter: first }]
      : [];
  });
  for (const alike of grouped(slow, ({ adapter }) => `${adapter.name} ${adapter.speed}`).values()) {
    const [first] = alike;
    if (!first) continue;
    const version = most.version?.version;
    const generation =
      version === undefined ? says.newest({}) : most.legacy ? says.legacy({ version }) : says.current({ version });
    const text = says.slow({
      adapter: first.adapter.name,
      hosts: listed(alike.map(({ host }) => host.name)),
      speed: writtenRate(first.adapter.speed ?? 0),
      generation,
      needed: writtenRate(most.needed),
    });
    report(first.host, text, { caseSeverity: 'warning', property: `nic ${first.adapter.name}` });
  }
}
