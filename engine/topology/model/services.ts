/** What users need: services by redundancy mode, failover clusters, endpoints, products. */
import type { ElementBase, Id, Source, Timing } from './base.ts';

export type Preserves = 'calls' | 'state' | 'nothing';

/** Timings of a service, from the text, its product, or its mode. */
export interface ServiceTimings {
  /** Until the partner has taken over. */
  readonly takeover: Timing;
  /** The application's start after its machine has booted. */
  readonly start: Timing;
  /** Duplication: memory refresh of a returning member. */
  readonly resync: Timing;
  /** Until a hung or stalled active member counts as lost (4.1 s). */
  readonly hang: Timing;
  /** Until a client notices the loss of what it registered with, and chooses another. */
  readonly detect: Timing;
  readonly select: Timing;
  /** Until a media gateway notices that its link is lost, and how long it looks for its own controller before others. */
  readonly linkLoss: Timing;
  readonly primarySearch: Timing;
  /** Until clients are back after a takeover that drops them. */
  readonly reconnect: Timing;
  /** Survivable core: clients without main until the survivable side serves them. */
  readonly noService: Timing;
  /** Geo-redundancy: replication goes off without the peer. */
  readonly replicationTimeout: Timing;
}

export interface ServiceBase extends ElementBase {
  readonly kind: 'service';
  readonly product?: Product;
  readonly release?: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly needs: readonly Id[];
  /** What a takeover keeps: the product's word, else the mode's. */
  readonly preserves: Preserves;
  readonly timings: ServiceTimings;
}

export interface StandaloneService extends ServiceBase {
  readonly mode: 'standalone';
  /** Members are machines or services. A position that the text leaves out is `undefined`. */
  readonly member?: Id;
}
export interface DuplicationService extends ServiceBase {
  readonly mode: 'duplication';
  readonly active?: Id;
  readonly standby?: Id;
  /** The network or link that carries the duplication. */
  readonly link?: Id;
}
export interface SwitchoverService extends ServiceBase {
  readonly mode: 'switchover';
  readonly primary?: Id;
  readonly backup?: Id;
}
export interface ActiveActiveService extends ServiceBase {
  readonly mode: 'active-active';
  readonly members: readonly Id[];
  /** How many members must serve for the service to be up (1 unless stated). */
  readonly needsAtLeast: number;
}
export interface GeoRedundantService extends ServiceBase {
  readonly mode: 'geo-redundant';
  readonly primary?: Id;
  readonly secondary?: Id;
  readonly activation: 'manual' | 'automatic';
}
export interface SurvivableCoreService extends ServiceBase {
  readonly mode: 'survivable-core';
  readonly main?: Id;
  readonly survivable: readonly Id[];
  readonly failBack: 'manual' | 'automatic';
}
export interface FailoverGroupService extends ServiceBase {
  readonly mode: 'failover-group';
  readonly cluster?: Id;
  /** Possible owners: machines; all nodes unless stated. */
  readonly owners: readonly Id[];
  readonly ownersStated: boolean;
  readonly preferred: readonly Id[];
  /** The node at time 0, where stated. */
  readonly on?: Id;
  readonly antiAffinity?: string;
  readonly failBack: 'manual' | 'automatic';
  /** In order of declaration. */
  readonly resources: readonly Id[];
  readonly synchronize?: {
    readonly source: Source;
    readonly items: readonly string[];
    readonly by?: string;
    /** Machines that hold the script which copies; `undefined`: no script is stated. */
    readonly script?: readonly Id[];
  };
}
export interface NPlusOneService extends ServiceBase {
  readonly mode: 'n-plus-one';
  readonly members: readonly Id[];
  readonly spares: readonly Id[];
}

export type Service =
  | StandaloneService
  | DuplicationService
  | SwitchoverService
  | ActiveActiveService
  | GeoRedundantService
  | SurvivableCoreService
  | FailoverGroupService
  | NPlusOneService;
export type ServiceMode = Service['mode'];

export type ResourceType = 'ip-address' | 'network-name' | 'generic-service' | 'physical-disk' | 'file-share';

/** A resource of a failover group. */
export interface Resource extends ElementBase {
  readonly kind: 'resource';
  readonly group: Id;
  readonly resourceType: ResourceType;
  readonly address?: string;
  /** All of these must be online before it; of `afterAny` one. */
  readonly after: readonly Id[];
  readonly afterAny: readonly Id[];
  /** Resources of other groups that `after` or `after any` names: no cluster waits for them. Absent where there is none. */
  readonly afterOutside?: readonly Id[];
  readonly start: Timing;
  readonly stop: Timing;
  readonly useNetworkName: boolean;
  readonly registryKey?: string;
  /** The name that a `network-name` resource registers. */
  readonly registeredName?: string;
  /** The name under which DNS has the group. */
  readonly dnsName?: string;
  /** The Windows service that a `generic-service` resource runs. */
  readonly serviceName?: string;
  /** Parameters with which it is started; empty where they are stated to be none. */
  readonly startParameters?: string;
  /** `undefined`: not stated. */
  readonly netBios?: boolean;
  /** Whether a crash of it can take others along. `undefined`: not stated. */
  readonly resourceMonitor?: 'separate' | 'shared';
  /** Possible owners of this resource; `undefined`: those of its group. */
  readonly owners?: readonly Id[];
}

export type Quorum =
  | { readonly kind: 'disk'; readonly disk: Id; readonly source: Source }
  | { readonly kind: 'majority'; readonly witness?: Id; readonly source: Source };

/** A Windows failover cluster (MSCS, WSFC). */
export interface FailoverCluster extends ElementBase {
  readonly kind: 'failover-cluster';
  readonly nodes: readonly Id[];
  readonly networks: readonly Id[];
  readonly quorum?: Quorum;
  /** `undefined`: not stated. */
  readonly dynamicQuorum?: boolean;
  readonly version?: string;
  /** Silence on every cluster network until a node counts as lost (5 s). */
  readonly detect: Timing;
}

export type EndpointKind = 'h323' | 'sip' | 'media-gateway' | 'agent';

/** The clients: phones, gateways, agents. */
export interface Endpoint extends ElementBase {
  readonly kind: 'endpoint';
  readonly endpointKind: EndpointKind;
  /** The network it stands on. */
  readonly on?: Id;
  readonly registers: readonly Id[];
  readonly alternates: readonly Id[];
  readonly subscribes: readonly Id[];
  readonly count: number;
}

/** A product of a library file or of the author's. */
export interface Product {
  /** `avaya.communication-manager` */
  readonly name: string;
  readonly title: string;
  readonly source: Source;
  /** Modes that it allows; empty: any. */
  readonly modes: readonly ServiceMode[];
  readonly preserves?: Preserves;
  readonly limits: Readonly<Record<string, string>>;
}
