/** What the copies of a fault-tolerant VM need of the hosts on which they run. */
import { find } from '../../topology/lookup.ts';
import type { Cluster } from '../../topology/model.ts';
import {
  type LimitObstacle,
  limitObstacle,
  pairObstacle,
  secondaryObstacle,
} from '../../topology/placing/fault-tolerance.ts';
import type { Present } from '../../topology/placing/present.ts';
import { type Attachment, reaches } from '../../topology/reach.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { cutBetween } from './cuts.ts';
import { obstacleText } from './feasible.ts';
import { memoryOf } from './hosts.ts';
import { presentOf } from './present.ts';
import { hostsConnect, joinedNow, livingSegments } from './reach.ts';

/** Whether any adapters of two hosts reach each other now. */
export function joinsNow(world: World): (a: readonly Attachment[], b: readonly Attachment[]) => boolean {
  return (a, b) => reaches(world.plan.segments, joinedNow(world), livingSegments(world, a), livingSegments(world, b));
}

/** Why the two copies cannot run on these hosts, in words that follow "on `other`:". */
export function whyNotPair(world: World, primary: HostState, other: HostState): string | undefined {
  if (cutBetween(world, primary.ref, other.ref)) return 'no FT logging network joins it';
  const obstacle = pairObstacle(world.topology, primary.plan.host, other.plan.host, joinsNow(world));
  if (!obstacle) return undefined;
  return obstacle.kind === 'cpu-model'
    ? `its CPU ${obstacle.model} is not compatible with ${obstacle.primary}`
    : 'no FT logging network joins it';
}

/** Why a host cannot take a secondary. */
export function whyNotSecondary(
  world: World,
  machine: MachineState,
  cluster: Cluster,
  host: HostState | undefined,
): string | undefined {
  const primary = world.hostOf[machine.host];
  if (!host || !primary) return 'not a host';
  // HA makes it, and the HA primary that answers for the VM leads only hosts that hear each other.
  if (world.lives[host.ref] && !host.maintenance && !hostsConnect(world, primary, host)) return 'in another partition';
  const obstacle = secondaryObstacle(
    world.topology,
    machine.coming === host.ref ? presentWithout(world, machine, host) : presentOf(world),
    cluster,
    machine,
    primary,
    host,
    joinsNow(world),
  );
  if (!obstacle) return undefined;
  switch (obstacle.kind) {
    case 'primary':
      return 'runs the primary';
    case 'no-ha':
      return 'HA is off';
    case 'cpu-model':
      return `its CPU ${obstacle.model} is not compatible with ${obstacle.primary}`;
    case 'no-logging':
      return 'no FT logging network joins it';
    case 'ft-vms':
    case 'ft-vcpus':
      return limitText(obstacle);
    default:
      return obstacleText(world, machine, host, obstacle);
  }
}

/** A host as it is without the copy that is being made there. */
function presentWithout(world: World, machine: MachineState, on: HostState): Present<HostState, MachineState> {
  const present = presentOf(world);
  const own = (host: HostState) => (host === on ? memoryOf(machine) : 0);
  return {
    ...present,
    freeMemory: (host) => present.freeMemory(host) + own(host),
    takers: (host) => [...present.takers(host)].filter((guest) => guest !== machine),
  };
}

/** Why a host that runs other fault-tolerant VMs takes no copy of this one; `undefined` where it does. */
export function whyNotMoreCopies(world: World, machine: MachineState, host: HostState): string | undefined {
  const cluster = toleratingCluster(world, machine);
  const obstacle = cluster && limitObstacle(presentOf(world), cluster, machine, host);
  return obstacle && limitText(obstacle);
}

function limitText(obstacle: LimitObstacle): string {
  return obstacle.kind === 'ft-vms'
    ? `carries ${obstacle.has} fault-tolerant VMs, of ${obstacle.most} allowed`
    : `carries ${obstacle.has} virtual CPUs of fault-tolerant VMs, of ${obstacle.most} allowed, and ${obstacle.needs} more are needed`;
}

/** The cluster that keeps a copy of a VM in step; `undefined` where it is not fault-tolerant, or nothing there could keep one. */
export function toleratingCluster(world: World, { plan }: MachineState): Cluster | undefined {
  if (plan.machine.kind !== 'vm' || !plan.machine.ft) return undefined;
  const cluster = find(world.topology, 'cluster', world.plan.elements[plan.cluster ?? -1]?.id);
  return cluster?.hypervisor === 'hyper-v' ? undefined : cluster;
}
