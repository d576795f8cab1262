import { find, hostsOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Host, Id, Network, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { mends } from '../facts/changes.ts';
import { cmPairs, duplicationAdapters } from '../facts/communication-manager.ts';
import { addingAdapter, missingUplink, withHostAdapter } from '../facts/host-adapters.ts';
import { oncePerTopology } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { vmsByCluster } from '../facts/placement.ts';
import { isHaProtected, restartHosts } from '../facts/restart.ts';
import { reportedSignalling } from '../facts/signalling.ts';
import { duplicationWithHa, haChecklist } from '../facts/sources.ts';
import { uplinksOf } from '../facts/uplinks.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ha-network-on-candidates';

const says = {
  unconnected: message`${'vms'} ${'use'} ${'network'}, on which ${'hosts'} ${'have'} no adapter: HA cannot restart ${'them'} there. Connect ${'hosts'} to ${'network'}.`,
  otherAdapter: message`${'vms'} ${'use'} ${'network'} via ${'adapter'}, and ${'hosts'} ${'have'} no such adapter on it: HA cannot restart ${'them'} there. Connect ${'adapter'} of ${'hosts'} to ${'network'}.`,
  host: message`${'host'} has no ${'adapter'} on ${'network'}.`,
  adapter: message`adapter`,
  vm: message`${'vm'} uses ${'network'} too.`,
};

const example = (host2: string) => `site DataCenter {
  network lan
  network storefront
  storage san { kind: san }
  cluster Production {
    ha
    host Host1 { storage: san  nic vmnic0 -> lan for management  nic vmnic1 -> storefront }
    host Host2 { storage: san  nic vmnic0 -> lan for management${host2} }
  }
}

vm Shop on Host1 { disk: san  nic eth0 -> storefront via vmnic1 }
`;

export default rule({
  id,
  severity: 'error',
  title: 'Every network that a protected VM uses is there on every host where HA may restart it',
  why: `HA restarts a VM only on a host that has its networks: a host without them is no candidate, and where no other is
left the VM stays down. \`via\` names the adapter of *whichever* host runs the VM, so after a restart on Host3 it means the
adapter of that name there.

A host that states no adapter at all is left alone. That the host where the VM runs has them is the language's to check; the
duplication link of a Communication Manager is \`avaya/dup-link-on-restart-hosts\`'s, the way from an MX-ONE Service Node
under Fault Tolerance to its media gateways \`mxone/sn-mgu-path\`'s.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1, recovery on Host 3',
      quote: 'starts communication over VMnic2',
      statements: ['S0-9'],
    },
    { document: haChecklist, place: 'p. 33: the same networks on all hosts', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const lack of lacksOf(topology)) reportLack(topology, lack, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('  nic vmnic1 -> storefront { speed: 10 Gbps }'),
    fixed: example('  nic vmnic1 -> storefront'),
  },
});

/** VMs that use a network alike, and the hosts where HA might restart them and that lack it. */
interface Lack {
  readonly nic: VirtualAdapter;
  readonly network: Network;
  readonly vms: readonly Vm[];
  readonly lacking: readonly Host[];
}

const duplicating = oncePerTopology(
  (topology) =>
    new Set<Id>(cmPairs(topology).flatMap((pair) => duplicationAdapters(topology, pair).map(({ id }) => id))),
);

function lacksOf(topology: Topology): readonly Lack[] {
  const found = new Map<string, { nic: VirtualAdapter; network: Network; vms: Vm[]; lacking: readonly Host[] }>();
  for (const cluster of vsphereClusters(topology)) {
    if (!cluster.ha) continue;
    const stating = hostsOf(topology, cluster).filter((host) => host.adapters.length > 0);
    const lackingOf = new Map<string, ReadonlySet<Host>>();
    for (const vm of vmsByCluster(topology).get(cluster.id) ?? []) {
      if (!isHaProtected(topology, vm)) continue;
      for (const nic of virtualAdaptersOf(topology, vm)) {
        const network = find(topology, 'network', nic.network);
        if (!network || duplicating(topology).has(nic.id) || reportedSignalling(topology).has(nic.id)) continue;
        const way = `${cluster.id} ${network.id} ${nic.via.join()}`;
        const known =
          lackingOf.get(way) ?? new Set(stating.filter((host) => uplinksOf(topology, nic, host).length === 0));
        lackingOf.set(way, known);
        if (known.size === 0) continue;
        const lacking = restartHosts(topology, vm).filter((host) => host.id !== vm.host && known.has(host));
        if (lacking.length === 0) continue;
        const key = `${way} ${lacking.map((host) => host.id).join()}`;
        const group = found.get(key) ?? { nic, network, vms: [], lacking };
        if (group.vms.at(-1) !== vm) group.vms.push(vm);
        found.set(key, group);
      }
    }
  }
  return [...found.values()];
}

function reportLack(topology: Topology, lack: Lack, report: Report): void {
  const { nic, vms, lacking } = lack;
  const [vm] = vms;
  if (!vm) return;
  const network = referenceTo(topology, lack.network);
  const many = vms.length > 1;
  const names = {
    vms: listed(vms.map((each) => each.name)),
    use: many ? 'use' : 'uses',
    them: many ? 'them' : 'it',
    network,
    hosts: listed(lacking.map((host) => host.name)),
    have: lacking.length > 1 ? 'have' : 'has',
  };
  const adapter = nic.via.length > 0 ? listed(nic.via) : says.adapter({});
  report(vm, nic.via.length > 0 ? says.otherAdapter({ ...names, adapter }) : says.unconnected(names), {
    property: `nic ${nic.name}`,
    related: [
      ...lacking.slice(0, 8).map((host) => ({
        source: host.source,
        property: 'nic',
        message: says.host({ host: host.name, adapter, network }),
      })),
      ...vms.slice(1, 6).map((other) => ({ source: other.source, message: says.vm({ vm: other.name, network }) })),
    ],
    fix: (trial) => connectingFix(topology, lack, vm, trial),
  });
}

function connectingFix(topology: Topology, { nic, lacking }: Lack, vm: Vm, trial: Trial): Fix | undefined {
  const models = restartHosts(topology, vm).filter((host) => !lacking.includes(host));
  const adapter = missingUplink(topology, nic, lacking, models);
  if (!adapter) return undefined;
  const changed = withHostAdapter(topology, lacking, adapter);
  return mends(topology, changed, trial, { rule: id, source: vm.source })
    ? addingAdapter(topology, lacking, adapter)
    : undefined;
}
