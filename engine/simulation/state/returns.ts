/** Whether a machine that is off could boot again where it ran last, and in words why not. */
import { nameOf } from '../log.ts';
import type { MachineState, World } from '../world.ts';
import { freeMemory, memoryOf } from './hosts.ts';
import { seesDisks } from './storage.ts';

/**
 * Why a VM cannot boot where it ran last: its host is down, does not see its disk, or somebody else's
 * VM has taken its memory; `undefined` where it can.
 */
export function whyNotReturn(world: World, one: MachineState): string | undefined {
  const host = world.hostOf[one.host];
  if (!host) return undefined;
  if (!world.lives[one.host]) return `${nameOf(world, one.host)} is still down`;
  if (!seesDisks(world, one, host)) return `${nameOf(world, one.host)} does not see its disk`;
  return fits(world, one) ? undefined : `${nameOf(world, one.host)} has no room for it any more`;
}

export function canReturn(world: World, one: MachineState): boolean {
  const host = world.hostOf[one.host];
  if (!world.lives[one.host]) return false;
  return host === undefined || (seesDisks(world, one, host) && fits(world, one));
}

function fits(world: World, one: MachineState): boolean {
  const strangers = world.machines.some(
    (other) => other !== one && other.on && other.host === one.host && other.plan.host !== one.host,
  );
  if (one.plan.host === one.host && !strangers) return true;
  return memoryOf(one) <= freeMemory(world, one.host);
}
