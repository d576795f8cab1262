/** Hosts that HA has found for VMs which it places a moment later: the same room is not offered twice. */
import { inRestartOrder } from '../../../topology/placing/choice.ts';
import type { Present } from '../../../topology/placing/present.ts';
import { namesOf } from '../../log.ts';
import { whyNot } from '../../state/feasible.ts';
import { memoryOf } from '../../state/hosts.ts';
import { presentOf, vmOf } from '../../state/present.ts';
import type { HostState, MachineState, World } from '../../world.ts';
import type { HaCluster } from './cluster.ts';

/** Who has which host promised. */
export type Promised = ReadonlyMap<MachineState, HostState>;

/** Mostly nothing is: then nothing is made for the question. */
const nothing: Promised = new Map();

/** What is promised to others than `machine`. */
export function promisedToOthers(ha: HaCluster, machine: MachineState): Promised {
  if (ha.promised.size === 0) return nothing;
  return new Map([...ha.promised].filter(([other]) => other !== machine));
}

/** Of these promises those to VMs that are restarted before `machine`. */
export function promisedBefore(promised: Promised, machine: MachineState): Promised {
  return new Map([...promised].filter(([other]) => inRestartOrder([machine, other], vmOf)[0] === other));
}

/** The present as it will be when all of these have their room. */
export function presentWith(world: World, promised: Promised): Present<HostState, MachineState> {
  const present = presentOf(world);
  if (promised.size === 0) return present;
  const comingTo = (host: HostState) => [...promised.keys()].filter((machine) => promised.get(machine) === host);
  return {
    ...present,
    freeMemory: (host) => comingTo(host).reduce((free, machine) => free - memoryOf(machine), present.freeMemory(host)),
    guestCount: (host) => present.guestCount(host) + comingTo(host).length,
    takers: (host) => [...present.takers(host), ...comingTo(host)],
    guests: (host) => [...present.guests(host), ...comingTo(host)],
  };
}

/** Why a host that could take a VM has no room for it beside those that come there; `undefined` where it has. */
export function whyKept(world: World, promised: Promised, machine: MachineState, host: HostState): string | undefined {
  if (promised.size === 0) return undefined;
  const reason = whyNot(world, machine, host, presentWith(world, promised));
  if (reason === undefined) return undefined;
  const coming = [...promised].filter(([, to]) => to === host).map(([{ ref }]) => ref);
  return coming.length === 0 ? reason : `its room is kept for ${namesOf(world, coming)}`;
}
