/** The rules of a cluster that keep VMs apart, with the VMs that they speak of. */
import { find } from '../../topology/lookup.ts';
import type { Cluster, PlacementRule, Topology, Vm } from '../../topology/model.ts';
import { referenceTo } from './names.ts';

export type ApartRule = Extract<PlacementRule, { kind: 'apart' }>;

/** A `keep apart` of a cluster and those of its VMs that run in this cluster. */
export interface KeptApart {
  readonly rule: ApartRule;
  readonly vms: readonly Vm[];
}

/** Every `keep apart` of a cluster that speaks of two of its VMs or more. */
export function keptApart(topology: Topology, cluster: Cluster): readonly KeptApart[] {
  return (cluster.drs?.rules ?? []).flatMap((rule) => {
    if (rule.kind !== 'apart') return [];
    const vms = [...new Set(rule.machines)].flatMap((each) => {
      const vm = find(topology, 'vm', each);
      return vm && find(topology, 'host', vm.host)?.cluster === cluster.id ? [vm] : [];
    });
    return vms.length > 1 ? [{ rule, vms }] : [];
  });
}

/** `keep apart A, B across hosts, racks` */
export function writtenApart(topology: Topology, vms: readonly Vm[], levels: ApartRule['levels']): string {
  const names = vms.map((vm) => referenceTo(topology, vm)).join(', ');
  return `keep apart ${names}${levels.every((level) => level === 'hosts') ? '' : ` across ${levels.join(', ')}`}`;
}
