/** Where a VM may come to run, and what takes it there. */
import { find } from '../../topology/lookup.ts';
import type { Host, Id, Topology, Vm } from '../../topology/model.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { isHaProtected, mayRunOn } from './restart.ts';

/** By what a VM comes to run on a host. */
export type Coming = 'start' | 'ha' | 'drs' | 'ft' | 'migration';

/** A host where a VM runs or may come to run, by whichever of these. */
export interface Destination {
  readonly host: Host;
  readonly by: readonly Coming[];
}

const migrations = oncePerTopology((topology) =>
  grouped(
    topology.scenarios.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        step.step === 'inject' && step.kind === 'migrate'
          ? step.targets.map(({ id }) => ({ vm: id, to: step.to }))
          : [],
      ),
    ),
    ({ vm }) => vm,
  ),
);

/**
 * The hosts where a VM runs at the start, and where HA, DRS, Fault Tolerance or a scenario's migration may take
 * it, its own first. What forbids a host (a `must` rule, a disabled restart) is heeded.
 */
export function destinationsOf(topology: Topology, vm: Vm): readonly Destination[] {
  const own = find(topology, 'host', vm.host);
  if (!own) return [];
  const found = new Map<Id, { readonly host: Host; readonly by: Coming[] }>();
  const add = (host: Host | undefined, by: Coming) => {
    if (!host) return;
    const known = found.get(host.id);
    if (!known) found.set(host.id, { host, by: [by] });
    else if (!known.by.includes(by)) known.by.push(by);
  };
  add(own, 'start');
  add(find(topology, 'host', vm.ft?.secondary), 'ft');
  const cluster = find(topology, 'cluster', own.cluster);
  const moves: Coming[] = [
    ...(isHaProtected(topology, vm) ? (['ha'] as const) : []),
    ...(cluster?.drs && vm.drs !== 'disabled' ? (['drs'] as const) : []),
  ];
  if (moves.length > 0)
    for (const id of cluster?.hosts ?? []) {
      const host = find(topology, 'host', id);
      if (host && mayRunOn(topology, vm, host)) for (const by of moves) add(host, by);
    }
  for (const { to } of migrations(topology).get(vm.id) ?? []) add(find(topology, 'host', to), 'migration');
  return [...found.values()];
}
