/** Machines that no service names: what a fix offers as a member. */
import { membersOf } from '../../topology/lookup.ts';
import type { Id, Machine, Service, Topology } from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';

const unused = oncePerTopology((topology): readonly Machine[] => {
  const used = new Set<Id>(topology.services.flatMap((service) => membersOf(service)));
  for (const cluster of topology.clusters) if (cluster.vcenter !== undefined) used.add(cluster.vcenter);
  for (const { nodes, quorum } of topology.failoverClusters) {
    for (const node of nodes) used.add(node);
    if (quorum?.kind === 'majority' && quorum.witness !== undefined) used.add(quorum.witness);
  }
  return [...topology.vms, ...topology.servers].filter((machine) => !used.has(machine.id));
});

/** At most so many are offered to be tried. */
const most = 6;

/**
 * Machines of the kind that carries `member` and that no service, cluster or quorum names: those first whose
 * names begin most like that of the member, then in the order of the text.
 */
export function unusedLike(topology: Topology, service: Service, member: Id): readonly Machine[] {
  const [model] = machinesUnder(topology, member);
  if (!model) return [];
  const others = new Set(machinesUnder(topology, service.id).map((machine) => machine.id));
  return unused(topology)
    .filter((machine) => machine.kind === model.kind && !others.has(machine.id))
    .map((machine) => ({ machine, alike: alikeLetters(machine.name, model.name) }))
    .sort((one, other) => other.alike - one.alike || one.machine.order - other.machine.order)
    .slice(0, most)
    .map(({ machine }) => machine);
}

function alikeLetters(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
}
