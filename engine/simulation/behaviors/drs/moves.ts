/** Where DRS moves a VM: the emptiest host that could run it and breaks no rule. */
import type { PlacementRule } from '../../../topology/model.ts';
import { nameOf } from '../../log.ts';
import type { ClusterPlan } from '../../plan.ts';
import { drsSource } from '../../sources.ts';
import { freeMemory, guestCount } from '../../state/hosts.ts';
import { moveLive, whyNotMove } from '../../state/migration.ts';
import { few, whyThere } from '../../state/why-there.ts';
import type { HostState, MachineState, World } from '../../world.ts';
import { breaks, isHard, ruleText } from './rules.ts';

/** What DRS may do with a VM: its own automation comes before the cluster's. */
export function whyNotMovable(machine: MachineState): string | undefined {
  const { machine: vm } = machine.plan;
  if (vm.kind !== 'vm') return 'it is a server';
  return vm.drs === undefined || vm.drs === 'fully-automated' ? undefined : `its automation is ${vm.drs}`;
}

/** The hosts that could take a VM now, the best first: those that break the fewest `should` rules, then the emptiest. */
export function targetsFor(
  world: World,
  plan: ClusterPlan,
  machine: MachineState,
  repaired?: PlacementRule,
): readonly HostState[] {
  const { cluster, hosts } = plan;
  const rules = cluster.drs?.rules ?? [];
  const { admission } = cluster.ha ?? {};
  const kept = admission?.policy === 'dedicated' ? admission.hosts : [];
  return hosts
    .flatMap((ref) => world.hostOf[ref] ?? [])
    .filter((host) => !kept.includes(host.plan.host.id))
    .filter((host) => whyNotMove(world, machine, host) === undefined)
    .filter((host) => !rules.some((rule) => rule !== repaired && isHard(rule) && breaks(world, rule, machine, host)))
    .map((host) => ({
      host,
      soft: softBreaks(world, plan, machine, host),
      free: freeMemory(world, host.ref),
      guests: guestCount(world, host.ref),
    }))
    .sort((a, b) => a.soft - b.soft || descending(a.free, b.free) || a.guests - b.guests)
    .map(({ host }) => host);
}

/** Why a VM moves to the first of `able`: what keeps it off the other hosts of its cluster, or what decides. */
export function whyTo(world: World, plan: ClusterPlan, machine: MachineState, able: readonly HostState[]): string {
  const [to] = able;
  if (!to) return '';
  const soft = softBreaks(world, plan, machine, to);
  const level = able.filter((host) => softBreaks(world, plan, machine, host) === soft);
  const others = plan.hosts.flatMap((ref) => world.hostOf[ref] ?? []).filter((host) => host.ref !== machine.host);
  const why = others.filter((host) => !level.includes(host)).map((host) => against(world, plan, machine, host));
  return `, ${whyThere(world, to, { able: level, why })},`;
}

/** Why no host takes a VM. */
export function whyNowhere(world: World, plan: ClusterPlan, machine: MachineState): string {
  const others = plan.hosts.flatMap((ref) => world.hostOf[ref] ?? []).filter((host) => host.ref !== machine.host);
  const why = others.map((host) => against(world, plan, machine, host));
  return why.length === 0 ? 'its cluster has no other host' : `no host can take it (${few(why, '; ')})`;
}

function against(world: World, { cluster }: ClusterPlan, machine: MachineState, host: HostState): string {
  const rule = cluster.drs?.rules.find((one) => breaks(world, one, machine, host));
  const copy = machine.copies.includes(host.ref) ? 'runs its secondary' : undefined;
  const broken = rule ? `against the rule ${ruleText(rule)}` : 'kept for failovers';
  return `${nameOf(world, host.ref)}: ${copy ?? whyNotMove(world, machine, host) ?? broken}`;
}

/** How many `should` rules a VM on `host` would stand against. */
export function softBreaks(world: World, { cluster }: ClusterPlan, machine: MachineState, host: HostState): number {
  return (cluster.drs?.rules ?? []).filter((rule) => !isHard(rule) && breaks(world, rule, machine, host)).length;
}

/** Also of two that are without limit. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b - a;
}

export function moveTo(
  world: World,
  plan: ClusterPlan,
  machine: MachineState,
  to: HostState,
  why: string,
  cause: number,
  there = '',
): number {
  const from = machine.host;
  const text = `DRS moves ${nameOf(world, machine.ref)} from ${nameOf(world, from)} to ${nameOf(world, to.ref)}${there} without downtime: ${why}`;
  const { assumption } = plan.cluster.timings.interval;
  return moveLive(world, machine, to, { mechanism: 'drs', cause, text, source: drsSource, assumption });
}
