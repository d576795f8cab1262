/** Who is drawn where at one moment: VMs in the host that runs them, their old places left visibly empty. */
import type { Id } from '../topology/model.ts';
import { homesOfFolds } from './counts.ts';
import { append } from './lists.ts';
import { lookOf } from './look.ts';
import type { Box, Fold, Rectangle, Scene, Seat, Slot } from './scene.ts';
import type { States } from './states.ts';

export interface Occupant {
  readonly box: Box;
  readonly at: Rectangle;
  readonly host: Id;
  /** The second copy of a fault-tolerant VM. */
  readonly copy: boolean;
}

export interface Occupancy {
  readonly occupants: readonly Occupant[];
  /** Where VMs were that run elsewhere now. */
  readonly left: readonly Box[];
  readonly free: readonly Slot[];
  /** VMs that found no place of their own, by host: their names. */
  readonly crowded: ReadonlyMap<Id, readonly string[]>;
  /** Who belongs to each count now. */
  readonly counted: ReadonlyMap<Fold, readonly Id[]>;
}

export function occupancyOf(scene: Scene, states?: States): Occupancy {
  const slots = new Map<Id, Slot[]>();
  for (const slot of scene.slots) append(slots, slot.host, slot);
  const folds = homesOfFolds(scene);
  const counted = new Map<Fold, Id[]>();
  const hosts = new Set(scene.boxes.filter((box) => box.kind === 'host').map((box) => box.id));
  const occupants: Occupant[] = [];
  const left: Box[] = [];
  const crowded = new Map<Id, string[]>();
  const settle = (box: Box, host: Id, copy: boolean) => {
    const slot = slots.get(host)?.shift();
    if (slot) occupants.push({ box, at: slot, host, copy });
    else append(crowded, host, box.name);
  };
  const vms = scene.boxes.filter((box) => box.kind === 'vm');
  for (const fold of scene.folds) {
    if (!counted.has(fold)) counted.set(fold, []);
    for (const id of fold.ids) {
      const place = fold.kind === 'vm' ? states?.get(id)?.place : undefined;
      const now = place === undefined ? fold : folds.get(place);
      if (now) append(counted, now, id);
      // it came to a host where VMs are drawn: how many is all that is known there
      else if (place !== undefined && hosts.has(place)) append(crowded, place, id.slice(id.lastIndexOf('.') + 1));
    }
  }
  for (const box of vms) {
    const place = states?.get(box.id)?.place;
    const fold = place === undefined ? undefined : folds.get(place);
    if (fold) {
      append(counted, fold, box.id);
      left.push(box);
      continue;
    }
    const host = place !== undefined && hosts.has(place) ? place : box.parent;
    if (host === undefined) continue;
    if (host === box.parent) occupants.push({ box, at: box, host, copy: false });
    else {
      left.push(box);
      settle(box, host, false);
    }
  }
  for (const box of vms) {
    const copy = copyOf(box, states);
    if (copy !== undefined && hosts.has(copy)) settle(box, copy, true);
  }
  return { occupants, left, free: [...slots.values()].flat(), crowded, counted };
}

/** The host of a fault-tolerant VM's second copy: as the text states it, in a run where it is now. */
function copyOf(box: Box, states: States | undefined): Id | undefined {
  if (!states) return box.copyOn === box.parent ? undefined : box.copyOn;
  const now = states.get(box.id);
  // It ends with the VM.
  if (now?.copy === undefined || now.state === 'off') return undefined;
  return lookOf(states.get(now.copy)?.state).tone === 'lost' ? undefined : now.copy;
}

/** Positions in which a machine waits. */
const waiting = new Set(['standby', 'backup', 'secondary', 'survivable', 'spare']);

/**
 * The word for what a machine does for a service now: its role while it holds one, else its state. `idle` is a machine
 * that works and holds no role in the service, `unknown` one of a service that no run plays.
 */
export function roleNow(seat: Seat, states: States | undefined): string {
  if (!states) return seat.position;
  const machine = states.get(seat.machine)?.state ?? '';
  const { tone } = lookOf(machine);
  if (tone === 'lost' || tone === 'busy' || tone === 'warn') return machine;
  const service = states.get(seat.service);
  if (service?.state === 'unknown') return 'unknown';
  if (seat.position === 'node') return 'up';
  const holds = service?.place === seat.machine;
  const isLost = lookOf(service?.state).tone === 'lost';
  if (seat.position === 'owner' || seat.position === 'possible owner') {
    if (service?.place === undefined) return seat.position;
    return !holds ? 'possible owner' : isLost ? (service.state ?? 'down') : 'owner';
  }
  // the word of a machine is its role in the only service that it is part of
  if (!seat.shared && machine !== 'up' && machine !== 'running' && machine !== '') return machine;
  if (holds) return isLost ? (service?.state ?? 'down') : 'active';
  if (seat.position === 'member') return 'up';
  return waiting.has(seat.position) ? seat.position : 'idle';
}
