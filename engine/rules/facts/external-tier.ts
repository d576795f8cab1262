/** What VirtualCenter needs from outside: its database and the directory. */
import { clusterOf, find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Machine, Service, Topology } from '../../topology/model.ts';
import { activeDirectory, sqlServer } from './failover-groups.ts';
import { machinesUnder } from './placement.ts';
import { isHaProtected } from './restart.ts';

/** What a service is to VirtualCenter. */
export type Tier = 'database' | 'directory';

const products: Readonly<Record<Tier, { readonly name: string; readonly like: RegExp }>> = {
  database: { name: sqlServer, like: /sql|oracle|database|(^|[._-])db\d*$/i },
  directory: { name: activeDirectory, like: /directory|domain|(^|[._-])(ad|dc)\d*$/i },
};

/**
 * What a service is: by its product; one that states none, or one of another vendor, by the name of the product or
 * its own. `undefined`: neither, as far as is stated.
 */
export function tierOf(service: Service): Tier | undefined {
  const tiers = Object.keys(products) as Tier[];
  const { product } = service;
  return (
    tiers.find((tier) => product?.name === products[tier].name) ??
    tiers.find((tier) => products[tier].like.test(product?.name ?? service.name))
  );
}

/** The services of a tier that a group needs. */
export function neededOf(topology: Topology, group: FailoverGroupService, tier: Tier): readonly Service[] {
  return group.needs.flatMap((id) => find(topology, 'service', id) ?? []).filter((service) => tierOf(service) === tier);
}

/** True for a database on one machine that nothing starts elsewhere, and for a directory with one domain controller. */
export function needsOwnRedundancy(topology: Topology, service: Service, tier: Tier): boolean {
  const machines = machinesUnder(topology, service.id);
  return tier === 'directory' ? machines.length === 1 : isAlone(topology, machines);
}

/** One machine, and nothing that starts it elsewhere. Nothing is known of a service without any. */
function isAlone(topology: Topology, machines: readonly Machine[]): boolean {
  const [machine, ...others] = machines;
  if (!machine || others.length > 0) return false;
  if (machine.kind === 'server') return true;
  return !machine.ft && !(isHaProtected(topology, machine) && (clusterOf(topology, machine)?.hosts.length ?? 0) > 1);
}
