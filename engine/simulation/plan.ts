/** What a run needs of a topology, worked out once a topology: numbers instead of names, and who depends on whom. */
import { type Fate, fatesOf } from '../topology/fates.ts';
import { candidateHosts, get, membersOf } from '../topology/lookup.ts';
import type { Cluster, Element, Endpoint, Host, Id, Machine, Service, Topology } from '../topology/model.ts';
import { type Ref, ranksOf } from '../topology/ranks.ts';
import {
  type Attachment,
  attachmentsFor,
  attachmentsOf,
  managementOf,
  type Segments,
  segmentsOf,
} from '../topology/reach.ts';

import { namesOf } from './plan-names.ts';
import { dependenciesOf } from './plan-services.ts';

export interface HostPlan {
  readonly ref: Ref;
  readonly host: Host;
  readonly cluster: Ref | undefined;
  /** Over which it talks to its cluster. */
  readonly management: readonly Attachment[];
  readonly migration: readonly Attachment[];
  readonly storage: readonly Ref[];
  /** False where no adapter is stated: then nothing is known of its cabling. */
  readonly cabled: boolean;
}

export interface MachinePlan {
  readonly ref: Ref;
  readonly machine: Machine;
  /** The host at time 0; a server is its own. */
  readonly host: Ref;
  readonly disks: readonly Ref[];
  /** A server's adapters; a VM's depend on the host where it runs. */
  readonly attachments: readonly Attachment[];
  readonly cluster: Ref | undefined;
  /** Where it may come to run. */
  readonly candidates: readonly Ref[];
  readonly licensed: readonly Ref[] | undefined;
  /** It is a node of a failover cluster. */
  readonly isNode: boolean;
  /** The services of which it is a member itself. */
  readonly services: readonly Ref[];
  /** Those of them whose application it runs itself: a failover group brings resources online instead. */
  readonly applications: readonly Ref[];
}

export interface ClusterPlan {
  readonly ref: Ref;
  readonly cluster: Cluster;
  readonly hosts: readonly Ref[];
  readonly machines: readonly Ref[];
}

export interface ServicePlan {
  readonly ref: Ref;
  readonly service: Service;
  readonly members: readonly Ref[];
  readonly needs: readonly Ref[];
  /** The services that have this one as a member. */
  readonly parents: readonly Ref[];
}

export interface EndpointPlan {
  readonly ref: Ref;
  readonly endpoint: Endpoint;
  readonly network: Ref | undefined;
  readonly registers: readonly Ref[];
  readonly alternates: readonly Ref[];
  readonly subscribes: readonly Ref[];
}

export interface Plan {
  readonly topology: Topology;
  readonly elements: readonly Element[];
  readonly refs: ReadonlyMap<Id, Ref>;
  /** The name of each element as messages say it: as short as is unambiguous. */
  readonly names: readonly string[];
  readonly segments: Segments;
  readonly fates: readonly Fate[];
  readonly hosts: readonly HostPlan[];
  readonly machines: readonly MachinePlan[];
  readonly clusters: readonly ClusterPlan[];
  /** Members and needed services before those that have them. */
  readonly services: readonly ServicePlan[];
  /** Services that hang on each other in a circle. */
  readonly circles: readonly (readonly Ref[])[];
  readonly endpoints: readonly EndpointPlan[];
}

const known = new WeakMap<Topology, Plan>();

export function planOf(topology: Topology): Plan {
  let plan = known.get(topology);
  if (!plan) {
    plan = makePlan(topology);
    known.set(topology, plan);
  }
  return plan;
}

function isGroup(element: Element | undefined): boolean {
  return element?.kind === 'service' && element.mode === 'failover-group';
}

function makePlan(topology: Topology): Plan {
  const { elements, refs } = ranksOf(topology);
  const ref = (id: Id): Ref => {
    const found = refs.get(id);
    if (found === undefined) throw new Error(`no element has the id ${id}`);
    return found;
  };
  const known = (ids: readonly (Id | undefined)[]): Ref[] =>
    ids.map((id) => (id === undefined ? undefined : refs.get(id))).filter((found) => found !== undefined);
  const segments = segmentsOf(topology);
  const hosts = topology.hosts.map(
    (host): HostPlan => ({
      ref: ref(host.id),
      host,
      cluster: host.cluster === undefined ? undefined : refs.get(host.cluster),
      management: managementOf(topology, host),
      migration: attachmentsFor(topology, host, ['vmotion', 'live-migration']),
      storage: known(host.storage),
      cabled: host.adapters.length > 0,
    }),
  );
  const membership = new Map<Id, Ref[]>();
  for (const service of topology.services)
    for (const member of membersOf(service)) {
      const list = membership.get(member) ?? [];
      list.push(ref(service.id));
      membership.set(member, list);
    }
  const nodes = new Set(topology.failoverClusters.flatMap((cluster) => cluster.nodes));
  const machinePlan = (machine: Machine): MachinePlan => {
    const shared = {
      ref: ref(machine.id),
      machine,
      licensed: machine.licensed && known(machine.licensed),
      isNode: nodes.has(machine.id),
      services: membership.get(machine.id) ?? [],
      applications: (membership.get(machine.id) ?? []).filter((service) => !isGroup(elements[service])),
    };
    if (machine.kind === 'server')
      return {
        ...shared,
        host: ref(machine.id),
        disks: [],
        attachments: attachmentsOf(topology, machine),
        cluster: undefined,
        candidates: [],
      };
    const host = get(topology, 'host', machine.host);
    return {
      ...shared,
      host: ref(host.id),
      disks: known(machine.disks),
      attachments: [],
      cluster: host.cluster === undefined ? undefined : refs.get(host.cluster),
      candidates: candidateHosts(topology, machine).map((candidate) => ref(candidate.id)),
    };
  };
  const machines = [...topology.vms, ...topology.servers]
    .sort((a, b) => a.order - b.order)
    .map((machine) => machinePlan(machine));
  const clusters = topology.clusters.map(
    (cluster): ClusterPlan => ({
      ref: ref(cluster.id),
      cluster,
      hosts: known(cluster.hosts),
      machines: machines.filter((machine) => machine.cluster === ref(cluster.id)).map((machine) => machine.ref),
    }),
  );
  const { ordered, circles } = dependenciesOf(topology);
  const services = ordered.map(
    (service): ServicePlan => ({
      ref: ref(service.id),
      service,
      members: known(membersOf(service)),
      needs: known(service.needs),
      parents: membership.get(service.id) ?? [],
    }),
  );
  const endpoints = topology.endpoints.map((endpoint): EndpointPlan => {
    return {
      ref: ref(endpoint.id),
      endpoint,
      network: endpoint.on === undefined ? undefined : refs.get(endpoint.on),
      registers: known(endpoint.registers),
      alternates: known(endpoint.alternates),
      subscribes: known(endpoint.subscribes),
    };
  });
  return {
    topology,
    elements,
    refs,
    names: namesOf(elements),
    segments,
    fates: fatesOf(topology, refs),
    hosts,
    machines,
    clusters,
    services,
    circles: circles.map((circle) => circle.map((service) => ref(service.id))),
    endpoints,
  };
}
