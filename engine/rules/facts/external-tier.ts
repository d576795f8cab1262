/** What VirtualCenter needs from outside: its database and the directory. */
import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Service, Topology } from '../../topology/model.ts';
import { activeDirectory, sqlServer } from './failover-groups.ts';

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
