/** Duplicated pairs of Avaya Communication Manager. */
import { adaptersOf, find, membersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type {
  Adapter,
  DuplicationService,
  Id,
  Link,
  Machine,
  Network,
  Service,
  Topology,
  VirtualAdapter,
} from '../../topology/model.ts';
import { oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';
import { isOn } from './uplinks.ts';

/** A pair with the machines that carry each of its members. */
export interface CmPair {
  readonly service: DuplicationService;
  readonly active: readonly Machine[];
  readonly standby: readonly Machine[];
}

/** The product whose rules these are. */
export const communicationManager = 'avaya.communication-manager';

/** Every duplicated Communication Manager, in order. A service without a product is none: it may be anything. */
export const cmPairs: (topology: Topology) => readonly CmPair[] = oncePerTopology((topology) =>
  topology.services.flatMap((service) =>
    service.mode === 'duplication' && service.product?.name === communicationManager
      ? [
          {
            service,
            active: machinesUnder(topology, service.active),
            standby: machinesUnder(topology, service.standby),
          },
        ]
      : [],
  ),
);

/** Both members' machines, in order, each once. */
export function machinesOf(pair: CmPair): readonly Machine[] {
  return [...new Set([...pair.active, ...pair.standby])];
}

/** Which of the two texts speaks of a release: the white paper for 6.x, the newest documents for all later ones. */
export type Profile = '6.2' | '10.2';

/** The release of the survivable core around a service, for services that state none of their own. */
const releaseAround = oncePerTopology((topology) => {
  const releases = new Map<Id, string>();
  for (const service of topology.services)
    if (service.mode === 'survivable-core' && service.release !== undefined)
      for (const member of membersOf(service)) releases.set(member, service.release);
  return releases;
});

/** The release that a service states, or else the survivable core that it is a member of; `undefined`: not stated. */
export function releaseOf(topology: Topology, service: Service): string | undefined {
  return service.release ?? releaseAround(topology).get(service.id);
}

/** The profile of a release; the newest where none is stated. */
export function profileOf(release: string | undefined): Profile {
  const major = Number.parseInt(release ?? '', 10);
  return major <= 6 ? '6.2' : '10.2';
}

/** True where a pair of this release may be in two places: from 7.1, and where none is stated. */
export function allowsSeparation(release: string | undefined): boolean {
  const [, major = '', minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(release ?? '') ?? [];
  return major === '' || Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 1);
}

/**
 * The networks that the duplication runs over: the one that `link` names, or those that a cable
 * joins. Where a cable joins switches that carry several, the dedicated ones.
 */
export function duplicationNetworks(topology: Topology, service: DuplicationService): readonly Network[] {
  const network = find(topology, 'network', service.link);
  if (network) return [network];
  const cable = find(topology, 'link', service.link);
  return cable ? joinedNetworks(topology, cable) : [];
}

function joinedNetworks(topology: Topology, cable: Link): readonly Network[] {
  const joined = topology.networks.filter(
    (network) => cable.ends.includes(network.id) || network.switches.some((id) => cable.ends.includes(id)),
  );
  const dedicated = joined.filter((network) => network.dedicated);
  return dedicated.length > 0 ? dedicated : joined;
}

/** The adapters by which a machine is on one of these networks: a VM's own, or a server's. */
export function adaptersOnNetworks(
  topology: Topology,
  machine: Machine,
  networks: readonly Network[],
): readonly (VirtualAdapter | Adapter)[] {
  if (machine.kind === 'server')
    return adaptersOf(topology, machine).filter((adapter) => networks.some((network) => isOn(adapter, network)));
  const ids = new Set<Id>(networks.map((network) => network.id));
  return virtualAdaptersOf(topology, machine).filter((adapter) => ids.has(adapter.network));
}

const vmAdapters = oncePerTopology((topology) => {
  const found = new Map<CmPair, readonly VirtualAdapter[]>();
  for (const pair of cmPairs(topology)) {
    const networks = duplicationNetworks(topology, pair.service);
    const adapters = machinesOf(pair).flatMap((machine) => adaptersOnNetworks(topology, machine, networks));
    found.set(
      pair,
      adapters.filter((adapter) => adapter.kind === 'virtual-adapter'),
    );
  }
  return found;
});

/** The VMs' adapters that carry a pair's duplication. */
export function duplicationAdapters(topology: Topology, pair: CmPair): readonly VirtualAdapter[] {
  return vmAdapters(topology).get(pair) ?? [];
}
