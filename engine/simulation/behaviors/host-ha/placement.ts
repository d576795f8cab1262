/** Restarts: in order of priority, on a host that may run the VM, else pending until one can. */
import type { RestartPriority } from '../../../topology/model.ts';
import { latest, log, nameOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { haSource } from '../../sources.ts';
import { powerOff, powerOn } from '../../state/machines.ts';
import { seesDisks } from '../../state/storage.ts';
import { cancel, type HostState, type MachineState, schedule, touch, type World } from '../../world.ts';
import type { HaCluster, Missing, Pending } from './cluster.ts';
import { chooseHost } from './targets.ts';

/** Power-ons that a host does at once; the next waits until a guest has booted. */
const powerOnsAtOnce = 32;

const priorities: readonly RestartPriority[] = ['highest', 'high', 'medium', 'low', 'lowest', 'disabled'];

function priorityOf(machine: MachineState): RestartPriority {
  const vm = machine.plan.machine;
  return vm.kind === 'vm' ? vm.restartPriority : 'disabled';
}

function inOrder(machines: readonly MachineState[]): readonly MachineState[] {
  return [...machines].sort(
    (a, b) =>
      priorities.indexOf(priorityOf(a)) - priorities.indexOf(priorityOf(b)) ||
      a.plan.machine.order - b.plan.machine.order,
  );
}

/** A host is declared dead: after the placement time what it ran is restarted elsewhere. */
export function restartGuests(world: World, ha: HaCluster, missing: Missing): void {
  const timing = ha.cluster.timings.placement;
  schedule(world, timing.value, Phase.placement, missing.host.ref, () => {
    if (ha.missing.get(missing.host.ref) !== missing) return;
    const guests = inOrder(ha.machines.filter((machine) => machine.host === missing.host.ref));
    for (const machine of guests) restart(world, ha, machine, missing);
  });
}

function restart(world: World, ha: HaCluster, machine: MachineState, missing: Missing): void {
  const name = nameOf(world, machine.ref);
  const cause = latest(missing.verdictEvent);
  const tell = (text: string) =>
    log(world, { mechanism: 'host-ha', subject: machine.ref, cause, text, source: haSource });
  if (machine.held === 'failed' || machine.held === 'response') return;
  if (priorityOf(machine) === 'disabled')
    return void tell(`${name} is not restarted: its restart priority is disabled`);
  if (machine.on) {
    const host = world.hostOf[machine.host];
    if (!host || (!machine.stalled && (machine.plan.disks.length === 0 || seesDisks(world, machine, host))))
      return void tell(
        `${name} cannot be restarted: it still runs on ${nameOf(world, machine.host)}, which holds its disk`,
      );
    const choice = chooseHost(world, ha, machine);
    if (!('host' in choice)) return void tell(`${name} is not restarted: ${choice.why.join('; ')}`);
    powerOff(world, machine, 'response', {
      mechanism: 'host-ha',
      cause,
      text: `${name} ends on ${nameOf(world, machine.host)}, where it has lost its disk`,
      source: haSource,
    });
  }
  place(world, ha, machine, cause);
}

/** Restarts a VM some time after `cause`: the placement time of the cluster. */
export function placeSoon(world: World, ha: HaCluster, machine: MachineState, cause: number): void {
  schedule(world, ha.cluster.timings.placement.value, Phase.placement, machine.ref, () =>
    place(world, ha, machine, cause),
  );
}

/** Powers a VM on where it can run, or leaves it pending with the reason for every host. */
function place(world: World, ha: HaCluster, machine: MachineState, cause: number): void {
  if (machine.on || machine.held === 'failed' || machine.held === 'queued') return;
  const pending = ha.pending.get(machine.ref);
  const choice = chooseHost(world, ha, machine);
  if ('host' in choice) {
    if (pending) cancel(pending.timer);
    ha.pending.delete(machine.ref);
    assign(world, ha, machine, choice.host, cause);
  } else wait(world, ha, machine, pending, choice.why, cause);
}

function assign(world: World, ha: HaCluster, machine: MachineState, host: HostState, cause: number): void {
  if (booting(world, host) >= powerOnsAtOnce) {
    machine.host = host.ref;
    machine.held = 'queued';
    ha.waiting.push({ machine, cause });
    touch(world, 'machines');
    return;
  }
  const timing = ha.cluster.timings.placement;
  powerOn(world, machine, host.ref, {
    mechanism: 'host-ha',
    cause,
    text: `HA powers on ${nameOf(world, machine.ref)} on ${nameOf(world, host.ref)}`,
    source: timing,
  });
}

function booting(world: World, host: HostState): number {
  return world.machines.filter((machine) => machine.on && machine.host === host.ref && !machine.booted).length;
}

/** Gives free power-ons to those that wait for one. */
export function powerOnWaiting(world: World, ha: HaCluster): void {
  for (let at = 0; at < ha.waiting.length; ) {
    const { machine, cause } = ha.waiting[at] ?? {};
    const host = machine && world.hostOf[machine.host];
    if (!machine || !host || machine.held !== 'queued') {
      ha.waiting.splice(at, 1);
      continue;
    }
    if (!world.lives[host.ref]) {
      // Its host is lost too: it is restarted with what ran there.
      machine.held = 'no';
      touch(world, 'machines');
      ha.waiting.splice(at, 1);
      continue;
    }
    if (booting(world, host) >= powerOnsAtOnce) {
      at++;
      continue;
    }
    ha.waiting.splice(at, 1);
    powerOn(world, machine, host.ref, {
      mechanism: 'host-ha',
      cause: cause ?? -1,
      text: `HA powers on ${nameOf(world, machine.ref)} on ${nameOf(world, host.ref)}: one of its ${powerOnsAtOnce} power-ons is free`,
      source: haSource,
      assumption: true,
    });
  }
}

function wait(
  world: World,
  ha: HaCluster,
  machine: MachineState,
  known: Pending | undefined,
  why: readonly string[],
  cause: number,
): void {
  const pending: Pending = known ?? {
    machine,
    since: world.now,
    attempts: 0,
    timer: undefined,
    again: false,
    event: -1,
  };
  ha.pending.set(machine.ref, pending);
  pending.attempts++;
  const { retries } = ha.cluster.timings;
  const next = retries.filter((retry) => retry > 0).find((retry) => pending.since + retry > world.now);
  const then =
    next === undefined ? 'it waits until capacity returns' : `tried again ${inMinutes(next)} after the first attempt`;
  pending.event = log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause,
    text: `No host for ${nameOf(world, machine.ref)} (attempt ${pending.attempts}): ${why.join('; ')}; ${then}`,
    source: haSource,
  });
  pending.timer = cancel(pending.timer);
  if (next === undefined) return;
  const event = pending.event;
  pending.timer = schedule(world, pending.since + next - world.now, Phase.placement, machine.ref, () => {
    pending.timer = undefined;
    place(world, ha, machine, event);
  });
}

