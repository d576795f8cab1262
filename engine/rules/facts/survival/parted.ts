/** Components whose loss parts the members of a service that stand in different sites. */
import { findMachine, membersOf } from '../../../topology/lookup.ts';
import type { Link, Machine, Service, Site, Switch, Topology } from '../../../topology/model.ts';
import { sitesAround } from '../../../topology/places.ts';
import { ranksOf } from '../../../topology/ranks.ts';
import { machinesUnder, metalOf } from '../placement.ts';
import { failing, joints, nothingFailing } from './failing.ts';
import { conditionOf, connect, factsOf, type MachineFacts } from './machines.ts';
import { isRedundant } from './members.ts';
import { singlePoints } from './single-points.ts';

/** A link, or a switch that all links meet, with what it parts. */
export interface Parting {
  readonly component: Link | Switch;
  readonly services: readonly Service[];
  /** The sites on its two sides, as the first pair of members shows them. */
  readonly sites: readonly [Site, Site];
}

interface Placed {
  readonly facts: MachineFacts;
  readonly site: Site;
}

/** So many machines of a service in one site are looked at. */
const mostInSite = 4;

/**
 * Single ways between sites: links first, then switches where no link alone parts a service. Services that
 * such a loss stops or cuts off from clients are left out: there it is a single point of failure.
 */
export function partings(topology: Topology): readonly Parting[] {
  if (topology.sites.length < 2) return [];
  const { elements } = ranksOf(topology);
  const ways = joints(topology).flatMap((ref) => {
    const element = elements[ref];
    return element?.kind === 'link' || element?.kind === 'switch' ? [{ ref, element }] : [];
  });
  if (ways.length === 0) return [];
  const spread = topology.services.flatMap((service) => {
    const placed = isRedundant(topology, service) ? membersInSites(topology, service) : [];
    return placed.length > 1 ? [{ service, placed }] : [];
  });
  if (spread.length === 0) return [];
  const stopped = stoppedBy(topology);
  const found: Parting[] = [];
  const byLink = new Set<Service>();
  const inOrder = [...ways].sort(
    (a, b) =>
      Number(a.element.kind === 'switch') - Number(b.element.kind === 'switch') || a.element.order - b.element.order,
  );
  for (const { ref, element } of inOrder) {
    const parted = spread
      .filter(({ service }) => element.kind === 'link' || !byLink.has(service))
      .flatMap(({ service, placed }) => {
        const sites = partedSites(topology, ref, placed);
        return sites ? [{ service, sites }] : [];
      });
    if (element.kind === 'link') for (const { service } of parted) byLink.add(service);
    const told = parted.filter(({ service }) => !stopped.get(element.id)?.has(service));
    const [first] = told;
    if (first) found.push({ component: element, services: told.map(({ service }) => service), sites: first.sites });
  }
  return found;
}

function stoppedBy(topology: Topology): ReadonlyMap<string, ReadonlySet<Service>> {
  return new Map(
    singlePoints(topology).map(({ component, stopped, cutOff }) => [
      component.id,
      new Set([...stopped, ...cutOff.map(({ service }) => service)]),
    ]),
  );
}

/** Machines of a service, some of each member, where they stand in more than one site. */
function membersInSites(topology: Topology, service: Service): readonly Placed[] {
  const counts = new Map<Site, number>();
  const placed: Placed[] = [];
  for (const member of new Set(membersOf(service))) {
    const machine = findMachine(topology, member);
    for (const one of machine ? [machine] : machinesUnder(topology, member)) {
      const site = siteOf(topology, one);
      const count = site ? (counts.get(site) ?? 0) : mostInSite;
      if (!site || count >= mostInSite) continue;
      counts.set(site, count + 1);
      placed.push({ facts: factsOf(topology, one), site });
    }
  }
  return counts.size > 1 ? placed : [];
}

function siteOf(topology: Topology, machine: Machine): Site | undefined {
  const metal = metalOf(topology, machine);
  return sitesAround(topology, metal?.site)[0];
}

/** The sites of the first two machines that reach each other now and would not without an element. */
function partedSites(topology: Topology, ref: number, placed: readonly Placed[]): readonly [Site, Site] | undefined {
  const [before, after] = [nothingFailing(topology), failing(topology, ref)];
  const works = ({ facts }: Placed) => conditionOf(after, facts) === 'works';
  for (const [at, a] of placed.entries())
    for (const b of placed.slice(at + 1)) {
      if (a.site === b.site || !a.facts.cabled || !b.facts.cabled || !works(a) || !works(b)) continue;
      if (connect(before, a.facts, b.facts) && !connect(after, a.facts, b.facts)) return [a.site, b.site];
    }
  return undefined;
}
