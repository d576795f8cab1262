/**
 * How good the way between two places is: the links on it, and what they state. What a link does not
 * state stays unknown; a sum is then "at least", a least value "at most".
 */
import { adaptersOf, find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Adapter, Host, Id, Link, Machine, Network, Server, Topology } from '../../topology/model.ts';
import { ranksOf } from '../../topology/ranks.ts';
import { attachmentOf, attachmentsFor, type Segments, segmentsOf } from '../../topology/reach.ts';
import { oncePerTopology } from './memo.ts';
import { uplinksOf } from './uplinks.ts';

/** What the links of a way state. */
export interface PathQuality {
  /** In the order of the way; none where both ends are on one segment. */
  readonly links: readonly Link[];
  /** The switches that it passes, as far as stated, in the order of the way. */
  readonly switches: readonly Id[];
  /** Round trip, ms: the sum of what is stated. */
  readonly latency: number;
  /** Bits per second: the least that is stated; `undefined` where no link states any. */
  readonly bandwidth?: number;
  /** Ratio 0 to 1 of packets lost on the whole way, by what is stated. */
  readonly loss: number;
}

/** What a way should have at least; a link that states less is taken only where there is no other way. */
export interface PathNeeds {
  /** Bits per second. */
  readonly bandwidth?: number;
  /** Ratio 0 to 1. */
  readonly loss?: number;
  /** A switch that the way must not pass. */
  readonly without?: Id;
}

/** A way out of a segment. */
interface Exit {
  readonly to: number;
  readonly link: Link;
  /** Inside one network, where nothing is routed. */
  readonly trunk: boolean;
}

const exitsOf = oncePerTopology((topology): ReadonlyMap<number, readonly Exit[]> => {
  const { elements } = ranksOf(topology);
  const segments = segmentsOf(topology);
  const exits = new Map<number, Exit[]>();
  const add = (from: number, exit: Exit) => {
    const known = exits.get(from);
    if (known) known.push(exit);
    else exits.set(from, [exit]);
  };
  const join = (ref: number, one: number, other: number, trunk: boolean) => {
    const link = elements[ref];
    if (link?.kind !== 'link') return;
    add(one, { to: other, link, trunk });
    add(other, { to: one, link, trunk });
  };
  for (const { link, a, b } of segments.trunks) join(link, a, b, true);
  for (const { link, a, b } of segments.routes)
    for (const one of a) for (const other of b) join(link, one, other, false);
  return exits;
});

/**
 * The best way from one of these segments to one of those by round trip, among the ways whose links fit
 * `needs` if there is one, else among all; `undefined` where no links lead there. Inside one network only
 * its own links count, as frames go.
 */
export function bestPath(
  topology: Topology,
  from: readonly number[],
  to: readonly number[],
  needs: PathNeeds = {},
): PathQuality | undefined {
  const fitting = ({ bandwidth, loss }: Link) =>
    (bandwidth ?? Number.POSITIVE_INFINITY) >= (needs.bandwidth ?? 0) && (loss ?? 0) <= (needs.loss ?? 1);
  return search(topology, from, to, needs.without, fitting) ?? search(topology, from, to, needs.without, () => true);
}

function search(
  topology: Topology,
  from: readonly number[],
  to: readonly number[],
  without: Id | undefined,
  usable: (link: Link) => boolean,
): PathQuality | undefined {
  const segments = segmentsOf(topology);
  const banned = without === undefined ? -1 : (ranksOf(topology).refs.get(without) ?? -1);
  const open = (segment: number) => banned < 0 || segments.switch[segment] !== banned;
  const goals = new Set(to.filter(open));
  const starts = from.filter(open);
  const direct = starts.find((segment) => goals.has(segment));
  if (direct !== undefined) return qualityOf(topology, [], [direct]);
  let best: Reached | undefined;
  for (const trunksOnly of onlyTrunks(segments, starts, to)) {
    const found = shortest(topology, starts, goals, (exit) => exit.trunk || !trunksOnly, usable, open);
    if (found && (!best || found.latency < best.latency)) best = found;
  }
  if (!best) return undefined;
  const links: Link[] = [];
  const passed: number[] = [];
  for (let at: Reached | undefined = best; at; at = at.before) {
    passed.unshift(at.segment);
    if (at.link) links.unshift(at.link);
  }
  return qualityOf(topology, links, passed);
}

/** Whether a way stays in one network, or may be routed: both where the two sides have several networks. */
function onlyTrunks(segments: Segments, from: readonly number[], to: readonly number[]): readonly boolean[] {
  const networks = (list: readonly number[]) => new Set(list.map((segment) => segments.network[segment]));
  const [one, other] = [networks(from), networks(to)];
  const alike = [...one].filter((network) => other.has(network));
  if (alike.length === 0) return [false];
  return one.size === 1 && other.size === 1 ? [true] : [true, false];
}

