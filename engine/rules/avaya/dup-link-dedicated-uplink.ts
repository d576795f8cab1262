import { find } from '../../topology/lookup.ts';
import type { Network, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import type { CmPair } from '../facts/communication-manager.ts';
import { referenceTo } from '../facts/names.ts';
import { restartHosts } from '../facts/restart.ts';
import { duplicationWithHa } from '../facts/sources.ts';
import {
  type Carrier,
  hasOtherWithUse,
  type SharingAdapter,
  sharingAdapters,
  usedByHypervisor,
} from '../facts/uplink-users.ts';
import { namesOnAll } from '../facts/uplinks.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/dup-link-dedicated-uplink';

const says = {
  machine: message`${'nic'} of ${'vm'} (${'network'}) goes over ${'adapter'} of ${'hosts'}, which ${'carry'} the duplication of ${'service'}: other traffic there delays the mirroring of calls. Use another adapter.`,
  hypervisor: message`${'adapter'} of ${'hosts'} carries the duplication of ${'service'} and is used for ${'uses'} too: that traffic delays the mirroring of calls. Use another adapter for ${'uses'}.`,
  pair: message`${'service'} duplicates over ${'network'}.`,
  adapter: message`${'adapter'} of ${'host'}.`,
};

const example = (uplink: string) => `site DataCenter {
  switch core
  network lan { switches: core }
  network duplication { vlan: 102  dedicated  switches: core }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> core for management
    nic vmnic2 -> core
  }
  cluster DataClusterA {
    ha
    host Host1 : Esxi
    host Host3 : Esxi
  }
  cluster DataClusterB {
    ha
    host Host2 : Esxi
    host Host4 : Esxi
  }
}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm FileServer on Host3 { disk: san  nic eth0 -> lan via ${uplink} }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CMVM_01
  standby: CMVM_02
  link: duplication
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The physical adapter that carries duplication is used by no other VM or network',
  why: `The state of every call crosses the duplication link while the call is set up. Traffic of other machines on the same
physical adapter, a backup or a vMotion for instance, delays or crowds out the mirroring: the standby falls behind, and a
takeover in that moment drops calls. The adapter must be free on every host where a member runs or HA may restart it.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1',
      quote: 'Other virtual machines are not using the VMnic2',
      statements: ['S0-7', 'S0-8'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const sharing of sharingAdapters(topology)) reportMachine(topology, sharing, report);
    for (const carriers of usedByHypervisor(topology)) reportHypervisor(topology, carriers, report);
  },
  examples: { breaks: example('vmnic2'), keeps: example('vmnic0'), fixed: example('vmnic0') },
});

function reportMachine(topology: Topology, sharing: SharingAdapter, report: Report): void {
  const { vm, nic, carriers, pairs } = sharing;
  const network = find(topology, 'network', nic.network);
  const first = carriers[0];
  if (!network || !first) return;
  const text = says.machine({
    nic: nic.name,
    vm: vm.name,
    network: referenceTo(topology, network),
    adapter: listed([...new Set(carriers.map(({ adapter }) => adapter.name))]),
    hosts: listed([...new Set(carriers.map(({ host }) => host.name))]),
    carry: new Set(carriers.map(({ adapter }) => adapter.name)).size > 1 ? 'carry' : 'carries',
    service: servicesOf(pairs),
  });
  report(vm, text, {
    property: `nic ${nic.name}`,
    related: relatedPlaces(topology, pairs, first),
    fix: (trial) => otherUplink(topology, sharing, network, trial),
  });
}

function servicesOf(pairs: readonly CmPair[]): string {
  return listed(pairs.map(({ service }) => service.name));
}

function relatedPlaces(topology: Topology, pairs: readonly CmPair[], { host, adapter }: Carrier) {
  return [
    ...pairPlaces(topology, pairs),
    {
      source: host.source,
      property: `nic ${adapter.name}`,
      message: says.adapter({ adapter: adapter.name, host: host.name }),
    },
  ];
}

/** Where the pairs name their links: the first few. */
function pairPlaces(topology: Topology, pairs: readonly CmPair[]) {
  return pairs.slice(0, 3).map(({ service }) => {
    const link = topology.elements.get(service.link ?? '');
    return {
      source: service.source,
      property: 'link',
      message: says.pair({ service: service.name, network: link ? referenceTo(topology, link) : 'its link' }),
    };
  });
}

/** Leaves the carriers out of `via`, or names an adapter that every host where the VM may run has on its network. */
function otherUplink(
  topology: Topology,
  { vm, nic, carriers }: SharingAdapter,
  network: Network,
  trial: Trial,
): Fix | undefined {
  const busy = new Set(carriers.map(({ adapter }) => adapter.name));
  const everywhere = namesOnAll(topology, restartHosts(topology, vm), network).filter((name) => !busy.has(name));
  const kept = nic.via.filter((name) => everywhere.includes(name));
  const ways = [...(kept.length > 0 ? [kept] : []), ...everywhere.map((name) => [name])];
  const via = ways.find((way) =>
    mends(topology, withElements(topology, { ...nic, via: way }), trial, { rule: id, source: vm.source }),
  );
  if (!via) return undefined;
  const value = via.join(', ');
  return {
    title: `Use ${value} for ${nic.name} of ${vm.name}`,
    edits: [{ edit: 'set', element: nic.source, property: 'via', value, owner: vm.source }],
    safe: false,
  };
}

function reportHypervisor(topology: Topology, carriers: readonly Carrier[], report: Report): void {
  const first = carriers[0];
  if (!first) return;
  const { host, adapter, pairs } = first;
  const text = says.hypervisor({
    adapter: adapter.name,
    hosts: listed(carriers.map((carrier) => carrier.host.name)),
    service: servicesOf(pairs),
    uses: listed(adapter.uses),
  });
  report(host, text, {
    property: `nic ${adapter.name}`,
    related: [
      ...pairPlaces(topology, pairs),
      ...carriers.slice(1, 8).map((carrier) => ({
        source: carrier.host.source,
        property: `nic ${carrier.adapter.name}`,
        message: says.adapter({ adapter: carrier.adapter.name, host: carrier.host.name }),
      })),
    ],
    fix: () => usesFix(topology, carriers),
  });
}

/** Takes `for …` away where every host has another adapter for the same use; nothing else is safe to guess. */
function usesFix(topology: Topology, carriers: readonly Carrier[]): Fix | undefined {
  const spare = carriers.every((carrier) =>
    carrier.adapter.uses.every((use) => hasOtherWithUse(topology, carrier.host, use)),
  );
  const first = carriers[0];
  if (!spare || !first) return undefined;
  const edits = carriers.map(
    ({ host, adapter }): ModelEdit => ({
      edit: 'remove',
      element: adapter.source,
      property: 'for',
      owner: host.source,
    }),
  );
  return { title: `Use ${first.adapter.name} for duplication alone`, edits, safe: false };
}
