import { find } from '../../topology/lookup.ts';
import type { Endpoint, Id, SurvivableCoreService, Topology } from '../../topology/model.ts';
import { coreOf, coresAmong, coresBehind, sessionManagersAmong } from '../facts/aura.ts';
import { mends, withElements } from '../facts/changes.ts';
import { referencesTo } from '../facts/names.ts';
import { machinesUnder } from '../facts/placement.ts';
import { sitesOfMachines } from '../facts/sites.ts';
import { redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/h323-registration';

const says = {
  several: message`${'endpoint'} registers with ${'cores'} at once: an H.323 phone is registered with exactly one Communication Manager. Register it with ${'first'}, and name the others as alternate.`,
  sessionManager: message`${'endpoint'} registers with ${'managers'}, Session Managers: they serve SIP phones. Register H.323 phones with the Communication Manager.`,
  alternate: message`${'endpoint'} registers with ${'core'}, and its alternate list does not name the survivable core ${'survivable'}: when ${'core'} cannot be reached the phones do not find it. Add alternate: ${'best'}.`,
  core: message`${'core'} takes over for ${'main'}.`,
};

const example = (alternate: string) => `site Denver {
  network lan
  server S8300 { nic eth0 -> lan }
}
site Paris {
  network lan
  server S8510 { nic eth0 -> lan }
}
link wan1 between Denver.lan, Paris.lan
link wan2 between Denver.lan, Paris.lan

service Main : standalone {
  product: avaya.communication-manager
  member: S8300
}

service Branch : standalone {
  product: avaya.communication-manager
  member: S8510
}

service CallControl : survivable-core {
  product: avaya.communication-manager
  main: Main
  survivable: Branch
}

endpoint Phones : h323 {
  on: Paris.lan
  registers: Main
${alternate}}
`;

export default rule({
  id,
  severity: 'error',
  title: 'An H.323 phone registers with one Communication Manager, and knows the survivable core as alternate',
  why: `An H.323 phone belongs to one call control at a time. It has a list of alternates, which it tries when its own
Communication Manager no longer answers: a survivable core that is not on the list is there, and the phones stay dead.

A duplicated pair counts as one Communication Manager, whichever member is active. A phone that registers with the
survivable-core service has its survivable members as alternates. More than one registration is an error, a missing
alternate a warning. Phones of other systems are left alone.`,
  sources: [
    {
      document: redundancyOptions,
      place: 'Figures 7 and 8',
      quote: 'registered to the primary CM',
      statements: ['S1-37', 'S1-48'],
    },
    { document: 'Avaya, Communication Manager 10.2, "H323 Link Recovery"', statements: [] },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const endpoint of topology.endpoints)
      if (endpoint.endpointKind === 'h323') checkPhones(topology, endpoint, report);
  },
  examples: { breaks: example(''), keeps: example('  alternate: S8510\n'), fixed: example('  alternate: Branch\n') },
});

function checkPhones(topology: Topology, endpoint: Endpoint, report: Report): void {
  const cores = coresAmong(topology, endpoint.registers);
  const managers = endpoint.registers.filter(
    (registered) =>
      coreOf(topology, registered) === undefined && sessionManagersAmong(topology, [registered]).length > 0,
  );
  if (managers.length > 0) reportManagers(topology, endpoint, managers, report);
  if (cores.length > 1) reportSeveral(topology, endpoint, cores, report);
  const [core] = cores;
  if (core !== undefined && cores.length === 1) checkAlternates(topology, endpoint, core, report);
}

function reportManagers(topology: Topology, endpoint: Endpoint, managers: readonly Id[], report: Report): void {
  const text = says.sessionManager({ endpoint: endpoint.name, managers: names(topology, managers) });
  report(endpoint, text, { property: 'registers' });
}

