/** One invocation of DRS in a cluster: broken rules are repaired first, then hosts in maintenance are emptied. */
import type { PlacementRule } from '../../../topology/model.ts';
import { emptiest } from '../../../topology/placing/choice.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { own } from '../../own.ts';
import type { ClusterPlan } from '../../plan.ts';
import { drsSource } from '../../sources.ts';
import { whyNotSecondary } from '../../state/copies.ts';
import { presentOf } from '../../state/present.ts';
import { vcenterDown } from '../../state/vcenter.ts';
import { whyThere } from '../../state/why-there.ts';
import { type HostState, type MachineState, touch, type World } from '../../world.ts';
import { moveTo, softBreaks, targetsFor, whyNotMovable, whyNowhere, whyTo } from './moves.ts';
import { breakers, breaks, isHard, ruled, ruleText } from './rules.ts';

/** By VM or cluster: the reason why nothing was done, so that it is told once. */
const told = own(() => new Map<Ref, string>());

/** What DRS has to do in a cluster: rules that are broken, and VMs on hosts in maintenance. */
export interface Work {
  readonly broken: readonly PlacementRule[];
  readonly leaving: readonly MachineState[];
  /** Fault-tolerant VMs with their secondary on such a host. */
  readonly copies: readonly MachineState[];
}

export function workOf(world: World, { cluster, hosts }: ClusterPlan): Work {
  const broken = (cluster.drs?.rules ?? []).filter((rule) => breakers(world, rule).length > 0);
  const emptied = hosts.filter((ref) => world.hostOf[ref]?.maintenance);
  const leaving = world.machines.filter((machine) => machine.on && emptied.includes(machine.host));
  const copies = world.machines.filter(
    (machine) => machine.on && machine.copies.some((copy) => emptied.includes(copy)),
  );
  return { broken, leaving, copies };
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
  for (const machine of workOf(world, plan).copies) leaveCopy(world, plan, machine);
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
    const why = whyNotMovable(machine) ?? whyNowhere(world, plan, machine);
    tellOnce(
      world,
      machine.ref,
      `DRS leaves ${nameOf(world, machine.ref)} on ${nameOf(world, machine.host)}, against the rule (${ruleText(rule)}): ${why}`,
      breakEvent(world, rule, machine),
    );
  }
}

function settle(world: World, plan: ClusterPlan, rule: PlacementRule, machine: MachineState): void {
  const here = world.hostOf[machine.host];
  if (!here || !breaks(world, rule, machine, here) || whyNotMovable(machine)) return;
  // Where wishes contradict each other a move must leave fewer of them unmet, or it would go to and fro.
  const wishes = (host: HostState) => softBreaks(world, plan, machine, host);
  const able = targetsFor(world, plan, machine).filter(
    (host) => !breaks(world, rule, machine, host) && (isHard(rule) || wishes(host) < wishes(here)),
  );
  const [to] = able;
  if (!to) return;
  const there = whyTo(world, plan, machine, able);
  moveTo(world, plan, machine, to, `a rule is broken (${ruleText(rule)})`, breakEvent(world, rule, machine), there);
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
    const there = `, where ${namesOf(
      world,
      machines.filter((machine) => machine.host === host).map(({ ref }) => ref),
    )} ${count(host) > 1 ? 'run' : 'runs'},`;
    for (const machine of others)
      if (targetsFor(world, plan, machine, rule).includes(to))
        moveTo(
          world,
          plan,
          machine,
          to,
          `a rule is broken (${ruleText(rule)})`,
          breakEvent(world, rule, machine),
          there,
        );
    return;
  }
}

function leave(world: World, plan: ClusterPlan, machine: MachineState): void {
  const host = world.hostOf[machine.host];
  if (!host) return;
  const fixed = whyNotMovable(machine);
  const able = fixed === undefined ? targetsFor(world, plan, machine) : [];
  const [to] = able;
  const name = nameOf(world, host.ref);
  const cause = causeOf(world, machine);
  if (!to) {
    const text = `DRS leaves ${nameOf(world, machine.ref)} on ${name}, which is in maintenance: ${fixed ?? whyNowhere(world, plan, machine)}`;
    tellOnce(world, machine.ref, text, cause);
    return;
  }
  const there = whyTo(world, plan, machine, able);
  const moved = moveTo(world, plan, machine, to, `${name} is emptied for maintenance`, cause, there);
  tellEmpty(world, host, moved);
}

/** The secondary of a fault-tolerant VM leaves as VMs do; the two stay in step. */
function leaveCopy(world: World, plan: ClusterPlan, machine: MachineState): void {
  const from = world.hostOf[machine.copies[0] ?? -1];
  if (!from) return;
  const able: HostState[] = [];
  const why: string[] = [];
  for (const ref of plan.hosts) {
    const host = world.hostOf[ref];
    if (!host || host === from) continue;
    const reason = whyNotSecondary(world, machine, plan.cluster, host);
    if (reason === undefined) able.push(host);
    else why.push(`${nameOf(world, ref)}: ${reason}`);
  }
  const to = emptiest(presentOf(world), able);
  const [name, on] = [nameOf(world, machine.ref), nameOf(world, from.ref)];
  const cause = latest(causeOf(world, machine), world.lastEvent[from.ref] ?? -1);
  if (!to) {
    const text = `DRS leaves the secondary of ${name} on ${on}, which is in maintenance: ${why.join('; ')}`;
    tellOnce(world, machine.ref, text, cause);
    return;
  }
  const there = whyThere(world, to, { able, why });
  machine.copies = [to.ref];
  touch(world, 'machines');
  const text = `DRS moves the secondary of ${name} from ${on} to ${nameOf(world, to.ref)}, ${there}: ${on} is emptied for maintenance`;
  const { assumption } = plan.cluster.timings.interval;
  const event = log(world, { mechanism: 'drs', subject: machine.ref, cause, text, source: drsSource, assumption });
  tellEmpty(world, from, event);
}

function tellEmpty(world: World, host: HostState, cause: number): void {
  if (world.machines.some((machine) => machine.on && [machine.host, ...machine.copies].includes(host.ref))) return;
  const text = `${nameOf(world, host.ref)} is empty: it can be maintained`;
  log(world, { mechanism: 'drs', subject: host.ref, cause, text, source: drsSource });
}

function tellOnce(world: World, about: Ref, text: string, cause: number): void {
  if (told(world).get(about) === text) return;
  told(world).set(about, text);
  log(world, { mechanism: 'drs', subject: about, cause, text, source: drsSource });
}

/** Why a VM stands against a rule: what became of it, or of another that the rule names. */
function breakEvent(world: World, rule: PlacementRule, machine: MachineState): number {
  return latest(causeOf(world, machine), ...ruled(world, rule).map(({ ref }) => world.lastEvent[ref] ?? -1));
}

/** The last thing that was told of a VM and of the host on which it runs. */
function causeOf(world: World, machine: MachineState): number {
  return latest(world.lastEvent[machine.ref] ?? -1, world.lastEvent[machine.host] ?? -1);
}
