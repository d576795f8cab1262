import { serviceTimings } from '../../topology/defaults.ts';
import { find } from '../../topology/lookup.ts';
import type { Endpoint, Machine, Service, SurvivableCoreService, Topology } from '../../topology/model.ts';
import { allCores, coreOf, coresAmong, coresBehind, isSurvivable, survivableCores } from '../facts/aura.ts';
import { profileOf, releaseOf } from '../facts/communication-manager.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { referencesTo } from '../facts/names.ts';
import { machinesUnder } from '../facts/placement.ts';
import { sitesOfMachines } from '../facts/sites.ts';
import { redundancyOptions, survivableServerGuide } from '../facts/sources.ts';
import { hostsWithVersion, isOf62, vsphereOf62 } from '../facts/vsphere-of-aura.ts';
import { writtenTime } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  missing: message`No survivable core stands behind ${'core'} at ${'home'}, on which ${'clients'} at ${'sites'} ${'depend'}: when ${'home'} cannot be reached from there nobody serves them. Put a survivable core at another site (service … : survivable-core).`,
  single: message`${'survivable'} of ${'service'} ${'is'} no duplicated pair, as ${'main'} is: while it serves, one more failure ends all calls. Make a pair of it.`,
  timer: message`The No-Service timer of ${'service'} is ${'time'}: Communication Manager takes ${'least'} to ${'most'}. Write no-service: ${'standard'}.`,
  long: message`The No-Service timer of ${'service'} is ${'time'}: allowed, but users who lost the main core are without service for so long, and the white paper promises a takeover within “a few minutes at most”. The default is ${'standard'}.`,
  version: message`${'hosts'} ${'run'} vSphere ${'versions'} under ${'service'}, release ${'release'}: that release is supported on vSphere ${'supported'}. Use one of these, or a newer release.`,
  release: message`${'service'} states no release and stands on vSphere ${'versions'}, which is what release 6.2 is supported on: what states no release is checked as the newest, 10.2. Write release: 6.2, if it is that.`,
  client: message`${'client'} registers with ${'core'}.`,
  host: message`${'host'} runs vSphere ${'version'}.`,
  member: message`${'member'} is what takes over.`,
};

const example = (timer: string) => `site Denver {
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
  no-service: ${timer}
}
`;

