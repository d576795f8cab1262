/** What becomes a rail, and where in the rows something hangs on it. */
import { find, hostsOf } from '../topology/lookup.ts';
import type { Adapter, Cluster, Id, Topology } from '../topology/model.ts';
import { append } from './lists.ts';
import type { Counted, Fixture, Metal, Plan } from './plan.ts';
import type { Kept } from './scene.ts';
import { networkDetail, storageDetail } from './words.ts';

/** Something that hangs on a bus: it leaves its box downward (machines) or upward (fixtures). */
export interface Tap {
  /** An adapter, a host or server (its path to a storage), or a fixture. */
  readonly element: Id;
  /** The box that it leaves. */
  readonly owner: Id;
  readonly bus: Id;
  readonly region: number;
  /** The gutter below the band of this number; -1 is above the first. */
  readonly gutter: number;
}

export interface Bus {
  readonly id: Id;
  readonly kind: 'network' | 'storage' | 'switch';
  readonly name: string;
  readonly detail?: string;
  readonly colour: number;
  readonly dedicated: boolean;
  /** Never empty for storages and switches. */
  readonly taps: readonly Tap[];
  /** Every gutter in which it has a branch, in order. */
  readonly stretches: readonly Stretch[];
  /** How many links end on it. */
  readonly links: number;
}

/** What a rail is called in a region: behind its site's name where it is not of this one. */
export function busLabel({ topology, regions }: Plan, bus: Bus, region: number): string {
  const home = topology.elements.get(bus.id)?.site;
  if (home === undefined || home === regions[region]?.site?.id) return bus.name;
  return `${topology.elements.get(home)?.name ?? home}.${bus.name}`;
}

export interface Stretch {
  readonly region: number;
  /** Below the band of this number; -1 above the first. */
  readonly gutter: number;
}

export interface Buses {
  /** Networks, switches that no network names or that share one with others, storages: each in order of declaration. Those without a tap are left out. */
  readonly all: readonly Bus[];
  /** In order, by the box that they leave. */
  readonly tapsOf: ReadonlyMap<Id, readonly Tap[]>;
  /** Of networks. */
  readonly colours: Kept['colours'];
}

interface Spot extends Stretch {
  readonly owner: Id;
}

/** @param before colours of networks in the picture before */
export function buses(plan: Plan, before: Kept['colours'] = {}): Buses {
  const { topology } = plan;
  const tapsOf = new Map<Id, Tap[]>();
  const tapsOn = new Map<Id, Tap[]>();
  const tap = (element: Id, bus: Id, spot: Spot) => {
    const made = { element, bus, ...spot };
    append(tapsOf, spot.owner, made);
    append(tapsOn, bus, made);
  };
  const carried = networksBySwitch(topology);
  const cabled = cabledSwitches(topology);
  const shared = sharedStorages(topology);
  plan.regions.forEach((region, index) => {
    region.bands.forEach((band, row) => {
      if (band.kind === 'machines') {
        for (const group of band.groups) {
          for (const metal of group.machines) tapMachine(metal, { owner: metal.id, region: index, gutter: row });
          const { frame } = group;
          if (frame?.kind === 'cluster' && plan.folding.clusters.has(frame.id))
            tapCluster(frame, { owner: frame.id, region: index, gutter: row });
        }
      } else if (band.kind === 'fixtures') {
        // what stands above hangs in the same gutter; the first row of all has one of its own
        for (const fixture of band.fixtures) tapFixture(fixture, { owner: fixture.id, region: index, gutter: row - 1 });
        for (const one of band.counted) tapCounted(one, { owner: one.of, region: index, gutter: row - 1 });
      }
    });
  });

  function tapMachine(metal: Metal, spot: Spot): void {
    for (const id of metal.adapters) {
      const adapter = find(topology, 'adapter', id);
      if (adapter) for (const bus of busesOfAdapter(adapter)) tap(id, bus, spot);
    }
    for (const id of new Set(metal.storage)) if (shared.has(id)) tap(metal.id, id, spot);
  }

  /** Of a cluster whose hosts are counted: once what any of them hangs on. */
  function tapCluster(cluster: Cluster, spot: Spot): void {
    const found = new Set<Id>();
    for (const host of hostsOf(topology, cluster)) {
      for (const adapter of host.adapters) {
        const own = find(topology, 'adapter', adapter);
        if (own) for (const bus of busesOfAdapter(own)) found.add(bus);
      }
      for (const id of host.storage) if (shared.has(id)) found.add(id);
    }
    for (const bus of found) tap(cluster.id, bus, spot);
  }

  function busesOfAdapter(adapter: Adapter): readonly Id[] {
    if (find(topology, 'network', adapter.target)) return [adapter.target];
    if (!find(topology, 'switch', adapter.target)) return [];
    return cabled.has(adapter.target) ? [adapter.target] : (carried.get(adapter.target) ?? [adapter.target]);
  }

  function tapFixture(fixture: Fixture, spot: Spot): void {
    for (const bus of busesOfFixture(fixture)) tap(fixture.id, bus, spot);
  }

  function busesOfFixture(fixture: Fixture): readonly Id[] {
    const isNetwork = (id: Id | undefined): id is Id => find(topology, 'network', id) !== undefined;
    if (fixture.kind === 'endpoint') return [fixture.on].filter(isNetwork);
    const networks = fixture.kind === 'switch' ? (carried.get(fixture.id) ?? []) : fixture.networks.filter(isNetwork);
    const isBus =
      fixture.kind === 'switch' ? cabled.has(fixture.id) || !carried.has(fixture.id) : shared.has(fixture.id);
    return isBus ? [fixture.id, ...networks] : networks;
  }

  /** Of what is counted: once what any of them hangs on. */
  function tapCounted({ of, kind, ids }: Counted, spot: Spot): void {
    const found = new Set<Id>();
    for (const id of ids) {
      const fixture = topology.elements.get(id);
      if (
        fixture?.kind !== kind ||
        (fixture.kind !== 'endpoint' && fixture.kind !== 'switch' && fixture.kind !== 'storage')
      )
        continue;
      for (const bus of busesOfFixture(fixture)) found.add(bus);
    }
    for (const bus of found) tap(of, bus, spot);
  }

  const all: Bus[] = [];
  const links = new Map<Id, number>();
  for (const id of topology.links.flatMap((link) => link.ends)) links.set(id, (links.get(id) ?? 0) + 1);
  const add = (bus: Omit<Bus, 'taps' | 'stretches' | 'links'>, least: number, stretch?: Stretch) => {
    const taps = tapsOn.get(bus.id) ?? [];
    if (taps.length >= least)
      all.push({ ...bus, taps, stretches: stretchesOf(taps, stretch), links: links.get(bus.id) ?? 0 });
  };
  const colours = coloursOf(topology, before);
  for (const network of topology.networks) {
    const colour = colours[network.id] ?? 0;
    const detail = networkDetail(network);
    add(
      { id: network.id, kind: 'network', name: network.name, detail, colour, dedicated: network.dedicated },
      0,
      stretchAt(plan, network.site),
    );
  }
  for (const one of topology.switches) {
    if (cabled.has(one.id) || !carried.has(one.id)) {
      add({ id: one.id, kind: 'switch', name: one.name, detail: 'switch', colour: -1, dedicated: false }, 2);
    }
  }
  for (const storage of topology.storages) {
    const detail = storageDetail(storage);
    add({ id: storage.id, kind: 'storage', name: storage.name, detail, colour: -1, dedicated: false }, 2);
  }
  return { all, tapsOf, colours };
}

