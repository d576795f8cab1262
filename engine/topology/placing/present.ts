/** What a choice of a host asks of the present: of a run at an instant, or of the text with hosts taken away. */
import type { Cluster, Host, Id, PlacementRule, Vm } from '../model.ts';
import type { Team } from '../reach.ts';

/** `H` and `M` stand for hosts and VMs: the model's own, or the states of a run. */
export interface Present<H, M> {
  /** Every host, of all clusters, in order. */
  readonly hosts: readonly H[];
  host(host: H): Host;
  vm(machine: M): Vm;
  lives(host: H): boolean;
  inMaintenance(host: H): boolean;
  /** Whether a VM may come to run on a host at all: its own, or one of the same cluster. */
  isCandidate(machine: M, host: H): boolean;
  seesDisks(machine: M, host: H): boolean;
  /** The NICs of a VM that would have no living adapter on a host. */
  cutTeams(machine: M, host: H): readonly Team[];
  /** Memory that no VM on the host reserves, in bytes; without limit where the host states no size. */
  freeMemory(host: H): number;
  /** How many VMs and copies of VMs take room on a host. */
  guestCount(host: H): number;
  /** Those VMs, also where only a copy is there. */
  takers(host: H): Iterable<M>;
  /** The VMs that run there, without copies of others. */
  guests(host: H): Iterable<M>;
  /** The placement rules of the host's cluster that name a VM, and whether those that keep VMs apart bind. */
  rules(machine: M, host: H): Rules;
}

export interface Rules {
  readonly rules: readonly PlacementRule[];
  readonly apartBinds: boolean;
}

const none: Rules = { rules: [], apartBinds: false };

/** The rules of a cluster by the VMs that they name; restarts heed those that keep apart only where the cluster says so. */
export function rulesByMachine(cluster: Cluster | undefined, apartBinds = cluster?.ha?.respectAntiAffinity ?? false) {
  const byMachine = new Map<Id, PlacementRule[]>();
  for (const rule of cluster?.drs?.rules ?? [])
    for (const machine of new Set(rule.machines)) {
      const rules = byMachine.get(machine);
      if (rules) rules.push(rule);
      else byMachine.set(machine, [rule]);
    }
  const found = new Map([...byMachine].map(([machine, rules]): [Id, Rules] => [machine, { rules, apartBinds }]));
  return (machine: Id): Rules => found.get(machine) ?? none;
}
