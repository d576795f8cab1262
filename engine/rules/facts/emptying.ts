/** Whether a host can be emptied: every VM on it placed on another host of its cluster, no rule broken. */
import { hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology, Vm } from '../../topology/model.ts';
import { secondaryObstacle } from '../../topology/placing/fault-tolerance.ts';
import { Ground, startOf } from '../../topology/placing/ground.ts';

import { type Obstacle, obstacleTo } from '../../topology/placing/obstacles.ts';
import { type Budget, packed } from '../../topology/placing/packing.ts';

/** A VM for which there is no place, with what speaks against each host of its cluster. */
export interface Stuck {
  readonly vm: Vm;
  readonly refusals: readonly { readonly host: Host; readonly obstacle: Obstacle<Vm> }[];
}

export interface Emptied {
  readonly host: Host;
  readonly stuck: readonly Stuck[];
  /** VMs under Fault Tolerance that would have but one copy, for there is no third host. */
  readonly unprotected: readonly Vm[];
}

/** The hosts of a cluster that cannot be emptied. Dedicated failover hosts take no VM. */
export function fullHosts(topology: Topology, cluster: Cluster, budget: Budget): readonly Emptied[] {
  const hosts = hostsOf(topology, cluster);
  if (hosts.length < 2) return [];
  const { admission } = cluster.ha ?? {};
  const kept = admission?.policy === 'dedicated' ? admission.hosts : [];
  return hosts.flatMap((host) => {
    const others = hosts.filter((other) => other !== host && !kept.includes(other.id));
    const emptied = empty(topology, cluster, host, others, budget);
    return emptied.stuck.length + emptied.unprotected.length > 0 ? [emptied] : [];
  });
}

function empty(topology: Topology, cluster: Cluster, host: Host, others: readonly Host[], budget: Budget): Emptied {
  const { homes, guests, secondaries } = startOf(topology);
  const ground = new Ground(startOf(topology), true);
  ground.lose(host);
  const own = homes.get(host.id) ?? [];
  const single = own.filter((vm) => !secondaries.has(vm.id));
  const stuck = placeAll(topology, ground, single, others, budget);
  // A copy moves to a third host: not there where the other one runs.
  const copied = (guests.get(host.id) ?? []).filter((vm) => secondaries.has(vm.id));
  const unprotected = copied.filter((vm) => {
    const rest = secondaries.get(vm.id);
    const running = rest === host ? others.find(({ id }) => id === vm.host) : rest;
    const target = others.find(
      (other) =>
        running !== undefined &&
        secondaryObstacle(topology, ground, cluster, vm, running, other, () => true) === undefined,
    );
    if (target) ground.place(vm, target);
    return target === undefined;
  });
  return { host, stuck, unprotected };
}

/** Places VMs largest first, each on the first host that takes it, else in any way there is; gives the rest. */
function placeAll(
  topology: Topology,
  ground: Ground,
  vms: readonly Vm[],
  hosts: readonly Host[],
  budget: Budget,
): readonly Stuck[] {
  const largestFirst = [...vms].sort((a, b) => (b.memory ?? 0) - (a.memory ?? 0) || a.order - b.order);
  const placed: Host[] = [];
  const stuck: Stuck[] = [];
  for (const vm of largestFirst) {
    const refusals: { host: Host; obstacle: Obstacle<Vm> }[] = [];
    let target: Host | undefined;
    for (const host of hosts) {
      const obstacle = obstacleTo(topology, ground, vm, host);
      if (obstacle) refusals.push({ host, obstacle });
      else {
        target = host;
        break;
      }
    }
    if (target) {
      ground.place(vm, target);
      placed.push(target);
    } else stuck.push({ vm, refusals });
  }
  if (stuck.length === 0) return stuck;
  for (const host of placed.reverse()) ground.takeBack(host);
  const found = packed(topology, ground, vms, hosts, { steps: Math.min(budget.steps, stepsAHost) });
  budget.steps -= stepsAHost;
  for (const [vm, host] of found ?? []) ground.place(vm, host);
  return found ? [] : stuck;
}

const stepsAHost = 500;
