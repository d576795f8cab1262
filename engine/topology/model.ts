/**
 * The topology: what a document and its imports describe, as a plain, frozen model.
 *
 * Built once a document version by `language/`; templates, imports, defaults and product
 * timings are already resolved in it. Whatever could not be resolved is left out.
 *
 * Units: times are integer milliseconds, memory is bytes (1 GB = 2^30), bandwidth is bits
 * per second (1 Gbps = 10^9), CPU is a count of cores, ratios are 0 to 1 (0.1 % = 0.001).
 */
import type { Id, Source } from './model/base.ts';
import type { Cluster } from './model/clusters.ts';
import type { Adapter, Circuit, Link, Network, Rack, Site, Storage, Switch } from './model/components.ts';
import type { Host, Server, VirtualAdapter, Vm } from './model/machines.ts';
import type { Objective } from './model/objectives.ts';
import type { AuthorRule } from './model/rules.ts';
import type { Scenario } from './model/scenarios.ts';
import type { Endpoint, FailoverCluster, Resource, Service } from './model/services.ts';

export type * from './model/base.ts';
export type * from './model/clusters.ts';
export type * from './model/components.ts';
export type * from './model/machines.ts';
export type * from './model/objectives.ts';
export type * from './model/rules.ts';
export type * from './model/scenarios.ts';
export type * from './model/services.ts';

export type Element =
  | Site
  | Rack
  | Circuit
  | Switch
  | Network
  | Link
  | Storage
  | Adapter
  | Cluster
  | Host
  | Server
  | Vm
  | VirtualAdapter
  | Service
  | Resource
  | FailoverCluster
  | Endpoint;
export type ElementKind = Element['kind'];

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
  /** Of the root document and of all that it imports: they speak of the whole. */
  readonly objectives: readonly Objective[];
  readonly rules: readonly AuthorRule[];
  /** What the text names but could not be built, for a panel or a report to say. */
  readonly unbuilt: readonly Unbuilt[];
}

/** A declaration that is left out of the topology, with the reason. */
export interface Unbuilt {
  readonly name: string;
  readonly reason: string;
  readonly source: Source;
}
