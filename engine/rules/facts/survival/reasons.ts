/** Why a service is not served while something has failed, in words. */
import { find, membersOf } from '../../../topology/lookup.ts';
import type { Element, Service, Topology } from '../../../topology/model.ts';
import { listed, message } from '../../message.ts';
import { machinesUnder } from '../placement.ts';
import type { Failing } from './failing.ts';
import { conditionOf, factsOf, isReachable, type MachineFacts } from './machines.ts';
import { quorateNodes } from './quorum.ts';
import type { Serving } from './services.ts';

/** Parts of a sentence: `when san fails, Telephony stops: A and B lose their disk`. */
export const reasonWords = {
  gone: message`${'machines'} ${'are'} lost`,
  itself: message`every member needs it`,
  stalled: message`${'machines'} ${'lose'} what ${'their'} disk needs`,
  cut: message`${'machines'} cannot be reached`,
  quorum: message`no node of ${'cluster'} has quorum`,
  others: message`${'machines'} and others`,
  needs: message`${'service'} needs ${'needed'}, which stops: ${'reason'}`,
  needsIt: message`${'service'} needs it, and nothing takes over from it`,
};

/** Why services stop when a component fails: what becomes of those that carry them, else of what the first needs. */
export function reasonOf(
  topology: Topology,
  serving: Serving,
  component: Element,
  stopped: readonly Service[],
): string {
  const [first] = stopped;
  if (!first) return '';
  if (component.kind === 'service') {
    const needs = needing(topology, component.id, first, new Set());
    return needs ? reasonWords.needsIt({ service: needs.name }) : reasonWords.itself({});
  }
  const bare = stopped.filter((service) => serving.machinesOf(service).length === 0);
  if (bare.length > 0) return lossOf(topology, serving, component, bare);
  const needed = find(
    topology,
    'service',
    first.needs.find((id) => !serving.isNeedServed(id)),
  );
  if (!needed) return lossOf(topology, serving, component, stopped);
  const reason = reasonOf(topology, serving, component, [needed]);
  return reasonWords.needs({ service: first.name, needed: needed.name, reason });
}

/** The service on the way to a needed one that names it. */
function needing(topology: Topology, needed: string, service: Service, seen: Set<string>): Service | undefined {
  if (service.needs.includes(needed)) return service;
  seen.add(service.id);
  for (const id of [...service.needs, ...membersOf(service)]) {
    const next = seen.has(id) ? undefined : find(topology, 'service', id);
    const found = next && needing(topology, needed, next, seen);
    if (found) return found;
  }
  return undefined;
}

/** What becomes of the machines that carry services: lost, stalled, out of reach; of a group, its quorum. */
function lossOf(topology: Topology, { state }: Serving, component: Element, all: readonly Service[]): string {
  const services = all.slice(0, mostExplained);
  const members = services.flatMap((service) => membersOf(service));
  const carriers = new Set(members.flatMap((member) => machinesUnder(topology, member)));
  const machines = [...carriers].map((machine) => factsOf(topology, machine));
  const lost = machines.filter((facts) => conditionOf(state, facts) === 'off');
  const cluster = clusterWithoutQuorum(topology, state, services);
  if (cluster && lost.length < machines.length) return reasonWords.quorum({ cluster: cluster.name });
  const others = lost.filter(({ machine }) => machine.id !== component.id);
  const stalled = machines.filter((facts) => conditionOf(state, facts) === 'stalled');
  const cut = machines.filter((facts) => conditionOf(state, facts) === 'works' && !isReachable(state, facts));
  const parts: string[] = [];
  const namesOf = (list: readonly MachineFacts[]) => written(list, services.length < all.length);
  const isOne = (list: readonly unknown[]) => list.length === 1;
  if (others.length > 0) parts.push(reasonWords.gone({ machines: namesOf(others), are: isOne(others) ? 'is' : 'are' }));
  if (stalled.length > 0) {
    const [lose, their] = isOne(stalled) ? ['loses', 'its'] : ['lose', 'their'];
    parts.push(reasonWords.stalled({ machines: namesOf(stalled), lose, their }));
  }
  if (cut.length > 0) parts.push(reasonWords.cut({ machines: namesOf(cut) }));
  return parts.length > 0 ? listed(parts) : reasonWords.itself({});
}

function clusterWithoutQuorum(topology: Topology, state: Failing, services: readonly Service[]) {
  return services
    .flatMap((service) =>
      service.mode === 'failover-group' ? (find(topology, 'failover-cluster', service.cluster) ?? []) : [],
    )
    .find((cluster) => quorateNodes(state, cluster).length === 0);
}

/** So many services are looked at for the reason: of more the machines are not counted. */
const mostExplained = 100;
const mostNames = 5;

function written(machines: readonly MachineFacts[], hasMore: boolean): string {
  const names = machines.map(({ machine }) => machine.name);
  return hasMore && names.length >= mostNames
    ? reasonWords.others({ machines: names.slice(0, mostNames - 1).join(', ') })
    : listed(names, mostNames);
}
