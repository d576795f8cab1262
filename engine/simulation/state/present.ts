/** A run at this instant, as the choice of a host asks for it. */
import { find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Id, Vm } from '../../topology/model.ts';
import { type Present, type Rules, rulesByMachine } from '../../topology/placing/present.ts';
import type { Team } from '../../topology/reach.ts';
import { derived } from '../own.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { askedByKind } from './alike.ts';
import { freeMemory, guestCount, guestsOf } from './hosts.ts';
import { hasLivingSegment, teamsOn } from './reach.ts';
import { seesDisks } from './storage.ts';

const none: readonly Team[] = [];

/** It may run on its own host, or on any of the same cluster. */
function isCandidate({ plan }: MachineState, host: HostState): boolean {
  return plan.host === host.ref || (plan.cluster !== undefined && plan.cluster === host.plan.cluster);
}

/** Where the text runs it its disks are at hand, listed or not. */
const seesSuchDisks = askedByKind((world, { plan }) => {
  const listed = world.hostOf[plan.host]?.plan.storage ?? [];
  const home = plan.disks.every((disk) => listed.includes(disk)) ? '' : plan.host;
  return `${plan.disks.join(' ')} ${home}`;
}, seesDisks);

const hasSuchNetworks = askedByKind(
  ({ topology }, machine) => {
    const nics = virtualAdaptersOf(topology, vmOf(machine));
    return nics.map(({ network, via }) => `${network} ${via.join(' ')}`).join('\n');
  },
  (world, machine, host) => cutTeams(world, machine, host).length === 0,
);

function cutTeams(world: World, machine: MachineState, host: HostState): readonly Team[] {
  return teamsOn(world, machine, host.ref).filter((team) => !hasLivingSegment(world, team.attachments));
}

/** What placement asks of this run; it always answers for now. */
export const presentOf = derived((world): Present<HostState, MachineState> => {
  const rules = new Map<Id | undefined, (machine: Id) => Rules>();
  return {
    hosts: world.hosts,
    host: (host) => host.plan.host,
    vm: vmOf,
    lives: (host) => world.lives[host.ref] === 1,
    inMaintenance: (host) => host.maintenance,
    isCandidate: (machine, host) => isCandidate(machine, host),
    seesDisks: (machine, host) => seesSuchDisks(world, machine, host),
    // The VM takes a failed NIC of its own along: it is no reason against a host.
    cutTeams: (machine, host) => (hasSuchNetworks(world, machine, host) ? none : cutTeams(world, machine, host)),
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
