/**
 * The topology: what a document and its imports describe, as a plain, frozen model.
 *
 * Built once a document version by `language/`; templates, imports, defaults and product
 * timings are already resolved in it. Whatever could not be resolved is left out.
 *
 * Units: times are integer milliseconds, memory is bytes (1 GB = 2^30), bandwidth is bits
 * per second (1 Gbps = 10^9), CPU is a count of cores, ratios are 0 to 1 (0.1 % = 0.001).
 */

/**
 * Where an element stands in the text. Opaque: only `language/` can turn it into a file and
 * a range, so that no layer below it knows text.
 */
export interface Source {
  readonly opaque: unique symbol;
}

/**
 * Identifies an element: the path of its names (`DataCenter.Host1.vmnic2`), behind `file#`
 * for what an imported file declares. Stable over edits elsewhere.
 */
export type Id = string;

/** What every element has. */
export interface ElementBase {
  readonly id: Id;
  /** The name as declared; for titles (scenarios, objectives) the title. */
  readonly name: string;
  readonly source: Source;
  /** Markdown of the `///` comment before the declaration. */
  readonly documentation?: string;
  /** The site in which it is declared, if any. */
  readonly site?: Id;
  /** Rank among all elements by place of declaration (imports after the root file): the documented tie-break. */
  readonly order: number;
}

/** A time with where it comes from. */
export interface Timing {
  /** The default that a run takes, in ms. */
  readonly value: number;
  /** The ends of the range that the source documents, in ms; equal to `value` where it gives none. */
  readonly min: number;
  readonly max: number;
  /** The public document, a product's note, or `stated in the text`. */
  readonly origin: string;
  /** True where the number is ours: shown as an assumption, never as a vendor's fact. */
  readonly assumption: boolean;
  /** The place in the text or in a product's library file, where there is one. */
  readonly source?: Source;
}

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

/** A hypervisor cluster. */
export interface Cluster extends ElementBase {
  readonly kind: 'cluster';
  readonly hypervisor: 'vsphere' | 'hyper-v';
  readonly edition?: string;
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
}

export interface DrsSettings {
  readonly source: Source;
  readonly mode?: 'manual' | 'partially-automated' | 'fully-automated';
  readonly rules: readonly PlacementRule[];
}

export type PlacementRule =
  | { readonly kind: 'apart'; readonly source: Source; readonly machines: readonly Id[]; readonly levels: readonly ('hosts' | 'racks' | 'circuits')[] }
  | { readonly kind: 'together'; readonly source: Source; readonly machines: readonly Id[] }
  | { readonly kind: 'on'; readonly source: Source; readonly machines: readonly Id[]; readonly hosts: readonly Id[]; readonly strength: 'must' | 'should' };

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
  /** Retries after a failed placement, ms after the first attempt. */
  readonly retries: readonly number[];
}

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
  readonly ft?: { readonly source: Source; readonly secondary?: Id };
}

export type Machine = Vm | Server;

// ---- services

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
  readonly synchronize?: { readonly source: Source; readonly items: readonly string[]; readonly by?: string };
}
export interface NPlusOneService extends ServiceBase {
  readonly mode: 'n-plus-one';
  readonly members: readonly Id[];
  readonly spares: readonly Id[];
}

export type Service =
  | StandaloneService | DuplicationService | SwitchoverService | ActiveActiveService
  | GeoRedundantService | SurvivableCoreService | FailoverGroupService | NPlusOneService;
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
  readonly start: Timing;
  readonly stop: Timing;
  readonly useNetworkName: boolean;
  readonly registryKey?: string;
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

export type Element =
  | Site | Rack | Circuit | Switch | Network | Link | Storage | Adapter | Cluster | Host | Server | Vm | VirtualAdapter
  | Service | Resource | FailoverCluster | Endpoint;
export type ElementKind = Element['kind'];

// ---- scenarios

/** What an injection or an expectation points at. */
export interface TargetRef {
  readonly id: Id;
  /** `fail VCCluster.vc1`: the cluster service of this node (a machine) of the failover cluster `id`. */
  readonly node?: Id;
  /** As written, for messages. */
  readonly text: string;
}

export interface Injection {
  readonly kind:
    | 'fail' | 'restore' | 'crash' | 'fault' | 'isolate' | 'reboot' | 'maintenance' | 'activate'
    | 'partition' | 'heal' | 'move' | 'migrate';
  /** ms from the start of the run. */
  readonly time: number;
  readonly source: Source;
  /** As written. */
  readonly text: string;
  readonly targets: readonly TargetRef[];
  /** `fail D for H`: hosts whose path to the storage is lost. */
  readonly forHosts: readonly Id[];
  /** The other side of `partition A | B`, `heal A | B`. */
  readonly otherSide: readonly TargetRef[];
  /** The destination of `move`, `migrate`. */
  readonly to?: Id;
}

export type StateName =
  | 'running' | 'up' | 'down' | 'active' | 'dual-active' | 'standby' | 'backup' | 'primary' | 'secondary'
  | 'protected' | 'degraded' | 'in-service' | 'out-of-service' | 'quorate';

interface ExpectationBase {
  readonly source: Source;
  /** As written, without `expect`. */
  readonly text: string;
  readonly subject: TargetRef;
  /** ms after the start of its window. */
  readonly within?: number;
}

export type Claim =
  | { readonly kind: 'state'; readonly state: StateName; readonly negation?: 'never' | 'not'; readonly on?: Id }
  | { readonly kind: 'calls' | 'preserved-state'; readonly preserved: boolean }
  | { readonly kind: 'outage'; readonly comparison: '<' | '<=' | '>' | '>='; readonly limit: number };

export type Expectation = ExpectationBase & { readonly claim: Claim };

/** Injections and expectations in the order of the text. */
export type Step =
  | ({ readonly step: 'inject' } & Injection)
  | ({ readonly step: 'expect' } & Expectation);

export interface Scenario {
  readonly title: string;
  readonly source: Source;
  readonly documentation?: string;
  readonly steps: readonly Step[];
  /** ms; 24 h unless stated. */
  readonly horizon: number;
}

/** The whole model. Lists are in order of declaration. */
export interface Topology {
  readonly title?: string;
  readonly elements: ReadonlyMap<Id, Element>;
  readonly sites: readonly Site[];
  readonly racks: readonly Rack[];
  readonly circuits: readonly Circuit[];
  readonly switches: readonly Switch[];
  readonly networks: readonly Network[];
  readonly links: readonly Link[];
  readonly storages: readonly Storage[];
  readonly clusters: readonly Cluster[];
  readonly hosts: readonly Host[];
  readonly servers: readonly Server[];
  readonly vms: readonly Vm[];
  readonly adapters: readonly Adapter[];
  readonly virtualAdapters: readonly VirtualAdapter[];
  readonly services: readonly Service[];
  readonly resources: readonly Resource[];
  readonly failoverClusters: readonly FailoverCluster[];
  readonly endpoints: readonly Endpoint[];
  /** Of the root document only. */
  readonly scenarios: readonly Scenario[];
  /** What the text names but could not be built, for a panel or a report to say. */
  readonly unbuilt: readonly Unbuilt[];
}

/** A declaration that is left out of the topology, with the reason. */
export interface Unbuilt {
  readonly name: string;
  readonly reason: string;
  readonly source: Source;
}
