/** What takes a member down when it alone is lost, and what several members share of it. */
import { find, findMachine, membersOf } from '../../topology/lookup.ts';
import type { Host, Id, Machine, Server, Service, Topology } from '../../topology/model.ts';
import { sitesAround } from '../../topology/places.ts';
import { oncePerTopology } from './memo.ts';
import { metalOf } from './placement.ts';
import { type Partner, partnersOf } from './redundancy.ts';

/** What a machine stands in or hangs on, and is lost with. */
export type Fate = 'machine' | 'host' | 'rack' | 'circuit' | 'site' | 'cluster';

/** The circuits that feed a host or server: its own, else its rack's. Empty where none is stated. */
export function circuitsOf(topology: Topology, metal: Host | Server): readonly Id[] {
  const stated = metal.circuits.length > 0 ? metal.circuits : (find(topology, 'rack', metal.rack)?.circuits ?? []);
  return [...new Set(stated)];
}

/** The site where a host or server stands: its rack's where that states one, else its own (its cluster's). */
export function siteOf(topology: Topology, metal: Host | Server): Id | undefined {
  return find(topology, 'rack', metal.rack)?.site ?? metal.site;
}

/**
 * Each of these alone takes a machine with it. Of two circuits that feed it neither does; a VM under Fault
 * Tolerance is lost only with both its hosts.
 */
function fatesOf(topology: Topology, fate: Fate, machine: Machine): readonly Id[] {
  if (fate === 'machine') return [machine.id];
  const fates = fatesOfMetal(topology, fate, metalOf(topology, machine));
  if (machine.kind === 'server' || !machine.ft) return fates;
  const secondary = find(topology, 'host', machine.ft.secondary);
  // not stated where: on another host of the same cluster, at any rate
  if (!secondary) return fate === 'site' || fate === 'cluster' ? fates : [];
  const others = fatesOfMetal(topology, fate, secondary);
  return fates.filter((place) => others.includes(place));
}

/** What a host or server alone is lost with. */
export function fatesOfMetal(topology: Topology, fate: Fate, metal: Host | Server | undefined): readonly Id[] {
  if (!metal) return [];
  switch (fate) {
    case 'machine':
    case 'host':
      return [metal.id];
    case 'rack':
      return metal.rack === undefined ? [] : [metal.rack];
    case 'circuit': {
      const circuits = circuitsOf(topology, metal);
      return circuits.length === 1 ? circuits : [];
    }
    case 'site':
      return sitesAround(topology, siteOf(topology, metal)).map((site) => site.id);
    case 'cluster':
      return metal.kind === 'host' && metal.cluster !== undefined ? [metal.cluster] : [];
  }
}

const fatalSets = oncePerTopology(() => new Map<Fate, Map<Id, ReadonlySet<Id>>>());
const none: ReadonlySet<Id> = new Set();

/**
 * The machines, hosts, racks, circuits, sites or clusters each of whose loss alone takes a member down: of a
 * machine where it stands at time 0, of a service those after which too few of its members are left.
 */
export function fatalTo(topology: Topology, fate: Fate, member: Id): ReadonlySet<Id> {
  const sets = fatalSets(topology);
  let known = sets.get(fate);
  if (!known) {
    known = new Map();
    sets.set(fate, known);
  }
  const found = known.get(member);
  if (found) return found;
  // a circle of services, which the language reports, ends here
  known.set(member, none);
  const fatal = computeFatal(topology, fate, member);
  known.set(member, fatal);
  return fatal;
}

function computeFatal(topology: Topology, fate: Fate, member: Id): ReadonlySet<Id> {
  const machine = findMachine(topology, member);
  if (machine) return new Set(fatesOf(topology, fate, machine));
  const service = find(topology, 'service', member);
  if (!service) return none;
  const lost = new Map<Id, number>();
  const members = new Set(membersOf(service));
  for (const inner of members)
    for (const place of fatalTo(topology, fate, inner)) lost.set(place, (lost.get(place) ?? 0) + 1);
  const spare = members.size - neededMembers(service);
  return new Set([...lost].flatMap(([place, count]) => (count > spare ? [place] : [])));
}

/** How many members must live for the service to be up. */
function neededMembers(service: Service): number {
  switch (service.mode) {
    case 'active-active':
      return service.needsAtLeast;
    case 'n-plus-one':
      return service.members.length;
    default:
      return 1;
  }
}

/** The first place whose loss alone takes both members, if there is one. */
export function sharedBy(topology: Topology, fate: Fate, one: Id, other: Id): Id | undefined {
  const places = fatalTo(topology, fate, other);
  return [...fatalTo(topology, fate, one)].find((place) => places.has(place));
}

/** A member that a place takes together with partners that are named before it. */
export interface SharedFate {
  readonly place: Id;
  readonly partner: Partner;
  readonly others: readonly Partner[];
}

/** So many members of one place are told one by one; the rest of a pool together, at the last of them. */
const toldAlone = 8;

/**
 * Each member of a service that one place takes together with earlier members of another side, in the order of
 * the members. Pairs for whom `isSaidElsewhere` are passed over.
 */
export function sharedFates(
  topology: Topology,
  service: Service,
  fate: Fate,
  isSaidElsewhere: (one: Id, other: Id, place: Id) => boolean,
): readonly SharedFate[] {
  const found: SharedFate[] = [];
  const byPlace = new Map<Id, Partner[]>();
  const tell = (place: Id, partner: Partner, earlier: readonly Partner[]) => {
    const others = earlier.filter(
      (other) => other.side !== partner.side && !isSaidElsewhere(partner.member, other.member, place),
    );
    if (others.length > 0) found.push({ place, partner, others });
  };
  for (const partner of partnersOf(service))
    for (const place of fatalTo(topology, fate, partner.member)) {
      const earlier = byPlace.get(place);
      if (!earlier) byPlace.set(place, [partner]);
      else {
        if (earlier.length < toldAlone) tell(place, partner, earlier);
        earlier.push(partner);
      }
    }
  for (const [place, all] of byPlace) {
    const last = all.at(-1);
    if (all.length > toldAlone && last) tell(place, last, all.slice(0, -1));
  }
  return found;
}