export default rule({
  id: 'avaya/survivable-core',
  severity: 'warning',
  title:
    'A system of several sites has a survivable core, duplicated like the main one, that takes over after 3 to 15 min',
  why: `A duplicated pair survives the loss of a server. The loss of its data centre, or of the way to it, leaves every other
site without call control, unless a survivable core stands there. It serves its site after the No-Service timer has run,
so a timer that is too short turns every hiccup of the network into a takeover that drops calls, and one that is too long
leaves people without telephones.

A system counts as one of several sites where phones or gateways stand at another site than all machines of their
Communication Manager. Where the main core is a duplicated pair, the survivable one should be one too, for it may serve for
days: clients come back by hand. Release 6.x is supported on vSphere 5.0 and 5.1.`,
  sources: [
    {
      document: redundancyOptions,
      place: 'Figures 6 and 7, and the introduction for vSphere 5.0 or 5.1',
      quote: 'is the designated Survivable Core backup',
      statements: ['S1-1', 'S1-31', 'S1-39', 'S1-40'],
    },
    {
      ...survivableServerGuide,
      place: 'p. 126, No Service Time Out Interval',
      quote: 'Allowed entry for this field is three to 15 minutes',
      statements: [],
    },
  ],
  decides: [
    {
      contradiction: 'C12',
      text: `The white paper has the other site take over within “a few minutes at most”; the timer may be set from 3 to 15 min
and is 5 min by default. Any time in that range is accepted; one above 5 min is mentioned, as information.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const core of allCores(topology)) checkBehind(topology, core, report);
    for (const service of survivableCores(topology)) {
      checkPairs(topology, service, report);
      checkTimer(service, report);
    }
    for (const service of releasedServices(topology)) checkVersions(topology, service, report);
  },
  examples: { breaks: example('1 min'), keeps: example('3 min'), fixed: example('5 min') },
});

/** The clients of each core: what registers with it, or subscribes to it. */
const clientsByCore = oncePerTopology((topology) =>
  grouped(
    topology.endpoints.flatMap((endpoint) =>
      coresAmong(topology, [...endpoint.registers, ...endpoint.subscribes]).map((core) => ({ core, endpoint })),
    ),
    ({ core }) => core,
  ),
);

function checkBehind(topology: Topology, core: Machine | Service, report: Report): void {
  if (isSurvivable(topology, core.id) || coresBehind(topology, core.id).length > 0) return;
  const homes = sitesOfMachines(topology, machinesUnder(topology, core.id));
  if (homes.length === 0) return;
  const clients = (clientsByCore(topology).get(core.id) ?? []).map(({ endpoint }) => endpoint);
  const away = clients.flatMap((client) => {
    const site = find(topology, 'site', find(topology, 'network', client.on)?.site);
    return site && !homes.includes(site) ? [{ client, site }] : [];
  });
  if (away.length === 0) return;
  const text = says.missing({
    clients: listed(away.map(({ client }) => client.name)),
    sites: listed([...new Set(away.map(({ site }) => site.name))]),
    depend: away.length > 1 ? 'depend' : 'depends',
    core: core.name,
    home: listed(homes.map((site) => site.name)),
  });
  report(core, text, { related: away.slice(0, 5).map(({ client }) => clientPlace(client, core)) });
}

function clientPlace(client: Endpoint, core: Machine | Service) {
  return { source: client.source, message: says.client({ client: client.name, core: core.name }) };
}

function checkPairs(topology: Topology, service: SurvivableCoreService, report: Report): void {
  const main = find(topology, 'service', service.main);
  if (main?.mode !== 'duplication') return;
  const single = service.survivable.filter((member) => {
    const core = coreOf(topology, member);
    return core !== undefined && find(topology, 'service', core)?.mode !== 'duplication';
  });
  if (single.length === 0) return;
  const text = says.single({
    survivable: listed(referencesTo(topology, single)),
    service: service.name,
    is: single.length > 1 ? 'are' : 'is',
    main: main.name,
  });
  report(service, text, {
    property: 'survivable',
    related: single.slice(0, 5).flatMap((member) => {
      const element = topology.elements.get(member);
      return element ? [{ source: element.source, message: says.member({ member: element.name }) }] : [];
    }),
  });
}

function checkTimer(service: SurvivableCoreService, report: Report): void {
  const { noService } = service.timings;
  const { min, max, value } = serviceTimings.noService;
  const standard = writtenTime(value);
  const facts = { service: service.name, time: writtenTime(noService.value), standard };
  if (noService.value < min || noService.value > max)
    report(service, says.timer({ ...facts, least: writtenTime(min), most: writtenTime(max) }), {
      property: 'no-service',
      fix: {
        title: `Set the No-Service timer to ${standard}`,
        edits: [{ edit: 'set', element: service.source, property: 'no-service', value: standard }],
        safe: false,
      },
    });
  else if (noService.value > value) report(service, says.long(facts), { property: 'no-service', caseSeverity: 'info' });
}

/** The survivable cores, and every Communication Manager that is in none. */
function releasedServices(topology: Topology): readonly Service[] {
  const alone = allCores(topology).filter(
    (core): core is Service =>
      core.kind === 'service' && !isSurvivable(topology, core.id) && coresBehind(topology, core.id).length === 0,
  );
  return [...survivableCores(topology), ...alone];
}

function checkVersions(topology: Topology, service: Service, report: Report): void {
  const release = releaseOf(topology, service);
  const hosts = hostsWithVersion(topology, service.id);
  if (hosts.length === 0) return;
  if (release === undefined) {
    if (hosts.some(({ version }) => !isOf62(version))) return;
    report(service, says.release({ service: service.name, versions: versionsOf(hosts) }), { notStated: true });
    return;
  }
  const wrong = hosts.filter(({ version }) => !isOf62(version));
  if (profileOf(release) !== '6.2' || wrong.length === 0) return;
  const text = says.version({
    hosts: listed(wrong.map((host) => host.name)),
    run: wrong.length > 1 ? 'run' : 'runs',
    versions: versionsOf(wrong),
    service: service.name,
    release,
    supported: vsphereOf62.join(' or '),
  });
  report(service, text, {
    ...(service.release !== undefined && { property: 'release' }),
    related: wrong.slice(0, 8).map((host) => ({
      source: host.source,
      property: 'version',
      message: says.host({ host: host.name, version: host.version }),
    })),
  });
}

function versionsOf(hosts: readonly { readonly version: string }[]): string {
  return listed([...new Set(hosts.map(({ version }) => version.trim()))]);
}
