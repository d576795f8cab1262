/** Rules of a cluster on where its VMs may run. */
import { find } from '../lookup.ts';
import type { Host, Id, PlacementRule, Topology } from '../model.ts';
import type { Present } from './present.ts';

/** The *must* rule that forbids a VM on a host. */
export function mustBreaker(rules: readonly PlacementRule[], vm: Id, host: Id): PlacementRule | undefined {
  return rules.find(
    (rule) =>
      rule.kind === 'on' && rule.strength === 'must' && rule.machines.includes(vm) && !rule.hosts.includes(host),
  );
}

/** The VM from which a rule keeps this one apart and that runs on the host, or in its rack, or on its circuits. */
export function apartBreaker<H, M>(
  topology: Topology,
  present: Present<H, M>,
  rules: readonly PlacementRule[],
  machine: M,
  host: H,
): M | undefined {
  const { id } = present.vm(machine);
  for (const rule of rules) {
    if (rule.kind !== 'apart' || !rule.machines.includes(id)) continue;
    const alone = rule.levels.every((level) => level === 'hosts');
    for (const other of alone ? [host] : present.hosts) {
      if (!sharesFate(topology, rule.levels, present.host(host), present.host(other))) continue;
      for (const guest of present.guests(other))
        if (guest !== machine && rule.machines.includes(present.vm(guest).id)) return guest;
    }
  }
  return undefined;
}

function sharesFate(topology: Topology, levels: readonly string[], a: Host, b: Host): boolean {
  if (a.id === b.id) return true;
  if (levels.includes('racks') && a.rack !== undefined && a.rack === b.rack) return true;
  if (!levels.includes('circuits')) return false;
  const others = circuitsOf(topology, b);
  return circuitsOf(topology, a).some((circuit) => others.includes(circuit));
}

function circuitsOf(topology: Topology, host: Host): readonly Id[] {
  return host.circuits.length > 0 ? host.circuits : (find(topology, 'rack', host.rack)?.circuits ?? []);
}
