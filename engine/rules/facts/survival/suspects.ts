/**
 * Which components could stop a redundant service: those that so many members hang on that too few would be
 * left. Generous and quick; whether one really does is seen by failing it.
 */
import { find, findMachine, membersOf } from '../../../topology/lookup.ts';
import type { Endpoint, Id, Service, Topology } from '../../../topology/model.ts';
import { type Ref, ranksOf } from '../../../topology/ranks.ts';
import { segmentsOf } from '../../../topology/reach.ts';
import { grouped, oncePerTopology } from '../memo.ts';
import { above, joints } from './failing.ts';
import { type Disk, factsOf, isOpenNic, type MachineFacts, type Nic, type Standing } from './machines.ts';
import { nodesOf, witnessOf } from './quorum.ts';
import { isRedundant, spareMembers } from './services.ts';

interface Known {
  readonly services: Map<Id, ReadonlySet<Ref>>;
  readonly machines: Map<MachineFacts, ReadonlySet<Ref>>;
  readonly nics: Map<Nic, ReadonlySet<Ref>>;
}

const knownOf = oncePerTopology((): Known => ({ services: new Map(), machines: new Map(), nics: new Map() }));

const clientsByService = oncePerTopology((topology) =>
  grouped(
    topology.endpoints.flatMap((endpoint) =>
      endpoint.on === undefined ? [] : endpoint.registers.map((service) => ({ service, endpoint })),
    ),
    ({ service }) => service,
  ),
);

/** The clients of a service that stand on a network. */
export function clientsOf(topology: Topology, service: Service): readonly Endpoint[] {
  return (clientsByService(topology).get(service.id) ?? []).map(({ endpoint }) => endpoint);
}

/** The components that could stop a service, or cut all its members off from a client of it. */
export function suspectsOf(topology: Topology, service: Service): ReadonlySet<Ref> {
  const { services } = knownOf(topology);
  const found = services.get(service.id);
  if (found) return found;
  services.set(service.id, new Set());
  const suspects = new Set(findSuspects(topology, service));
  services.set(service.id, suspects);
  return suspects;
}

function* findSuspects(topology: Topology, service: Service): Iterable<Ref> {
  if (service.mode === 'failover-group') yield* clusterSuspects(topology, service.cluster);
  else yield* sharedBy(topology, [...new Set(membersOf(service))], spareMembers(service), false);
  for (const id of service.needs) {
    const needed = find(topology, 'service', id);
    if (needed && isRedundant(topology, needed)) yield* suspectsOf(topology, needed);
  }
  const clients = clientsOf(topology, service);
  if (clients.length === 0) return;
  yield* sharedBy(topology, [...new Set(membersOf(service))], spareMembers(service), true);
  yield* joints(topology);
  for (const { on } of clients)
    if (on !== undefined) yield* networkParts(topology, ranksOf(topology).refs.get(on) ?? -1);
}

/** What more members hang on than may be lost. With `clients` also what cuts one of several networks. */
function* sharedBy(topology: Topology, members: readonly Id[], spare: number, clients: boolean): Iterable<Ref> {
  const counts = new Map<Ref, number>();
  for (const member of members)
    for (const ref of memberSuspects(topology, member, clients)) {
      const count = (counts.get(ref) ?? 0) + 1;
      counts.set(ref, count);
      if (count === spare + 1) yield ref;
    }
}

function memberSuspects(topology: Topology, member: Id, clients: boolean): ReadonlySet<Ref> {
  const machine = findMachine(topology, member);
  if (!machine) {
    const service = find(topology, 'service', member);
    return service ? suspectsOf(topology, service) : new Set();
  }
  const facts = factsOf(topology, machine);
  return clients ? everythingUnder(topology, facts) : fatalTo(topology, facts);
}

/** What takes a machine alone: its metal, its disks, and what all its adapters hang on. */
function fatalTo(topology: Topology, facts: MachineFacts): ReadonlySet<Ref> {
  const { machines } = knownOf(topology);
  let fatal = machines.get(facts);
  if (!fatal) {
    const found = new Set<Ref>(withAbove(topology, [facts.ref]));
    for (const standing of facts.standings) {
      for (const ref of withAbove(topology, [standing.metal])) found.add(ref);
      for (const disk of standing.disks) for (const ref of diskParts(topology, disk)) found.add(ref);
      for (const ref of sharedByNics(topology, standing)) found.add(ref);
    }
    fatal = found;
    machines.set(facts, fatal);
  }
  return fatal;
}

function everythingUnder(topology: Topology, facts: MachineFacts): ReadonlySet<Ref> {
  const all = new Set(fatalTo(topology, facts));
  for (const { nics } of facts.standings)
    for (const nic of nics) for (const ref of partsOf(topology, nic)) all.add(ref);
  return all;
}

/** What every adapter of a machine on an open network hangs on: without it none has a living segment. */
function sharedByNics(topology: Topology, { nics }: Standing): readonly Ref[] {
  const open = nics.filter((nic) => isOpenNic(topology, nic));
  const [first, ...others] = (open.length > 0 ? open : nics).map((nic) => partsOf(topology, nic));
  return first ? [...first].filter((ref) => others.every((parts) => parts.has(ref))) : [];
}

/** What an adapter hangs on; of a team, and of a network over several switches, all that any part of it does. */
function partsOf(topology: Topology, nic: Nic): ReadonlySet<Ref> {
  const { nics } = knownOf(topology);
  let parts = nics.get(nic);
  if (!parts) {
    parts = new Set(
      nic.attachments.flatMap(({ adapter, segments }) => [
        ...(adapter < 0 ? [] : withAbove(topology, [adapter])),
        ...segmentParts(topology, segments),
      ]),
    );
    nics.set(nic, parts);
  }
  return parts;
}

function segmentParts(topology: Topology, segments: readonly number[]): readonly Ref[] {
  const all = segmentsOf(topology);
  const direct = segments.flatMap((segment) => [all.network[segment] ?? -1, all.switch[segment] ?? -1]);
  return withAbove(
    topology,
    direct.filter((ref) => ref >= 0),
  );
}

function networkParts(topology: Topology, network: Ref): readonly Ref[] {
  return segmentParts(topology, segmentsOf(topology).of.get(network) ?? []);
}

function* diskParts(topology: Topology, { ref, path }: Disk): Iterable<Ref> {
  yield* withAbove(topology, [ref]);
  if (!path) return;
  yield* partsOf(topology, { network: -1, attachments: path.attachments });
  yield* segmentParts(topology, path.segments);
  yield* joints(topology);
}

/** Of a failover cluster everything is suspect that its nodes, networks, disk and witness hang on. */
function* clusterSuspects(topology: Topology, id: Id | undefined): Iterable<Ref> {
  const cluster = find(topology, 'failover-cluster', id);
  if (!cluster) return;
  const witness = witnessOf(topology, cluster);
  for (const node of [...nodesOf(topology, cluster), ...(witness ? [witness] : [])])
    yield* everythingUnder(topology, node);
  const { refs } = ranksOf(topology);
  if (cluster.quorum?.kind === 'disk') yield* withAbove(topology, [refs.get(cluster.quorum.disk) ?? -1]);
  for (const network of cluster.networks) yield* networkParts(topology, refs.get(network) ?? -1);
  yield* joints(topology);
}

function withAbove(topology: Topology, refs: readonly Ref[]): readonly Ref[] {
  return refs.filter((ref) => ref >= 0).flatMap((ref) => [ref, ...above(topology, ref)]);
}
