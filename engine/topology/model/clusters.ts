/** Hypervisor clusters: HA, DRS, and the times by which they act. */
import type { ElementBase, Id, Source, Timing } from './base.ts';

/** A hypervisor cluster. */
export interface Cluster extends ElementBase {
  readonly kind: 'cluster';
  readonly hypervisor: 'vsphere' | 'hyper-v';
  readonly edition?: string;
  /** Enhanced vMotion Compatibility: the processor generation that all hosts present. */
  readonly evc?: string;
  /** The machine or service that manages it. */
  readonly vcenter?: Id;
  /** Absent: HA is not switched on. */
  readonly ha?: HaSettings;
  /** Absent: DRS is not switched on. */
  readonly drs?: DrsSettings;
  /** Hosts in order of declaration. */
  readonly hosts: readonly Id[];
  readonly timings: ClusterTimings;
}

export type AdmissionControl =
  | { readonly policy: 'tolerate'; readonly hosts: number }
  | { readonly policy: 'reserve'; readonly share: number }
  | { readonly policy: 'dedicated'; readonly hosts: readonly Id[] }
  | { readonly policy: 'off' };

/** What is `undefined` is not stated: rules say so instead of guessing. */
export interface HaSettings {
  readonly source: Source;
  readonly admission?: AdmissionControl;
  readonly isolation?: 'power-off' | 'shut-down' | 'leave-on';
  readonly monitoring?: 'vm' | 'off';
  readonly respectAntiAffinity?: boolean;
  /** `undefined`: not listed, assumed where a host shares a datastore with another. */
  readonly heartbeatDatastores?: readonly Id[];
  readonly storageResponse?: boolean;
  /** The host that is HA primary at time 0; else most datastores, then the last declared. */
  readonly primary?: Id;
  /** The most fault-tolerant VMs, and virtual CPUs of them, on one host, copies included; 0: no limit. */
  readonly ftVms?: number;
  readonly ftVcpus?: number;
}

export interface DrsSettings {
  readonly source: Source;
  readonly mode?: 'manual' | 'partially-automated' | 'fully-automated';
  readonly rules: readonly PlacementRule[];
}

export type PlacementRule =
  | {
      readonly kind: 'apart';
      readonly source: Source;
      readonly machines: readonly Id[];
      readonly levels: readonly ('hosts' | 'racks' | 'circuits')[];
    }
  | { readonly kind: 'together'; readonly source: Source; readonly machines: readonly Id[] }
  | {
      readonly kind: 'on';
      readonly source: Source;
      readonly machines: readonly Id[];
      readonly hosts: readonly Id[];
      readonly strength: 'must' | 'should';
    };

/** Names of facts.md's timing table, resolved for one cluster. */
export interface ClusterTimings {
  /** Silence until a secondary host counts as dead, with heartbeat datastores (18 s). */
  readonly detect: Timing;
  /** The same without heartbeat datastores (15 s). */
  readonly detectWithoutDatastores: Timing;
  /** Until a dead HA primary's VMs are restarted, election included (35 s). */
  readonly detectPrimary: Timing;
  /** From "dead" to power-on: list, placement, request (12 s). */
  readonly placement: Timing;
  /** Isolation of a secondary: declared, response (30 s, 60 s after the loss); of the primary (5 s, 35 s). */
  readonly isolationDeclare: Timing;
  readonly isolationResponse: Timing;
  readonly isolationDeclarePrimary: Timing;
  readonly isolationResponsePrimary: Timing;
  /** All-paths-down timeout plus delay until a VM is terminated (140 s + 180 s). */
  readonly storageTimeout: Timing;
  /** Silence of a guest until VM monitoring resets it (30 s), and without I/O (120 s). */
  readonly monitoring: Timing;
  readonly monitoringIo: Timing;
  /** DRS invocation (300 s, 60 s from 7.0). */
  readonly interval: Timing;
  /** A fault-tolerant secondary goes live; a new secondary is made. */
  readonly failover: Timing;
  readonly respawn: Timing;
  /** Hyper-V: unmonitored until failed over (240 s from 2016). */
  readonly resiliency: Timing;
  /** Hyper-V: how long a node that left the cluster three times in an hour may not join (2 h from 2016; 0: no such thing). */
  readonly quarantine: Timing;
  /** Retries after a failed placement, ms after the first attempt. */
  readonly retries: readonly number[];
}
