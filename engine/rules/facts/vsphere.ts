/** Clusters of vSphere, their hosts, and what these state of their version. */
import type { Host } from '../../topology/model.ts';
import { versionNumber } from '../../topology/versions.ts';
import { oncePerTopology } from './memo.ts';

/** The clusters that rules of vSphere speak of: all but those of another hypervisor. */
export const vsphereClusters = oncePerTopology((topology) =>
  topology.clusters.filter((cluster) => cluster.hypervisor === 'vsphere'),
);

/** A host and the version that it states. */
export interface StatedVersion {
  readonly host: Host;
  /** As written: `6.7u3`. */
  readonly version: string;
  readonly number: number;
}

/** The lowest version that these hosts state; `undefined` where none of them states one. */
export function oldestVersion(hosts: readonly Host[]): StatedVersion | undefined {
  let oldest: StatedVersion | undefined;
  for (const host of hosts) {
    const number = versionNumber(host.version);
    if (number === undefined || host.version === undefined || (oldest && oldest.number <= number)) continue;
    oldest = { host, version: host.version, number };
  }
  return oldest;
}
