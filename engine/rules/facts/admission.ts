/**
 * What admission control of HA works out: slots and shares, as VMware documents them. CPU and memory in any
 * unit, the same throughout.
 */

import type { Host, Topology, Vm } from '../../topology/model.ts';
import { startOf } from '../../topology/placing/ground.ts';
import { versionNumber } from '../../topology/versions.ts';

/** What a host has, or a VM reserves. */
export interface Amount {
  /** Without limit where it is not known. */
  readonly cpu: number;
  readonly memory: number;
}

/** How many failures the slots of a cluster allow. */
export interface Slots {
  readonly size: Amount;
  /** By host. */
  readonly slots: readonly number[];
  /** One a VM. */
  readonly needed: number;
  /** How many hosts may be lost, those with most slots first. */
  readonly tolerated: number;
}

/** CPU of a slot where no VM reserves any: 32 MHz, in GHz (D. Epping, vSphere 6.x HA Deepdive). */
export const leastSlotCpu = 0.032;

/**
 * Slots: as large as the largest reservations of CPU and of memory, with the memory's overhead; a host has as
 * many as fit by both; the hosts with most slots count as the first to fail.
 */
export function slotsOf(
  hosts: readonly Amount[],
  reservations: readonly Amount[],
  { leastCpu = leastSlotCpu, overhead = 0 } = {},
): Slots {
  const size: Amount = {
    cpu: Math.max(leastCpu, ...reservations.map(({ cpu }) => cpu)),
    memory: Math.max(0, ...reservations.map(({ memory }) => memory + overhead)),
  };
  const slots = hosts.map(({ cpu, memory }) => Math.min(whole(cpu, size.cpu), whole(memory, size.memory)));
  const needed = reservations.length;
  const left = [...slots].sort((a, b) => b - a);
  let tolerated = 0;
  while (left.length > 1 && sum(left.slice(1)) >= needed) {
    left.shift();
    tolerated++;
  }
  return { size, slots, needed, tolerated };
}

function whole(amount: number, slot: number): number {
  return slot === 0 ? Number.POSITIVE_INFINITY : Math.floor(amount / slot);
}

/**
 * The share, 0 to 1, of a cluster that its `count` largest hosts are: by memory, by CPU, and where hosts are
 * alike by their number. What is not finite is not known and left out.
 */
export function shareOfLargest(hosts: readonly Amount[], count: number): number {
  const shares = [hosts.map(() => 1), hosts.map(({ memory }) => memory), hosts.map(({ cpu }) => cpu)]
    .filter((amounts) => amounts.every(Number.isFinite) && sum(amounts) > 0)
    .map((amounts) => {
      const largestFirst = [...amounts].sort((a, b) => b - a);
      return sum(largestFirst.slice(0, count)) / sum(amounts);
    });
  return Math.max(0, ...shares);
}

/** A share as a whole percentage, rounded up: 1 of 3 hosts is 34. */
export function percentageOf(share: number): number {
  // 0.1 + 0.2 is not quite 0.3
  return Math.ceil(share * 100 - 1e-9);
}

/** A share in percent, to a tenth. */
export function inPercent(share: number): number {
  return Math.round(share * 1000) / 10;
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** What a host states: cores and bytes; without limit what it does not. */
export function amountOf({ cpu, memory }: Host): Amount {
  return { cpu: cpu ?? Number.POSITIVE_INFINITY, memory: memory ?? Number.POSITIVE_INFINITY };
}

/** The VMs that reserve something on these hosts; one under Fault Tolerance once for each of its copies there. */
export function guestsOf(topology: Topology, hosts: readonly Host[]): readonly Vm[] {
  const { guests } = startOf(topology);
  return hosts.flatMap((host) => guests.get(host.id) ?? []);
}

/** Before vSphere 6.5 the hosts that a cluster tolerates are counted in slots; the newest where no version is stated. */
export function countsSlots(hosts: readonly Host[]): boolean {
  return hosts.some(({ version }) => (versionNumber(version) ?? Number.POSITIVE_INFINITY) < 6.5);
}

/** The names of the largest hosts, by memory, then by cores, and the whole percentage that covers their share. */
export function largestOf(hosts: readonly Host[], count: number): { percentage: number; largest: readonly string[] } {
  const largestFirst = [...hosts].sort((a, b) => (b.memory ?? 0) - (a.memory ?? 0) || (b.cpu ?? 0) - (a.cpu ?? 0));
  const largest = largestFirst.slice(0, count).map(({ name }) => name);
  return { percentage: percentageOf(shareOfLargest(hosts.map(amountOf), count)), largest };
}
