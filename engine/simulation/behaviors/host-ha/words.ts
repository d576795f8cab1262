/** What differs between hypervisors that restart VMs: who acts, and how their documents say it. */
import type { Cluster, Timing } from '../../../topology/model.ts';
import { formatSpan } from '../../format-time.ts';
import { haSource, hyperVSource } from '../../sources.ts';

export interface Words {
  /** Who says that it goes so. */
  readonly source: string;
  /** One host leads, and is elected; else any node that has quorum acts. */
  readonly elects: boolean;
  /** Power-ons that a host does at once; the next waits until a guest has booted. */
  readonly powerOnsAtOnce: number;
  /** `cutOff`: it was isolated before it died. */
  dead(cluster: string, host: string, after: Timing, cutOff: boolean): string;
  powersOn(machine: string, host: string): string;
  /** `electing`: somebody will lead soon. */
  nobody(machine: string, cluster: string, electing: boolean): string;
}

const vsphere: Words = {
  source: haSource,
  elects: true,
  powerOnsAtOnce: 32,
  dead: (cluster, host) => `HA of ${cluster} declares ${host} dead`,
  powersOn: (machine, host) => `HA powers on ${machine} on ${host}`,
  nobody: (machine, cluster, electing) =>
    electing
      ? `${machine} waits until ${cluster} has elected an HA primary`
      : `Nobody restarts ${machine}: no HA primary of ${cluster} is left`,
};

const hyperV: Words = {
  source: hyperVSource,
  elects: false,
  powerOnsAtOnce: Number.POSITIVE_INFINITY,
  dead: (cluster, host, after, cutOff) =>
    `${host} counts as lost to ${cluster}: ${cutOff ? 'it has not come back' : `no heartbeat for ${formatSpan(after.value)}`}; its VMs fail over`,
  powersOn: (machine, host) => `${machine} fails over to ${host} and starts there`,
  nobody: (machine, cluster) => `Nobody restarts ${machine}: no node of ${cluster} with quorum is left`,
};

export function wordsOf({ hypervisor }: Cluster): Words {
  return hypervisor === 'hyper-v' ? hyperV : vsphere;
}
