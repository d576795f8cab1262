/**
 * Machines: power goes with the host, a lost disk stalls, a powered-on guest boots, then its applications
 * start; what was on a host and runs nowhere boots there again when the host is back.
 */

import type { Timing } from '../../topology/model.ts';
import type { Behavior } from '../behavior.ts';
import { createLooks, lookAtDue, machineConcerned, setBackLooks } from '../changes.ts';
import { latest, log, nameOf, namesOf } from '../log.ts';
import { own } from '../own.ts';
import { Phase } from '../phases.ts';
import { licenceSource, restoreSource, sourceFor, stateSource } from '../sources.ts';
import { disksEvent, lastChange } from '../state/causes.ts';
import { carriersOf, reasonsDown } from '../state/components.ts';
import {
  isLicensed,
  machineEvent,
  machineWord,
  onHost,
  powerOff,
  powerOn,
  stopApplication,
} from '../state/machines.ts';
import { canReturn } from '../state/returns.ts';
import { disksLive, machineSees } from '../state/storage.ts';
import { type AppState, cancel, type MachineState, schedule, touch, type World } from '../world.ts';

/** The version of the world that each look has seen, so that it looks again only where it may matter. */
const seen = own(() => ({ power: -1, disks: -1, storage: -1 }));

const powered = own((world) => createLooks(world.machines.length, machineConcerned(world.plan)), setBackLooks);
const advanced = own((world) => createLooks(world.machines.length, machineConcerned(world.plan)), setBackLooks);

export const machine: Behavior = {
  mechanism: 'machine',
  react: {
    [Phase.propagation](world) {
      const state = seen(world);
      const { components, storage, machines } = world.versions;
      if (state.power === machines && state.disks === components && state.storage === storage) return;
      lookAtDue(world, powered(world), (position) => {
        const one = world.machines[position];
        if (one?.on && !world.lives[one.host]) losePower(world, one);
        if (one?.on) checkDisks(world, one);
        return false;
      });
      state.power = world.versions.machines;
      state.disks = components;
      state.storage = storage;
    },
    [Phase.recovery](world) {
      lookAtDue(world, advanced(world), (position) => {
        const one = world.machines[position];
        if (!one) return false;
        if (one.on) advance(world, one);
        else returnToHost(world, one);
        // Whether one that is off may boot again hangs on its host and on others there.
        return !one.on;
      });
    },
  },
};

function losePower(world: World, one: MachineState): void {
  const isServer = one.host === one.ref;
  const reasons = isServer ? reasonsDown(world, one.ref) : [];
  const cause = isServer
    ? latest(...reasons.map((reason) => world.lastEvent[reason] ?? -1))
    : (world.lastEvent[one.host] ?? -1);
  const text = isServer
    ? `${nameOf(world, one.ref)} is off: ${namesOf(world, reasons)} ${reasons.length > 1 ? 'are' : 'is'} down`
    : `${nameOf(world, one.ref)} loses power with ${nameOf(world, one.host)}`;
  powerOff(world, one, 'no', {
    mechanism: 'propagation',
    cause,
    text,
    source: stateSource,
  });
}

function checkDisks(world: World, one: MachineState): void {
  const stalled = !disksLive(world, one);
  if (stalled === one.stalled) return;
  one.stalled = stalled;
  touch(world, 'machines', one.ref);
  const lost = one.plan.disks.filter((disk) => !machineSees(world, one, disk));
  const text = stalled
    ? `${nameOf(world, one.ref)} stalls${onHost(world, one)}: ${namesOf(world, lost)} ${lost.length > 1 ? 'are' : 'is'} lost to it`
    : `${nameOf(world, one.ref)} goes on: its disk is back`;
  const event = disksEvent(world, one, stalled ? lost : one.plan.disks, stalled ? 'lost' : 'back');
  const cause = event < 0 ? lastChange(world) : event;
  log(world, { mechanism: 'machine', subject: one.ref, to: machineWord(world, one), cause, text });
}

