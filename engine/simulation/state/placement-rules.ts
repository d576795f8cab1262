/** Rules of a cluster on where its VMs may run. */
import { find } from '../../topology/lookup.ts';
import type { Host, Id, PlacementRule } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { guestsOf } from './hosts.ts';

/** The *must* rule that forbids a VM on a host. */
export function mustBreaker(rules: readonly PlacementRule[], vm: Id, host: Id): PlacementRule | undefined {
  return rules.find(
    (rule) =>
      rule.kind === 'on' && rule.strength === 'must' && rule.machines.includes(vm) && !rule.hosts.includes(host),
  );
}

/** The VM from which a rule keeps this one apart and that runs on the host, or in its rack, or on its circuits. */
export function apartBreaker(
  world: World,
  rules: readonly PlacementRule[],
  machine: MachineState,
  host: HostState,
): Ref | undefined {
  for (const rule of rules) {
    if (rule.kind !== 'apart' || !rule.machines.includes(machine.plan.machine.id)) continue;
    for (const other of world.hosts) {
      if (!sharesFate(world, rule.levels, host.plan.host, other.plan.host)) continue;
      const neighbour = guestsOf(world, other.ref).find(
        (guest) => guest !== machine && rule.machines.includes(guest.plan.machine.id),
      );
      if (neighbour) return neighbour.ref;
    }
  }
  return undefined;
}

function sharesFate(world: World, levels: readonly string[], a: Host, b: Host): boolean {
  if (a.id === b.id) return true;
  if (levels.includes('racks') && a.rack !== undefined && a.rack === b.rack) return true;
  return levels.includes('circuits') && circuitsOf(world, a).some((circuit) => circuitsOf(world, b).includes(circuit));
}

function circuitsOf(world: World, host: Host): readonly Id[] {
  return host.circuits.length > 0 ? host.circuits : (find(world.topology, 'rack', host.rack)?.circuits ?? []);
}
