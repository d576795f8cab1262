import { adaptersOf, hostsOf } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type Guest, guestsOn } from '../facts/guests.ts';
import { grouped } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { carriersOfProduct, cic, mediaServer, sessionManager } from '../facts/products.ts';
import { separatingFix, usedFor } from '../facts/separating.ts';
import { cicVirtualization, hyperVLiveMigration } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'pureconnect/live-migration-nic';

const says = {
  shared: message`${'adapter'} of ${'hosts'} carries live migration together with ${'others'}: while a VM is moved it crowds them out. Give live migration an adapter of its own.`,
  management: message`management`,
  guests: message`guests (${'guests'})`,
  notStated: message`${'cluster'} carries PureConnect, and it is not stated which adapter of ${'hosts'} carries live migration: it should be one away from the guests and from management. Write "for live-migration" at it.`,
  guest: message`${'nic'} of ${'vm'} goes over ${'adapter'}.`,
  host: message`${'host'} uses ${'adapter'} for both.`,
};

const example = (management: string, own: string) => `site ContactCenter {
  network voice
  network migration
  storage san { kind: san }
  cluster Farm {
    hypervisor: hyper-v
    ha
    host HostA {
      storage: san
      nic nic0 -> voice${management}
      nic nic1 -> migration${own}
    }
    host HostB {
      storage: san
      nic nic0 -> voice${management}
      nic nic1 -> migration${own}
    }
  }
}

vm Media1 on HostA { disk: san  nic eth0 -> voice via nic0 }

service MediaServer : standalone { product: pureconnect.media-server  member: Media1 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Live migration of Hyper-V runs on an adapter away from guests and management',
  why: `A live migration copies the memory of a VM as fast as the adapter allows. On an adapter that guests use too, their voice
packets wait behind that copy; on one that carries management, the cluster may take the delay for the loss of a host.
The adapter of its own also makes the migration short, which matters to a server that is sensitive to timing.

The rule looks at the adapters that a host of a Hyper-V cluster has \`for live-migration\`: none of them may be for
management as well, or carry the adapter of a VM that runs on that host or may be restarted there. Where a cluster
carries PureConnect and does not state an adapter for live migration, that is said as information. The same for vMotion
is \`vsphere/vmotion-dedicated-nic\`.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'Live Migration traffic should also run on a separate NIC away from the guests and management traffic',
      statements: ['S2-11'],
    },
    {
      ...hyperVLiveMigration,
      quote:
        'separate from the network used by the management operating system, and from the network used by the virtual machines',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.clusters)
      if (cluster.hypervisor === 'hyper-v' && cluster.hosts.length > 1) checkCluster(topology, cluster, report);
  },
  examples: {
    breaks: example(' for management, live-migration', ''),
    keeps: example(' for management', ' for live-migration'),
    fixed: example(' for management', ' for live-migration'),
  },
});

/** A live-migration adapter of one host and who else uses it. */
interface Shared {
  readonly host: Host;
  readonly adapter: Adapter;
  readonly guests: readonly Guest[];
}

function checkCluster(topology: Topology, cluster: Cluster, report: Report): void {
  const hosts = hostsOf(topology, cluster);
  const shared = hosts.flatMap((host) => sharedOf(topology, cluster, host));
  for (const alike of grouped(shared, ({ adapter }) => adapter.name).values())
    reportShared(topology, cluster, alike, report);
  const silent = hosts.filter((host) => {
    const adapters = adaptersOf(topology, host);
    return adapters.length > 0 && adapters.every((adapter) => !isForMigration(adapter));
  });
  if (silent.length === 0 || !carriesPureConnect(topology, cluster)) return;
  const names = { cluster: referenceTo(topology, cluster), hosts: listed(silent.map((host) => host.name)) };
  report(cluster, says.notStated(names), { notStated: true });
}

const isForMigration = (adapter: Adapter) => adapter.uses.includes('live-migration');

function sharedOf(topology: Topology, cluster: Cluster, host: Host): readonly Shared[] {
  const own = adaptersOf(topology, host).filter(isForMigration);
  return own
    .map((adapter) => ({ host, adapter, guests: guestsOn(topology, cluster, host, adapter, own) }))
    .filter(({ adapter, guests }) => guests.length > 0 || adapter.uses.includes('management'));
}

function carriesPureConnect(topology: Topology, cluster: Cluster): boolean {
  const carriers = [cic, sessionManager, mediaServer].map((product) => carriersOfProduct(topology, product));
  return (vmsByCluster(topology).get(cluster.id) ?? []).some((vm) => carriers.some((each) => each.has(vm.id)));
}

function reportShared(topology: Topology, cluster: Cluster, alike: readonly Shared[], report: Report): void {
  const [first] = alike;
  if (!first) return;
  const { adapter } = first;
  const guests = [...new Set(alike.flatMap((each) => each.guests))];
  const users = listed([...new Set(guests.map(({ vm }) => vm.name))]);
  const others = [
    ...(alike.some((each) => each.adapter.uses.includes('management')) ? [says.management({})] : []),
    ...(guests.length > 0 ? [says.guests({ guests: users })] : []),
  ];
  const names = { adapter: adapter.name, hosts: listed(alike.map(({ host }) => host.name)), others: listed(others) };
  report(adapter, says.shared(names), {
    property: 'for',
    related: [
      ...alike.slice(1, 6).map(({ host, adapter: its }) => ({
        source: its.source,
        message: says.host({ host: host.name, adapter: its.name }),
      })),
      ...guests.slice(0, 5).map(({ vm, nic }) => ({
        source: vm.source,
        property: `nic ${nic.name}`,
        message: says.guest({ nic: nic.name, vm: vm.name, adapter: adapter.name }),
      })),
    ],
    fix: (trial) => fixOf(topology, cluster, alike, trial),
  });
}

/** Leaves management to the hosts' other adapters for it, else gives live migration an adapter of its own. */
function fixOf(topology: Topology, cluster: Cluster, alike: readonly Shared[], trial: Trial): Fix | undefined {
  const [first] = alike;
  if (!first) return undefined;
  const mended = { rule: id, source: first.adapter.source };
  if (keepsManagement(topology, alike)) {
    const changes = alike.map(({ host, adapter }) =>
      usedFor(
        host,
        adapter,
        adapter.uses.filter((use) => use !== 'management'),
      ),
    );
    const changed = withElements(topology, ...changes.map(({ adapter }) => adapter));
    const title = `Leave management to the other adapters of ${listed(alike.map(({ host }) => host.name))}`;
    if (mends(topology, changed, trial, mended)) return { title, edits: changes.map(({ edit }) => edit), safe: false };
  }
  return separatingFix(topology, cluster, alike, 'live-migration', trial, mended);
}

/** True where each host has another adapter for management. */
function keepsManagement(topology: Topology, alike: readonly Shared[]): boolean {
  return alike.every(({ host, adapter }) =>
    adaptersOf(topology, host).some((other) => other !== adapter && other.uses.includes('management')),
  );
}
