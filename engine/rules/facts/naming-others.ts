/** Who names an element: what a fix that deletes it would leave without a target. */
import { membersOf } from '../../topology/lookup.ts';
import type { Id, Step, TargetRef, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';

interface Naming {
  /** Who names it: an element, or nothing where a scenario does. */
  readonly by?: Id;
  readonly id: Id;
}

const namings = oncePerTopology((topology): ReadonlyMap<Id, readonly Naming[]> => {
  const all: Naming[] = [];
  const add = (by: Id | undefined, ids: Iterable<Id | undefined>) => {
    for (const id of ids) if (id !== undefined) all.push({ id, ...(by !== undefined && { by }) });
  };
  for (const service of topology.services) add(service.id, [...membersOf(service), ...service.needs]);
  for (const resource of topology.resources)
    add(resource.id, [...resource.after, ...resource.afterAny, ...(resource.afterOutside ?? [])]);
  for (const endpoint of topology.endpoints)
    add(endpoint.id, [...endpoint.registers, ...endpoint.alternates, ...endpoint.subscribes]);
  for (const cluster of topology.clusters) add(cluster.id, [cluster.vcenter]);
  for (const scenario of topology.scenarios) for (const step of scenario.steps) add(undefined, namedIn(step));
  return grouped(all, ({ id }) => id);
});

function namedIn(step: Step): readonly (Id | undefined)[] {
  const of = (targets: readonly TargetRef[]) => targets.flatMap((target) => [target.id, target.node]);
  if (step.step === 'inject') return [...of(step.targets), ...of(step.otherSide), ...step.forHosts, step.to];
  return [...of([step.subject]), step.claim.kind === 'state' ? step.claim.on : undefined];
}

/** True where a service, a client, a cluster, a resource or a scenario names an element; `except` do not count. */
export function isNamed(topology: Topology, id: Id, except: ReadonlySet<Id> = new Set()): boolean {
  return (namings(topology).get(id) ?? []).some(({ by }) => by === undefined || !except.has(by));
}
