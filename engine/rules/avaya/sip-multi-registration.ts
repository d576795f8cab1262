import { find } from '../../topology/lookup.ts';
import type { Endpoint, Id, Machine, Topology } from '../../topology/model.ts';
import { coresAmong, coresBehind, managersBySite, sessionManagers, sessionManagersAmong } from '../facts/aura.ts';
import { mends, withElements } from '../facts/changes.ts';
import { referencesTo } from '../facts/names.ts';
import { siteOfMachine, sitesOfMachines } from '../facts/sites.ts';
import { redundancyOptions, sessionManagerOverview } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/sip-multi-registration';

const says = {
  none: message`${'endpoint'} registers with ${'cores'}, no Session Manager: SIP phones register with two Session Managers or more, and subscribe to the Communication Manager. Register it with ${'managers'}.`,
  one: message`${'endpoint'} registers with one Session Manager, ${'manager'}: when it fails the phones are without service until they find another. Register them with a second one.`,
  sameSite: message`${'endpoint'} registers with ${'managers'}, all at ${'site'}: when ${'site'} fails the phones are registered nowhere, though there are Session Managers at ${'others'}. Register them with one there too.`,
  subscribed: message`${'endpoint'} subscribes to ${'cores'}: a SIP phone is subscribed to one Communication Manager at a time, and to the survivable core when that takes over. Subscribe it to ${'first'}.`,
  manager: message`${'manager'} is a Session Manager.`,
};

const example = (registers: string) => `site Denver {
  network lan
  server SM02 { nic eth0 -> lan }
}
site Paris {
  network lan
  server SM03 { nic eth0 -> lan }
}
link wan1 between Denver.lan, Paris.lan
link wan2 between Denver.lan, Paris.lan

service SessionManagement : active-active {
  product: avaya.session-manager
  members: SM02, SM03
}

endpoint Phones : sip {
  on: Denver.lan
  registers: ${registers}
  count: 400
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'A SIP phone registers with two Session Managers or more, and subscribes to one Communication Manager',
  why: `Session Managers are all active, and a SIP phone can be registered with several of them at once. When one fails, the
phone is already registered with the other and goes on; registered with one alone, it is without service until it has
noticed the loss and registered anew, up to 90 s and more. If all of them stand at one site, the loss of the site has the
same effect.

