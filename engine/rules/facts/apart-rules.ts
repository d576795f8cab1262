/** The rules of a cluster that keep VMs apart, with the VMs that they speak of. */
import { find } from '../../topology/lookup.ts';
import type { Cluster, Id, PlacementRule, Topology, Vm } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { referenceTo } from './names.ts';

export type ApartRule = Extract<PlacementRule, { kind: 'apart' }>;

/** A `keep apart` of a cluster and those of its VMs that run in this cluster. */
export interface KeptApart {
  readonly rule: ApartRule;
  readonly vms: readonly Vm[];
}

interface ClusterRules {
  readonly rules: readonly KeptApart[];
  readonly byVm: ReadonlyMap<Id, readonly KeptApart[]>;
}

const known = oncePerTopology(() => new Map<Cluster, ClusterRules>());

function rulesOf(topology: Topology, cluster: Cluster): ClusterRules {
  const found = known(topology).get(cluster);
  if (found) return found;
  const rules = (cluster.drs?.rules ?? []).flatMap((rule) => {
    if (rule.kind !== 'apart') return [];
    const vms = [...new Set(rule.machines)].flatMap((each) => {
      const vm = find(topology, 'vm', each);
      return vm && find(topology, 'host', vm.host)?.cluster === cluster.id ? [vm] : [];
    });
    return vms.length > 1 ? [{ rule, vms }] : [];
  });
  const pairs = rules.flatMap((kept) => kept.vms.map((vm) => ({ id: vm.id, kept })));
  const byVm = new Map([...grouped(pairs, ({ id }) => id)].map(([id, all]) => [id, all.map(({ kept }) => kept)]));
  known(topology).set(cluster, { rules, byVm });
  return { rules, byVm };
}

/** Every `keep apart` of a cluster that speaks of two of its VMs or more. */
export function keptApart(topology: Topology, cluster: Cluster): readonly KeptApart[] {
  return rulesOf(topology, cluster).rules;
}

/** Those of them that speak of a VM. */
export function keptApartWith(topology: Topology, cluster: Cluster, vm: Vm): readonly KeptApart[] {
  return rulesOf(topology, cluster).byVm.get(vm.id) ?? [];
}

/** `keep apart A, B across hosts, racks` */
export function writtenApart(topology: Topology, vms: readonly Vm[], levels: ApartRule['levels']): string {
  const names = vms.map((vm) => referenceTo(topology, vm)).join(', ');
  return `keep apart ${names}${levels.every((level) => level === 'hosts') ? '' : ` across ${levels.join(', ')}`}`;
}
