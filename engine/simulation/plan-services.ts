/** Services in the order in which one hangs on the other. */
import { find, membersOf } from '../topology/lookup.ts';
import type { Id, Service, Topology } from '../topology/model.ts';

/** Every service after its members and what it needs; a cycle is cut where it closes (the language reports it). */
export function inDependencyOrder(topology: Topology): readonly Service[] {
  const ordered: Service[] = [];
  const seen = new Set<Id>();
  const visit = (service: Service): void => {
    if (seen.has(service.id)) return;
    seen.add(service.id);
    for (const id of [...membersOf(service), ...service.needs]) {
      const other = find(topology, 'service', id);
      if (other) visit(other);
    }
    ordered.push(service);
  };
  for (const service of topology.services) visit(service);
  return ordered;
}