A phone that registers with an active-active service is registered with all its members. Its features come from the
Communication Manager that it subscribes to: one at a time. Phones of other systems are left alone.`,
  sources: [
    {
      document: redundancyOptions,
      place: 'Figures 7 and 8',
      quote: 'registered to multiple Session Managers',
      statements: ['S1-38', 'S1-49'],
    },
    {
      ...sessionManagerOverview,
      quote:
        'the SIP endpoints continue to be operational if any one of the associated Session Manager instances fails',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const endpoint of topology.endpoints)
      if (endpoint.endpointKind === 'sip') checkPhones(topology, endpoint, report);
  },
  examples: {
    breaks: example('SM02'),
    keeps: example('SessionManagement'),
    fixed: example('SM02, SM03'),
  },
});

function checkPhones(topology: Topology, endpoint: Endpoint, report: Report): void {
  const managers = sessionManagersAmong(topology, endpoint.registers);
  if (managers.length > 0) checkManagers(topology, endpoint, managers, report);
  else checkCores(topology, endpoint, report);
  const cores = coresAmong(topology, endpoint.subscribes);
  if (cores.length > 1) reportSubscribed(topology, endpoint, cores, report);
}

function checkManagers(topology: Topology, endpoint: Endpoint, managers: readonly Machine[], report: Report): void {
  const site = siteOfAll(topology, managers);
  if (managers.length === 1) {
    report(endpoint, says.one({ endpoint: endpoint.name, manager: names(topology, managers) }), {
      property: 'registers',
      fix: (trial) => anotherManager(topology, endpoint, othersThan(topology, managers), trial),
    });
    return;
  }
  const elsewhere = [...managersBySite(topology)].flatMap(([place, machines]) =>
    site && place !== undefined && place !== site.id ? machines.slice(0, 1) : [],
  );
  if (!site || elsewhere.length === 0) return;
  const text = says.sameSite({
    endpoint: endpoint.name,
    managers: names(topology, managers),
    site: site.name,
    others: listed(sitesOfMachines(topology, elsewhere).map((each) => each.name)),
  });
  report(endpoint, text, {
    property: 'registers',
    related: elsewhere.slice(0, 5).map((machine) => ({
      source: machine.source,
      message: says.manager({ manager: names(topology, [machine]) }),
    })),
    fix: (trial) => anotherManager(topology, endpoint, elsewhere, trial),
  });
}

/** So many are tried. */
const mostTried = 8;

/** The Session Managers that are none of these, those at another site first. */
function othersThan(topology: Topology, managers: readonly Machine[]): readonly Machine[] {
  const site = siteOfAll(topology, managers)?.id;
  const bySite = [...managersBySite(topology)];
  const isElsewhere = (place: Id | undefined) => place !== undefined && site !== undefined && place !== site;
  const inOrder = [
    ...bySite.filter(([place]) => isElsewhere(place)),
    ...bySite.filter(([place]) => !isElsewhere(place)),
  ];
  return inOrder
    .flatMap(([, machines]) => machines)
    .filter((machine) => !managers.includes(machine))
    .slice(0, mostTried);
}

/** The site of all of them; none where they stand at several, or it is not stated for one. */
function siteOfAll(topology: Topology, managers: readonly Machine[]) {
  const sites = new Set(managers.map((machine) => siteOfMachine(topology, machine)));
  const [site] = sites;
  return sites.size === 1 ? site : undefined;
}

/** Registers it with the first of these as well. */
function anotherManager(
  topology: Topology,
  endpoint: Endpoint,
  others: readonly Machine[],
  trial: Trial,
): Fix | undefined {
  for (const machine of others) {
    const changed = { ...endpoint, registers: [...endpoint.registers, machine.id] };
    if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: endpoint.source })) continue;
    const name = names(topology, [asAmong(topology, endpoint.registers, machine)]);
    const item = `registers: ${name}`;
    return {
      title: `Register ${endpoint.name} with ${name} too`,
      edits: [{ edit: 'add', element: endpoint.source, item }],
      safe: false,
    };
  }
  return undefined;
}

/** A machine as it is named among these: by the service that it runs alone, where they are services. */
function asAmong(topology: Topology, ids: readonly Id[], machine: Machine): Id {
  const service = sessionManagers(topology).get(machine.id)?.service;
  const isService = ids.some((id) => find(topology, 'service', id));
  return isService && service?.mode === 'standalone' && service.member === machine.id ? service.id : machine.id;
}

/** Phones at a Communication Manager are reported where the text has Session Managers; else those are not modelled. */
function checkCores(topology: Topology, endpoint: Endpoint, report: Report): void {
  const cores = coresAmong(topology, endpoint.registers);
  const managers = [...sessionManagers(topology).values()];
  if (cores.length === 0 || managers.length === 0) return;
  const services = [...new Set(managers.map(({ service }) => service.id))];
  const text = says.none({
    endpoint: endpoint.name,
    cores: names(topology, endpoint.registers),
    managers: names(topology, services),
  });
  report(endpoint, text, {
    property: 'registers',
    fix: (trial) => managersInstead(topology, endpoint, services, trial),
  });
}

/** Registers with the Session Managers, and subscribes to what it was registered with. */
function managersInstead(
  topology: Topology,
  endpoint: Endpoint,
  services: readonly Id[],
  trial: Trial,
): Fix | undefined {
  const subscribes = endpoint.subscribes.length > 0 ? endpoint.subscribes : endpoint.registers;
  const changed = { ...endpoint, registers: services, subscribes };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: endpoint.source })) return undefined;
  const [value, subscribed] = [services, subscribes].map((ids) => referencesTo(topology, ids).join(', '));
  return {
    title: `Register ${endpoint.name} with ${value}, subscribed to ${subscribed}`,
    edits: [
      { edit: 'set', element: endpoint.source, property: 'registers', value: value ?? '' },
      { edit: 'set', element: endpoint.source, property: 'subscribes', value: subscribed ?? '' },
    ],
    safe: false,
  };
}

function reportSubscribed(topology: Topology, endpoint: Endpoint, cores: readonly Id[], report: Report): void {
  const first = cores.find((core) => coresBehind(topology, core).length > 0) ?? cores[0] ?? '';
  const value = names(
    topology,
    endpoint.subscribes.filter((each) => coresAmong(topology, [each])[0] === first).slice(0, 1),
  );
  const text = says.subscribed({ endpoint: endpoint.name, cores: names(topology, endpoint.subscribes), first: value });
  report(endpoint, text, {
    property: 'subscribes',
    fix: {
      title: `Subscribe ${endpoint.name} to ${value}`,
      edits: [{ edit: 'set', element: endpoint.source, property: 'subscribes', value }],
      safe: false,
    },
  });
}

function names(topology: Topology, ids: readonly (Id | Machine)[]): string {
  return listed(
    referencesTo(
      topology,
      ids.map((each) => (typeof each === 'string' ? each : each.id)),
    ),
  );
}
