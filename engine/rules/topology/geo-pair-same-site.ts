import { find } from '../../topology/lookup.ts';
import type {
  ActiveActiveService,
  GeoRedundantService,
  Host,
  Id,
  Service,
  SurvivableCoreService,
  Topology,
} from '../../topology/model.ts';
import { type Fate, fatesOfMetal, type SharedFate, sharedFates, siteOf } from '../facts/fates.ts';
import { consequenceOf, lossWords, titleOf } from '../facts/losses.ts';
import { memberElement } from '../facts/members.ts';
import { oncePerTopology } from '../facts/memo.ts';
import { movingFix, vmsIn } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { machinesUnder, metalOf } from '../facts/placement.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'topology/geo-pair-same-site';

const says = {
  ...lossWords,
  sameSite: message`${'members'} stand at the same site, ${'site'}: when it fails ${'all'} are lost and ${'consequence'} (${'service'}). Place ${'member'} at another site.`,
  sameCluster: message`${'members'} run in the same cluster, ${'cluster'}: when it fails ${'all'} are lost and ${'consequence'} (${'service'}). Place ${'member'} in another cluster, at another site.`,
  notStated: message`${'service'} is to survive the loss of a site, and the text does not say at which site ${'members'} ${'stand'}. Declare their hosts in sites, to have this checked.`,
  sessionManagers: message`All Session Managers of ${'service'} (${'members'}) stand at ${'site'}, though there are others at ${'others'}: when ${'site'} fails nobody takes over its clients. Make one from another site a member of ${'service'}.`,
  member: message`${'member'} stands at ${'place'}.`,
  elsewhere: message`${'member'} is a Session Manager at ${'place'}.`,
  place: message`${'place'} holds them together.`,
};

const example = (site: string) => `site Denver {
  network lan
  host esxD1 { nic vmnic0 -> lan for management }
  host esxD2 { nic vmnic0 -> lan for management }
}

site Paris {
  network lan
  host esxP1 { nic vmnic0 -> lan for management }
}

link wan1 between Denver.lan, Paris.lan
link wan2 between Denver.lan, Paris.lan

vm SMGR01 on esxD1 { nic eth0 -> Denver.lan via vmnic0 }
vm SMGR02 on ${site} via vmnic0 }

service SystemManagement : geo-redundant {
  product: avaya.system-manager
  primary: SMGR01
  secondary: SMGR02
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Geo-redundant members stand at different sites and in different clusters',
  why: `Geo-redundancy and survivable cores answer one question: what if the whole data center is lost? A second instance
in the same building, or in the same host cluster, goes with the first.

The rule reads where every machine stands at the start: the site of its host's rack, else of its host. A member that is a
service itself counts as placed at a site if the loss of that site takes it down. A site that only surrounds others (a
region, a company) is no common place. Session Managers are all active wherever they stand; a set of them at one
site is reported only where there are Session Managers at other sites that it could hold, and no client of it registers
with one there. Where the text states no site the rule says so, as information.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'in a separate server host cluster and in a completely separate data center',
      statements: ['S1-25', 'S1-39'],
    },
    {
      document: redundancyOptions,
      place: 'Figures 6 and 7',
      quote: 'in an active-active configuration',
      statements: ['S1-34', 'S1-35'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of topology.services) {
      if (service.mode === 'geo-redundant' || service.mode === 'survivable-core') checkPair(topology, service, report);
      else if (service.mode === 'active-active' && isSessionManager(service)) checkSet(topology, service, report);
    }
  },
  examples: {
    breaks: example('esxD2 { nic eth0 -> Denver.lan'),
    keeps: example('esxP1 { nic eth0 -> Paris.lan'),
  },
});

type Pair = GeoRedundantService | SurvivableCoreService;

function checkPair(topology: Topology, service: Pair, report: Report): void {
  const bySite = sharedFates(
    topology,
    service,
    'site',
    (one, other, site) => ![one, other].some((member) => ownSites(topology, member).has(site)),
  );
  const reported = new Set<Id>();
  for (const fate of ['site', 'cluster'] as const) {
    const shared = fate === 'site' ? bySite : sharedFates(topology, service, fate, () => false);
    for (const each of shared) {
      if (reported.has(each.partner.member)) continue;
      reported.add(each.partner.member);
      reportTogether(topology, service, fate, each, report);
    }
  }
  if (reported.size === 0) checkStated(topology, service, report);
}

/** The sites in which the machines of a member stand, without those around them. */
function ownSites(topology: Topology, member: Id): ReadonlySet<Id> {
  const metals = machinesUnder(topology, member).flatMap((machine) => metalOf(topology, machine) ?? []);
  return new Set(metals.flatMap((metal) => siteOf(topology, metal) ?? []));
}