function reportSeveral(topology: Topology, endpoint: Endpoint, cores: readonly Id[], report: Report): void {
  const first = mainAmong(topology, cores);
  const text = says.several({
    endpoint: endpoint.name,
    cores: names(topology, cores),
    first: names(topology, [first]),
  });
  report(endpoint, text, {
    property: 'registers',
    fix: (trial) => oneRegistration(topology, endpoint, first, trial),
  });
}

/** Of several, the one that has another of them as its survivable core; else the first. */
function mainAmong(topology: Topology, cores: readonly Id[]): Id {
  const isMain = (core: Id) =>
    coresBehind(topology, core).some(({ survivable }) =>
      coresAmong(topology, survivable).some((each) => cores.includes(each)),
    );
  return cores.find(isMain) ?? cores[0] ?? '';
}

/** Keeps the registrations with one, and makes alternates of the others. */
function oneRegistration(topology: Topology, endpoint: Endpoint, core: Id, trial: Trial): Fix | undefined {
  const registers = endpoint.registers.filter((each) => coreOf(topology, each) === core);
  const others = endpoint.registers.filter((each) => coreOf(topology, each) !== core);
  const added = others.filter((each) => !endpoint.alternates.includes(each));
  const changed = { ...endpoint, registers, alternates: [...endpoint.alternates, ...added] };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: endpoint.source })) return undefined;
  const value = referencesTo(topology, registers).join(', ');
  const alternates = referencesTo(topology, added).join(', ');
  return {
    title: `Register ${endpoint.name} with ${value}, alternate ${alternates}`,
    edits: [
      { edit: 'set', element: endpoint.source, property: 'registers', value },
      ...(added.length > 0
        ? [{ edit: 'add', element: endpoint.source, item: `alternate: ${alternates}` } as const]
        : []),
    ],
    safe: false,
  };
}

function checkAlternates(topology: Topology, endpoint: Endpoint, core: Id, report: Report): void {
  const behind = coresBehind(topology, core);
  const known = new Set(coresAmong(topology, endpoint.alternates));
  const isNamed = (service: SurvivableCoreService) =>
    endpoint.registers.includes(service.id) ||
    endpoint.alternates.includes(service.id) ||
    coresAmong(topology, service.survivable).some((each) => known.has(each));
  if (behind.length === 0 || behind.some(isNamed)) return;
  const survivable = [...new Set(behind.flatMap((service) => service.survivable))];
  const best = nearest(topology, endpoint, survivable);
  if (best === undefined) return;
  const text = says.alternate({
    endpoint: endpoint.name,
    core: names(topology, [core]),
    survivable: names(topology, survivable),
    best: names(topology, [best]),
  });
  report(endpoint, text, {
    property: 'alternate',
    caseSeverity: 'warning',
    related: behind.map((service) => ({
      source: service.source,
      property: 'survivable',
      message: says.core({ core: names(topology, service.survivable), main: names(topology, [core]) }),
    })),
    fix: (trial) => alternateFix(topology, endpoint, best, survivable.length === 1, trial),
  });
}

/** The survivable core at the site of the phones, else the first. */
function nearest(topology: Topology, endpoint: Endpoint, survivable: readonly Id[]): Id | undefined {
  const site = find(topology, 'network', endpoint.on)?.site;
  const isThere = (each: Id) =>
    sitesOfMachines(topology, machinesUnder(topology, each)).some((found) => found.id === site);
  return survivable.find(isThere) ?? survivable[0];
}

function alternateFix(topology: Topology, endpoint: Endpoint, best: Id, only: boolean, trial: Trial): Fix | undefined {
  const changed = { ...endpoint, alternates: [...endpoint.alternates, best] };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: endpoint.source })) return undefined;
  const item = `alternate: ${names(topology, [best])}`;
  // of several somebody has to choose
  return {
    title: `Add ${item} to ${endpoint.name}`,
    edits: [{ edit: 'add', element: endpoint.source, item }],
    safe: only,
  };
}

function names(topology: Topology, ids: readonly Id[]): string {
  return listed(referencesTo(topology, ids));
}
