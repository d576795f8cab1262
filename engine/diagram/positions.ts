/** What services and failover clusters are made of. */
import { find, membersOf } from '../topology/lookup.ts';
import type { Id, Topology } from '../topology/model.ts';

/** What a service or failover cluster is made of, with the position that the text gives each. */
export function positionsOf(topology: Topology, id: Id): readonly { readonly member: Id; readonly position: string }[] {
  const cluster = find(topology, 'failover-cluster', id);
  if (cluster) return cluster.nodes.map((member) => ({ member, position: 'node' }));
  const service = find(topology, 'service', id);
  if (!service) return [];
  const members = membersOf(service);
  switch (service.mode) {
    case 'duplication':
      return positions([service.active, 'active'], [service.standby, 'standby']);
    case 'switchover':
      return positions([service.primary, 'primary'], [service.backup, 'backup']);
    case 'geo-redundant':
      return positions([service.primary, 'primary'], [service.secondary, 'secondary']);
    case 'survivable-core':
      return members.map((member) => ({ member, position: member === service.main ? 'main' : 'survivable' }));
    case 'n-plus-one':
      return members.map((member) => ({ member, position: service.spares.includes(member) ? 'spare' : 'member' }));
    case 'failover-group': {
      const holder = groupStartsOn(topology, id);
      return members.map((member) => ({ member, position: member === holder ? 'owner' : 'possible owner' }));
    }
    default:
      return members.map((member) => ({ member, position: 'member' }));
  }
}

function positions(...pairs: readonly (readonly [Id | undefined, string])[]) {
  return pairs.flatMap(([member, position]) => (member === undefined ? [] : [{ member, position }]));
}

/** Where a failover group is at time 0: on `on`, else its first preferred owner, else its first owner. */
function groupStartsOn(topology: Topology, id: Id): Id | undefined {
  const group = find(topology, 'service', id);
  return group?.mode === 'failover-group' ? (group.on ?? group.preferred[0] ?? group.owners[0]) : undefined;
}
