/** Which host sees which storage now. */
import { find } from '../../topology/lookup.ts';
import type { Host, Server } from '../../topology/model.ts';
import { maySee, storagePath } from '../../topology/placing/storage.ts';
import type { Ref } from '../../topology/ranks.ts';
import { reaches } from '../../topology/reach.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { cutBetween } from './cuts.ts';
import { joinedNow, livingSegments } from './reach.ts';

/** Whether a living host sees a storage: listed, alive, its path and the storage's network too. */
export function hostSees(world: World, host: HostState, storage: Ref): boolean {
  if (!world.lives[host.ref] || !world.lives[storage] || !host.plan.storage.includes(storage)) return false;
  return pathLives(world, host.plan.host, host.ref, storage);
}

/** Whether a machine's disks are all there on the host where it runs. */
export function disksLive(world: World, machine: MachineState): boolean {
  const host = world.hostOf[machine.host];
  return host === undefined || machine.plan.disks.every((disk) => seesDisk(world, machine, host, disk));
}

/** Whether nothing says what a host sees, so that it is taken to see a disk. */
function isAssumed(world: World, host: HostState, disk: Ref): boolean {
  if (host.plan.storage.length > 0) return false;
  return maySee(world.topology, host.plan.host, world.plan.elements[disk]?.id ?? '');
}

/** The disks of a VM that a host is only taken to see: the text says nothing of its storage. */
export function assumedDisks(world: World, machine: MachineState, host: HostState): readonly Ref[] {
  return host.ref === machine.plan.host ? [] : machine.plan.disks.filter((disk) => isAssumed(world, host, disk));
}

/** Whether `host` sees all disks of a VM. Where the text runs it at time 0 its disks are at hand, listed or not. */
export function seesDisks(world: World, machine: MachineState, host: HostState): boolean {
  return machine.plan.disks.every((disk) => seesDisk(world, machine, host, disk));
}

function seesDisk(world: World, machine: MachineState, host: HostState, disk: Ref): boolean {
  if (hostSees(world, host, disk)) return true;
  const isHome = host.ref === machine.plan.host && !host.plan.storage.includes(disk);
  return (
    (isHome || isAssumed(world, host, disk)) &&
    world.lives[host.ref] === 1 &&
    world.lives[disk] === 1 &&
    pathLives(world, host.plan.host, host.ref, disk)
  );
}

/**
 * Whether a machine sees a storage where it runs now: a server by itself, a VM as its disk or through its
 * host. Metal that lists no storage at all sees any: nothing is known of its paths.
 */
export function machineSees(world: World, machine: MachineState, storage: Ref): boolean {
  const host = world.hostOf[machine.host];
  if (host && machine.plan.disks.includes(storage)) return seesDisk(world, machine, host, storage);
  const metal = host?.plan.host ?? (machine.plan.machine.kind === 'server' ? machine.plan.machine : undefined);
  if (!metal || !world.lives[machine.host] || !world.lives[storage]) return false;
  if (metal.storage.length > 0 && !metal.storage.includes(world.plan.elements[storage]?.id ?? '')) return false;
  return pathLives(world, metal, machine.host, storage);
}

function pathLives(world: World, metal: Host | Server, ref: Ref, storage: Ref): boolean {
  if (world.lostPaths.some(([of, to]) => of === ref && to === storage)) return false;
  if (cutBetween(world, ref, storage)) return false;
  return networkLives(world, metal, storage);
}

/** A storage with networks is reached over them, where the text cables the host to one of them at all. */
function networkLives(world: World, metal: Host | Server, storage: Ref): boolean {
  const element = find(world.topology, 'storage', world.plan.elements[storage]?.id);
  const path = element && storagePath(world.topology, metal, element);
  if (!path) return true;
  return reaches(world.plan.segments, joinedNow(world), livingSegments(world, path.attachments), path.segments);
}
