/** What can fail: sites, racks, circuits, switches, networks, links, storage, adapters. */
import type { ElementBase, Id } from './base.ts';

export interface Site extends ElementBase {
  readonly kind: 'site';
}

/** Shared fate: what stands in a failed rack is down. */
export interface Rack extends ElementBase {
  readonly kind: 'rack';
  readonly circuits: readonly Id[];
}

/** A power circuit: what has all its circuits failed is down. */
export interface Circuit extends ElementBase {
  readonly kind: 'circuit';
}

/** What stands in racks and on circuits. `circuits` is empty where none is stated: then the rack's feed it. */
export interface Placed {
  readonly rack?: Id;
  readonly circuits: readonly Id[];
}

export interface Switch extends ElementBase, Placed {
  readonly kind: 'switch';
}

/** A segment (VLAN, port group). Without switches it fails as a unit only. */
export interface Network extends ElementBase {
  readonly kind: 'network';
  readonly vlan?: number;
  readonly subnet?: string;
  readonly dedicated: boolean;
  /** `undefined`: not stated. */
  readonly encryption?: 'aes' | 'off';
  readonly switches: readonly Id[];
}

/** A cable or WAN line between two switches or networks. */
export interface Link extends ElementBase {
  readonly kind: 'link';
  readonly ends: readonly [Id, Id];
  /** Round trip, ms. */
  readonly latency?: number;
  /** Bits per second. */
  readonly bandwidth?: number;
  /** Ratio 0 to 1. */
  readonly loss?: number;
  /** `undefined`: not stated. */
  readonly encryption?: 'aes' | 'off';
}

export interface Storage extends ElementBase, Placed {
  readonly kind: 'storage';
  readonly storageKind?: 'san' | 'nas' | 'vsan' | 'local';
  readonly networks: readonly Id[];
}

/** What a hypervisor uses a physical adapter for. */
export type AdapterUse = 'management' | 'vmotion' | 'live-migration' | 'ft-logging' | 'storage';

/** A physical adapter of a host or server, cabled to a switch or network. */
export interface Adapter extends ElementBase {
  readonly kind: 'adapter';
  /** The host or server that has it. */
  readonly machine: Id;
  /** The switch or network it is cabled to. */
  readonly target: Id;
  readonly uses: readonly AdapterUse[];
  /** Bits per second. */
  readonly speed?: number;
}
