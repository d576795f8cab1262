import type { DuplicationService, Machine, Network, Topology } from '../../topology/model.ts';
import { networksOf } from '../facts/alike.ts';
import { mediaServer } from '../facts/aura.ts';
import { connectionOf } from '../facts/connecting.ts';
import { limitOf } from '../facts/limits.ts';
import { linkWords, namesOfLinks, whereStated } from '../facts/link-words.ts';
import { connectionEdit } from '../facts/linking.ts';
import { referenceTo } from '../facts/names.ts';
import { pathBetween } from '../facts/path-quality.ts';
import { machinesUnder } from '../facts/placement.ts';
import { servicesOf } from '../facts/products.ts';
import { siteOfMachine } from '../facts/sites.ts';
import { mediaServerRestrictions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/media-server-1plus1-subnet';

const says = {
  subnet: message`${'active'} is on ${'networks'} and ${'standby'} on ${'others'}: the two servers of the 1+1 cluster ${'service'} must be in the same subnet, for the address goes over to the one that takes over. Connect ${'standby'} to ${'networks'}.`,
  notStated: message`${'active'} is on ${'networks'} and ${'standby'} on ${'others'}, and it is not stated that these are one subnet, in which the two servers of the 1+1 cluster ${'service'} must be. State the subnets.`,
  latency: message`${'active'} and ${'standby'} of the 1+1 cluster ${'service'} are ${'latency'} of round trip apart (${'links'}): a cluster that is stretched over two places needs less than ${'most'}. Shorten the way, or place both in one data centre.`,
  stretched: message`${'active'} is in ${'site'} and ${'standby'} in ${'other'}: a 1+1 cluster over two data centres is not recommended. Place both in one.`,
  machine: message`${'machine'} is the other server.`,
  ...linkWords,
};

const example = (network: string) => `site DataCenter {
  network media { subnet: "10.1.0.0/24" }
  network dmz { subnet: "10.2.0.0/24" }
  server AMS1 { nic eth0 -> media }
  server AMS2 { ${network} }
}

service MediaServers : duplication {
  product: avaya.media-server
  active: AMS1
  standby: AMS2
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The two servers of a Media Server 1+1 cluster are in one subnet, and less than 50 ms apart',
  why: `In a 1+1 high-availability cluster one Media Server serves and the other waits in hot standby. When it takes over, it
takes the address too, and calls go on. That works within one subnet only.

Avaya does not recommend a cluster over two data centres (a warning); where it is done, the stretched network needs less
than 50 ms of round trip. Networks count as one subnet where they are the same network or state the same \`subnet\`; where
they differ and a subnet is not stated the rule says so.`,
  sources: [
    {
      ...mediaServerRestrictions,
      quote:
        'High Availability peer servers must be on the same subnet … round trip latency must be less than 50 milliseconds',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of servicesOf(topology, mediaServer))
      if (service.mode === 'duplication') checkCluster(topology, service, report);
  },
  examples: {
    breaks: example('nic eth1 -> dmz'),
    keeps: example('nic eth0 -> media  nic eth1 -> dmz'),
    fixed: example('nic eth1 -> dmz  nic eth0 -> media'),
  },
});

function checkCluster(topology: Topology, service: DuplicationService, report: Report): void {
  const [active, standby] = [service.active, service.standby].map((member) => machinesUnder(topology, member)[0]);
  if (!active || !standby || active === standby) return;
  const cluster = { topology, service, active, standby, report };
  checkSubnet(cluster);
  checkWay(cluster);
  checkSites(cluster);
}

interface Cluster {
  readonly topology: Topology;
  readonly service: DuplicationService;
  readonly active: Machine;
  readonly standby: Machine;
  readonly report: Report;
}

function checkSubnet({ topology, service, active, standby, report }: Cluster): void {
  const [networks, others] = [networksOf(topology, active), networksOf(topology, standby)];
  if (networks.length === 0 || others.length === 0) return;
  const subnet = (network: Network) => network.subnet?.trim();
  const isOne = (one: Network, other: Network) =>
    one === other || (one.subnet !== undefined && subnet(one) === subnet(other));
  if (networks.some((one) => others.some((other) => isOne(one, other)))) return;
  const isStated = [...networks, ...others].every((network) => network.subnet !== undefined);
  const names = {
    active: active.name,
    standby: standby.name,
    networks: listed(networks.map((network) => referenceTo(topology, network))),
    others: listed(others.map((network) => referenceTo(topology, network))),
    service: service.name,
  };
  report(standby, isStated ? says.subnet(names) : says.notStated(names), {
    property: 'nic',
    ...(!isStated && { notStated: true }),
    related: [{ source: active.source, property: 'nic', message: says.machine({ machine: active.name }) }],
    fix: (trial) => connectFix(topology, standby, active, networks, trial),
  });
}

function connectFix(
  topology: Topology,
  standby: Machine,
  active: Machine,
  networks: readonly Network[],
  trial: Trial,
): Fix | undefined {
  const way = connectionOf(topology, standby, networks, active, trial, { rule: id, source: standby.source });
  if (!way) return undefined;
  const edit = connectionEdit(topology, standby, way);
  return { title: `Add ${edit.item} to ${standby.name}`, edits: [edit], safe: false };
}

function checkWay({ topology, service, active, standby, report }: Cluster): void {
  const most = limitOf(service.product, 'latency') ?? Number.POSITIVE_INFINITY;
  const path = pathBetween(topology, active, standby);
  if (!path || path.latency < most) return;
  const text = says.latency({
    active: active.name,
    standby: standby.name,
    service: service.name,
    latency: `${path.latency} ms`,
    links: namesOfLinks(topology, path.links),
    most: `${most} ms`,
  });
  report(service, text, { property: 'standby', related: whereStated(topology, path.links, 'latency') });
}

function checkSites({ topology, active, standby, report }: Cluster): void {
  const [site, other] = [siteOfMachine(topology, active), siteOfMachine(topology, standby)];
  if (!site || !other || site === other) return;
  const names = { active: active.name, site: site.name, standby: standby.name, other: other.name };
  report(standby, says.stretched(names), {
    caseSeverity: 'warning',
    related: [{ source: active.source, message: says.machine({ machine: active.name }) }],
  });
}
