/** Whether there is any way to place VMs, where the one that HA takes does not fit all. */
import type { Host, Topology, Vm } from '../model.ts';
import type { Ground } from './ground.ts';
import { obstacleTo } from './obstacles.ts';

/** Steps that searches may still take: a search that runs out of them gives up. */
export interface Budget {
  steps: number;
}

/**
 * A host for every VM, none overcommitted and no rule broken; `undefined` where there is none, or none was
 * found within the budget. The ground is left as it was.
 */
export function packed(
  topology: Topology,
  ground: Ground,
  vms: readonly Vm[],
  hosts: readonly Host[],
  budget: Budget,
): ReadonlyMap<Vm, Host> | undefined {
  const free = hosts.reduce((sum, host) => sum + (ground.lives(host) ? Math.max(0, ground.freeMemory(host)) : 0), 0);
  if (vms.reduce((sum, vm) => sum + (vm.memory ?? 0), 0) > free) return undefined;
  const largestFirst = [...vms].sort((a, b) => (b.memory ?? 0) - (a.memory ?? 0) || a.order - b.order);
  const found = new Map<Vm, Host>();
  return search(0) ? new Map(vms.flatMap((vm) => pairOf(vm, found.get(vm)))) : undefined;

  function search(at: number): boolean {
    const vm = largestFirst[at];
    if (!vm) return true;
    const fuller = hosts
      .map((host) => ({ host, free: ground.freeMemory(host) }))
      // Into the smallest gap that takes it: the large ones stay for the others.
      .sort((a, b) => (a.free === b.free ? 0 : a.free - b.free));
    for (const { host } of fuller) {
      if (budget.steps-- <= 0) return false;
      if (obstacleTo(topology, ground, vm, host)) continue;
      ground.place(vm, host);
      found.set(vm, host);
      const done = search(at + 1);
      ground.takeBack(host);
      if (done) return true;
      found.delete(vm);
    }
    return false;
  }
}

function pairOf(vm: Vm, host: Host | undefined): [Vm, Host][] {
  return host ? [[vm, host]] : [];
}
