import { membersOf } from '../../topology/lookup.ts';
import type { Machine, Service, Topology } from '../../topology/model.ts';
import { sessionManager, sessionManagers } from '../facts/aura.ts';
import { mends, withElements } from '../facts/changes.ts';
import { limitOf } from '../facts/limits.ts';
import { linkWords, namesOfLinks, whereStated } from '../facts/link-words.ts';
import { referencesTo } from '../facts/names.ts';
import { type PathQuality, pathBetween } from '../facts/path-quality.ts';
import { machinesUnder } from '../facts/placement.ts';
import { positionOf } from '../facts/positions.ts';
import { servicesOf } from '../facts/products.ts';
import { redundancyOptions, sessionManagerOverview } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/sm-active-active';

const says = {
  mode: message`${'members'} are Session Managers, and ${'service'} has one of them serve while the other waits (${'mode'}): all Session Managers of a set are active and share the work. Make ${'service'} active-active.`,
  count: message`There are ${'count'} Session Managers with those of ${'service'}: a system has ${'most'} at most. Leave some out, or make two systems of it.`,
  latency: message`${'one'} and ${'other'} of ${'service'} are ${'latency'} of round trip apart (${'links'})${'more'}: Session Managers share what they know within less than ${'most'}. Shorten the way, or make two sets of them.`,
  more: message`, and ${'count'} further pairs are too far from each other`,
  another: message`${'service'} has ${'count'} of them.`,
  ...linkWords,
};

const example = (latency: string) => `site Denver {
  network lan
  server SM02 { nic eth0 -> lan }
}
site Ship {
  network lan
  server SM03 { nic eth0 -> lan }
}
link satellite1 between Denver.lan, Ship.lan { latency: ${latency}  bandwidth: 10 Mbps }
link satellite2 between Denver.lan, Ship.lan { latency: ${latency}  bandwidth: 10 Mbps }

service SessionManagement : active-active {
  product: avaya.session-manager
  members: SM02, SM03
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The Session Managers of a set are all active, 28 at most, less than 1 s of round trip apart',
  why: `Session Managers do not wait for each other to fail: each of them is active, takes any request, and shares
registrations and state with the others in real time. That is why a phone that is registered with two of them notices
nothing when one fails. A pair of which one only waits loses that, and is no set-up that exists.

The sharing has limits: 28 Session Managers in a system (counted over all services of the product), and networks with a
round trip of less than one second between them. The round trip is added up over the links between each two members; a
link that states none is passed over. A way that is too long is a warning, the others are errors.`,
  sources: [
    {
      document: redundancyOptions,
      place: 'Figures 6 and 7',
      quote: 'All Session Managers are active',
      statements: ['S1-35', 'S1-36'],
    },
    {
      ...sessionManagerOverview,
      quote: 'supports up to 28 Session Manager instances … round trip delays of less than one second',
      statements: [],
    },
  ],
  decides: [
    {
      contradiction: 'C16',
      text: `The figure numbers its Session Managers SM02 and SM03, as if there were an SM01 that it never shows. Nothing is
inferred from a number: the members of a set are those that the text names.`,
    },
  ],
  messages: says,
  check(topology, report) {
    const services = servicesOf(topology, sessionManager);
    checkCount(topology, services, report);
    for (const service of services) {
      if (service.mode !== 'active-active' && service.mode !== 'standalone') reportMode(topology, service, report);
      checkRoundTrip(topology, service, report);
    }
  },
  examples: { breaks: example('1200 ms'), keeps: example('600 ms') },
});

function reportMode(topology: Topology, service: Service, report: Report): void {
  const members = membersOf(service);
  if (members.length === 0) return;
  const text = says.mode({
    members: listed(referencesTo(topology, members)),
    service: service.name,
    mode: service.mode,
  });
  report(service, text, { property: 'mode', fix: (trial) => activeFix(topology, service, trial) });
}

/** The same service, active-active: its positions become `members`. */
function activeFix(topology: Topology, service: Service, trial: Trial): Fix | undefined {
  const members = membersOf(service);
  const properties = [...new Set(members.map((member) => positionOf(service, member).property))];
  const { source, name } = service;
  const active = { ...service, mode: 'active-active', members, needsAtLeast: 1 } as Service;
  if (!mends(topology, withElements(topology, active), trial, { rule: id, source })) return undefined;
  const edits: ModelEdit[] = [
    { edit: 'set', element: source, property: 'mode', value: 'active-active' },
    ...properties.map((property): ModelEdit => ({ edit: 'remove', element: source, property })),
    { edit: 'add', element: source, item: `members: ${referencesTo(topology, members).join(', ')}` },
  ];
  return { title: `Make ${name} active-active`, edits, safe: false };
}

/** Counted over all services; said at the one that goes beyond the limit. */
function checkCount(topology: Topology, services: readonly Service[], report: Report): void {
  const { size } = sessionManagers(topology);
  const most = limitOf(services[0]?.product, 'members') ?? Number.POSITIVE_INFINITY;
  if (size <= most) return;
  const seen = new Set<Machine>();
  const sizes = services.map((service) => {
    for (const machine of machinesUnder(topology, service.id)) seen.add(machine);
    return { service, size: seen.size };
  });
  const beyond = sizes.find((each) => each.size > most)?.service;
  if (!beyond) return;
  report(beyond, says.count({ count: size, service: beyond.name, most }), {
    property: beyond.mode === 'active-active' ? 'members' : 'member',
    related: services
      .filter((service) => service !== beyond)
      .slice(0, 5)
      .map((service) => ({
        source: service.source,
        message: says.another({ service: service.name, count: machinesUnder(topology, service.id).length }),
      })),
  });
}

/** The two members that are farthest apart stand for all that are too far. */
function checkRoundTrip(topology: Topology, service: Service, report: Report): void {
  const most = limitOf(service.product, 'latency');
  if (most === undefined) return;
  const machines = machinesUnder(topology, service.id);
  const far: { readonly one: Machine; readonly other: Machine; readonly path: PathQuality }[] = [];
  for (const [index, one] of machines.entries())
    for (const other of machines.slice(index + 1)) {
      const path = pathBetween(topology, one, other);
      if (path && path.latency >= most) far.push({ one, other, path });
    }
  const [worst] = far.sort((one, other) => other.path.latency - one.path.latency);
  if (!worst) return;
  const text = says.latency({
    one: worst.one.name,
    other: worst.other.name,
    service: service.name,
    latency: `${worst.path.latency} ms`,
    links: namesOfLinks(topology, worst.path.links),
    more: far.length > 1 ? says.more({ count: far.length - 1 }) : '',
    most: `${most} ms`,
  });
  report(service, text, {
    property: 'members',
    caseSeverity: 'warning',
    related: whereStated(topology, worst.path.links, 'latency'),
  });
}
