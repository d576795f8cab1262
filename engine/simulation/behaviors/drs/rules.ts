/** Placement rules of a cluster: which are broken now, and which a move would break. */
import type { PlacementRule } from '../../../topology/model.ts';
import { apartBreaker } from '../../../topology/placing/rules.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { presentOf } from '../../state/present.ts';
import type { HostState, MachineState, World } from '../../world.ts';

/** The running VMs that a rule names, in order of declaration. */
export function ruled(world: World, rule: PlacementRule): readonly MachineState[] {
  return world.machines.filter((machine) => machine.on && rule.machines.includes(machine.plan.machine.id));
}

/** The VMs that stand against a rule where they run now. Of those to be kept together: all that are not all together. */
export function breakers(world: World, rule: PlacementRule): readonly MachineState[] {
  const machines = ruled(world, rule);
  if (rule.kind === 'together') {
    const hosts = new Set(machines.map(({ host }) => host));
    return hosts.size > 1 ? machines : [];
  }
  return machines.filter((machine) => {
    const host = world.hostOf[machine.host];
    return host !== undefined && breaks(world, rule, machine, host);
  });
}

/** Whether a VM on `host` would stand against a rule. */
export function breaks(world: World, rule: PlacementRule, machine: MachineState, host: HostState): boolean {
  if (!rule.machines.includes(machine.plan.machine.id)) return false;
  switch (rule.kind) {
    case 'on':
      return !rule.hosts.includes(host.plan.host.id);
    case 'apart':
      return apartBreaker(world.topology, presentOf(world), [rule], machine, host) !== undefined;
    case 'together':
      // Who runs on a host that is being emptied follows.
      return ruled(world, rule).some(
        (other) => other !== machine && other.host !== host.ref && !isEmptied(world, other.host),
      );
  }
}

function isEmptied(world: World, host: Ref): boolean {
  return world.hostOf[host]?.maintenance === true;
}

/** A rule that no move may break: all but `should`. */
export function isHard(rule: PlacementRule): boolean {
  return rule.kind !== 'on' || rule.strength === 'must';
}

/** Why a rule forbids a VM on a host, in words for the reason why not. */
export function ruleText(rule: PlacementRule): string {
  if (rule.kind === 'apart') return 'keep apart';
  if (rule.kind === 'together') return 'keep together';
  return `keep on, ${rule.strength}`;
}
