/** Which host HA chooses for a VM. */

import { virtualAdaptersOf } from '../../../topology/lookup.ts';
import type { Id } from '../../../topology/model.ts';
import { emptiest } from '../../../topology/placing/choice.ts';
import { obstacleTo } from '../../../topology/placing/obstacles.ts';
import { nameOf } from '../../log.ts';
import { numberedKinds } from '../../state/alike.ts';
import { obstacleText, whyNot } from '../../state/feasible.ts';
import { memoryOf } from '../../state/hosts.ts';
import { presentOf, vmOf } from '../../state/present.ts';
import { hostsConnect } from '../../state/reach.ts';
import { seesDisks } from '../../state/storage.ts';
import { type Candidates, whyThere } from '../../state/why-there.ts';
import type { HostState, MachineState, World } from '../../world.ts';
import type { Group, HaCluster } from './cluster.ts';
import { type Promised, presentWith, promisedBefore, promisedToOthers, whyKept } from './promises.ts';

/** A host, or for every host of the cluster the reason why it is not one. */
export type Choice =
  | (Candidates & { readonly host: HostState; readonly promised: Promised })
  | { readonly why: readonly string[]; readonly kept: readonly string[] };

/** A choice that found a host. */
export type Chosen = Extract<Choice, { host: HostState }>;

/**
 * The emptiest host that may run the VM and is led: a dedicated failover host first, then by free memory,
 * by VMs on it, by declaration. Room that is promised to others is theirs, unless they come later in the order
 * of restarts and there is no other.
 */
export function chooseHost(world: World, ha: HaCluster, machine: MachineState, field?: Field): Choice {
  const alike = field && ha.promised.size === 0 ? chooseAlike(world, ha, machine, field) : undefined;
  if (alike) return alike;
  const others = promisedToOthers(ha, machine);
  const choice = chooseBeside(world, ha, machine, others);
  if ('host' in choice || choice.kept.length === 0) return choice;
  const before = promisedBefore(others, machine);
  return before.size < others.size ? chooseBeside(world, ha, machine, before) : choice;
}

/** Of VMs that are placed at one instant those that are alike find the same hosts, but for the room that is left there. */
export type Field = Map<number, Alike>;

interface Alike {
  /** Hosts that could run such a VM with enough memory free, and why not of the others. */
  readonly able: readonly HostState[];
  readonly why: readonly string[];
}

const kinds = numberedKinds((world, machine) => {
  const vm = vmOf(machine);
  const nics = virtualAdaptersOf(world.topology, vm).map(({ network, via }) => `${network} ${via.join(' ')}`);
  return [vm.vcpu, machine.plan.cluster, machine.plan.host, machine.plan.disks.join(' '), ...nics].join('\n');
});

/** The choice for a VM that no rule names, where every host that could take one like it has room; `undefined`: look closer. */
function chooseAlike(world: World, ha: HaCluster, machine: MachineState, field: Field): Choice | undefined {
  const present = presentOf(world);
  const [home] = ha.hosts;
  if (!home || present.rules(machine, home).rules.length > 0) return undefined;
  const key = kinds(world, machine) * world.plan.elements.length + machine.host;
  let alike = field.get(key);
  if (!alike) {
    alike = findAlike(world, ha, machine);
    field.set(key, alike);
  }
  const { able, why } = alike;
  const needs = memoryOf(machine);
  for (const host of able) if (present.freeMemory(host) < needs) return undefined;
  const best = emptiest(present, able, keptHosts(ha));
  return best && { host: best, able, why, promised: nobody };
}

function findAlike(world: World, ha: HaCluster, machine: MachineState): Alike {
  const led = ledFor(world, ha, machine);
  const able: HostState[] = [];
  const why: string[] = [];
  for (const host of ha.hosts) {
    const obstacle = obstacleTo(world.topology, presentOf(world), machine, host);
    const against = obstacle && obstacle.kind !== 'memory' ? obstacleText(world, machine, host, obstacle) : undefined;
    const reason = against ?? unled(world, ha, led, host);
    if (reason === undefined) able.push(host);
    else why.push(`${nameOf(world, host.ref)}: ${reason}`);
  }
  return { able, why };
}

const nobody: Promised = new Map();

function chooseBeside(world: World, ha: HaCluster, machine: MachineState, promised: Promised): Choice {
  const why: string[] = [];
  const kept: string[] = [];
  const candidates: HostState[] = [];
  const led = ledFor(world, ha, machine);
  for (const host of ha.hosts) {
    const reason = whyNot(world, machine, host) ?? unled(world, ha, led, host);
    const coming = reason === undefined ? whyKept(world, promised, machine, host) : undefined;
    const against = reason ?? coming;
    if (against === undefined) candidates.push(host);
    else why.push(`${nameOf(world, host.ref)}: ${against}`);
    if (coming !== undefined) kept.push(`${nameOf(world, host.ref)}: ${coming}`);
  }
  const best = emptiest(presentWith(world, promised), candidates, keptHosts(ha));
  return best ? { host: best, able: candidates, why, promised } : { why, kept };
}

/** Why a choice fell on its host. */
export function whyChosen(world: World, ha: HaCluster, choice: Chosen): string {
  const kept = keptHosts(ha).includes(choice.host.plan.host.id);
  return whyThere(world, choice.host, choice, kept, presentWith(world, choice.promised));
}

/** Failover hosts that admission control keeps free. */
function keptHosts({ ha: { admission } }: HaCluster): readonly Id[] {
  return admission?.policy === 'dedicated' ? admission.hosts : [];
}

/** A target must stand with a primary that answers for the VM: one that sees its datastore, or leads a host that does. */
function unled(world: World, ha: HaCluster, led: Led, host: HostState): string | undefined {
  const group = ha.groupOf.get(host.ref);
  if (ha.isolated.has(host.ref)) return 'isolated';
  if (ha.quarantined.has(host.ref)) return 'in quarantine';
  if (!group?.primary) return 'no HA primary leads it';
  const how = led.get(group);
  if (how === 'apart') return 'in another partition';
  return how === 'answers' ? undefined : `its HA primary ${nameOf(world, group.primary.ref)} does not see the disk`;
}

/** For each group how it stands to one VM: it answers for it, is another partition than its own, or does not see its disk. */
type Led = ReadonlyMap<Group, 'answers' | 'apart' | 'blind'>;

function ledFor(world: World, ha: HaCluster, machine: MachineState): Led {
  // The living hosts that heard the host of the VM when it died: their partition answers for the VM.
  const companions = (ha.missing.get(machine.host)?.companions ?? []).filter(
    ({ ref }) => ha.groupOf.has(ref) && !ha.isolated.has(ref),
  );
  const partitions = new Set(companions.map(({ ref }) => ha.groupOf.get(ref)));
  return new Map(
    ha.groups.map((group) => {
      if (partitions.size > 0 && !partitions.has(group)) return [group, 'apart'];
      return [group, answersFor(world, machine, group) ? 'answers' : 'blind'];
    }),
  );
}

function answersFor(world: World, machine: MachineState, group: Group): boolean {
  const { primary } = group;
  if (!primary) return false;
  if (seesDisks(world, machine, primary)) return true;
  return group.hosts.some(
    (host) => host !== primary && hostsConnect(world, primary, host) && seesDisks(world, machine, host),
  );
}
