/** Who serves a certain client. */
import type { Mode } from '../behavior.ts';
import type { EndpointState, MachineState, ServiceState, World } from '../world.ts';

export type ModeOf = (service: ServiceState) => Mode | undefined;

/** The machines that serve `client` for a service, as its mode and those of its members say. */
export function clientMachines(
  world: World,
  modeOf: ModeOf,
  service: ServiceState,
  client: EndpointState,
): readonly MachineState[] {
  const members = modeOf(service)?.servesFor?.(world, service, client) ?? service.serving;
  return members.flatMap((member) => {
    const machine = world.machineOf[member];
    if (machine) return [machine];
    const below = world.serviceOf[member];
    return below && below !== service ? clientMachines(world, modeOf, below, client) : [];
  });
}
