/** Who serves a certain client. */
import type { Ref } from '../../topology/ranks.ts';
import type { Mode } from '../behavior.ts';
import type { EndpointState, MachineState, ServiceState, World } from '../world.ts';
import { parentsOf } from './machines.ts';
import { machinesWithin } from './services.ts';

export type ModeOf = (service: ServiceState) => Mode | undefined;

/** Who serves clients that name `ref`: itself, or those that hold its identity in a service that has it as a member. */
export function standInsOf(world: World, modeOf: ModeOf, ref: Ref): readonly Ref[] | undefined {
  for (const parent of parentsOf(world, ref)) {
    const held = modeOf(parent)?.standsFor?.(world, parent, ref);
    if (held) return held;
  }
  return undefined;
}

/** The machines that serve `client` for a service, as its mode and those of its members say. */
export function clientMachines(
  world: World,
  modeOf: ModeOf,
  service: ServiceState,
  client: EndpointState,
): readonly MachineState[] {
  return machinesWithin(world, service, (one) => modeOf(one)?.servesFor?.(world, one, client) ?? one.serving);
}
