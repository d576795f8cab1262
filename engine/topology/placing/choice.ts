/** In which order VMs are restarted, and which of the hosts that could take one does. */
import type { Id, RestartPriority, Vm } from '../model.ts';
import type { Present } from './present.ts';

const ranks: Readonly<Record<RestartPriority, number>> = {
  highest: 0,
  high: 1,
  medium: 2,
  low: 3,
  lowest: 4,
  disabled: 5,
};

/** By restart priority, then as declared. */
export function inRestartOrder<M>(machines: readonly M[], vmOf: (machine: M) => Pick<Vm, 'restartPriority' | 'order'>) {
  return [...machines].sort((a, b) => {
    const [one, other] = [vmOf(a), vmOf(b)];
    return ranks[one.restartPriority] - ranks[other.restartPriority] || one.order - other.order;
  });
}

/** The emptiest of the hosts that can take a VM: of `reserve` first, then by free memory, by VMs on it, by declaration. */
export function emptiest<H, M>(present: Present<H, M>, able: readonly H[], reserve: readonly Id[] = []): H | undefined {
  let best: H | undefined;
  for (const host of able) if (best === undefined || isBefore(present, reserve, host, best)) best = host;
  return best;
}

function isBefore<H, M>(present: Present<H, M>, reserve: readonly Id[], a: H, b: H): boolean {
  const [one, other] = [present.host(a), present.host(b)];
  const kept = Number(reserve.includes(other.id)) - Number(reserve.includes(one.id));
  if (kept !== 0) return kept < 0;
  const [free, otherFree] = [present.freeMemory(a), present.freeMemory(b)];
  if (free !== otherFree) return free > otherFree;
  const guests = present.guestCount(a) - present.guestCount(b);
  return guests === 0 ? one.order < other.order : guests < 0;
}
