/** In what two machines that stand in for each other differ. */
import { adaptersOf, find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Host, Machine, Network, Topology } from '../../topology/model.ts';
import { metalOf } from './placement.ts';
import { siteOfMachine } from './sites.ts';
import { isOn } from './uplinks.ts';

/** Cores of a machine: a VM's vCPUs, a server's own. `undefined`: not stated. */
export function coresOf(machine: Machine): number | undefined {
  return machine.kind === 'vm' ? machine.vcpu : machine.cpu;
}

/** The networks of a machine, in the order of its adapters; of an adapter at a switch those of the switch. */
export function networksOf(topology: Topology, machine: Machine): readonly Network[] {
  const found =
    machine.kind === 'vm'
      ? virtualAdaptersOf(topology, machine).flatMap((nic) => find(topology, 'network', nic.network) ?? [])
      : adaptersOf(topology, machine).flatMap((adapter) =>
          topology.networks.filter((network) => isOn(adapter, network)),
        );
  return [...new Set(found)];
}

/**
 * The networks of `partner` that a machine lacks; none where either states no adapter, or where they stand in
 * different sites, each with its own networks.
 */
export function networksLacking(topology: Topology, machine: Machine, partner: Machine): readonly Network[] {
  if (machine.adapters.length === 0 || siteOfMachine(topology, machine) !== siteOfMachine(topology, partner)) return [];
  const own = new Set(networksOf(topology, machine));
  return networksOf(topology, partner).filter((network) => !own.has(network));
}

/** The hosts of two VMs where both state a version, and not the same. */
export function hostsOfOtherVersions(
  topology: Topology,
  one: Machine,
  other: Machine,
): readonly [Host, Host] | undefined {
  const [first, second] = [metalOf(topology, one), metalOf(topology, other)];
  if (first?.kind !== 'host' || second?.kind !== 'host') return undefined;
  if (first.version === undefined || second.version === undefined) return undefined;
  return first.version.trim() === second.version.trim() ? undefined : [first, second];
}
