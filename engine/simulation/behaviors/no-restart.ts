/** VMs of a lost host that nobody can restart: no host HA watches over them, or no host of their cluster is left. */
import { find } from '../../topology/lookup.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { log, nameOf, namesOf } from '../log.ts';
import { own } from '../own.ts';
import { Phase } from '../phases.ts';
import { stateSource } from '../sources.ts';
import { machineEvent } from '../state/machines.ts';
import { hasManagementNetwork } from '../state/reach.ts';
import type { MachineState, World } from '../world.ts';

/** What was told last of each VM that waits, and the version of the world that was looked at. */
const state = own(() => ({ seen: '', told: new Map<Ref, string>() }));

export const noRestart: Behavior = {
  mechanism: 'host-ha',
  react: {
    [Phase.detection](world) {
      // Who waits for a host, and whether one is left, changes with hosts and their networks alone.
      const { components, network } = world.versions;
      const now = `${components} ${network}`;
      if (world.silent || state(world).seen === now) return;
      state(world).seen = now;
      for (const machine of world.machines) look(world, machine);
    },
  },
};

function look(world: World, machine: MachineState): void {
  const { told } = state(world);
  const why = machine.plan.machine.kind === 'vm' ? whyWaits(world, machine) : undefined;
  if (why === told.get(machine.ref)) return;
  if (why === undefined) {
    told.delete(machine.ref);
    return;
  }
  told.set(machine.ref, why);
  log(world, {
    mechanism: 'host-ha',
    subject: machine.ref,
    cause: machineEvent(world, machine),
    text: `Nobody restarts ${nameOf(world, machine.ref)}: ${why}`,
    source: stateSource,
  });
}

/** Why a VM waits for a host; `undefined` where it runs, is kept off, or somebody looks for one. */
function whyWaits(world: World, machine: MachineState): string | undefined {
  if (machine.on || machine.held !== 'no' || world.lives[machine.host] === 1) return undefined;
  const { cluster } = machine.plan;
  const host = nameOf(world, machine.host);
  if (cluster === undefined) return `${host} is in no cluster`;
  const name = nameOf(world, cluster);
  const element = find(world.topology, 'cluster', world.plan.elements[cluster]?.id);
  if (!element?.ha) return `${name} has no HA`;
  const left = machine.plan.candidates.filter((ref) => world.lives[ref] === 1);
  if (left.length === 0) return `no host of ${name} is left`;
  // An isolated host leads nobody; nodes of Hyper-V go by quorum.
  if (element.hypervisor === 'hyper-v' || !left.every((ref) => isIsolated(world, ref))) return undefined;
  return `${namesOf(world, left)} ${left.length > 1 ? 'are' : 'is'} isolated, and nobody else of ${name} is left`;
}

function isIsolated(world: World, ref: Ref): boolean {
  const host = world.hostOf[ref];
  return host !== undefined && !hasManagementNetwork(world, host);
}
