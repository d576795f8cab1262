import { adaptersOf, hostsOf } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Id, Topology } from '../../topology/model.ts';
import { cmPairs, duplicationAdapters } from '../facts/communication-manager.ts';
import { type Guest, guestsOn } from '../facts/guests.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { separatingFix } from '../facts/separating.ts';
import { cicVirtualization, vmotionAdapters } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/vmotion-dedicated-nic';

const says = {
  shared: message`${'adapter'} of ${'hosts'} carries vMotion together with ${'others'}, and ${'they'} ${'have'} no other adapter for vMotion: while a VM is moved it crowds them out. Give vMotion an adapter of its own.`,
  management: message`management`,
  guests: message`the traffic of ${'vms'}`,
  guest: message`${'nic'} of ${'vm'} goes over ${'adapter'}.`,
  host: message`${'host'} uses ${'adapter'} for both.`,
};

const example = (management: string, vmotion: string) => `site ContactCenter {
  network voice
  network vmotion { dedicated }
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for ${management}  nic vmnic3 -> vmotion${vmotion} }
    host HostB { storage: san  nic vmnic0 -> voice for ${management}  nic vmnic3 -> vmotion${vmotion} }
  }
}

vm Web on HostA { disk: san  nic eth0 -> voice via vmnic0 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'vMotion has a physical adapter that neither guests nor management use',
  why: `A migration sends the memory of a VM as fast as the wire allows. On an adapter that guests use, their voice and data
wait; on the one for management, HA's heartbeats do, and a host that only moves a VM looks dead. One adapter for vMotion
alone on each host keeps them apart.

The rule speaks of hosts that state an adapter \`for vmotion\`; one that no VM uses, now or after a restart by HA, and that is
not for management is enough. That vMotion shares the duplication uplink of a Communication Manager is
\`avaya/dup-link-dedicated-uplink\`'s, that it shares FT logging \`vsphere/ft-networks\`'s, Hyper-V's live migration
\`pureconnect/live-migration-nic\`'s.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'strongly recommend assigning VMotion traffic to a dedicated NIC',
      statements: ['S2-10'],
    },
    { document: vmotionAdapters, quote: 'Dedicate at least one adapter', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology)) {
      const shared = hostsOf(topology, cluster).flatMap((host) => sharedOn(topology, cluster, host));
      for (const alike of grouped(shared, ({ adapter }) => adapter.name).values())
        reportShared(topology, cluster, alike, report);
    }
  },
  examples: {
    breaks: example('management, vmotion', ''),
    keeps: example('management', ' for vmotion'),
    fixed: example('management', ' for vmotion'),
  },
});

/** A host's adapter for vMotion and who else uses it. */
interface Shared {
  readonly host: Host;
  readonly adapter: Adapter;
  readonly guests: readonly Guest[];
}

const duplicating = oncePerTopology(
  (topology) =>
    new Set<Id>(cmPairs(topology).flatMap((pair) => duplicationAdapters(topology, pair).map((nic) => nic.id))),
);

/** The first adapter for vMotion of a host, where it has none that is for vMotion alone. */
function sharedOn(topology: Topology, cluster: Cluster, host: Host): readonly Shared[] {
  const own = adaptersOf(topology, host).filter((adapter) => adapter.uses.includes('vmotion'));
  const shared = own.map((adapter) => {
    const guests = guestsOn(topology, cluster, host, adapter, own);
    return { host, adapter, guests: guests.filter(({ nic }) => !duplicating(topology).has(nic.id)) };
  });
  const isShared = ({ adapter, guests }: Shared) => guests.length > 0 || adapter.uses.includes('management');
  return shared.every(isShared) ? shared.slice(0, 1) : [];
}

function reportShared(topology: Topology, cluster: Cluster, alike: readonly Shared[], report: Report): void {
  const [first] = alike;
  if (!first) return;
  const { adapter } = first;
  const guests = [...new Map(alike.flatMap((each) => each.guests).map((guest) => [guest.vm.id, guest])).values()];
  const others = [
    ...(alike.some((each) => each.adapter.uses.includes('management')) ? [says.management({})] : []),
    ...(guests.length > 0 ? [says.guests({ vms: listed(guests.map(({ vm }) => vm.name)) })] : []),
  ];
  const many = alike.length > 1;
  const text = says.shared({
    adapter: adapter.name,
    hosts: listed(alike.map(({ host }) => host.name)),
    others: listed(others),
    they: many ? 'they' : 'it',
    have: many ? 'have' : 'has',
  });
  report(first.host, text, {
    property: `nic ${adapter.name}`,
    related: [
      ...alike.slice(1, 6).map(({ host, adapter: its }) => ({
        source: host.source,
        property: `nic ${its.name}`,
        message: says.host({ host: host.name, adapter: its.name }),
      })),
      ...guests.slice(0, 5).map(({ vm, nic }) => ({
        source: vm.source,
        property: `nic ${nic.name}`,
        message: says.guest({ nic: nic.name, vm: vm.name, adapter: adapter.name }),
      })),
    ],
    fix: (trial) => separatingFix(topology, cluster, alike, 'vmotion', trial, { rule: id, source: first.host.source }),
  });
}
