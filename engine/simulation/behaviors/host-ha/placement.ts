/** Restarts: in order of priority, on a host that may run the VM, else pending until one can. */
import type { RestartPriority } from '../../../topology/model.ts';
import { inRestartOrder } from '../../../topology/placing/choice.ts';
import { lookAtDue } from '../../changes.ts';
import { formatSpan } from '../../format-time.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { isNow, lastChange, targetEvent } from '../../state/causes.ts';
import { bootingCount } from '../../state/hosts.ts';
import { machineEvent, powerOff, powerOn } from '../../state/machines.ts';
import { vmOf } from '../../state/present.ts';
import { canReturn } from '../../state/returns.ts';
import { assumedDisks } from '../../state/storage.ts';
import { cancel, type HostState, type MachineState, schedule, touch, type World } from '../../world.ts';
import { type HaCluster, isLed, type Missing, type Pending, viableGroups, type Waiting } from './cluster.ts';
import { type Chosen, chooseHost, type Field, whyChosen } from './targets.ts';

function priorityOf(machine: MachineState): RestartPriority {
  const vm = machine.plan.machine;
  return vm.kind === 'vm' ? vm.restartPriority : 'disabled';
}

/** A host is declared dead: after the placement time what it ran is restarted elsewhere. */
export function restartGuests(world: World, ha: HaCluster, missing: Missing): void {
  const timing = ha.cluster.timings.placement;
  schedule(world, timing.value, Phase.placement, missing.host.ref, () => {
    if (ha.missing.get(missing.host.ref) !== missing) return;
    missing.placed = true;
    for (const machine of ha.machines)
      if (machine.host === missing.host.ref) ha.due.push({ machine, cause: missing.verdictEvent, first: true });
  });
}

/** Restarts a VM some time after `cause`: the placement time of the cluster. */
export function placeSoon(world: World, ha: HaCluster, machine: MachineState, cause: number): void {
  ha.soon.add(machine.ref);
  schedule(world, ha.cluster.timings.placement.value, Phase.placement, machine.ref, () => {
    ha.soon.delete(machine.ref);
    ha.due.push({ machine, cause, first: false });
  });
}

/** Places all that is due at this instant, whatever made it so, in order of priority. */
export function placeDue(world: World, ha: HaCluster): void {
  if (ha.due.length === 0) return;
  const due = ha.due.splice(0);
  const field: Field = new Map();
  for (const machine of new Set(
    inRestartOrder(
      due.map((one) => one.machine),
      vmOf,
    ),
  )) {
    const one = due.find((other) => other.machine === machine);
    if (one?.first) restart(world, ha, machine, one.cause, field);
    else if (one) place(world, ha, machine, one.cause, field);
  }
}

function restart(world: World, ha: HaCluster, machine: MachineState, cause: number, field: Field): void {
  const name = nameOf(world, machine.ref);
  const tell = (text: string) =>
    log(world, { mechanism: 'host-ha', subject: machine.ref, cause, text, source: ha.words.source });
  if (machine.held === 'failed' || machine.held === 'response') return;
  if (priorityOf(machine) === 'disabled')
    return void tell(`${name} is not restarted: its restart priority is disabled`);
  if (machine.on && !isLostWithDisk(ha, machine))
    return void tell(
      `${name} cannot be restarted: it still runs on ${nameOf(world, machine.host)}${machine.plan.disks.length > 0 ? ', which holds its disk' : ''}`,
    );
  place(world, ha, machine, cause, field);
}

/** Its host counts as dead and it has lost its disk there: it may run elsewhere. */
function isLostWithDisk(ha: HaCluster, machine: MachineState): boolean {
  const missing = ha.missing.get(machine.host);
  return machine.on && machine.stalled && missing?.verdict === 'dead' && missing.placed;
}

/** Whether there is nothing to restart: it runs, is failed, or has a host already. */
function isSettled(ha: HaCluster, machine: MachineState): boolean {
  return (machine.on && !isLostWithDisk(ha, machine)) || machine.held === 'failed' || machine.held === 'queued';
}

/** Powers a VM on where it can run, or leaves it pending with the reason for every host. */
function place(world: World, ha: HaCluster, machine: MachineState, cause: number, field: Field): void {
  ha.promised.delete(machine);
  if (isSettled(ha, machine)) return;
  const pending = ha.pending.get(machine.ref);
  if (!isLed(ha)) {
    waitForPrimary(world, ha, machine, pending, cause);
    return;
  }
  const choice = chooseHost(world, ha, machine, field);
  if (!('host' in choice)) {
    wait(world, ha, machine, pending, choice.why, cause);
    return;
  }
  if (pending) cancel(pending.timer);
  ha.pending.delete(machine.ref);
  const ended = machine.on
    ? powerOff(world, machine, 'response', {
        mechanism: 'host-ha',
        cause,
        text: `${nameOf(world, machine.ref)} ends on ${nameOf(world, machine.host)}, where it has lost its disk`,
        source: ha.words.source,
      })
    : cause;
  assign(world, ha, machine, choice, ended);
}

