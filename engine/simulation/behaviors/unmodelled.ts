/** What this version does not simulate yet, said of each run that it touches. */
import type { Id, PlacementRule } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { nameOf } from '../log.ts';
import { isModelled } from '../results.ts';
import { guestsOf } from '../state/hosts.ts';
import { apartBreaker, mustBreaker } from '../state/placement-rules.ts';
import type { World } from '../world.ts';
import { modeOf } from './modes.ts';

export const unmodelled: Behavior = {
  mechanism: 'service',
  unmodelled: (world) => drs(world),
};

/** DRS matters where a host was to be emptied, or where a rule is broken at the end. */
function drs(world: World): readonly string[] {
  return world.plan.clusters
    .filter(({ cluster, hosts }) => {
      if (cluster.drs?.mode !== 'fully-automated') return false;
      const emptied = world.events.some((event) => event.to === 'maintenance' && cluster.hosts.includes(event.subject));
      return emptied || hosts.some((ref) => breaksRule(world, ref, cluster.drs?.rules ?? []));
    })
    .map(({ ref }) => `DRS is not simulated yet: nothing is moved by itself in ${nameOf(world, ref)}.`);
}

function breaksRule(world: World, ref: Ref, rules: readonly PlacementRule[]): boolean {
  const host = world.hostOf[ref];
  if (!host) return false;
  return guestsOf(world, ref).some(
    (guest) =>
      mustBreaker(rules, guest.plan.machine.id, host.plan.host.id) !== undefined ||
      apartBreaker(world, rules, guest, host) !== undefined,
  );
}

/** Services of modes that are not simulated, and clients of such services. */
export function unknownElements(world: World): readonly Id[] {
  return [
    ...world.services.filter((service) => !modeOf(service)).map((service) => service.plan.service.id),
    ...world.endpoints.filter((one) => !isModelled(world, one)).map((one) => one.plan.endpoint.id),
  ];
}
