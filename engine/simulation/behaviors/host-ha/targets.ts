/** Which host HA chooses for a VM. */
import type { Id } from '../../../topology/model.ts';
import { emptiest } from '../../../topology/placing/choice.ts';
import { nameOf } from '../../log.ts';
import { whyNot } from '../../state/feasible.ts';
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
export function chooseHost(world: World, ha: HaCluster, machine: MachineState): Choice {
  const others = promisedToOthers(ha, machine);
  const choice = chooseBeside(world, ha, machine, others);
  if ('host' in choice || choice.kept.length === 0) return choice;
  const before = promisedBefore(others, machine);
  return before.size < others.size ? chooseBeside(world, ha, machine, before) : choice;
}

function chooseBeside(world: World, ha: HaCluster, machine: MachineState, promised: Promised): Choice {
  const why: string[] = [];
  const kept: string[] = [];
  const candidates: HostState[] = [];
  const led = ledFor(ha, machine);
  for (const host of ha.hosts) {
    const reason = whyNot(world, machine, host) ?? unled(world, ha, led, machine, host);
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
function unled(world: World, ha: HaCluster, led: Led, machine: MachineState, host: HostState): string | undefined {
  const group = led.groups.get(host);
  const { companions } = led;
  if (ha.isolated.has(host.ref)) return 'isolated';
  if (ha.quarantined.has(host.ref)) return 'in quarantine';
  if (!group?.primary) return 'no HA primary leads it';
  if (companions.size > 0 && !group.hosts.some((other) => companions.has(other))) return 'in another partition';
  return answersFor(world, machine, group)
    ? undefined
    : `its HA primary ${nameOf(world, group.primary.ref)} does not see the disk`;
}

/** Who leads whom, as it counts for one VM. */
interface Led {
  readonly groups: ReadonlyMap<HostState, Group>;
  /** The living hosts that heard the host of the VM when it died: its partition answers for the VM. */
  readonly companions: ReadonlySet<HostState>;
}

function ledFor(ha: HaCluster, machine: MachineState): Led {
  const groups = new Map(ha.groups.flatMap((group) => group.hosts.map((host) => [host, group] as const)));
  const companions = ha.missing.get(machine.host)?.companions ?? [];
  return { groups, companions: new Set(companions.filter((host) => groups.has(host) && !ha.isolated.has(host.ref))) };
}

function answersFor(world: World, machine: MachineState, group: Group): boolean {
  const { primary } = group;
  if (!primary) return false;
  if (seesDisks(world, machine, primary)) return true;
  return group.hosts.some(
    (host) => host !== primary && hostsConnect(world, primary, host) && seesDisks(world, machine, host),
  );
}
