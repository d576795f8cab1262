/** One invocation of DRS in a cluster: broken rules are repaired first, then hosts in maintenance are emptied. */
import type { PlacementRule } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf } from '../../log.ts';
import type { ClusterPlan } from '../../plan.ts';
import { drsSource } from '../../sources.ts';
import { vcenterDown } from '../../state/migration.ts';
import { type HostState, type MachineState, own, type World } from '../../world.ts';
import { moveTo, softBreaks, targetsFor, whyNotMovable } from './moves.ts';
import { breakers, breaks, isHard, ruled, ruleText } from './rules.ts';

/** By VM or cluster: the reason why nothing was done, so that it is told once. */
const told = own(() => new Map<Ref, string>());

/** What DRS has to do in a cluster: rules that are broken, and VMs on hosts in maintenance. */
export interface Work {
  readonly broken: readonly PlacementRule[];
  readonly leaving: readonly MachineState[];
}

export function workOf(world: World, { cluster, hosts }: ClusterPlan): Work {
  const broken = (cluster.drs?.rules ?? []).filter((rule) => breakers(world, rule).length > 0);
  const emptied = hosts.filter((ref) => world.hostOf[ref]?.maintenance);
  const leaving = world.machines.filter((machine) => machine.on && emptied.includes(machine.host));
  return { broken, leaving };
}

/** Does what can be done now. Gives whether anything moved. */
export function runPass(world: World, plan: ClusterPlan): boolean {
  const vcenter = vcenterDown(world, plan.ref);
  if (vcenter !== undefined) {
    const text = `DRS of ${nameOf(world, plan.ref)} moves nothing: ${nameOf(world, vcenter)} is down`;
    tellOnce(world, plan.ref, text, latest(world.lastEvent[vcenter] ?? -1));
    return false;
  }
  told(world).delete(plan.ref);
  const before = world.versions.machines;
  for (const rule of workOf(world, plan).broken) repair(world, plan, rule);
  for (const machine of workOf(world, plan).leaving) leave(world, plan, machine);
  return world.versions.machines !== before;
}

function repair(world: World, plan: ClusterPlan, rule: PlacementRule): void {
  const before = world.versions.machines;
  if (rule.kind === 'together') gather(world, plan, rule);
  // The one declared last gives way, so that the first stays where it is.
  else for (const machine of [...breakers(world, rule)].reverse()) settle(world, plan, rule, machine);
  const left = breakers(world, rule);
  if (world.versions.machines !== before) return;
  for (const machine of left) {
    const why = whyNotMovable(machine) ?? 'no host could take it';
    tellOnce(
      world,
      machine.ref,
      `DRS leaves ${nameOf(world, machine.ref)} on ${nameOf(world, machine.host)}, against the rule (${ruleText(rule)}): ${why}`,
      causeOf(world, machine),
    );
  }
}

function settle(world: World, plan: ClusterPlan, rule: PlacementRule, machine: MachineState): void {
  const here = world.hostOf[machine.host];
  if (!here || !breaks(world, rule, machine, here) || whyNotMovable(machine)) return;
  // Where wishes contradict each other a move must leave fewer of them unmet, or it would go to and fro.
  const wishes = (host: HostState) => softBreaks(world, plan, machine, host);
  const to = targetsFor(world, plan, machine).find(
    (host) => !breaks(world, rule, machine, host) && (isHard(rule) || wishes(host) < wishes(here)),
  );
  if (to) moveTo(world, machine, to, `a rule is broken (${ruleText(rule)})`, causeOf(world, machine));
}

/** Brings VMs to one host: the one where most of them run, or the first that can take all the others. */
function gather(world: World, plan: ClusterPlan, rule: PlacementRule): void {
  const machines = ruled(world, rule);
  const count = (host: Ref) => machines.filter((machine) => machine.host === host).length;
  const hosts = [...new Set(machines.map(({ host }) => host))].sort((a, b) => count(b) - count(a));
  for (const host of hosts) {
    const others = machines.filter((machine) => machine.host !== host);
    const able = others.every(
      (machine) =>
        whyNotMovable(machine) === undefined && targetsFor(world, plan, machine, rule).some(({ ref }) => ref === host),
    );
    const to = world.hostOf[host];
    if (!able || !to) continue;
    for (const machine of others)
      if (targetsFor(world, plan, machine, rule).includes(to))
        moveTo(world, machine, to, `a rule is broken (${ruleText(rule)})`, causeOf(world, machine));
    return;
  }
}

function leave(world: World, plan: ClusterPlan, machine: MachineState): void {
  const host = world.hostOf[machine.host];
  if (!host) return;
  const fixed = whyNotMovable(machine);
  const to = fixed === undefined ? targetsFor(world, plan, machine)[0] : undefined;
  const name = nameOf(world, host.ref);
  const cause = causeOf(world, machine);
  if (!to) {
    const text = `DRS leaves ${nameOf(world, machine.ref)} on ${name}, which is in maintenance: ${fixed ?? 'no host could take it'}`;
    tellOnce(world, machine.ref, text, cause);
    return;
  }
  const moved = moveTo(world, machine, to, `${name} is emptied for maintenance`, cause);
  tellEmpty(world, host, moved);
}

function tellEmpty(world: World, host: HostState, cause: number): void {
  if (world.machines.some((machine) => machine.on && machine.host === host.ref)) return;
  const text = `${nameOf(world, host.ref)} is empty: it can be maintained`;
  log(world, { mechanism: 'drs', subject: host.ref, cause, text, source: drsSource });
}

function tellOnce(world: World, about: Ref, text: string, cause: number): void {
  if (told(world).get(about) === text) return;
  told(world).set(about, text);
  log(world, { mechanism: 'drs', subject: about, cause, text, source: drsSource });
}

/** The last thing that was told of a VM and of the host on which it runs. */
function causeOf(world: World, machine: MachineState): number {
  return latest(world.lastEvent[machine.ref] ?? -1, world.lastEvent[machine.host] ?? -1);
}
