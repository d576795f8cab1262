import type { Machine, Network, Topology } from '../../topology/model.ts';
import {
  adaptersOnNetworks,
  type CmPair,
  cmPairs,
  duplicationNetworks,
  machinesOf,
} from '../facts/communication-manager.ts';
import { connectionOf } from '../facts/connecting.ts';
import { siteOf } from '../facts/fates.ts';
import { connectionEdit, linkingEdits, partnerOf, unconnected } from '../facts/linking.ts';
import { referenceTo } from '../facts/names.ts';
import { networkUsers } from '../facts/network-users.ts';
import { metalOf } from '../facts/placement.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
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
      statements: ['S1-4', 'S1-5', 'S1-13'],
    },
  ],
  decides: [
    {
      contradiction: 'C11',
      text: `The white paper calls a takeover over this link “instantaneous”, with “no perceivable loss”, and counts it in
“milliseconds” elsewhere. Neither is a number: a run takes 200 ms, marked as an assumption (\`takeover\`), and scenarios
should expect less than 1 s.`,
    },
  ],
  messages: says,
  safeFixes: true,
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
    fix: (trial) => linkFix(topology, pair, privateNetworks(topology), trial),
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
  const partner = partnerOf(pair, member);
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

function connectFix(
  topology: Topology,
  member: Machine,
  networks: readonly Network[],
  partner: Machine | undefined,
  trial: Trial,
): Fix | undefined {
  const connection = connectionOf(topology, member, networks, partner, trial, { rule: id, source: member.source });
  if (!connection) return undefined;
  const edit = connectionEdit(topology, member, connection);
  // a VLAN of another site is not there for the asking
  const metal = metalOf(topology, member);
  const isThere = metal !== undefined && siteOf(topology, metal) === connection.network.site;
  return { title: `Add ${edit.item} to ${member.name}`, edits: [edit], safe: isThere };
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
    fix: (trial) => linkFix(topology, pair, privateNetworks(topology), trial),
  });
}

/** Names the first of `networks` that joins both members and breaks no rule, one that they are both on already before others. */
function linkFix(topology: Topology, pair: CmPair, networks: readonly Network[], trial: Trial): Fix | undefined {
  const mended = { rule: id, source: pair.service.source };
  const missing = (network: Network) => unconnected(topology, pair, network).length;
  const candidates = networks
    .filter((network) => network.id !== pair.service.link)
    .sort((one, other) => missing(one) - missing(other));
  for (const network of candidates) {
    const edits = linkingEdits(topology, pair, network, trial, mended);
    if (edits) return { title: `Duplicate over ${referenceTo(topology, network)}`, edits, safe: false };
  }
  return undefined;
}

/** The networks that the text declares as somebody's own. */
function privateNetworks(topology: Topology): readonly Network[] {
  return topology.networks.filter((network) => network.dedicated || network.vlan !== undefined);
}
