import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Host, Network, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type CmPair, cmPairs, duplicationAdapters } from '../facts/communication-manager.ts';
import { addingAdapter, missingUplink } from '../facts/host-adapters.ts';
import { referenceTo } from '../facts/names.ts';
import { restartHosts } from '../facts/restart.ts';
import { duplicationWithHa } from '../facts/sources.ts';
import { adaptersOn, namesOnAll, uplinksOf } from '../facts/uplinks.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/dup-link-on-restart-hosts';

const says = {
  restart: message`${'nic'} of ${'vm'} needs ${'adapter'} on ${'network'} on every host where HA may restart it, and ${'hosts'} ${'lack'} it: after a restart there ${'service'} stays without redundancy. Connect ${'hosts'} to ${'network'}.`,
  running: message`${'nic'} of ${'vm'} needs ${'adapter'} on ${'network'}, and ${'hosts'}, where it runs, ${'lack'} it: ${'service'} is without redundancy from the start. Connect ${'hosts'} to ${'network'}.`,
  any: message`an adapter`,
  lacking: message`${'host'} has no ${'adapter'} on ${'network'}.`,
  elsewhere: message`${'adapter'} of ${'host'} is cabled to ${'target'}, not to ${'network'}.`,
  pair: message`${'service'} duplicates over ${'network'}.`,
};

const example = (host3: string) => `site DataCenter {
  network lan
  network duplication { vlan: 102  dedicated }
  storage san { kind: san }
  cluster DataClusterA {
    ha
    host Host1 {
      storage: san
      nic vmnic0 -> lan for management
      nic vmnic2 -> duplication
    }
    host Host3 {
      storage: san
      nic vmnic0 -> lan for management
${host3}    }
  }
  cluster DataClusterB {
    ha
    host Host2 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
    host Host4 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
  }
}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

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
  title: 'Every host where HA may restart a Communication Manager has the uplink to the duplication link',
  why: `After the loss of a host HA restarts the member on another one. The pair is protected again only when the member
reaches its partner over the duplication link *from there*: the host needs the same physical adapter (\`via\` means the
adapter of that name on whichever host runs the VM), on the same private network. Without it the member runs, but is never
refreshed, and the next failure drops all calls.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1, recovery on Host 3',
      quote: 'starts communication over VMnic2',
      statements: ['S0-9', 'S0-13'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology))
      for (const nic of duplicationAdapters(topology, pair)) checkAdapter(topology, pair, nic, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('      nic vmnic2 -> duplication { speed: 10 Gbps }\n'),
    fixed: example('      nic vmnic2 -> duplication\n'),
  },
});

function checkAdapter(topology: Topology, pair: CmPair, nic: VirtualAdapter, report: Report): void {
  const vm = find(topology, 'vm', nic.machine);
  const network = find(topology, 'network', nic.network);
  if (!vm || !network) return;
  const lacking = lackingHosts(topology, nic);
  if (lacking.length > 0) reportLacking(topology, pair, { vm, nic, network, lacking }, report);
}

/** The hosts where a VM runs or HA may restart it, and that do not carry its adapter. */
function lackingHosts(topology: Topology, nic: VirtualAdapter): readonly Host[] {
  const vm = find(topology, 'vm', nic.machine);
  return vm ? restartHosts(topology, vm).filter((host) => uplinksOf(topology, nic, host).length === 0) : [];
}

interface Lack {
  readonly vm: Vm;
  readonly nic: VirtualAdapter;
  readonly network: Network;
  readonly lacking: readonly Host[];
}

function reportLacking(topology: Topology, pair: CmPair, lack: Lack, report: Report): void {
  const { service } = pair;
  const { vm, nic, network, lacking } = lack;
  const adapter = nic.via.length > 0 ? listed(nic.via) : says.any({});
  const networkName = referenceTo(topology, network);
  const onlyOwn = lacking.length === 1 && lacking[0]?.id === vm.host;
  const say = onlyOwn ? says.running : says.restart;
  const text = say({
    nic: nic.name,
    vm: vm.name,
    adapter,
    network: networkName,
    hosts: listed(lacking.map((host) => host.name)),
    lack: lacking.length > 1 ? 'lack' : 'lacks',
    service: service.name,
  });
  report(vm, text, {
    property: `nic ${nic.name}`,
    related: [
      ...lacking.slice(0, 8).map((host) => lackingPlace(topology, host, nic, networkName)),
      {
        source: service.source,
        property: 'link',
        message: says.pair({ service: service.name, network: networkName }),
      },
    ],
    fix: (trial) => [...present(otherUplinkFix(topology, lack, trial)), ...present(uplinkFix(topology, pair, lack))],
  });
}

function lackingPlace(topology: Topology, host: Host, nic: VirtualAdapter, network: string) {
  const cabled = adaptersOf(topology, host).find((adapter) => nic.via.includes(adapter.name));
  const target = cabled && topology.elements.get(cabled.target);
  if (cabled && target)
    return {
      source: host.source,
      property: `nic ${cabled.name}`,
      message: says.elsewhere({
        adapter: cabled.name,
        host: host.name,
        target: referenceTo(topology, target),
        network,
      }),
    };
  const adapter = nic.via[0] ?? 'adapter';
  return {
    source: host.source,
    property: 'nic',
    message: says.lacking({ host: host.name, adapter, network }),
  };
}

/** Names an adapter that every one of the hosts has on the network, where the one that is named leads elsewhere. */
function otherUplinkFix(topology: Topology, { vm, nic, network }: Lack, trial: Trial): Fix | undefined {
  const value = namesOnAll(topology, restartHosts(topology, vm), network).find((name) =>
    mends(topology, withElements(topology, { ...nic, via: [name] }), trial, { rule: id, source: vm.source }),
  );
  if (value === undefined) return undefined;
  return {
    title: `Use ${value} for ${nic.name} of ${vm.name}`,
    edits: [{ edit: 'set', element: nic.source, property: 'via', value, owner: vm.source }],
    safe: false,
  };
}

function present(fix: Fix | undefined): readonly Fix[] {
  return fix ? [fix] : [];
}

/**
 * Adds the adapter to every host that lacks it, for the other member's restart as well where that runs
 * over an adapter of the same name. None where the name is taken by an adapter cabled elsewhere.
 */
function uplinkFix(topology: Topology, pair: CmPair, { vm, nic, network }: Lack): Fix | undefined {
  const alike = duplicationAdapters(topology, pair).filter(
    (other) => other.network === nic.network && other.via.join() === nic.via.join(),
  );
  const lacking = [...new Set(alike.flatMap((other) => lackingHosts(topology, other)))];
  const adapter = missingUplink(topology, nic, lacking, restartHosts(topology, vm), nameElsewhere(topology, network));
  return adapter && addingAdapter(topology, lacking, adapter);
}

/** The name of an adapter that some host has on this network. */
function nameElsewhere(topology: Topology, network: Network): string | undefined {
  for (const host of topology.hosts) {
    const adapter = adaptersOn(topology, host, network)[0];
    if (adapter) return adapter.name;
  }
  return undefined;
}
