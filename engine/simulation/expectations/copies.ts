/** Copies of fault-tolerant VMs: on which hosts the primary and the secondary run. */
import type { StateName } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { MachineState, World } from '../world.ts';

/** The hosts of the copies that hold a role now; `undefined` where the VM is not fault-tolerant. */
export function faultTolerantRole(_world: World, machine: MachineState, state: StateName): readonly Ref[] | undefined {
  const { machine: vm } = machine.plan;
  if (vm.kind !== 'vm' || !vm.ft) return undefined;
  if (state === 'primary') return machine.on && !machine.goingLive ? [machine.host] : [];
  if (state !== 'secondary') return undefined;
  return machine.mirrored ? machine.copies : [];
}
