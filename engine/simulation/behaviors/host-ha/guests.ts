/** HA's watch over single VMs: the storage response to a lost disk, and VM monitoring. */
import { guestResets } from '../../../topology/defaults.ts';
import { inRestartOrder } from '../../../topology/placing/choice.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { log, nameOf } from '../../log.ts';
import { own } from '../../own.ts';
import { Phase } from '../../phases.ts';
import type { Timer } from '../../queue.ts';
import { storageSource } from '../../sources.ts';
import { toleratingCluster } from '../../state/copies.ts';
import { machineEvent, powerOff, resetGuest } from '../../state/machines.ts';
import { vmOf } from '../../state/present.ts';
import { cancel, type MachineState, schedule, touch, type World } from '../../world.ts';
import type { HaCluster } from './cluster.ts';
import { placeSoon } from './placement.ts';
import { chooseHost } from './targets.ts';

interface Watch {
  storage: Timer | undefined;
  /** The storage timeout has passed, and no other host could take the VM. */
  overdue: boolean;
  told: boolean;
  guest: Timer | undefined;
  readonly resets: number[];
}

const watches = own(() => new Map<Ref, Watch>());

function watchOf(world: World, machine: MachineState): Watch {
  const all = watches(world);
  let watch = all.get(machine.ref);
  if (!watch) {
    watch = { storage: undefined, overdue: false, told: false, guest: undefined, resets: [] };
    all.set(machine.ref, watch);
  }
  return watch;
}

/** Follows stalled and crashed VMs of a cluster. */
export function watchGuests(world: World, ha: HaCluster): void {
  const { storageResponse, monitoring } = ha.ha;
  if (!storageResponse && monitoring !== 'vm') return;
  for (const machine of ha.machines) {
    if (storageResponse) {
      if (toleratingCluster(world, machine)) leaveAlone(world, machine);
      else watchStorage(world, ha, machine);
    }
    if (monitoring === 'vm') watchGuest(world, ha, machine);
  }
  if (!storageResponse) return;
  const overdue = ha.machines.filter(({ ref }) => watches(world).get(ref)?.overdue);
  for (const machine of overdue.length > 1 ? inRestartOrder(overdue, vmOf) : overdue)
    terminate(world, ha, machine, watchOf(world, machine));
}

/** The storage response does not support fault-tolerant VMs. */
function leaveAlone(world: World, machine: MachineState): void {
  const stalled = machine.on && machine.stalled;
  const watch = stalled ? watchOf(world, machine) : watches(world).get(machine.ref);
  if (!watch || watch.told === stalled) return;
  watch.told = stalled;
  if (!stalled) return;
  log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause: machineEvent(world, machine),
    text: `${nameOf(world, machine.ref)} is not terminated: the storage response does not act on fault-tolerant VMs`,
    source: storageSource,
  });
}

function watchStorage(world: World, ha: HaCluster, machine: MachineState): void {
  if (!machine.on || !machine.stalled) {
    const watch = watches(world).get(machine.ref);
    if (!watch) return;
    watch.storage = cancel(watch.storage);
    watch.overdue = false;
    watch.told = false;
    return;
  }
  const watch = watchOf(world, machine);
  if (!watch.overdue)
    watch.storage ??= schedule(world, ha.cluster.timings.storageTimeout.value, Phase.placement, machine.ref, () => {
      watch.storage = undefined;
      watch.overdue = true;
      touch(world, 'machines');
    });
}

/** Ends a stalled VM where another host could run it; else it is left to go on when the disk is back. */
function terminate(world: World, ha: HaCluster, machine: MachineState, watch: Watch): void {
  const priority = machine.plan.machine.kind === 'vm' ? machine.plan.machine.restartPriority : 'disabled';
  const choice = chooseHost(world, ha, machine);
  const cause = machineEvent(world, machine);
  const name = nameOf(world, machine.ref);
  const timing = ha.cluster.timings.storageTimeout;
  if (priority === 'disabled' || !('host' in choice)) {
    if (watch.told) return;
    watch.told = true;
    const why = 'host' in choice ? 'its restart priority is disabled' : choice.why.join('; ');
    log(world, {
      mechanism: 'host-ha',
      subject: machine.ref,
      cause,
      text: `${name} is not terminated: ${why}`,
      source: storageSource,
    });
    return;
  }
  watch.overdue = false;
  ha.promised.set(machine, choice.host);
  const text = `${name} is terminated on ${nameOf(world, machine.host)}, the storage response, to restart elsewhere`;
  placeSoon(
    world,
    ha,
    machine,
    powerOff(world, machine, 'response', { mechanism: 'host-ha', cause, text, source: timing }),
  );
}

function watchGuest(world: World, ha: HaCluster, machine: MachineState): void {
  if (!machine.on || !machine.crashed) {
    const watch = watches(world).get(machine.ref);
    if (watch) watch.guest = cancel(watch.guest);
    return;
  }
  const watch = watchOf(world, machine);
  if (watch.guest) return;
  const { monitoring, monitoringIo } = ha.cluster.timings;
  const timing = monitoringIo.value > monitoring.value ? monitoringIo : monitoring;
  watch.guest = schedule(world, timing.value, Phase.placement, machine.ref, () => {
    watch.guest = undefined;
    const recent = watch.resets.filter((time) => world.now - time < guestResets.within.value);
    const cause = machineEvent(world, machine);
    const name = nameOf(world, machine.ref);
    if (recent.length >= guestResets.times) {
      const text = `VM monitoring does not reset ${name} again: ${recent.length} resets in an hour`;
      log(world, { mechanism: 'host-ha', subject: machine.ref, cause, text, source: ha.words.source });
      watch.guest = { time: world.now, phase: Phase.placement, order: 0, sequence: -1, run: () => {}, cancelled: true };
      return;
    }
    watch.resets.push(world.now);
    resetGuest(world, machine, { mechanism: 'host-ha', cause, text: `VM monitoring resets ${name}`, source: timing });
  });
}
