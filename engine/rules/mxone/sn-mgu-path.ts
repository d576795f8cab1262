import type { Host, Topology } from '../../topology/model.ts';
import { mends } from '../facts/changes.ts';
import { addingAdapter, missingUplink, withHostAdapter } from '../facts/host-adapters.ts';
import { referenceTo } from '../facts/names.ts';
import { type SignallingWay, signallingWays } from '../facts/signalling.ts';
import { mxOneFaultTolerance } from '../facts/sources.ts';
import { uplinksOf } from '../facts/uplinks.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'mxone/sn-mgu-path';

const says = {
  unreached: message`${'vm'} signals to ${'gateways'} over ${'nic'} (${'network'}), and from ${'hosts'}, where ${'copy'} may run, ${'they'} cannot be reached: after a failover there the calls over ${'them'} are lost. Connect ${'hosts'} to ${'network'}.`,
  secondary: message`its secondary`,
  copy: message`its secondary or a new one`,
  next: message`a new secondary`,
  host: message`${'host'} has no way to ${'gateways'} for ${'vm'}.`,
  gateway: message`${'gateway'} stands here.`,
};

const example = (more: string) => `site HeadOffice {
  network lan
  network signalling
  network vmotion
  network ftlogging
  storage san { kind: san }

  cluster MxOne {
    vcenter: vcsa
    ha
    host Esx1 {
      version: 6.7  storage: san
      nic vmnic0 -> lan for management
      nic vmnic1 -> signalling
      nic vmnic2 -> vmotion for vmotion
      nic vmnic3 -> ftlogging for ft-logging { speed: 10 Gbps }
    }
    host Esx2 {
      version: 6.7  storage: san
      nic vmnic0 -> lan for management
      nic vmnic2 -> vmotion for vmotion
      nic vmnic3 -> ftlogging for ft-logging { speed: 10 Gbps }
${more}    }
    host Esx3 {
      version: 6.7  storage: san
      nic vmnic0 -> lan for management
      nic vmnic1 -> signalling
      nic vmnic2 -> vmotion for vmotion
      nic vmnic3 -> ftlogging for ft-logging { speed: 10 Gbps }
    }
  }
}

vm vcsa on Esx3 { disk: san  nic eth0 -> lan via vmnic0 }
vm SN1 on Esx1 { vcpu: 1  disk: san  nic eth0 -> signalling via vmnic1  ft { secondary: Esx2 } }

service ServiceNode1 : standalone { product: mitel.mx-one-service-node  member: SN1 }
endpoint MGU1 : media-gateway { on: signalling  registers: ServiceNode1 }
`;

export default rule({
  id,
  severity: 'error',
  title: 'Media gateways are reached from every host where a copy of the Service Node may run',
  why: `In normal operation the signalling between Service Node and media gateway (MGU) goes over the primary's physical
server. After a failover it goes on over the secondary's: calls are kept only if that server has the same way to the
gateway. So have the hosts on which HA may start a new secondary, for that is the next primary.

The rule follows the adapters of the VM on each of these hosts (the one of its primary, the one of its secondary, and all
on which HA may restart it) over networks, switches and links to the network of the gateway. Where the gateway is not
reached even from where the Service Node runs, nothing is said, and a host that states no adapter is left alone.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      quote: 'the signaling between Service Node and MGU is transmitted via the “primary physical server”',
      statements: ['S3-9', 'S3-16'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const way of signallingWays(topology)) if (way.lacking.length > 0) reportWay(topology, way, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('      nic vmnic1 -> signalling { speed: 10 Gbps }\n'),
    fixed: example('      nic vmnic1 -> signalling\n'),
  },
});

function reportWay(topology: Topology, way: SignallingWay, report: Report): void {
  const { vm, nic, gateways, lacking } = way;
  const gatewayNames = listed(gateways.map((gateway) => gateway.name));
  const hasSecondary = lacking.some((host) => host.id === vm.ft?.secondary);
  const copy = hasSecondary && lacking.length > 1 ? says.copy : hasSecondary ? says.secondary : says.next;
  const own = topology.elements.get(nic.network);
  const text = says.unreached({
    vm: vm.name,
    gateways: gatewayNames,
    nic: nic.name,
    network: own ? referenceTo(topology, own) : nic.name,
    hosts: listed(lacking.map((host) => host.name)),
    copy: copy({}),
    they: gateways.length > 1 ? 'they' : 'it',
    them: gateways.length > 1 ? 'them' : 'it',
  });
  report(vm, text, {
    property: `nic ${nic.name}`,
    related: [
      ...lacking.slice(0, 8).map((host) => ({
        source: host.source,
        property: 'nic',
        message: says.host({ host: host.name, gateways: gatewayNames, vm: vm.name }),
      })),
      ...gateways.slice(0, 5).map((gateway) => ({
        source: gateway.source,
        property: 'on',
        message: says.gateway({ gateway: gateway.name }),
      })),
    ],
    fix: (trial) => uplinkFix(topology, way, trial),
  });
}

/** Adds the adapter to every host that lacks it, for all Service Nodes alike. None where the host has it and is cut off behind it. */
function uplinkFix(topology: Topology, { vm, nic, lacking }: SignallingWay, trial: Trial): Fix | undefined {
  const alike = signallingWays(topology).filter(
    (other) => other.nic.network === nic.network && other.nic.via.join() === nic.via.join(),
  );
  const hosts = [...new Set([...lacking, ...alike.flatMap((other) => other.lacking)])].filter(
    (host) => uplinksOf(topology, nic, host).length === 0,
  );
  return hosts.length === 0 ? undefined : addingFix(topology, { vm, nic }, hosts, trial);
}

function addingFix(
  topology: Topology,
  { vm, nic }: Pick<SignallingWay, 'vm' | 'nic'>,
  hosts: readonly Host[],
  trial: Trial,
): Fix | undefined {
  const models = topology.hosts.filter((host) => host.id === vm.host);
  const adapter = missingUplink(topology, nic, hosts, models);
  if (!adapter) return undefined;
  const changed = withHostAdapter(topology, hosts, adapter);
  return mends(topology, changed, trial, { rule: id, source: vm.source })
    ? addingAdapter(topology, hosts, adapter)
    : undefined;
}