/** What was on a host and runs nowhere boots there again, unless somebody else's VM has taken its memory. */
function returnToHost(world: World, one: MachineState): void {
  if (one.held !== 'no' || !canReturn(world, one)) return;
  const cause = latest(world.lastEvent[one.host] ?? -1, machineEvent(world, one), serverCauseOf(world, one));
  const text = `${nameOf(world, one.ref)} boots${onHost(world, one)}`;
  powerOn(world, one, one.host, { mechanism: 'machine', cause, text, source: restoreSource });
}

function serverCauseOf(world: World, one: MachineState): number {
  if (one.host !== one.ref) return -1;
  const living = carriersOf(world, one.ref).filter((carrier) => world.lives[carrier]);
  return latest(...living.map((carrier) => world.lastEvent[carrier] ?? -1));
}

function advance(world: World, one: MachineState): void {
  if (one.stalled) {
    one.boot = cancel(one.boot);
    for (const app of one.apps) app.timer = cancel(app.timer);
    return;
  }
  if (one.crashed) return;
  if (!one.booted) {
    one.boot ??= schedule(world, one.plan.machine.boot.value, Phase.recovery, one.ref, () => boot(world, one));
    return;
  }
  if (one.licensedOn !== one.host) arrive(world, one);
  for (const app of one.apps) if (!app.started && !app.timer) startApplication(world, one, app);
}

/** It came to another host, maybe while it ran: there its licence may not be valid. */
function arrive(world: World, one: MachineState): void {
  one.licensedOn = one.host;
  if (isLicensed(one)) return;
  for (const app of one.apps) {
    if ((!app.started && !app.timer) || mayRun(one, app)) continue;
    stopApplication(app);
    touch(world, 'machines', one.ref);
    refuse(world, one, app, 'stops');
  }
}

function boot(world: World, one: MachineState): void {
  const cause = machineEvent(world, one);
  one.boot = undefined;
  one.booted = true;
  for (const app of one.apps) if (!startOf(world, one, app)?.value && mayRun(one, app)) app.started = true;
  touch(world, 'machines', one.ref);
  log(world, {
    mechanism: 'machine',
    subject: one.ref,
    to: machineWord(world, one),
    place: one.host,
    cause,
    text: `${nameOf(world, one.ref)} has booted${onHost(world, one)}`,
    source: one.plan.machine.boot,
  });
}

function startApplication(world: World, one: MachineState, app: AppState): void {
  if (!mayRun(one, app)) {
    refuse(world, one, app, 'does not start');
    return;
  }
  app.refused = false;
  const timing = startOf(world, one, app);
  const cause = machineEvent(world, one);
  const what = app.service === undefined ? 'The application' : nameOf(world, app.service);
  app.timer = schedule(world, timing?.value ?? 0, Phase.recovery, one.ref, () => {
    app.timer = undefined;
    app.started = true;
    touch(world, 'machines', one.ref);
    log(world, {
      mechanism: 'machine',
      subject: one.ref,
      to: machineWord(world, one),
      cause,
      text: `${what} has started on ${nameOf(world, one.ref)}${place(world, one)}`,
      ...(timing ? { source: timing } : {}),
    });
  });
}

function place(world: World, one: MachineState): string {
  return one.host === one.ref ? '' : ` (${nameOf(world, one.host)})`;
}

function startOf(world: World, one: MachineState, app: AppState): Timing | undefined {
  const service = app.service === undefined ? undefined : world.serviceOf[app.service];
  return one.plan.machine.start ?? service?.plan.service.timings.start;
}

/** Whether an application may run where its machine is. A failover cluster asks for the licence of its groups itself. */
function mayRun(one: MachineState, app: AppState): boolean {
  return isLicensed(one) || (app.service === undefined && one.plan.isNode);
}

function refuse(world: World, one: MachineState, app: AppState, what: 'stops' | 'does not start'): void {
  if (app.refused) return;
  app.refused = true;
  const state = world.serviceOf[app.service ?? -1];
  const service = state ? nameOf(world, state.ref) : 'its application';
  log(world, {
    mechanism: 'licence',
    subject: one.ref,
    to: machineWord(world, one),
    cause: machineEvent(world, one),
    text: `${nameOf(world, one.ref)} runs${onHost(world, one)}, where its licence is not valid: ${service} ${what}. It is licensed for ${namesOf(world, one.plan.licensed ?? [])}`,
    source: state ? sourceFor(state.plan.service, licenceSource) : stateSource,
  });
}
