/** In which site something stands. */
import { find } from '../../topology/lookup.ts';
import type { Machine, Site, Topology } from '../../topology/model.ts';
import { siteOf } from './fates.ts';
import { metalOf } from './placement.ts';

/** The site in which a machine's metal stands; `undefined`: not stated. */
export function siteOfMachine(topology: Topology, machine: Machine): Site | undefined {
  const metal = metalOf(topology, machine);
  return metal && find(topology, 'site', siteOf(topology, metal));
}

/** The sites in which machines stand, as far as stated, each once. */
export function sitesOfMachines(topology: Topology, machines: Iterable<Machine>): readonly Site[] {
  return [...new Set([...machines].flatMap((machine) => siteOfMachine(topology, machine) ?? []))];
}
