/** Injections on machines: a VM or server fails, its guest crashes, its application is faulted, it reboots. */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Injected } from '../behavior.ts';
import { log, nameOf, namesOf } from '../log.ts';
import { noteElement } from '../state/causes.ts';
import { reasonsDown } from '../state/components.ts';
import { appOf, crashGuest, powerOff, resetGuest, stopApplication } from '../state/machines.ts';
import { endReboot, hasFailed, startReboot } from '../state/reboots.ts';
import { whyNotReturn } from '../state/returns.ts';
import { type MachineState, type ServiceState, touch, type World } from '../world.ts';

type Inject = NonNullable<Behavior['inject']>;

/** `injectInto` takes what a fault of a service made of services does to those. */
export function machineFaults(injectInto: Inject): Behavior {
  return {
    mechanism: 'injection',
    inject(world, injected) {
      const machine = world.machineOf[injected.ref];
      const service = world.serviceOf[injected.ref];
      const { kind } = injected.injection;
      if (service) {
        if (kind === 'fault') return faultService(world, service, injected, injectInto);
        if (kind === 'restore') return restoreService(world, service, injected, injectInto);
        return false;
      }
      if (!machine) return false;
      if (kind === 'fail') return fail(world, machine);
      if (kind === 'restore') return restore(world, machine);
      if (kind === 'crash') return crash(world, machine);
      if (kind === 'fault') return fault(world, machine);
      if (kind === 'reboot') return reboot(world, machine, injected);
      return false;
    },
  };
}

/** Does the same to every service below one, as `membersOf` says. Gives whether there is any. */
function handOn(
  world: World,
  injected: Injected,
  injectInto: Inject,
  membersOf: (service: ServiceState) => readonly Ref[],
): boolean {
  if (injected.handedOn) return false;
  const all = new Set([injected.ref]);
  for (const ref of all)
    for (const member of membersOf(world.serviceOf[ref] as ServiceState)) if (world.serviceOf[member]) all.add(member);
  all.delete(injected.ref);
  for (const ref of all) {
    const id = world.plan.elements[ref]?.id ?? '';
    const target = { ...injected.target, id, text: nameOf(world, ref) };
    injectInto(world, { ...injected, target, ref, handedOn: true });
  }
  return all.size > 0;
}

function fail(world: World, machine: MachineState): boolean {
  const isServer = machine.plan.machine.kind === 'server';
  if (isServer) {
    endReboot(world, machine.ref);
    world.broken[machine.ref] = 1;
    touch(world, 'components');
  }
  const text = isServer
    ? `${nameOf(world, machine.ref)} fails`
    : `${nameOf(world, machine.ref)} fails: it is powered off`;
  powerOff(world, machine, isServer ? 'no' : 'failed', { mechanism: 'injection', cause: -1, text });
  return true;
}

function restore(world: World, machine: MachineState): boolean {
  const name = nameOf(world, machine.ref);
  endReboot(world, machine.ref);
  world.broken[machine.ref] = 0;
  touch(world, 'components');
  touch(world, 'machines');
  for (let at = world.cuts.length - 1; at >= 0; at--)
    if (world.cuts[at]?.includes(machine.ref)) {
      world.cuts.splice(at, 1);
      touch(world, 'network');
    }
  if (!machine.on) {
    machine.held = 'no';
    const why = whyOff(world, machine);
    const text = why === undefined ? `${name} is restored` : `${name} is restored, but ${why}`;
    tellRestored(world, machine, text);
    return true;
  }
  if (machine.crashed) {
    resetGuest(world, machine, {
      mechanism: 'injection',
      cause: -1,
      text: `${name} is restored: its guest boots again`,
    });
    return true;
  }
  const faulted = machine.apps.filter((app) => app.faulted);
  const to = faulted.length > 0 && machine.booted && !machine.stalled ? 'starting' : undefined;
  for (const app of faulted) stopApplication(app);
  const text = faulted.length > 0 ? `${name} is restored: its application starts again` : `${name} is restored`;
  tellRestored(world, machine, text, to);
  return true;
}

function tellRestored(world: World, machine: MachineState, text: string, to?: string): void {
  const event = tell(world, machine.ref, text, to);
  noteElement(world, event, machine.ref);
}

/** Why a restored machine does not work at once. */
function whyOff(world: World, machine: MachineState): string | undefined {
  if (machine.host !== machine.ref) return whyNotReturn(world, machine);
  const reasons = reasonsDown(world, machine.ref);
  return reasons.length === 0
    ? undefined
    : `${namesOf(world, reasons)} ${reasons.length > 1 ? 'are' : 'is'} still down`;
}

