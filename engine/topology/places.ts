/** In what an element stands: sites, racks, clusters. */
import { find } from './lookup.ts';
import type { Element, Id, Site, Topology } from './model.ts';

/** The site `id` and the sites around it, innermost first. */
export function sitesAround(topology: Topology, id: Id | undefined): readonly Site[] {
  const sites: Site[] = [];
  for (let site = find(topology, 'site', id); site && !sites.includes(site); site = find(topology, 'site', site.site))
    sites.push(site);
  return sites;
}

/** The element itself and everything in which it stands: its rack, cluster and sites. */
export function placesOf(topology: Topology, element: Element): ReadonlySet<Id> {
  const places = new Set<Id>([element.id]);
  for (const site of sitesAround(topology, element.site)) places.add(site.id);
  if ('rack' in element && element.rack !== undefined) {
    places.add(element.rack);
    for (const site of sitesAround(topology, find(topology, 'rack', element.rack)?.site)) places.add(site.id);
  }
  if (element.kind === 'host' && element.cluster !== undefined) places.add(element.cluster);
  return places;
}
