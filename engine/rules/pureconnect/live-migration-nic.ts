import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type Guest, guestsOn } from '../facts/guests.ts';
import { adapterEdits, freeAdapterName, withHostAdapter } from '../facts/host-adapters.ts';
import { grouped } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { carriersOfProduct, cic, mediaServer, sessionManager } from '../facts/products.ts';
import { cicVirtualization, hyperVLiveMigration } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

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
    { ...hyperVLiveMigration, statements: [] },
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
  const hosts = cluster.hosts.flatMap((each) => find(topology, 'host', each) ?? []);
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
    fix: (trial) => separateFix(topology, cluster, alike, adapter, trial),
  });
}

/**
 * Leaves management to the hosts' other adapters for it; else gives live migration an adapter that every one of the
 * hosts has to spare on one network; else a new one beside the old.
 */
function separateFix(
  topology: Topology,
  cluster: Cluster,
  alike: readonly Shared[],
  reported: Adapter,
  trial: Trial,
): Fix | undefined {
  const hosts = alike.map(({ host }) => host);
  const without = (use: Adapter['uses'][number]) =>
    alike.map(({ host, adapter }) =>
      using(
        host,
        adapter,
        adapter.uses.filter((each) => each !== use),
      ),
    );
  const name = reported.name;
  const spare = spareName(topology, cluster, hosts);
  const target = find(topology, 'switch', reported.target) ?? find(topology, 'network', reported.target);
  const tries = [
    {
      title: `Leave management to the other adapters of ${listed(hosts.map((host) => host.name))}`,
      uses: without('management'),
      added: undefined,
    },
    ...(spare === undefined
      ? []
      : [
          {
            title: `Use ${spare} for live migration instead of ${name}`,
            uses: [...without('live-migration'), ...hosts.flatMap((host) => takingOver(topology, host, spare))],
            added: undefined,
          },
        ]),
    ...(target
      ? [
          {
            title: `Add an adapter for live migration to ${listed(hosts.map((host) => host.name))}`,
            uses: without('live-migration'),
            added: { name: freeAdapterName(topology, hosts, name), target, uses: ['live-migration'] as const },
          },
        ]
      : []),
  ];
  for (const { title, uses, added } of tries) {
    if (uses.every(({ changed }) => changed.uses.includes('live-migration')) && !keepsManagement(topology, alike))
      continue;
    let changed = withElements(topology, ...uses.map((each) => each.changed));
    if (added) changed = withHostAdapter(changed, hosts, added);
    if (!mends(topology, changed, trial, { rule: id, source: reported.source })) continue;
    const more = added ? adapterEdits(topology, hosts, added) : [];
    return { title, edits: [...uses.map((each) => each.edit), ...more], safe: false };
  }
  return undefined;
}

/** True where each host has another adapter for management. */
function keepsManagement(topology: Topology, alike: readonly Shared[]): boolean {
  return alike.every(({ host, adapter }) =>
    adaptersOf(topology, host).some((other) => other !== adapter && other.uses.includes('management')),
  );
}

function using(
  host: Host,
  adapter: Adapter,
  uses: Adapter['uses'],
): { readonly changed: Adapter; readonly edit: ModelEdit } {
  const at = { element: adapter.source, property: 'for', owner: host.source };
  const edit: ModelEdit = uses.length > 0 ? { edit: 'set', ...at, value: uses.join(', ') } : { edit: 'remove', ...at };
  return { changed: { ...adapter, uses }, edit };
}

/** The name of an adapter that each of these hosts has on one network or switch and that nobody uses. */
function spareName(topology: Topology, cluster: Cluster, hosts: readonly Host[]): string | undefined {
  const [first, ...others] = hosts.map((host) =>
    adaptersOf(topology, host).filter(
      (adapter) => adapter.uses.length === 0 && guestsOn(topology, cluster, host, adapter).length === 0,
    ),
  );
  return first?.find((adapter) =>
    others.every((each) => each.some(({ name, target }) => name === adapter.name && target === adapter.target)),
  )?.name;
}

function takingOver(topology: Topology, host: Host, name: string) {
  return adaptersOf(topology, host)
    .filter((adapter) => adapter.name === name)
    .map((adapter) => using(host, adapter, ['live-migration']));
}
