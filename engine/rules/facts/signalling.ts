/** The way from Service Nodes under Fault Tolerance to their media gateways. */
import { find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Endpoint, Host, Id, Network, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { ranksOf } from '../../topology/ranks.ts';
import { join, reaches, segmentsOf, teamOn } from '../../topology/reach.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { faultTolerantNodes } from './mx-one.ts';
import { machinesUnder } from './placement.ts';
import { restartHosts } from './restart.ts';

/** A Service Node's adapter over which it signals to media gateways, and those of one network. */
export interface SignallingWay {
  readonly vm: Vm;
  /** The first by which the VM reaches them from where it runs. */
  readonly nic: VirtualAdapter;
  readonly network: Network;
  readonly gateways: readonly Endpoint[];
  /** Where a copy of the VM may run and from where they are not reached by any of its adapters. */
  readonly lacking: readonly Host[];
}

/** The segments that are joined while everything lives. */
const joinedAll = oncePerTopology((topology) =>
  join(segmentsOf(topology), new Uint8Array(ranksOf(topology).elements.length).fill(1)),
);

const gatewaysByVm = oncePerTopology((topology) =>
  grouped(
    topology.endpoints
      .filter(({ endpointKind, on }) => endpointKind === 'media-gateway' && on !== undefined)
      .flatMap((gateway) => {
        const used = [...gateway.registers, ...gateway.alternates];
        const machines = new Set(used.flatMap((id) => machinesUnder(topology, id)));
        return [...machines].map((machine) => ({ machine: machine.id, gateway }));
      }),
    ({ machine }) => machine,
  ),
);

/** The signalling ways of all Service Nodes under Fault Tolerance that reach their gateways from where they run. */
export const signallingWays: (topology: Topology) => readonly SignallingWay[] = oncePerTopology((topology) =>
  faultTolerantNodes(topology).flatMap(({ vm }) => {
    const gateways = (gatewaysByVm(topology).get(vm.id) ?? []).map(({ gateway }) => gateway);
    return [...grouped(gateways, (gateway) => find(topology, 'network', gateway.on))].flatMap(([network, alike]) => {
      const way = wayOf(topology, vm, network);
      return way ? [{ ...way, gateways: alike }] : [];
    });
  }),
);

function wayOf(topology: Topology, vm: Vm, network: Network): Omit<SignallingWay, 'gateways'> | undefined {
  const nics = virtualAdaptersOf(topology, vm);
  const own = find(topology, 'host', vm.host);
  const nic = nics.find((each) => own && reachesFrom(topology, each, own, network));
  if (!nic) return undefined;
  const lacking = copyHosts(topology, vm).filter(
    (host) => !nics.some((each) => reachesFrom(topology, each, host, network)),
  );
  return { vm, nic, network, lacking };
}

/** Where a copy of the VM runs or may come to run: its own host, the secondary's, those for a new secondary. */
export function copyHosts(topology: Topology, vm: Vm): readonly Host[] {
  const [own, secondary] = [find(topology, 'host', vm.host), find(topology, 'host', vm.ft?.secondary)];
  const hosts = [own, secondary, ...restartHosts(topology, vm)].filter((host) => host !== undefined);
  return [...new Set(hosts)];
}

function reachesFrom(topology: Topology, nic: VirtualAdapter, host: Host, network: Network): boolean {
  const segments = segmentsOf(topology);
  const from = teamOn(topology, nic, host).attachments.flatMap((attachment) => attachment.segments);
  const to = segments.of.get(ranksOf(topology).refs.get(network.id) ?? -1) ?? [];
  return reaches(segments, joinedAll(topology), from, to);
}

/** The adapters of VMs that `mxone/sn-mgu-path` reports: other rules need not say again what they lack. */
export const reportedSignalling: (topology: Topology) => ReadonlySet<Id> = oncePerTopology(
  (topology) => new Set(signallingWays(topology).flatMap(({ nic, lacking }) => (lacking.length > 0 ? [nic.id] : []))),
);
