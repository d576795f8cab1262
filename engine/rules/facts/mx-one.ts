/** Service Nodes of MX-ONE: what carries them, and how they are redundant. */
import type { Id, NPlusOneService, Service, Topology, Vm } from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';
import { carriersOfProduct, serviceNode } from './products.ts';

/** A VM that carries a Service Node. */
export interface ServiceNodeVm {
  readonly vm: Vm;
  readonly service: Service;
}

/** The VMs of Service Nodes under Fault Tolerance. */
export const faultTolerantNodes: (topology: Topology) => readonly ServiceNodeVm[] = oncePerTopology((topology) =>
  [...carriersOfProduct(topology, serviceNode).values()].flatMap(({ machine, service }) =>
    machine.kind === 'vm' && machine.ft ? [{ vm: machine, service }] : [],
  ),
);

/** True for a Service Node, and for a service that names no product and that only Service Nodes carry. */
export function isServiceNode(topology: Topology, service: Service): boolean {
  if (service.product) return service.product.name === serviceNode;
  const nodes = carriersOfProduct(topology, serviceNode);
  const machines = nodes.size === 0 ? [] : machinesUnder(topology, service.id);
  return machines.length > 0 && machines.every(({ id }) => nodes.has(id));
}

/** Server redundancy of MX-ONE: standby servers, each of which replaces one that is lost. */
export const serverRedundancies: (topology: Topology) => readonly NPlusOneService[] = oncePerTopology((topology) =>
  topology.services.filter(
    (service): service is NPlusOneService => service.mode === 'n-plus-one' && isServiceNode(topology, service),
  ),
);

/** The machines of all server redundancies: by Mitel's word HA is not to restart them. */
export const serverRedundancyMachines: (topology: Topology) => ReadonlySet<Id> = oncePerTopology(
  (topology) =>
    new Set(serverRedundancies(topology).flatMap((service) => machinesUnder(topology, service.id).map(({ id }) => id))),
);
