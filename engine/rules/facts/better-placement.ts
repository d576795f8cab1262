/** Whether a placement exists that fits all, where HA's own leaves VMs down. */
import { hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology, Vm } from '../../topology/model.ts';
import { startOf } from '../../topology/placing/ground.ts';
import { groundAfter, type Loss } from '../../topology/placing/loss.ts';
import { type Budget, packed } from '../../topology/placing/packing.ts';

export interface Better {
  /** Where the VMs of the lost hosts would go, in the order of restart. */
  readonly places: readonly (readonly [Vm, Host])[];
  /** A running VM that would have to go elsewhere first. */
  readonly moved?: { readonly vm: Vm; readonly host: Host };
}

/** A placement of all VMs of the lost hosts: as things are, else with one running VM moved. Gives up with the budget. */
export function betterPlacement(topology: Topology, cluster: Cluster, loss: Loss, budget: Budget): Better | undefined {
  const hosts = hostsOf(topology, cluster).filter((host) => !loss.hosts.includes(host));
  const ground = groundAfter(topology, loss.hosts);
  const asIs = packed(topology, ground, loss.due, hosts, budget);
  if (asIs) return { places: inOrder(loss.due, asIs) };
  const { homes, secondaries } = startOf(topology);
  const needed = loss.due.reduce((sum, vm) => sum + (vm.memory ?? 0), 0);
  if (needed > hosts.reduce((sum, host) => sum + Math.max(0, ground.freeMemory(host)), 0)) return undefined;
  for (const from of hosts)
    for (const vm of homes.get(from.id) ?? []) {
      if (budget.steps <= 0) return undefined;
      if (secondaries.has(vm.id) || !vm.memory) continue;
      ground.leave(vm, from);
      const found = packed(topology, ground, [...loss.due, vm], hosts, budget);
      ground.stay(vm, from);
      const host = found?.get(vm);
      if (found && host && host !== from) return { places: inOrder(loss.due, found), moved: { vm, host } };
    }
  return undefined;
}

function inOrder(vms: readonly Vm[], places: ReadonlyMap<Vm, Host>): (readonly [Vm, Host])[] {
  return vms.flatMap((vm) => {
    const host = places.get(vm);
    return host ? [[vm, host] as const] : [];
  });
}
