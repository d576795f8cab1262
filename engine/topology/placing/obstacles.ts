/** Whether a host could run a VM now, and what stands against it. */
import type { PlacementRule, Topology } from '../model.ts';
import type { Team } from '../reach.ts';
import type { Present } from './present.ts';
import { apartBreaker, mustBreaker } from './rules.ts';

export type Obstacle<M> =
  | { readonly kind: 'down' | 'maintenance' | 'not-in-cluster' | 'disks' }
  | { readonly kind: 'networks'; readonly teams: readonly Team[] }
  /** Cores. */
  | { readonly kind: 'cores'; readonly has: number; readonly needs: number }
  /** Bytes; `free` is below 0 on a host whose VMs reserve more than it has. */
  | { readonly kind: 'memory'; readonly free: number; readonly needs: number }
  | { readonly kind: 'must'; readonly rule: PlacementRule }
  | { readonly kind: 'apart'; readonly from: M };

/** Whether a host could run a VM if it were empty: a candidate that sees its disks and networks, with cores and no *must* rule against it. */
export function couldRun<H, M>(present: Present<H, M>, machine: M, host: H): boolean {
  const [vm, metal] = [present.vm(machine), present.host(host)];
  return (
    present.isCandidate(machine, host) &&
    present.seesDisks(machine, host) &&
    present.cutTeams(machine, host).length === 0 &&
    (metal.cpu === undefined || vm.vcpu === undefined || vm.vcpu <= metal.cpu) &&
    (metal.memory === undefined || (vm.memory ?? 0) <= metal.memory) &&
    mustBreaker(present.rules(machine, host).rules, vm.id, metal.id) === undefined
  );
}

/**
 * The first thing that keeps a VM off a host: it must be up, in its cluster, see its disks and networks,
 * have its cores and its memory free, and break no *must* rule, nor one that keeps VMs apart where such
 * rules bind. Memory counts as reserved and is summed, cores are not. `undefined` where nothing does.
 */
export function obstacleTo<H, M>(
  topology: Topology,
  present: Present<H, M>,
  machine: M,
  host: H,
): Obstacle<M> | undefined {
  if (!present.lives(host)) return { kind: 'down' };
  if (present.inMaintenance(host)) return { kind: 'maintenance' };
  if (!present.isCandidate(machine, host)) return { kind: 'not-in-cluster' };
  if (!present.seesDisks(machine, host)) return { kind: 'disks' };
  const teams = present.cutTeams(machine, host);
  if (teams.length > 0) return { kind: 'networks', teams };
  const [vm, metal] = [present.vm(machine), present.host(host)];
  if (metal.cpu !== undefined && vm.vcpu !== undefined && vm.vcpu > metal.cpu)
    return { kind: 'cores', has: metal.cpu, needs: vm.vcpu };
  const [free, needs] = [present.freeMemory(host), vm.memory ?? 0];
  if (needs > free) return { kind: 'memory', free, needs };
  const { rules, apartBinds } = present.rules(machine, host);
  if (rules.length === 0) return undefined;
  const rule = mustBreaker(rules, vm.id, metal.id);
  if (rule) return { kind: 'must', rule };
  const from = apartBinds ? apartBreaker(topology, present, rules, machine, host) : undefined;
  return from === undefined ? undefined : { kind: 'apart', from };
}
