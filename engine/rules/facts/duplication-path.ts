/** The way that a pair's duplication takes. */
import { adaptersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Host, Network, Server, Topology } from '../../topology/model.ts';
import { adaptersOnNetworks, type CmPair, duplicationNetworks, machinesOf } from './communication-manager.ts';
import { limitOf } from './limits.ts';
import { bestPath, type PathNeeds, type PathQuality, segmentsOfMachine } from './path-quality.ts';
import { restartHosts } from './restart.ts';
import { isOn, uplinksOf } from './uplinks.ts';

/** What the duplication of one pair wants, in the units of the model; what its product does not limit is unlimited. */
export interface DuplicationLimits {
  /** Round trip, ms: without, and with Application Enablement Services. */
  readonly latency: number;
  readonly enablement: number;
  /** Bits per second. */
  readonly bandwidth: number;
  /** Ratio 0 to 1. */
  readonly loss: number;
}

/** The limits that the product of a pair documents. */
export function duplicationLimits({ service: { product } }: CmPair): DuplicationLimits {
  return {
    latency: limitOf(product, 'latency') ?? Number.POSITIVE_INFINITY,
    enablement: limitOf(product, 'application-enablement-latency') ?? Number.POSITIVE_INFINITY,
    bandwidth: limitOf(product, 'bandwidth') ?? 0,
    loss: limitOf(product, 'loss') ?? 1,
  };
}

/** The best way between the members where they run at time 0; `undefined` where the text states none. */
export function duplicationPath(topology: Topology, pair: CmPair, needs: PathNeeds = {}): PathQuality | undefined {
  const networks = duplicationNetworks(topology, pair.service);
  const hangOn = (machines: CmPair['active']) =>
    machines.flatMap((machine) => segmentsOfMachine(topology, machine, networks));
  return bestPath(topology, hangOn(pair.active), hangOn(pair.standby), needs);
}

/** The networks of the active member's adapters, and of the standby's, among those that the duplication runs over. */
export function networksOfMembers(
  topology: Topology,
  pair: CmPair,
): readonly [active: readonly Network[], standby: readonly Network[]] {
  const networks = duplicationNetworks(topology, pair.service);
  const of = (machines: CmPair['active']) =>
    networks.filter((network) => machines.some((each) => adaptersOnNetworks(topology, each, [network]).length > 0));
  return [of(pair.active), of(pair.standby)];
}

/** A physical adapter with the machine that it is in. */
export interface Uplink {
  readonly metal: Host | Server;
  readonly adapter: Adapter;
}

/**
 * The adapters that carry the duplication, on every host where a member runs or HA may restart it: of a team
 * the fastest, and none where one of the team states no speed.
 */
export function duplicationUplinks(topology: Topology, pair: CmPair): readonly Uplink[] {
  const networks = duplicationNetworks(topology, pair.service);
  const found = new Map<Adapter, Uplink>();
  const add = (metal: Host | Server, team: readonly Adapter[]) => {
    const speeds = team.map(({ speed }) => speed ?? Number.NaN);
    const fastest = team[speeds.indexOf(Math.max(...speeds))];
    if (fastest) found.set(fastest, { metal, adapter: fastest });
  };
  for (const machine of machinesOf(pair)) {
    if (machine.kind === 'server') {
      add(
        machine,
        adaptersOf(topology, machine).filter((adapter) => networks.some((network) => isOn(adapter, network))),
      );
      continue;
    }
    const nics = virtualAdaptersOf(topology, machine).filter((nic) => networks.some(({ id }) => id === nic.network));
    for (const host of restartHosts(topology, machine))
      for (const nic of nics) add(host, uplinksOf(topology, nic, host));
  }
  return [...found.values()];
}