function reportTogether(topology: Topology, service: Pair, fate: Fate, shared: SharedFate, report: Report): void {
  const members = [...shared.others, shared.partner].flatMap((each) => memberElement(topology, each.member) ?? []);
  const place = topology.elements.get(shared.place);
  const last = members.at(-1);
  if (!place || !last) return;
  const name = referenceTo(topology, place);
  const words = {
    members: listed(members.map((each) => each.name)),
    all: members.length > 2 ? 'all of them' : 'both',
    consequence: consequenceOf(topology, service, fate, shared.place),
    service: titleOf(service),
    member: last.name,
  };
  report(
    service,
    fate === 'site' ? says.sameSite({ ...words, site: name }) : says.sameCluster({ ...words, cluster: name }),
    {
      property: service.mode === 'geo-redundant' ? 'secondary' : 'survivable',
      related: [
        ...members.slice(0, 8).map((each) => ({
          source: each.source,
          message: says.member({ member: each.name, place: name }),
        })),
        { source: place.source, message: says.place({ place: name }) },
      ],
      fix: (trial) => {
        const moved = [shared.partner, ...shared.others].map((each) => each.member);
        const isElsewhere = (host: Host) =>
          siteOf(topology, host) !== undefined && !fatesOfMetal(topology, fate, host).includes(shared.place);
        const vms = vmsIn(topology, fate, shared.place, moved);
        return movingFix(topology, vms, trial, { rule: id, source: service.source }, isElsewhere);
      },
    },
  );
}

/** Says of whom it is not known where they stand. */
function checkStated(topology: Topology, service: Pair, report: Report): void {
  const unknown = partnersOf(service).filter(
    ({ member }) => machinesUnder(topology, member).length > 0 && ownSites(topology, member).size === 0,
  );
  if (unknown.length === 0) return;
  const names = unknown.flatMap(({ member }) => memberElement(topology, member)?.name ?? []);
  const text = says.notStated({
    service: service.name,
    members: listed(names),
    stand: names.length > 1 ? 'stand' : 'stands',
  });
  report(service, text, { property: 'mode', notStated: true });
}

function isSessionManager(service: Service): boolean {
  return service.product?.name === 'avaya.session-manager';
}

/** The Session Managers of all services, by the site where they stand. */
const sessionManagersBySite = oncePerTopology((topology) => {
  const bySite = new Map<Id, Set<Id>>();
  for (const service of topology.services.filter(isSessionManager))
    for (const machine of machinesUnder(topology, service.id))
      for (const site of ownSites(topology, machine.id))
        bySite.set(site, (bySite.get(site) ?? new Set<Id>()).add(machine.id));
  return bySite;
});

function checkSet(topology: Topology, service: ActiveActiveService, report: Report): void {
  const bySite = sessionManagersBySite(topology);
  if (bySite.size < 2 || new Set(service.members).size < 2) return;
  const machines = machinesUnder(topology, service.id);
  const sites = new Set(machines.map((machine) => [...ownSites(topology, machine.id)][0]));
  const site = find(topology, 'site', [...sites][0]);
  // one whose site is not stated may stand elsewhere
  if (sites.size !== 1 || !site || clientsHaveOthers(topology, service, site.id)) return;
  const others = [...bySite].filter(([each]) => each !== site.id);
  const siteName = referenceTo(topology, site);
  const placesOfOthers = others.flatMap(([each]) => topology.elements.get(each) ?? []);
  const text = says.sessionManagers({
    service: service.name,
    members: listed(machines.map((machine) => machine.name)),
    site: siteName,
    others: listed(placesOfOthers.map((each) => referenceTo(topology, each))),
  });
  report(service, text, {
    property: 'members',
    related: others.slice(0, 8).flatMap(([each, managers]) => {
      const place = topology.elements.get(each);
      const manager = topology.elements.get([...managers][0] ?? '');
      if (!place || !manager) return [];
      const words = { member: manager.name, place: referenceTo(topology, place) };
      return [{ source: manager.source, message: says.elsewhere(words) }];
    }),
  });
}

/** True where all who register with this set register with a Session Manager of another site as well. */
function clientsHaveOthers(topology: Topology, service: ActiveActiveService, site: Id): boolean {
  const clients = topology.endpoints.filter((endpoint) => endpoint.registers.includes(service.id));
  const managers = [...sessionManagersBySite(topology)].flatMap(([each, ids]) => (each === site ? [] : [...ids]));
  const elsewhere = new Set(managers);
  return (
    clients.length > 0 &&
    clients.every(({ registers, alternates }) =>
      [...registers, ...alternates].some((each) =>
        machinesUnder(topology, each).some((machine) => elsewhere.has(machine.id)),
      ),
    )
  );
}