function assign(world: World, ha: HaCluster, machine: MachineState, choice: Chosen, cause: number): void {
  const { host } = choice;
  const others = ha.waiting.some((one) => one.machine.held === 'queued' && one.machine.host === host.ref);
  if (others || bootingCount(world, host.ref) >= ha.words.powerOnsAtOnce) {
    machine.host = host.ref;
    machine.held = 'queued';
    ha.waiting.push({ machine, cause, told: false });
    touch(world, 'machines');
    return;
  }
  const timing = ha.cluster.timings.placement;
  const assumed = assumedDisks(world, machine, host);
  const powersOn = ha.words.powersOn(nameOf(world, machine.ref), nameOf(world, host.ref));
  const taken =
    assumed.length > 0 ? `; it is taken to see ${namesOf(world, assumed)}, for its storage is not stated` : '';
  powerOn(world, machine, host.ref, {
    mechanism: 'host-ha',
    cause,
    // Not left to the log: what is free there is another thing once it runs there.
    text: world.logs ? `${powersOn}, ${whyChosen(world, ha, choice)}${taken}` : powersOn,
    source: timing,
    ...(assumed.length > 0 && { assumption: true }),
  });
}

/** Gives free power-ons to those that wait for one, in order of priority. */
export function powerOnWaiting(world: World, ha: HaCluster): void {
  if (ha.waiting.length === 0) return;
  const all = ha.waiting.splice(0);
  for (const machine of inRestartOrder(
    all.map((one) => one.machine),
    vmOf,
  )) {
    const one = all.find((other) => other.machine === machine);
    const host = world.hostOf[machine.host];
    if (!one || !host || machine.held !== 'queued') continue;
    if (!world.lives[host.ref]) {
      // Its host is lost too: it is restarted with what ran there.
      machine.held = 'no';
      touch(world, 'machines');
    } else if (bootingCount(world, host.ref) < ha.words.powerOnsAtOnce) powerOnNext(world, ha, machine, host, one);
    else {
      if (!one.told) tellWaiting(world, ha, one, host);
      ha.waiting.push(one);
    }
  }
}

function powerOnNext(
  world: World,
  ha: HaCluster,
  machine: MachineState,
  host: HostState,
  { cause, told }: Waiting,
): void {
  const free = told ? `: one of its ${ha.words.powerOnsAtOnce} power-ons is free` : '';
  powerOn(world, machine, host.ref, {
    mechanism: 'host-ha',
    cause,
    text: `${ha.words.powersOn(nameOf(world, machine.ref), nameOf(world, host.ref))}${free}`,
    source: ha.words.source,
    assumption: true,
  });
}

function tellWaiting(world: World, ha: HaCluster, one: Waiting, host: HostState): void {
  one.told = true;
  one.cause = log(world, {
    mechanism: 'host-ha',
    subject: one.machine.ref,
    cause: one.cause,
    text: `${nameOf(world, one.machine.ref)} is placed on ${nameOf(world, host.ref)} and waits: ${ha.words.powerOnsAtOnce} VMs power on there`,
    source: ha.cluster.timings.placement,
  });
}

function newPending(world: World, machine: MachineState): Pending {
  return {
    machine,
    since: world.now,
    attempts: 0,
    timer: undefined,
    again: false,
    orphaned: false,
    outbid: '',
    event: -1,
  };
}

/** Without a primary nobody tries: a new one starts anew. */
function waitForPrimary(
  world: World,
  ha: HaCluster,
  machine: MachineState,
  known: Pending | undefined,
  cause: number,
): void {
  cancel(known?.timer);
  const pending = newPending(world, machine);
  pending.orphaned = true;
  ha.pending.set(machine.ref, pending);
  pending.event = log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause,
    text: ha.words.nobody(nameOf(world, machine.ref), nameOf(world, ha.plan.ref), viableGroups(ha).length > 0),
    source: ha.words.source,
  });
}

