/** A run at this instant, as the choice of a host asks for it. */
import { find } from '../../topology/lookup.ts';
import type { Id, Vm } from '../../topology/model.ts';
import { type Present, type Rules, rulesByMachine } from '../../topology/placing/present.ts';
import { derived } from '../own.ts';
import type { HostState, MachineState } from '../world.ts';
import { freeMemory, guestCount, guestsOf } from './hosts.ts';
import { livingSegments, teamsOn } from './reach.ts';
import { seesDisks } from './storage.ts';

/** What placement asks of this run; it always answers for now. */
export const presentOf = derived((world): Present<HostState, MachineState> => {
  const rules = new Map<Id | undefined, (machine: Id) => Rules>();
  return {
    hosts: world.hosts,
    host: (host) => host.plan.host,
    vm: vmOf,
    lives: (host) => world.lives[host.ref] === 1,
    inMaintenance: (host) => host.maintenance,
    isCandidate: (machine, host) => machine.plan.candidates.includes(host.ref),
    seesDisks: (machine, host) => seesDisks(world, machine, host),
    // The VM takes a failed NIC of its own along: it is no reason against a host.
    cutTeams: (machine, host) =>
      teamsOn(world, machine, host.ref).filter((team) => livingSegments(world, team.attachments).length === 0),
    freeMemory: (host) => freeMemory(world, host.ref),
    guestCount: (host) => guestCount(world, host.ref),
    takers: (host) => guestsOf(world, host.ref),
    guests: (host) => guestsOf(world, host.ref).filter((machine) => machine.host === host.ref),
    rules: (machine, { plan: { host } }) => {
      let found = rules.get(host.cluster);
      if (!found) {
        found = rulesByMachine(find(world.topology, 'cluster', host.cluster));
        rules.set(host.cluster, found);
      }
      return found(machine.plan.machine.id);
    },
  };
});

/**
 * The VM that a machine is.
 * @throws where it is a server: nobody places those.
 */
export function vmOf(machine: MachineState): Vm {
  const { machine: vm } = machine.plan;
  if (vm.kind !== 'vm') throw new Error(`${vm.id} is not a VM`);
  return vm;
}