/** How many colours there are for networks; see svg/style.ts. */
export const colourCount = 8;

/** Each network the colour that it had, else the one that is used least, in order. */
function coloursOf(topology: Topology, before: Kept['colours']): Kept['colours'] {
  const used = Array.from({ length: colourCount }, () => 0);
  const colours: Record<Id, number> = {};
  const give = (id: Id, colour: number) => {
    colours[id] = colour;
    used[colour] = (used[colour] ?? 0) + 1;
  };
  for (const { id } of topology.networks) if (before[id] !== undefined) give(id, before[id]);
  for (const { id } of topology.networks) if (colours[id] === undefined) give(id, used.indexOf(Math.min(...used)));
  return colours;
}

/** Where a network stands on which nothing hangs: in its site, above the fixtures. */
function stretchAt(plan: Plan, site: Id | undefined): Stretch {
  const region = Math.max(
    0,
    plan.regions.findIndex((one) => one.site?.id === site),
  );
  const bands = plan.regions[region]?.bands ?? [];
  return { region, gutter: bands.filter((band) => band.kind === 'machines').length - 1 };
}

function stretchesOf(taps: readonly Tap[], otherwise: Stretch | undefined): readonly Stretch[] {
  if (taps.length === 0) return otherwise ? [otherwise] : [];
  const known = new Map<string, Stretch>();
  for (const { region, gutter } of taps) known.set(`${region}/${gutter}`, { region, gutter });
  return [...known.values()].sort((a, b) => a.region - b.region || a.gutter - b.gutter);
}

function networksBySwitch(topology: Topology): ReadonlyMap<Id, readonly Id[]> {
  const carried = new Map<Id, Id[]>();
  for (const network of topology.networks) {
    for (const one of new Set(network.switches)) append(carried, one, network.id);
  }
  return carried;
}

/**
 * Switches that share a network with others and have adapters cabled to them: each gets a rail of its own, so that it is
 * seen which adapter goes with which switch.
 */
function cabledSwitches(topology: Topology): ReadonlySet<Id> {
  const targets = new Set(topology.adapters.map((adapter) => adapter.target));
  const several = topology.networks.filter((network) => new Set(network.switches).size > 1);
  return new Set(several.flatMap((network) => network.switches.filter((one) => targets.has(one))));
}

/** Storages that several see: each a rail with a drop to all who see it. */
function sharedStorages(topology: Topology): ReadonlySet<Id> {
  const seen = new Map<Id, Id>();
  const shared = new Set<Id>();
  for (const metal of [...topology.hosts, ...topology.servers]) {
    for (const id of metal.storage) {
      const other = seen.get(id);
      if (other !== undefined && other !== metal.id) shared.add(id);
      seen.set(id, metal.id);
    }
  }
  return shared;
}
