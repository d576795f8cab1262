import type { Id, Service, Topology } from '../../topology/model.ts';
import { fatalTo, siteOf } from '../facts/fates.ts';
import { append, grouped } from '../facts/memo.ts';
import { movingFix, vmsIn } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { machinesUnder, metalOf } from '../facts/placement.ts';
import { mediaServer, parentsOf, servicesOf, sessionManager } from '../facts/products.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'pureconnect/separate-hosts';

const says = {
  together: message`${'services'} ${'all'} run on ${'host'}: when it fails, or is restarted for an update, no ${'product'} is left${'site'}. Place ${'machine'} on another host.`,
  inSite: message` in ${'site'}`,
  nowhere: message``,
  other: message`${'service'} runs on ${'host'} too.`,
  host: message`${'host'} carries them together.`,
};

const example = (host: string) => `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm Media1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm Media2 on ${host} { disk: san  nic eth0 -> voice via vmnic0 }

service MediaServer1 : standalone { product: pureconnect.media-server  member: Media1 }
service MediaServer2 : standalone { product: pureconnect.media-server  member: Media2 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Redundant PureConnect products run on separate physical hosts',
  why: `Off-Host Session Managers and Media Servers are redundant by their number: each is a server of its own, and the
others serve on when one is lost. If all of them run on one host, its loss takes every one, and no driver or firmware of
that host can be updated without stopping the contact centre.

Services of one product count as one group where they stand in the same site and the same services and endpoints depend
on them. The servers of one Switchover pair, or the members of one active-active service, are for
\`topology/pair-same-host\` to judge; so are groups that are members of another service.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'best practice to run redundant PureConnect products on separate physical hosts',
      statements: ['S2-12', 'S2-4', 'S2-14'],
    },
  ],
  messages: says,
  check(topology, report) {
    const users = usersOf(topology);
    for (const product of [sessionManager, mediaServer]) {
      const alone = servicesOf(topology, product).filter((service) => parentsOf(topology, service.id).length === 0);
      if (alone.length < 2) continue;
      for (const group of grouped(alone, (service) => groupOf(topology, service, users)).values())
        checkGroup(topology, group, report);
    }
  },
  examples: { breaks: example('HostA'), keeps: example('HostB'), fixed: example('HostB') },
});

/** Who states to depend on a service: the services that need it, and the endpoints that use it. */
function usersOf(topology: Topology): ReadonlyMap<Id, readonly Id[]> {
  const users = new Map<Id, Id[]>();
  for (const service of topology.services) for (const needed of service.needs) append(users, needed, service.id);
  for (const endpoint of topology.endpoints)
    for (const used of new Set([...endpoint.registers, ...endpoint.alternates, ...endpoint.subscribes]))
      append(users, used, endpoint.id);
  return users;
}

/** The same for services that stand in for each other; `undefined` where nothing carries the service. */
function groupOf(topology: Topology, service: Service, users: ReadonlyMap<Id, readonly Id[]>): string | undefined {
  const [machine] = machinesUnder(topology, service.id);
  const metal = machine && metalOf(topology, machine);
  if (!metal) return undefined;
  return JSON.stringify([siteOf(topology, metal), [...service.needs].sort(), users.get(service.id)]);
}

function checkGroup(topology: Topology, group: readonly Service[], report: Report): void {
  const [first, ...others] = group;
  if (!first || others.length === 0) return;
  const shared = [...fatalTo(topology, 'host', first.id)].find((host) =>
    others.every((other) => fatalTo(topology, 'host', other.id).has(host)),
  );
  if (shared === undefined || group.some((service) => isPairTogether(topology, service, shared))) return;
  reportGroup(topology, group, shared, report);
}

/** True where two members of a service that stand in for each other are lost with a host: `topology/pair-same-host` says so. */
function isPairTogether(topology: Topology, service: Service, host: Id): boolean {
  const lost = partnersOf(service).filter(({ member }) => fatalTo(topology, 'host', member).has(host));
  return new Set(lost.map(({ side }) => side)).size > 1;
}

function reportGroup(topology: Topology, group: readonly Service[], place: Id, report: Report): void {
  const last = group.at(-1);
  const host = topology.elements.get(place);
  if (!last || !host) return;
  const machine = machinesUnder(topology, last.id).find((each) => metalOf(topology, each)?.id === place);
  const site = 'site' in host ? topology.elements.get(host.site ?? '') : undefined;
  const hostName = referenceTo(topology, host);
  const reported = machine?.kind === 'vm' ? machine : last;
  const text = says.together({
    services: listed(group.map((service) => service.name)),
    all: group.length > 2 ? 'all' : 'both',
    host: hostName,
    product: last.product?.title ?? last.name,
    site: site ? says.inSite({ site: site.name }) : says.nowhere({}),
    machine: machine?.name ?? last.name,
  });
  report(reported, text, {
    property: reported === last ? 'member' : 'host',
    related: [
      ...group
        .slice(0, -1)
        .slice(0, 5)
        .map((service) => ({
          source: service.source,
          message: says.other({ service: service.name, host: hostName }),
        })),
      { source: host.source, message: says.host({ host: hostName }) },
    ],
    fix: (trial) => {
      const members = [...group].reverse().map((service) => service.id);
      const mended = { rule: id, source: reported.source };
      return movingFix(topology, vmsIn(topology, 'host', place, members), trial, mended);
    },
  });
}
