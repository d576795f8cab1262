import { find } from '../../topology/lookup.ts';
import type { FailoverCluster, Id, Network, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { clustersOfNode, nodesOf } from '../facts/failover-groups.ts';
import { oncePerTopology } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { guestsOf, isOnNetwork, type NetworkGuest } from '../facts/network-guests.ts';
import { privateHeartbeat, usingMscs } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/heartbeat-network-private';

const says = {
  one: message`${'nodes'} hear each other over ${'network'} alone: when it fails, each takes the other for lost, and ${'cluster'} may stop although all nodes live. Connect them by a second, private network.`,
  none: message`None of the networks of ${'cluster'} (${'networks'}) is private to it: heartbeats share them with clients, and a burst of load can make a living node look lost. Set one apart with \`dedicated\`.`,
  guests: message`${'network'}, the private network of ${'cluster'}, carries ${'guests'} too: heartbeats share it with others, and a burst of load can make a living node look lost. Take ${'them'} off it.`,
  guest: message`${'guest'} is on ${'network'}.`,
  network: message`${'network'} is declared here.`,
};

const example = (networks: string) => `network public
network heartbeat { dedicated }
server vc1 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc2 { nic lan0 -> public  nic lan1 -> heartbeat }
server vc3 { nic lan0 -> public  nic lan1 -> heartbeat }

failover-cluster VCCluster {
  nodes: vc1, vc2, vc3
  networks: ${networks}
  quorum: majority
}
`;

export default rule({
  id,
  severity: 'warning',
  advisory: true,
  title: 'Nodes hear each other over two networks, one of them private to the cluster',
  why: `A node that is not heard counts as lost, and the cluster acts on it. Over one network, the failure of that network looks like
the loss of every node at once. Microsoft does not support nodes that are connected by one network only, and advises to keep
one of the networks free of all other traffic.

A network is private where it is \`dedicated\`; nodes of other failover clusters may be on it too. A cluster that states no
\`networks\` is left alone. That none of several is private is information.`,
  sources: [
    {
      document: privateHeartbeat,
      quote: 'two or more independent networks must connect the nodes of a cluster',
      statements: [],
    },
    {
      document: usingMscs,
      place: 'virtual nodes',
      quote: 'requirements for storage and networking',
      statements: ['S4-20'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of topology.failoverClusters) {
      const networks = [...new Set(cluster.networks)].flatMap((each) => find(topology, 'network', each) ?? []);
      if (cluster.nodes.length < 2 || networks.length === 0) continue;
      checkCluster(topology, cluster, networks, report);
    }
  },
  examples: { breaks: example('public'), keeps: example('public, heartbeat'), fixed: example('public, heartbeat') },
});

function checkCluster(
  topology: Topology,
  cluster: FailoverCluster,
  networks: readonly Network[],
  report: Report,
): void {
  const names = networks.map((network) => referenceTo(topology, network));
  const nodes = listed(nodesOf(topology, cluster).map((node) => node.name));
  if (networks.length === 1)
    report(cluster, says.one({ nodes, network: listed(names), cluster: cluster.name }), {
      property: 'networks',
      fix: (trial) => adding(topology, cluster, trial),
    });
  else if (!networks.some((network) => network.dedicated))
    report(cluster, says.none({ cluster: cluster.name, networks: listed(names) }), {
      property: 'networks',
      severity: 'info',
      fix: (trial) => dedicating(topology, cluster, networks, trial),
    });
  for (const network of networks) if (network.dedicated) checkGuests(topology, cluster, network, report);
}

const known = oncePerTopology(() => new Map<Id, readonly NetworkGuest[]>());

/** Machines that are nodes of no failover cluster, and clients: once a network, which many clusters may share. */
function strangers(topology: Topology, network: Network): readonly NetworkGuest[] {
  const map = known(topology);
  let found = map.get(network.id);
  if (!found) {
    found = guestsOf(topology, network).filter((guest) => clustersOfNode(topology, guest.id).length === 0);
    map.set(network.id, found);
  }
  return found;
}

function checkGuests(topology: Topology, cluster: FailoverCluster, network: Network, report: Report): void {
  const guests = strangers(topology, network);
  if (guests.length === 0) return;
  const name = referenceTo(topology, network);
  const text = says.guests({
    network: name,
    cluster: cluster.name,
    guests: listed(guests.map((guest) => guest.name)),
    them: guests.length > 1 ? 'them' : 'it',
  });
  report(cluster, text, {
    property: 'networks',
    related: [
      ...guests.slice(0, 8).map((guest) => ({
        source: guest.source,
        property: guest.property,
        message: says.guest({ guest: guest.name, network: name }),
      })),
      { source: network.source, message: says.network({ network: name }) },
    ],
  });
}

/**
 * A network that all nodes are on and the cluster does not name, private ones first. One that carries nobody else is
 * set apart on the way.
 */
function adding(topology: Topology, cluster: FailoverCluster, trial: Trial): Fix | undefined {
  const nodes = nodesOf(topology, cluster);
  const apart = (each: Network) => (each.dedicated || strangers(topology, each).length > 0 ? [] : [each]);
  const network = [...topology.networks]
    .sort((one, other) => Number(other.dedicated) - Number(one.dedicated) || one.order - other.order)
    .filter((each) => !cluster.networks.includes(each.id) && nodes.every((node) => isOnNetwork(topology, node, each)))
    .find((each) => {
      const changed = apart(each).map((one) => ({ ...one, dedicated: true }));
      return isGood(topology, cluster, [...cluster.networks, each.id], changed, trial);
    });
  if (!network) return undefined;
  const name = referenceTo(topology, network);
  return {
    title: `Let ${cluster.name} use ${name} too`,
    edits: [{ edit: 'add', element: cluster.source, item: `networks: ${name}` }, ...apart(network).map(settingApart)],
    safe: false,
  };
}

function settingApart({ source }: Network): ModelEdit {
  return { edit: 'set', element: source, property: 'dedicated', value: '' };
}

/** A network of the cluster that carries nobody else. */
function dedicating(
  topology: Topology,
  cluster: FailoverCluster,
  networks: readonly Network[],
  trial: Trial,
): Fix | undefined {
  const network = networks.find(
    (each) =>
      strangers(topology, each).length === 0 &&
      isGood(topology, cluster, cluster.networks, [{ ...each, dedicated: true }], trial),
  );
  if (!network) return undefined;
  return {
    title: `Set ${referenceTo(topology, network)} apart`,
    edits: [settingApart(network)],
    safe: false,
  };
}

function isGood(
  topology: Topology,
  cluster: FailoverCluster,
  networks: readonly Id[],
  changed: readonly Network[],
  trial: Trial,
): boolean {
  const after = withElements(topology, { ...cluster, networks }, ...changed);
  return mends(topology, after, trial, { rule: id, source: cluster.source });
}
