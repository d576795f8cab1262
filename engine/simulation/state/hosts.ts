/** What a host has free. */
import type { Ref } from '../../topology/ranks.ts';
import { derived } from '../own.ts';
import type { MachineState, World } from '../world.ts';

/** Whether a VM takes room on a host: it or its copy runs there, or HA has placed it there and it waits for its power-on. */
export function takesRoom(machine: MachineState, host: Ref): boolean {
  if (machine.copies.includes(host)) return true;
  return machine.host === host && (machine.on || machine.held === 'queued');
}

interface Room {
  version: number;
  /** By host: bytes that its VMs reserve, and how many they are. */
  readonly taken: Float64Array;
  readonly guests: Int32Array;
}

/** What VMs take of every host, counted once for each change of machines. */
const rooms = derived(
  (world): Room => {
    const count = world.plan.elements.length;
    return { version: -1, taken: new Float64Array(count), guests: new Int32Array(count) };
  },
  (room) => {
    room.version = -1;
  },
);

function roomNow(world: World): Room {
  const room = rooms(world);
  if (room.version === world.versions.machines) return room;
  room.version = world.versions.machines;
  room.taken.fill(0);
  room.guests.fill(0);
  for (const machine of world.machines) {
    if (machine.on || machine.held === 'queued') take(room, machine.host, machine);
    for (const copy of machine.copies) if (copy !== machine.host) take(room, copy, machine);
  }
  return room;
}

function take(room: Room, host: Ref, machine: MachineState): void {
  room.taken[host] = (room.taken[host] ?? 0) + memoryOf(machine);
  room.guests[host] = (room.guests[host] ?? 0) + 1;
}

/** Memory of a host that no VM on it reserves, in bytes; without a stated size there is no limit. */
export function freeMemory(world: World, host: Ref): number {
  const element = world.plan.elements[host];
  if (element?.kind !== 'host' || element.memory === undefined) return Number.POSITIVE_INFINITY;
  return element.memory - (roomNow(world).taken[host] ?? 0);
}

/** How many VMs take room on a host. */
export function guestCount(world: World, host: Ref): number {
  return roomNow(world).guests[host] ?? 0;
}

/** What a VM reserves, in bytes. */
export function memoryOf(machine: MachineState): number {
  const { machine: element } = machine.plan;
  return element.kind === 'vm' ? (element.memory ?? 0) : 0;
}

/** VMs that take room on a host. */
export function guestsOf(world: World, host: Ref): readonly MachineState[] {
  return world.machines.filter((machine) => takesRoom(machine, host));
}
