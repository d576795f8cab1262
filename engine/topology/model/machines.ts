/** What carries services: hosts, servers, VMs. */
import type { ElementBase, Id, Source, Timing } from './base.ts';
import type { Placed } from './components.ts';

/** What hosts and servers share: metal. */
export interface Metal extends ElementBase, Placed {
  /** Cores. */
  readonly cpu?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly version?: string;
  readonly cpuModel?: string;
  /** Datastores it sees, in order of the text. */
  readonly storage: readonly Id[];
  readonly adapters: readonly Id[];
  /** A reboot (600 s). */
  readonly reboot: Timing;
}

/** A hypervisor host, in a cluster or alone. */
export interface Host extends Metal {
  readonly kind: 'host';
  readonly cluster?: Id;
}

/** What VMs and servers share: they carry services. */
export interface MachineBase extends ElementBase {
  /** Operating system boot (60 s). */
  readonly boot: Timing;
  /** The application's start where the text states it for this machine; else the service's `start` counts. */
  readonly start?: Timing;
  /** Hosts or machines for which its licence is valid; `undefined`: bound to nothing that is stated. */
  readonly licensed?: readonly Id[];
  readonly uses: readonly string[];
  /** Release of the application that it runs, where it differs from its service's. */
  readonly release?: string;
  /** Its own IP address. */
  readonly address?: string;
}

/** A dedicated (not virtual) machine. */
export interface Server extends Metal, MachineBase {
  readonly kind: 'server';
}

export type RestartPriority = 'disabled' | 'lowest' | 'low' | 'medium' | 'high' | 'highest';

/** A VM's adapter. `via` names physical adapters of *whichever* host runs the VM. */
export interface VirtualAdapter extends ElementBase {
  readonly kind: 'virtual-adapter';
  readonly machine: Id;
  readonly network: Id;
  /** Names, not ids; several are a team. Empty: any adapter of the host on that network. */
  readonly via: readonly string[];
}

export interface Vm extends MachineBase {
  readonly kind: 'vm';
  /** The host where it runs at time 0. */
  readonly host: Id;
  readonly vcpu?: number;
  /** Bytes, reserved. */
  readonly memory?: number;
  readonly disks: readonly Id[];
  readonly adapters: readonly Id[];
  readonly restartPriority: RestartPriority;
  /** The VM's own DRS automation, where it differs from its cluster's. */
  readonly drs?: 'manual' | 'partially-automated' | 'fully-automated' | 'disabled';
  readonly ft?: {
    readonly source: Source;
    readonly secondary?: Id;
    /** How the copy is kept: record and replay, or checkpoints (from vSphere 6.0). `undefined`: not stated. */
    readonly technique?: 'vlockstep' | 'fast-checkpointing';
    /** Where the text states them for this VM; else its cluster's. */
    readonly failover?: Timing;
    readonly respawn?: Timing;
  };
}

export type Machine = Vm | Server;
