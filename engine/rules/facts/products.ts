/** Which services and machines run which products. */

import { membersOf } from '../../topology/lookup.ts';
import type { Id, Machine, Service, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';

export const cic = 'pureconnect.cic';
export const sessionManager = 'pureconnect.session-manager';
export const mediaServer = 'pureconnect.media-server';
export const serviceNode = 'mitel.mx-one-service-node';

const byProduct = oncePerTopology((topology) => grouped(topology.services, (service) => service.product?.name));

/** The services of a product, in order. */
export function servicesOf(topology: Topology, product: string): readonly Service[] {
  return byProduct(topology).get(product) ?? [];
}

const parents = oncePerTopology((topology) =>
  grouped(
    topology.services.flatMap((service) => [...new Set(membersOf(service))].map((member) => ({ member, service }))),
    ({ member }) => member,
  ),
);

/** The services that have this machine or service as a member of their own. */
export function parentsOf(topology: Topology, member: Id): readonly Service[] {
  return (parents(topology).get(member) ?? []).map(({ service }) => service);
}

/** A machine and a product's service that runs on it. */
export interface Carrier {
  readonly machine: Machine;
  readonly service: Service;
}

const carriers = oncePerTopology(() => new Map<string, ReadonlyMap<Id, Carrier>>());

/** The machines that carry a product, each once, with the first service that they carry it for. */
export function carriersOfProduct(topology: Topology, product: string): ReadonlyMap<Id, Carrier> {
  const known = carriers(topology).get(product);
  if (known) return known;
  const found = new Map<Id, Carrier>();
  for (const service of servicesOf(topology, product))
    for (const machine of machinesUnder(topology, service.id))
      if (!found.has(machine.id)) found.set(machine.id, { machine, service });
  carriers(topology).set(product, found);
  return found;
}
