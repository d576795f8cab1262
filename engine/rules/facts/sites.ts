/** In which site something stands. */
import { find } from '../../topology/lookup.ts';
import type { Machine, Site, Topology } from '../../topology/model.ts';
import { metalOf } from './placement.ts';

/** The innermost site in which a machine's metal stands, or that of its rack; `undefined`: not stated. */
export function siteOfMachine(topology: Topology, machine: Machine): Site | undefined {
  const metal = metalOf(topology, machine);
  return find(topology, 'site', metal?.site) ?? find(topology, 'site', find(topology, 'rack', metal?.rack)?.site);
}
