/** Which host sees which storage now. */
import { find } from '../../topology/lookup.ts';
import type { Ref } from '../../topology/ranks.ts';
import { type Attachment, attachmentsFor, attachmentsOf, join, reaches } from '../../topology/reach.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { cutBetween } from './cuts.ts';
import { joinedNow, livingSegments } from './reach.ts';

/** Whether a living host sees a storage: listed, alive, its path and the storage's network too. */
export function hostSees(world: World, host: HostState, storage: Ref): boolean {
  if (!world.lives[host.ref] || !world.lives[storage] || !host.plan.storage.includes(storage)) return false;
  return pathLives(world, host, storage);
}

/** Whether a machine's disks are all there on the host where it runs. */
export function disksLive(world: World, machine: MachineState): boolean {
  const host = world.hostOf[machine.host];
  return host === undefined || machine.plan.disks.every((disk) => seesDisk(world, machine, host, disk));
}

/** Whether `host` sees all disks of a VM. Where the text runs it at time 0 its disks are at hand, listed or not. */
export function seesDisks(world: World, machine: MachineState, host: HostState): boolean {
  return machine.plan.disks.every((disk) => seesDisk(world, machine, host, disk));
}

function seesDisk(world: World, machine: MachineState, host: HostState, disk: Ref): boolean {
  if (hostSees(world, host, disk)) return true;
  const athome = host.ref === machine.plan.host && !host.plan.storage.includes(disk);
  return athome && world.lives[host.ref] === 1 && world.lives[disk] === 1 && pathLives(world, host, disk);
}

function pathLives(world: World, host: HostState, storage: Ref): boolean {
  if (world.lostPaths.some(([ofHost, to]) => ofHost === host.ref && to === storage)) return false;
  if (cutBetween(world, host.ref, storage)) return false;
  return networkLives(world, host, storage);
}

/** A storage with networks is reached over them, where the text cables the host to one of them at all. */
function networkLives(world: World, host: HostState, storage: Ref): boolean {
  const element = find(world.topology, 'storage', world.plan.elements[storage]?.id);
  if (!element || element.networks.length === 0) return true;
  const segments = element.networks.flatMap((id) => world.plan.segments.of.get(world.plan.refs.get(id) ?? -1) ?? []);
  const attachments = storageAdapters(world, host);
  const everything = join(world.plan.segments, new Uint8Array(world.lives.length).fill(1));
  const cabled = attachments.flatMap((attachment) => attachment.segments);
  if (!reaches(world.plan.segments, everything, cabled, segments)) return true;
  return reaches(world.plan.segments, joinedNow(world), livingSegments(world, attachments), segments);
}

function storageAdapters(world: World, host: HostState): readonly Attachment[] {
  const stated = attachmentsFor(world.topology, host.plan.host, ['storage']);
  return stated.length > 0 ? stated : attachmentsOf(world.topology, host.plan.host);
}
