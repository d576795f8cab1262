/** What a host has free. */
import type { Ref } from '../../topology/ranks.ts';
import type { MachineState, World } from '../world.ts';

/** Whether a VM takes room on a host: it or its copy runs there, or HA has placed it there and it waits for its power-on. */
export function takesRoom(machine: MachineState, host: Ref): boolean {
  if (machine.copies.includes(host)) return true;
  return machine.host === host && (machine.on || machine.held === 'queued');
}

/** Memory of a host that no VM on it reserves, in bytes; without a stated size there is no limit. */
export function freeMemory(world: World, host: Ref): number {
  const element = world.plan.elements[host];
  if (element?.kind !== 'host' || element.memory === undefined) return Number.POSITIVE_INFINITY;
  let free = element.memory;
  for (const machine of world.machines) if (takesRoom(machine, host)) free -= memoryOf(machine);
  return free;
}

/** What a VM reserves, in bytes. */
export function memoryOf(machine: MachineState): number {
  const { machine: element } = machine.plan;
  return element.kind === 'vm' ? (element.memory ?? 0) : 0;
}

/** VMs that take room on a host. */
export function guestsOf(world: World, host: Ref): readonly MachineState[] {
  return world.machines.filter((machine) => takesRoom(machine, host));
}
