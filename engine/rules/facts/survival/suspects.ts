/**
 * Which components could stop a redundant service: those that so many members hang on that too few would be
 * left. Generous and quick; whether one really does is seen by failing it.
 */
import { find } from '../../../topology/lookup.ts';
import type { Endpoint, Id, Service, Topology } from '../../../topology/model.ts';
import { type Ref, ranksOf } from '../../../topology/ranks.ts';
import { segmentsOf } from '../../../topology/reach.ts';
import { grouped, oncePerTopology } from '../memo.ts';
import { above, joints } from './failing.ts';
import { type Disk, isOpenNic, type Nic, type Standing } from './machines.ts';
import { isMachine, isRedundant, isSimple, type Member, membersIn, spareMembers } from './members.ts';
import { nodesOf, witnessOf } from './quorum.ts';

interface Known {
  readonly services: Map<Service, readonly Ref[]>;
  /** What takes whatever stands somewhere, and all that it hangs on in any way. */
  readonly fatal: Map<Standing, ReadonlySet<Ref>>;
  readonly under: Map<Standing, ReadonlySet<Ref>>;
  readonly nics: Map<Nic, ReadonlySet<Ref>>;
}

const knownOf = oncePerTopology(
  (): Known => ({ services: new Map(), fatal: new Map(), under: new Map(), nics: new Map() }),
);

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
export function suspectsOf(topology: Topology, service: Service): readonly Ref[] {
  if (isSimple(topology, service)) return findSuspects(topology, service);
  const { services } = knownOf(topology);
  let suspects = services.get(service);
  if (!suspects) {
    services.set(service, []);
    suspects = findSuspects(topology, service);
    services.set(service, suspects);
  }
  return suspects;
}

function findSuspects(topology: Topology, service: Service): readonly Ref[] {
  const own =
    service.mode === 'failover-group' ? clusterSuspects(topology, service.cluster) : sharedBy(topology, service, false);
  const clients = clientsOf(topology, service);
  if (clients.length + service.needs.length === 0) return own;
  const all = new Set(own);
  const add = (refs: Iterable<Ref>) => {
    for (const ref of refs) all.add(ref);
  };
  for (const id of service.needs) {
    const needed = find(topology, 'service', id);
    if (needed && isRedundant(topology, needed)) add(suspectsOf(topology, needed));
  }
  if (clients.length > 0) {
    add(sharedBy(topology, service, true));
    add(joints(topology));
    for (const { on } of clients) add(networkParts(topology, ranksOf(topology).refs.get(on ?? '') ?? -1));
  }
  return [...all];
}

/** What more members hang on than may be lost. With `clients` also what cuts one of several networks. */
function sharedBy(topology: Topology, service: Service, clients: boolean): readonly Ref[] {
  const members = membersIn(topology, service);
  const spare = spareMembers(topology, service);
  const [first, ...others] = members.map((member) => suspectsUnder(topology, member, clients));
  if (!first) return [];
  const shared: Ref[] = [];
  if (spare === others.length) {
    for (const ref of eachOf(first)) if (others.every((other) => includes(other, ref))) shared.push(ref);
    return first.sets.length > 1 ? [...new Set(shared)] : shared;
  }
  const counts = new Map<Ref, number>();
  for (const one of [first, ...others])
    for (const ref of new Set(eachOf(one))) {
      const count = (counts.get(ref) ?? 0) + 1;
      counts.set(ref, count);
      if (count === spare + 1) shared.push(ref);
    }
  return shared;
}

/** What takes a member: a machine itself, and what is in sets that many share. */
interface Suspects {
  readonly own: Ref;
  readonly sets: readonly (ReadonlySet<Ref> | readonly Ref[])[];
}

function* eachOf({ own, sets }: Suspects): Iterable<Ref> {
  if (own >= 0) yield own;
  for (const set of sets) yield* set;
}

function includes({ own, sets }: Suspects, ref: Ref): boolean {
  return own === ref || sets.some((set) => ('has' in set ? set.has(ref) : set.includes(ref)));
}

/** A machine itself, and what takes it where it stands; of a service all that could stop it. */
function suspectsUnder(topology: Topology, member: Member, clients: boolean): Suspects {
  if (!isMachine(member)) return { own: -1, sets: [suspectsOf(topology, member)] };
  const sets = member.standings.map((standing) => (clients ? under : fatal)(topology, standing));
  return { own: member.ref, sets };
}

/** What takes whatever stands on metal alone: the metal, its disks, and what all its adapters hang on. */
function fatal(topology: Topology, standing: Standing): ReadonlySet<Ref> {
  const known = knownOf(topology).fatal;
  let found = known.get(standing);
  if (!found) {
    found = new Set([
      ...withAbove(topology, [standing.metal]),
      ...standing.disks.flatMap((disk) => [...diskParts(topology, disk)]),
      ...sharedByNics(topology, standing),
    ]);
    known.set(standing, found);
  }
  return found;
}

/** That, and what any of its adapters hangs on. */
function under(topology: Topology, standing: Standing): ReadonlySet<Ref> {
  const known = knownOf(topology).under;
  let found = known.get(standing);
  if (!found) {
    const parts = standing.nics.flatMap((nic) => [...partsOf(topology, nic)]);
    found = new Set([...fatal(topology, standing), ...parts]);
    known.set(standing, found);
  }
  return found;
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
function clusterSuspects(topology: Topology, id: Id | undefined): readonly Ref[] {
  const cluster = find(topology, 'failover-cluster', id);
  if (!cluster) return [];
  const { refs } = ranksOf(topology);
  const witness = witnessOf(topology, cluster);
  const nodes = [...nodesOf(topology, cluster), ...(witness ? [witness] : [])];
  return [
    ...new Set([
      ...nodes.flatMap((node) => [...eachOf(suspectsUnder(topology, node, true))]),
      ...(cluster.quorum?.kind === 'disk' ? withAbove(topology, [refs.get(cluster.quorum.disk) ?? -1]) : []),
      ...cluster.networks.flatMap((network) => networkParts(topology, refs.get(network) ?? -1)),
      ...joints(topology),
    ]),
  ];
}

function withAbove(topology: Topology, refs: readonly Ref[]): readonly Ref[] {
  return refs.filter((ref) => ref >= 0).flatMap((ref) => [ref, ...above(topology, ref)]);
}
