/** What a host has free. */
import type { Ref } from '../../topology/ranks.ts';
import { derived } from '../own.ts';
import type { MachineState, World } from '../world.ts';

/**
 * Whether a VM takes room on a host: it or its copy runs there, a copy is being made there, or HA has placed it there
 * and it waits for its power-on.
 */
export function takesRoom(machine: MachineState, host: Ref): boolean {
  if (machine.copies.includes(host) || machine.coming === host) return true;
  return machine.host === host && (machine.on || machine.held === 'queued');
}

/** What machines take of hosts, each counted anew when it was touched. */
interface Room {
  /** How much of `world.touched` is counted; -1: nothing is. */
  known: number;
  /** How much of it there is when a run begins. */
  readonly start: number;
  /** Machines that the run has counted: for the next they are counted as they are at time 0. */
  readonly stale: Set<MachineState>;
  /** By host: bytes that its VMs reserve, how many they are, and how many of them boot there. */
  readonly taken: Float64Array;
  readonly guests: Int32Array;
  readonly booting: Int32Array;
  /** By machine: how it was counted last. */
  readonly counted: (Counted | undefined)[];
}

/** Where a machine takes room. */
interface Counted {
  /** Where it runs; -1: nowhere. */
  readonly host: Ref;
  /** Where it boots; -1: nowhere. */
  readonly boots: Ref;
  readonly copies: readonly Ref[];
}

const rooms = derived(
  (world): Room => {
    const count = world.plan.elements.length;
    return {
      known: -1,
      start: world.from?.touched.length ?? 0,
      stale: new Set(),
      taken: new Float64Array(count),
      guests: new Int32Array(count),
      booting: new Int32Array(count),
      counted: new Array<Counted | undefined>(count).fill(undefined),
    };
  },
  (room) => {
    if (room.known < 0) return;
    for (const machine of room.stale) count(room, machine);
    room.stale.clear();
    room.known = room.start;
  },
);

function roomNow(world: World): Room {
  const room = rooms(world);
  const { touched } = world;
  if (room.known === touched.length && !world.thorough) return room;
  if (room.known < 0 || world.thorough || touched.includes(-1, room.known)) {
    for (const machine of world.machines) {
      count(room, machine);
      room.stale.add(machine);
    }
  } else
    for (let at = room.known; at < touched.length; at++) {
      const machine = world.machineOf[touched[at] ?? -1];
      if (!machine) continue;
      count(room, machine);
      room.stale.add(machine);
    }
  room.known = touched.length;
  return room;
}

function count(room: Room, machine: MachineState): void {
  const before = room.counted[machine.ref];
  const host = machine.on || machine.held === 'queued' ? machine.host : -1;
  const boots = machine.on && !machine.booted ? machine.host : -1;
  const copies = copiesOf(machine);
  if (before?.host === host && before.boots === boots && before.copies.length === 0 && copies.length === 0) return;
  if (before) add(room, machine, before, -1);
  const now = { host, boots, copies };
  room.counted[machine.ref] = now;
  add(room, machine, now, 1);
}

/** Where copies of it run or are being made. */
function copiesOf({ host, copies, coming }: MachineState): readonly Ref[] {
  if (copies.length === 0 && coming === undefined) return copies;
  return [...copies.filter((copy) => copy !== host), ...(coming === undefined ? [] : [coming])];
}

function add(room: Room, machine: MachineState, { host, boots, copies }: Counted, times: 1 | -1): void {
  if (host >= 0) take(room, host, times * memoryOf(machine), times);
  for (const copy of copies) take(room, copy, times * memoryOf(machine), times);
  if (boots >= 0) room.booting[boots] = (room.booting[boots] ?? 0) + times;
}

function take({ taken, guests }: Room, host: Ref, memory: number, count: number): void {
  taken[host] = (taken[host] ?? 0) + memory;
  guests[host] = (guests[host] ?? 0) + count;
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

/** How many VMs boot on a host. */
export function bootingCount(world: World, host: Ref): number {
  return roomNow(world).booting[host] ?? 0;
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
