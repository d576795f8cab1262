/** Timed events in the order in which they happen: time, phase, declaration, then first come. */
import type { Phase } from './phases.ts';

/** Something that will happen unless it is cancelled. */
export interface Timer {
  readonly time: number;
  readonly phase: Phase;
  /** Rank of what it is about: ties go by declaration order. */
  readonly order: number;
  readonly sequence: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** A binary heap of timers. Cancelled ones are dropped when they come up. */
export interface Queue {
  readonly heap: Timer[];
  sequence: number;
}

export function createQueue(): Queue {
  return { heap: [], sequence: 0 };
}

/** Adds a timer at an absolute time in ms. */
export function push(queue: Queue, time: number, phase: Phase, order: number, run: () => void): Timer {
  const timer: Timer = { time, phase, order, sequence: queue.sequence++, run, cancelled: false };
  const { heap } = queue;
  heap.push(timer);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swapIfBefore(heap, at, parent)) break;
    at = parent;
  }
  return timer;
}

/** The next timer that is not cancelled, left in the queue. */
export function peek(queue: Queue): Timer | undefined {
  for (let first = queue.heap[0]; first; first = queue.heap[0]) {
    if (!first.cancelled) return first;
    removeFirst(queue.heap);
  }
  return undefined;
}

/** Takes the next timer out, as `peek` gives it. */
export function pop(queue: Queue): Timer | undefined {
  const first = peek(queue);
  if (first) removeFirst(queue.heap);
  return first;
}

function removeFirst(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  heap[0] = last;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const [one, other] = [heap[left], heap[right]];
    const child = one && other && isBefore(other, one) ? right : left;
    if (!swapIfBefore(heap, child, at)) return;
    at = child;
  }
}

function swapIfBefore(heap: Timer[], lower: number, upper: number): boolean {
  const [one, other] = [heap[lower], heap[upper]];
  if (!one || !other || !isBefore(one, other)) return false;
  heap[lower] = other;
  heap[upper] = one;
  return true;
}

function isBefore(a: Timer, b: Timer): boolean {
  return (a.time - b.time || a.phase - b.phase || a.order - b.order || a.sequence - b.sequence) < 0;
}