function inMinutes(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
}

/** Looks whether capacity has returned for a VM that waits; places it then, after the placement time. */
export function retryPending(world: World, ha: HaCluster): void {
  for (const pending of ha.pending.values()) {
    const { machine } = pending;
    if (machine.on || machine.held === 'failed') {
      pending.timer = cancel(pending.timer);
      ha.pending.delete(machine.ref);
      continue;
    }
    if (pending.again || returnsByItself(world, machine)) continue;
    const choice = chooseHost(world, ha, machine);
    if (!('host' in choice)) continue;
    pending.again = true;
    const cause = latest(
      pending.event,
      world.networkEvent,
      world.storageEvent,
      world.lastEvent[ha.plan.ref] ?? -1,
      ...ha.hosts.map((host) => world.lastEvent[host.ref] ?? -1),
      ...ha.machines.map((other) => world.lastEvent[other.ref] ?? -1),
    );
    const event = log(world, {
      mechanism: 'host-ha',
      subject: machine.ref,
      cause,
      text: `${nameOf(world, choice.host.ref)} has room for ${nameOf(world, machine.ref)} now`,
      source: haSource,
    });
    schedule(world, ha.cluster.timings.placement.value, Phase.placement, machine.ref, () => {
      pending.again = false;
      place(world, ha, machine, event);
    });
  }
}

/** Its own host is back: it boots there. */
function returnsByItself(world: World, machine: MachineState): boolean {
  const host = world.hostOf[machine.host];
  return machine.held === 'no' && host !== undefined && world.lives[host.ref] === 1 && seesDisks(world, machine, host);
}
