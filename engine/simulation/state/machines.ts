/** What may happen to a machine, whoever decides it: power, boot, application, place. */
import type { Timing } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import { latest, log, nameOf } from '../log.ts';
import type { Mechanism } from '../run.ts';
import { type AppState, cancel, type Held, type MachineState, type ServiceState, touch, type World } from '../world.ts';

/** Why something happens to a machine, as its event says it. */
export interface Reason {
  readonly mechanism: Mechanism;
  readonly cause: number;
  readonly text: string | (() => string);
  readonly source?: Timing | string;
  readonly assumption?: boolean;
}

/** Whether the guest runs and works: booted, not crashed, its disk at hand. */
export function guestWorks(machine: MachineState): boolean {
  return machine.on && machine.booted && !machine.crashed && !machine.stalled;
}

/** Whether the licence of what a machine runs is valid where it is now. */
export function isLicensed({ plan: { licensed }, host, ref }: MachineState): boolean {
  return licensed === undefined || licensed.includes(host) || licensed.includes(ref);
}

/** Whether a machine is booted and its applications are started. */
export function machineIsUp(machine: MachineState): boolean {
  return guestWorks(machine) && machine.apps.every((app) => app.started && !app.faulted);
}

/** Whether the application of `service` works on this machine. */
export function applicationWorks(machine: MachineState, service: Ref): boolean {
  if (!guestWorks(machine)) return false;
  const app = appOf(machine, service);
  return app === undefined || (app.started && !app.faulted);
}

export function appOf(machine: MachineState, service: Ref): AppState | undefined {
  return machine.apps.find((app) => app.service === service);
}

/** What a picture shows of a machine: its role where it is up and holds one. */
export function machineWord(world: World, machine: MachineState): string {
  if (!machine.on) return 'off';
  if (machine.stalled) return 'stalled';
  if (machine.crashed) return 'crashed';
  if (!machine.booted) return 'booting';
  if (machine.apps.some((app) => app.faulted)) return 'faulted';
  if (machine.apps.some((app) => app.refused)) return 'unlicensed';
  if (!machine.apps.every((app) => app.started)) return 'starting';
  return roleOf(world, machine.ref) ?? 'up';
}

/** The role that a member holds in the first service that gives it one. */
export function roleOf(world: World, member: Ref): string | undefined {
  for (const parent of parentRefs(world, member)) {
    const service = world.serviceOf[parent];
    const role = service?.roles[service.plan.members.indexOf(member)];
    if (role) return role;
  }
  return undefined;
}

/** The services that have a machine or service as a member. */
export function parentsOf(world: World, member: Ref): readonly ServiceState[] {
  return parentRefs(world, member)
    .map((ref) => world.serviceOf[ref])
    .filter((service) => service !== undefined);
}

function parentRefs(world: World, member: Ref): readonly Ref[] {
  return world.machineOf[member]?.plan.services ?? world.serviceOf[member]?.plan.parents ?? [];
}

/** Takes a machine's power. `held` says whether it stays off until somebody acts. */
export function powerOff(world: World, machine: MachineState, held: Held, reason: Reason): number {
  machine.on = false;
  machine.held = held;
  machine.stalled = false;
  stopGuest(machine);
  machine.crashed = false;
  touch(world, 'machines', machine.ref);
  return log(world, { ...reason, subject: machine.ref, to: 'off', place: machine.host });
}

/** Powers a machine on, on a host; its guest boots next. */
export function powerOn(world: World, machine: MachineState, host: Ref, reason: Reason): number {
  machine.on = true;
  machine.held = 'no';
  machine.host = host;
  stopGuest(machine);
  touch(world, 'machines', machine.ref);
  return log(world, { ...reason, subject: machine.ref, to: 'booting', place: host });
}

/** Resets a running guest: it boots again where it is. */
export function resetGuest(world: World, machine: MachineState, reason: Reason): number {
  machine.crashed = false;
  stopGuest(machine);
  touch(world, 'machines', machine.ref);
  return log(world, { ...reason, subject: machine.ref, to: 'booting', place: machine.host });
}

/** A guest's operating system stops working; the machine stays powered on. */
export function crashGuest(world: World, machine: MachineState): void {
  stopGuest(machine);
  machine.crashed = true;
  touch(world, 'machines', machine.ref);
}

function stopGuest(machine: MachineState): void {
  machine.booted = false;
  machine.boot = cancel(machine.boot);
  for (const app of machine.apps) stopApplication(app);
}

/** Stops an application and forgets what was wrong with it: it starts anew. */
export function stopApplication(app: AppState): void {
  app.started = false;
  app.faulted = false;
  app.refused = false;
  app.timer = cancel(app.timer);
}

/** The event that made a machine what it is. */
export function machineEvent(world: World, machine: MachineState): number {
  return latest(world.lastEvent[machine.ref] ?? -1);
}

/** ` on Host3` for a VM, nothing for a server. */
export function onHost(world: World, machine: MachineState): string {
  return machine.host === machine.ref ? '' : ` on ${nameOf(world, machine.host)}`;
}
