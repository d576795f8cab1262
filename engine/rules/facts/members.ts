/** What a member of a service is. */
import { find, findMachine } from '../../topology/lookup.ts';
import type { Id, Machine, Service, Topology } from '../../topology/model.ts';

/** The machine or service that a member is. */
export function memberElement(topology: Topology, member: Id): Machine | Service | undefined {
  return findMachine(topology, member) ?? find(topology, 'service', member);
}
