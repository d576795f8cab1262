/** Which vSphere an Avaya Aura stands on. */
import { find } from '../../topology/lookup.ts';
import type { Host, Id, Topology } from '../../topology/model.ts';
import { machinesUnder } from './placement.ts';
import { restartHosts } from './restart.ts';

/** The vSphere versions that the white paper for release 6.2 names. */
export const vsphereOf62 = ['5.0', '5.1'] as const;

/** True for 5.0 and 5.1 with their updates: `5.1`, `5.1u3`, `5.0.0`. */
export function isOf62(version: string): boolean {
  return /^\s*5\.[01](?!\d)/.test(version);
}

/** The vSphere hosts that state a version and on which the machines of a member run, or HA may restart them. */
export function hostsWithVersion(topology: Topology, member: Id): readonly (Host & { readonly version: string })[] {
  const hosts = new Set<Host>();
  for (const machine of machinesUnder(topology, member))
    if (machine.kind === 'vm') for (const host of restartHosts(topology, machine)) hosts.add(host);
  return [...hosts].filter(
    (host): host is Host & { readonly version: string } =>
      host.version !== undefined && find(topology, 'cluster', host.cluster)?.hypervisor !== 'hyper-v',
  );
}
