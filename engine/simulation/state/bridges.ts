/** Takeovers that keep calls, seen from services made of services: clients hold on to those too. */
import type { Ref } from '../../topology/ranks.ts';
import { those } from '../lists.ts';
import type { MachineState, ServiceState, World } from '../world.ts';
import { machinesBehind } from './services.ts';

const none: readonly Ref[] = [];

/** The members inside which a takeover that keeps calls is under way. */
export function bridgedMembers(world: World, members: readonly Ref[]): readonly Ref[] {
  return those(members, (member) => world.serviceOf[member]?.bridged === true, none);
}

/** Whether clients of a service hold on: such a takeover is under way, and nothing that it needs is down. */
export function isBridged(world: World, service: ServiceState): boolean {
  return service.bridged && service.plan.needs.every((need) => world.serviceOf[need]?.up !== false);
}

/** The machines that take over with calls kept, for a service or inside its members. */
export function heirsOf(world: World, service: ServiceState): readonly MachineState[] {
  const heirs: MachineState[] = [];
  const all = new Set([service]);
  for (const one of all) {
    if (one.heir !== undefined) heirs.push(...machinesBehind(world, one.heir));
    else
      for (const member of bridgedMembers(world, one.plan.members)) {
        const below = world.serviceOf[member];
        if (below) all.add(below);
      }
  }
  return heirs;
}
