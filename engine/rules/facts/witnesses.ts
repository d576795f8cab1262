/** Which machines could hold the witness share of a failover cluster. */
import { clusterOf, findMachine, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { FailoverCluster, Id, Machine, Service, Source, Topology, Vm } from '../../topology/model.ts';
import { ranksOf } from '../../topology/ranks.ts';
import { attachmentsOf, join, reaches, segmentsOf } from '../../topology/reach.ts';
import type { Fix, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { clustersOfNode, isOfVirtualCenter, nodesOf, sqlServer } from './failover-groups.ts';
import { oncePerTopology } from './memo.ts';
import { referenceTo } from './names.ts';
import { machinesUnder } from './placement.ts';
import { carriersOfProduct } from './products.ts';
import { isHaProtected } from './restart.ts';

/** The witness of a cluster; `undefined` where it has none that is stated. */
export function witnessOf(topology: Topology, cluster: FailoverCluster): Machine | undefined {
  return cluster.quorum?.kind === 'majority' ? findMachine(topology, cluster.quorum.witness) : undefined;
}

/** The service of VirtualCenter or its licence server that a machine carries. */
export const virtualCenterCarriers = oncePerTopology((topology) => {
  const carried = new Map<Id, Service>();
  for (const service of topology.services)
    if (isOfVirtualCenter(service))
      for (const machine of machinesUnder(topology, service.id))
        if (!carried.has(machine.id)) carried.set(machine.id, service);
  return carried;
});

/** How a witness is protected: as a node of another cluster, by HA or Fault Tolerance. */
export type Protection = 'clustered' | 'ha' | 'ft';

export function protectionOf(topology: Topology, cluster: FailoverCluster, machine: Machine): Protection | undefined {
  if (clustersOfNode(topology, machine.id).some((other) => other.id !== cluster.id)) return 'clustered';
  if (machine.kind === 'server') return undefined;
  if (machine.ft) return 'ft';
  return isRestarted(topology, machine) ? 'ha' : undefined;
}

function isRestarted(topology: Topology, vm: Vm): boolean {
  return isHaProtected(topology, vm) && (clusterOf(topology, vm)?.hosts.length ?? 0) > 1;
}

/** The metal that a machine stands on: a VM's host, a server itself. */
export function placeOf(machine: Machine): Id {
  return machine.kind === 'vm' ? machine.host : machine.id;
}

/** The machines that carry some service. */
const serving = oncePerTopology(
  (topology) =>
    new Set(topology.services.flatMap(({ id }) => machinesUnder(topology, id).map((machine) => machine.id))),
);

/** All segments as they are joined while everything lives. */
const wholeNet = oncePerTopology((topology) => {
  const segments = segmentsOf(topology);
  return { segments, joined: join(segments, new Uint8Array(ranksOf(topology).elements.length).fill(1)) };
});

/** The segments that a machine is cabled to. */
function segmentsOfMachine(topology: Topology, machine: Machine): readonly number[] {
  if (machine.kind === 'server') return attachmentsOf(topology, machine).flatMap(({ segments }) => segments);
  const { refs } = ranksOf(topology);
  const { of } = segmentsOf(topology);
  return virtualAdaptersOf(topology, machine).flatMap((nic) => of.get(refs.get(nic.network) ?? -1) ?? []);
}

/**
 * Machines that could hold the witness share: no node of the cluster, without VirtualCenter, on other metal than
 * the nodes, reachable from their networks. The database's come first, as a clustered one is the ideal, then those
 * that are protected otherwise, then those that carry no service, then the rest.
 */
export function fittingWitnesses(topology: Topology, cluster: FailoverCluster): readonly Machine[] {
  const nodes = nodesOf(topology, cluster);
  const places = new Set(nodes.map(placeOf));
  const ids = new Set(cluster.nodes);
  const { segments, joined } = wholeNet(topology);
  const ofNodes = [...new Set(nodes.flatMap((node) => segmentsOfMachine(topology, node)))];
  const rank = (machine: Machine) => {
    const protection = protectionOf(topology, cluster, machine);
    if (carriersOfProduct(topology, sqlServer).has(machine.id) && protection) return 0;
    if (protection) return 1;
    return serving(topology).has(machine.id) ? 3 : 2;
  };
  return [...topology.servers, ...topology.vms]
    .filter(
      (machine) =>
        !ids.has(machine.id) &&
        !virtualCenterCarriers(topology).has(machine.id) &&
        !places.has(placeOf(machine)) &&
        reaches(segments, joined, segmentsOfMachine(topology, machine), ofNodes),
    )
    .sort((one, other) => rank(one) - rank(other) || one.order - other.order);
}

/** So many candidates are tried. */
const mostTried = 12;

/** The first machine that fits as witness, is wanted, and breaks no rule there. */
export function goodWitness(
  topology: Topology,
  cluster: FailoverCluster,
  trial: Trial,
  mended: Mended,
  isWanted: (machine: Machine) => boolean = () => true,
): Machine | undefined {
  return fittingWitnesses(topology, cluster)
    .filter(isWanted)
    .slice(0, mostTried)
    .find((machine) => mends(topology, withWitness(topology, cluster, machine), trial, mended));
}

/** The topology in which this machine is the cluster's witness. */
function withWitness(topology: Topology, cluster: FailoverCluster, witness: Machine): Topology {
  const source: Source = cluster.quorum?.source ?? cluster.source;
  return withElements(topology, { ...cluster, quorum: { kind: 'majority', witness: witness.id, source } });
}

/** Puts the witness share on a machine. */
export function witnessFix(topology: Topology, cluster: FailoverCluster, witness: Machine): Fix {
  const value = `majority with witness ${referenceTo(topology, witness)}`;
  const isMove = witnessOf(topology, cluster) !== undefined;
  return {
    title: isMove ? `Move the witness share to ${witness.name}` : `Put a witness share on ${witness.name}`,
    edits: [{ edit: 'set', element: cluster.source, property: 'quorum', value }],
    safe: false,
  };
}