function crash(world: World, machine: MachineState): boolean {
  const name = nameOf(world, machine.ref);
  if (!machine.on) {
    tell(world, machine.ref, `The guest operating system of ${name} cannot crash: it is off`);
    return true;
  }
  crashGuest(world, machine);
  tell(world, machine.ref, `The guest operating system of ${name} crashes`, 'crashed');
  return true;
}

function fault(world: World, machine: MachineState): boolean {
  const name = nameOf(world, machine.ref);
  if (!machine.on) {
    tell(world, machine.ref, `The application in ${name} cannot be faulted: ${name} is off`);
    return true;
  }
  for (const app of machine.apps) faultApplication(machine, app.service);
  touch(world, 'machines');
  tell(world, machine.ref, `The application in ${name} is faulted; the machine runs on`, 'faulted');
  return true;
}

/** The application of a service is faulted where it is served; that of one made of services is theirs. */
function faultService(world: World, service: ServiceState, injected: Injected, injectInto: Inject): boolean {
  const isMadeOfServices = handOn(world, injected, injectInto, ({ serving }) => serving);
  const serving = service.serving.flatMap((member) => world.machineOf[member] ?? []);
  if (serving.length === 0 && (isMadeOfServices || injected.handedOn)) return true;
  if (serving.length === 0) {
    tell(world, service.ref, `The application of ${nameOf(world, service.ref)} cannot be faulted: nobody serves it`);
    return true;
  }
  for (const machine of serving) {
    faultApplication(machine, machine.apps.find((app) => app.service === service.ref)?.service);
    touch(world, 'machines');
  }
  const machines = serving.map((machine) => machine.ref);
  tell(
    world,
    service.ref,
    `The application of ${nameOf(world, service.ref)} is faulted on ${namesOf(world, machines)}`,
  );
  for (const machine of serving)
    log(world, {
      mechanism: 'machine',
      subject: machine.ref,
      to: 'faulted',
      cause: world.lastEvent[service.ref] ?? -1,
      text: `${nameOf(world, machine.ref)} runs on with a faulted application`,
    });
  return true;
}

function restoreService(world: World, service: ServiceState, injected: Injected, injectInto: Inject): boolean {
  const { members } = service.plan;
  const machines = members.flatMap((member) => world.machineOf[member] ?? []);
  const event = tell(world, service.ref, `${nameOf(world, service.ref)} is restored`);
  for (const machine of machines) {
    const faulted = machine.apps.filter((app) => app.faulted);
    if (faulted.length === 0) continue;
    for (const app of faulted) stopApplication(app);
    touch(world, 'machines');
    log(world, {
      mechanism: 'machine',
      subject: machine.ref,
      ...(machine.booted && !machine.stalled ? { to: 'starting' } : {}),
      cause: event,
      text: `The application in ${nameOf(world, machine.ref)} starts again`,
    });
  }
  handOn(world, injected, injectInto, ({ plan }) => plan.members);
  return true;
}

function faultApplication(machine: MachineState, service: Ref | undefined): void {
  const app = service === undefined ? machine.apps[0] : appOf(machine, service);
  if (!app) return;
  stopApplication(app);
  app.started = true;
  app.faulted = true;
}

/** A VM's guest restarts; a server is back after its reboot, with its applications to start. */
function reboot(world: World, machine: MachineState, { ref }: Injected): boolean {
  const name = nameOf(world, ref);
  const element = machine.plan.machine;
  if (element.kind === 'vm') {
    if (!machine.on) tell(world, ref, `${name} cannot reboot: it is off`);
    else resetGuest(world, machine, { mechanism: 'injection', cause: -1, text: `${name} reboots` });
    return true;
  }
  if (hasFailed(world, ref)) {
    tell(world, ref, `${name} cannot reboot: it has failed`);
    return true;
  }
  const event = powerOff(world, machine, 'no', { mechanism: 'injection', cause: -1, text: `${name} reboots` });
  startReboot(world, ref, Math.max(0, element.reboot.value - element.boot.value), () => {
    world.lastEvent[ref] = event;
  });
  return true;
}

function tell(world: World, subject: Ref, text: string, to?: string): number {
  return log(world, { mechanism: 'injection', subject, cause: -1, text, ...(to === undefined ? {} : { to }) });
}
