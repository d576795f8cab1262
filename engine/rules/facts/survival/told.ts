/** What other rules say of the same loss: nobody wants to read it twice. */
import { find } from '../../../topology/lookup.ts';
import type { Element, Service, Topology } from '../../../topology/model.ts';
import { neededOf, needsOwnRedundancy } from '../external-tier.ts';
import { clusterOfGroup, virtualCenterGroups } from '../failover-groups.ts';
import { type Fate, sharedFates } from '../fates.ts';
import { votesOfCluster } from '../votes.ts';

/** What takes two members at once, by what fails: the rules on pairs name the members and where to move one. */
const fates: Readonly<Partial<Record<Element['kind'], Fate>>> = {
  host: 'host',
  rack: 'rack',
  circuit: 'circuit',
  server: 'machine',
  vm: 'machine',
};

/**
 * True where another rule says that this service stops with this component: that members share it, that the votes of a
 * cluster are too few or not where they belong, that what VirtualCenter needs is alone.
 */
export function isToldElsewhere(topology: Topology, component: Element, service: Service): boolean {
  const fate = fates[component.kind];
  return (
    (fate !== undefined &&
      sharedFates(topology, service, fate, () => false).some(({ place }) => place === component.id)) ||
    isByItsVotes(topology, component, service) ||
    isTierOf(topology, component, service)
  );
}

/**
 * A group whose cluster stops with any vote, or has no quorum at all, is not stopped by what takes a vote; one whose
 * witness is a node hangs on that node.
 */
function isByItsVotes(topology: Topology, component: Element, service: Service): boolean {
  const cluster = service.mode === 'failover-group' ? clusterOfGroup(topology, service) : undefined;
  if (!cluster) return false;
  const { quorum } = cluster;
  if (!quorum) return true;
  const votes = votesOfCluster(cluster);
  const isWitness = quorum.kind === 'majority' && quorum.witness === component.id;
  return (votes !== undefined && votes.all < 3) || (isWitness && cluster.nodes.includes(component.id));
}

function isTierOf(topology: Topology, component: Element, service: Service): boolean {
  const group = virtualCenterGroups(topology).find(({ id }) => id === service.id);
  const needed = find(topology, 'service', component.id);
  if (!group || !needed) return false;
  return (['database', 'directory'] as const).some(
    (tier) => neededOf(topology, group, tier).includes(needed) && needsOwnRedundancy(topology, needed, tier),
  );
}
