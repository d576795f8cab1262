import type { DuplicationService, Machine, Network, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import {
  adaptersOnNetworks,
  type CmPair,
  cmPairs,
  duplicationNetworks,
  machinesOf,
} from '../facts/communication-manager.ts';
import { connectionOf, serverConnection } from '../facts/connecting.ts';
import { referenceTo } from '../facts/names.ts';
import { networkUsers } from '../facts/network-users.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
import { writtenNic } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/dup-link-present';

const says = {
  noLink: message`${'service'} states no duplication link, so ${'active'} and ${'standby'} mirror nothing and a takeover drops all calls. Name the private network that joins them: link: NETWORK.`,
  noAdapter: message`${'member'} has no adapter on ${'network'}, the duplication link of ${'service'}: its state is not mirrored with ${'partner'}, and a takeover drops all calls. Connect it to ${'network'}.`,
  notPrivate: message`${'network'} carries the duplication of ${'service'} but is not private: ${'users'} ${'be'} on it too. Give the pair a switch or VLAN of its own.`,
  link: message`The duplication link of ${'service'}.`,
  partner: message`${'partner'} is connected to it here.`,
  user: message`${'user'} is on ${'network'} too.`,
};

const example = (nic: string) => `site DataCenter {
  network lan
  network duplication { vlan: 102  dedicated }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> lan for management
    nic vmnic2 -> duplication
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

vm CMVM_01 on Host1 {
  disk: san
  nic eth0 -> lan via vmnic0
  nic eth2 -> duplication via vmnic2
}

vm CMVM_02 on Host4 {
  disk: san
  nic eth0 -> lan via vmnic0
${nic}}

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
  title: 'A Communication Manager pair has a duplication link: a private switch or VLAN that joins both members',
  why: `The active member mirrors the state of every call to the standby over the duplication link. Without the link, or
with one member not connected to it, the standby is never refreshed: it can still take over, but every established call
drops. And a link that clients or other machines share can be slowed down or cut by them.

The rule wants a \`link\`, an adapter of each member on it, and a network that nobody else is on.`,
  sources: [
    {
      document: duplicationWithHa,
      quote: 'must be tied together through a dedicated Ethernet IP private Switch or VLAN, Host to Host',
      statements: ['S0-4', 'S0-6'],
    },
    {
      document: redundancyOptions,
      quote: 'continuously mirrors all activities',
      statements: ['S1-4'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: {
    breaks: example(''),
    keeps: example(`  nic eth3 -> duplication via vmnic2
`),
    fixed: example(`  nic eth2 -> duplication via vmnic2
`),
  },
});

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  // a member that is missing or not understood is the language's to report
  if (pair.active.length === 0 || pair.standby.length === 0) return;
  if (pair.service.link === undefined) {
    reportNoLink(topology, pair, report);
    return;
  }
  const networks = duplicationNetworks(topology, pair.service);
  if (networks.length === 0) return;
  const missing = machinesOf(pair).filter((machine) => adaptersOnNetworks(topology, machine, networks).length === 0);
  for (const member of missing) reportNoAdapter(topology, pair, member, networks, report);
  for (const network of networks) checkPrivate(topology, pair, network, report);
}

function reportNoLink(topology: Topology, pair: CmPair, report: Report): void {
  const { service } = pair;
  const [active, standby] = [pair.active[0]?.name ?? '', pair.standby[0]?.name ?? ''];
  report(service, says.noLink({ service: service.name, active, standby }), {
    property: 'link',
    fix: (trial) =>
      linkFix(
        topology,
        pair,
        topology.networks.filter((network) => network.dedicated || network.vlan !== undefined),
        trial,
      ),
  });
}

function reportNoAdapter(
  topology: Topology,
  pair: CmPair,
  member: Machine,
  networks: readonly Network[],
  report: Report,
): void {
  const { service } = pair;
  const partner = machinesOf(pair).find((machine) => pairedWith(pair, member, machine));
  const partnerAdapter = partner && adaptersOnNetworks(topology, partner, networks)[0];
  const text = says.noAdapter({
    member: member.name,
    network: listed(networks.map((network) => referenceTo(topology, network))),
    service: service.name,
    partner: partner?.name ?? 'its partner',
  });
  report(member, text, {
    property: 'nic',
    related: [
      { source: service.source, property: 'link', message: says.link({ service: service.name }) },
      ...(partner && partnerAdapter
        ? [
            {
              source: partner.source,
              property: `nic ${partnerAdapter.name}`,
              message: says.partner({ partner: partner.name }),
            },
          ]
        : []),
    ],
    fix: (trial) => connectFix(topology, member, networks, partner, trial),
  });
}

function pairedWith(pair: CmPair, member: Machine, other: Machine): boolean {
  const others = pair.active.includes(member) ? pair.standby : pair.active;
  return other !== member && others.includes(other);
}

function connectFix(
  topology: Topology,
  member: Machine,
  networks: readonly Network[],
  partner: Machine | undefined,
  trial: Trial,
): Fix | undefined {
  const connection =
    member.kind === 'vm'
      ? connectionOf(topology, member, networks, partner, trial, { rule: id, source: member.source })
      : serverConnection(topology, member, networks, partner);
  if (!connection) return undefined;
  const { name, network, via } = connection;
  const item = writtenNic(name, referenceTo(topology, network), via);
  return { title: `Add ${item} to ${member.name}`, edits: [{ edit: 'add', element: member.source, item }], safe: true };
}

function checkPrivate(topology: Topology, pair: CmPair, network: Network, report: Report): void {
  const { service } = pair;
  const users = networkUsers(topology, network, pair);
  if (users.length === 0) return;
  const name = referenceTo(topology, network);
  const text = says.notPrivate({
    network: name,
    service: service.name,
    users: listed(users.map((user) => user.name)),
    be: users.length > 1 ? 'are' : 'is',
  });
  report(service, text, {
    property: 'link',
    related: users.slice(0, 5).map((user) => ({
      source: user.source,
      property: user.property,
      message: says.user({ user: user.name, network: name }),
    })),
    fix: (trial) => linkFix(topology, pair, topology.networks, trial),
  });
}

/** Names the first of `networks` that joins both members and breaks no rule. */
function linkFix(topology: Topology, pair: CmPair, networks: readonly Network[], trial: Trial): Fix | undefined {
  const { service } = pair;
  const network = networks.find(
    (each) =>
      each.id !== service.link &&
      machinesOf(pair).every((machine) => adaptersOnNetworks(topology, machine, [each]).length > 0) &&
      mends(topology, withElements(topology, withLink(service, each)), trial, { rule: id, source: service.source }),
  );
  if (!network) return undefined;
  const value = referenceTo(topology, network);
  return {
    title: `Duplicate over ${network.name}`,
    edits: [{ edit: 'set', element: service.source, property: 'link', value }],
    safe: false,
  };
}

function withLink(service: DuplicationService, network: Network): DuplicationService {
  return { ...service, link: network.id };
}