interface Reached {
  readonly segment: number;
  readonly latency: number;
  readonly hops: number;
  readonly link?: Link;
  readonly before?: Reached;
}

/** Dijkstra by round trip, then by number of links; a link without a latency adds none. */
function shortest(
  topology: Topology,
  starts: readonly number[],
  goals: ReadonlySet<number>,
  allowed: (exit: Exit) => boolean,
  usable: (link: Link) => boolean,
  open: (segment: number) => boolean,
): Reached | undefined {
  const exits = exitsOf(topology);
  const queue: Reached[] = starts.map((segment) => ({ segment, latency: 0, hops: 0 }));
  const done = new Set<number>();
  while (queue.length > 0) {
    const next = takeNearest(queue);
    if (goals.has(next.segment)) return next;
    if (done.has(next.segment)) continue;
    done.add(next.segment);
    for (const exit of exits.get(next.segment) ?? [])
      if (!done.has(exit.to) && open(exit.to) && allowed(exit) && usable(exit.link))
        queue.push({
          segment: exit.to,
          latency: next.latency + (exit.link.latency ?? 0),
          hops: next.hops + 1,
          link: exit.link,
          before: next,
        });
  }
  return undefined;
}

function takeNearest(queue: Reached[]): Reached {
  let nearest = 0;
  for (let index = 1; index < queue.length; index++) {
    const [one, best] = [queue[index], queue[nearest]];
    if (one && best && (one.latency < best.latency || (one.latency === best.latency && one.hops < best.hops)))
      nearest = index;
  }
  const [taken] = queue.splice(nearest, 1);
  return taken as Reached;
}

function qualityOf(topology: Topology, links: readonly Link[], passed: readonly number[]): PathQuality {
  const { elements } = ranksOf(topology);
  const segments = segmentsOf(topology);
  const switches = passed.flatMap((segment) => elements[segments.switch[segment] ?? -1]?.id ?? []);
  const rates = links.flatMap(({ bandwidth }) => bandwidth ?? []);
  return {
    links,
    switches: [...new Set(switches)],
    latency: links.reduce((sum, link) => sum + (link.latency ?? 0), 0),
    ...(rates.length > 0 && { bandwidth: Math.min(...rates) }),
    loss: 1 - links.reduce((kept, link) => kept * (1 - (link.loss ?? 0)), 1),
  };
}

/** The segments of a network. */
export function segmentsOfNetwork(topology: Topology, network: Network): readonly number[] {
  return segmentsOf(topology).of.get(ranksOf(topology).refs.get(network.id) ?? -1) ?? [];
}

/** The segments on which a machine hangs where it runs at time 0; of these networks only, where some are given. */
export function segmentsOfMachine(
  topology: Topology,
  machine: Machine,
  networks?: readonly Network[],
): readonly number[] {
  if (machine.kind === 'server') {
    const adapters = adaptersOf(topology, machine);
    if (!networks) return adapters.flatMap((adapter) => attachmentOf(topology, adapter).segments);
    return networks.flatMap((network) => adapters.flatMap((adapter) => segmentsAt(topology, network, adapter)));
  }
  const host = find(topology, 'host', machine.host);
  if (!host) return [];
  return virtualAdaptersOf(topology, machine).flatMap((nic) => {
    const network = find(topology, 'network', nic.network);
    if (!network || (networks && !networks.includes(network))) return [];
    // a host that states no adapters hangs on the network itself
    if (host.adapters.length === 0) return segmentsOfNetwork(topology, network);
    return uplinksOf(topology, nic, host).flatMap((adapter) => segmentsAt(topology, network, adapter));
  });
}

/** The segments of a network on which an adapter hangs: all of them, or that of the switch it is cabled to. */
function segmentsAt(topology: Topology, network: Network, adapter: Adapter): readonly number[] {
  const all = segmentsOfNetwork(topology, network);
  if (adapter.target === network.id) return all;
  const onSwitch = ranksOf(topology).refs.get(adapter.target) ?? -1;
  return all.filter((segment) => segmentsOf(topology).switch[segment] === onSwitch);
}

/** The segments on which a host or server hangs with the adapters that it states for these uses. */
export function segmentsForUses(topology: Topology, metal: Host | Server, uses: readonly string[]): readonly number[] {
  return attachmentsFor(topology, metal, uses).flatMap(({ segments }) => segments);
}

const machinePaths = oncePerTopology(() => new Map<string, PathQuality | undefined>());

/** The best way between two machines where they run at time 0, over any of their networks. */
export function pathBetween(
  topology: Topology,
  one: Machine,
  other: Machine,
  needs: PathNeeds = {},
): PathQuality | undefined {
  const [from, to] = [segmentsOfMachine(topology, one), segmentsOfMachine(topology, other)];
  const known = machinePaths(topology);
  const key = JSON.stringify([[...new Set(from)], [...new Set(to)], needs]);
  if (!known.has(key)) known.set(key, bestPath(topology, from, to, needs));
  return known.get(key);
}