function wait(
  world: World,
  ha: HaCluster,
  machine: MachineState,
  known: Pending | undefined,
  why: readonly string[],
  cause: number,
): void {
  const pending = known ?? newPending(world, machine);
  if (pending.orphaned) Object.assign(pending, { orphaned: false, since: world.now });
  ha.pending.set(machine.ref, pending);
  pending.attempts++;
  const { retries } = ha.cluster.timings;
  const next = retries.filter((retry) => retry > 0).find((retry) => pending.since + retry > world.now);
  const then =
    next === undefined ? 'it waits until capacity returns' : `tried again ${formatSpan(next)} after the first attempt`;
  pending.event = log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause,
    text: `No host for ${nameOf(world, machine.ref)} (attempt ${pending.attempts}): ${why.join('; ')}; ${then}`,
    source: ha.words.source,
  });
  pending.timer = cancel(pending.timer);
  if (next === undefined) return;
  const event = pending.event;
  pending.timer = schedule(world, pending.since + next - world.now, Phase.placement, machine.ref, () => {
    pending.timer = undefined;
    ha.due.push({ machine, cause: event, first: false });
  });
}

/** Looks whether capacity has returned for VMs that wait, in order of priority; places them then, after the placement time. */
export function retryPending(world: World, ha: HaCluster): void {
  const waiting = [...ha.pending.values()].map(({ machine }) => machine);
  for (const machine of inRestartOrder(waiting, vmOf)) {
    const pending = ha.pending.get(machine.ref);
    if (pending) retry(world, ha, pending);
  }
}

function retry(world: World, ha: HaCluster, pending: Pending): void {
  const { machine } = pending;
  if (isSettled(ha, machine)) {
    pending.timer = cancel(pending.timer);
    ha.pending.delete(machine.ref);
    ha.promised.delete(machine);
    return;
  }
  if (pending.again || returnsByItself(world, machine)) return;
  if (!isLed(ha)) return;
  if (pending.orphaned) {
    placeAgain(world, ha, pending, latest(pending.event, world.lastEvent[ha.plan.ref] ?? -1));
    return;
  }
  const choice = chooseHost(world, ha, machine);
  if ('host' in choice) {
    pending.outbid = '';
    ha.promised.set(machine, choice.host);
    placeAgain(world, ha, pending, tellRoom(world, ha, pending, choice.host));
  } else tellOutbid(world, ha, pending, choice.kept);
}

/** Room has returned, and others come first. */
function tellOutbid(world: World, ha: HaCluster, pending: Pending, kept: readonly string[]): void {
  const { machine } = pending;
  const text = kept.join('; ');
  if (text === pending.outbid) return;
  pending.outbid = text;
  if (text === '') return;
  log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause: latest(pending.event, ...[...ha.promised.keys()].map(({ ref }) => world.lastEvent[ref] ?? -1)),
    text: `${nameOf(world, machine.ref)} waits on: ${text}`,
    source: ha.words.source,
  });
}

function placeAgain(world: World, ha: HaCluster, pending: Pending, cause: number): void {
  pending.again = true;
  schedule(world, ha.cluster.timings.placement.value, Phase.placement, pending.machine.ref, () => {
    pending.again = false;
    ha.due.push({ machine: pending.machine, cause, first: false });
  });
}

function tellRoom(world: World, ha: HaCluster, { machine, event }: Pending, host: HostState): number {
  // A VM that left it, the host itself, its networks and storage, or who leads it.
  const left = ha.machines.filter(
    (other) => other !== machine && (other.host === host.ref || !other.on || other.held !== 'no'),
  );
  const known = latest(
    targetEvent(world, machine, host),
    world.lastEvent[host.ref] ?? -1,
    world.lastEvent[ha.plan.ref] ?? -1,
    ...left.map((other) => world.lastEvent[other.ref] ?? -1),
  );
  const cause = latest(event, isNow(world, known) ? known : latest(known, lastChange(world)));
  return log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause,
    text: `${nameOf(world, host.ref)} can take ${nameOf(world, machine.ref)} now`,
    source: ha.words.source,
  });
}

/** Its own host is back: it boots there. */
function returnsByItself(world: World, machine: MachineState): boolean {
  return machine.held === 'no' && !machine.on && canReturn(world, machine);
}

/** A VM that was restored, and cannot boot where it ran last, is restarted elsewhere like one that was lost. */
export function adoptRestored(world: World, ha: HaCluster): void {
  lookAtDue(world, ha.looks, (position) => {
    const machine = ha.machines[position];
    if (!machine || machine.on) return false;
    adopt(world, ha, machine);
    // Whether it can boot where it ran last may change with others.
    return true;
  });
}

function adopt(world: World, ha: HaCluster, machine: MachineState): void {
  if (machine.held !== 'no' || priorityOf(machine) === 'disabled') return;
  if (ha.pending.has(machine.ref) || ha.soon.has(machine.ref) || canReturn(world, machine)) return;
  const missing = ha.missing.get(machine.host);
  // What ran on a dead host is restarted with its host.
  if (!world.lives[machine.host] && !missing?.placed) return;
  placeSoon(world, ha, machine, machineEvent(world, machine));
}
