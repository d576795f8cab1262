/** Whether a cluster of hypervisors has room for the loss of a host, and how much is left then. */
import { writtenSize } from '../../engine/rules/facts/written.ts';
import { hostsOf } from '../../engine/topology/lookup.ts';
import type { Cluster, Host, Id, Topology } from '../../engine/topology/model.ts';
import { startOf } from '../../engine/topology/placing/ground.ts';
import { dueAfter, loseHosts, surelyFits } from '../../engine/topology/placing/loss.ts';

export interface Headroom {
  /** The host whose loss leaves least. */
  readonly worst: Host;
  /** Names of VMs that find no host when it is lost. */
  readonly down: readonly string[];
  /** Bytes that nobody reserves on the others after that loss; `undefined` where a host states no memory. */
  readonly free: number | undefined;
}

const known = new WeakMap<Cluster, Headroom | undefined>();

/** `undefined` where HA is off, or there is no other host. Worked out once a topology. */
export function headroomOf(topology: Topology, cluster: Cluster): Headroom | undefined {
  if (!known.has(cluster)) known.set(cluster, workOut(topology, cluster));
  return known.get(cluster);
}

function workOut(topology: Topology, cluster: Cluster): Headroom | undefined {
  const hosts = hostsOf(topology, cluster);
  if (!cluster.ha || hosts.length < 2) return undefined;
  const fits = surelyFits(topology, cluster);
  let worst: Headroom | undefined;
  for (const host of hosts) {
    const down = fits([host]) ? [] : loseHosts(topology, cluster, [host]).down.map(({ vm }) => vm.name);
    const room: Headroom = { worst: host, down, free: freeWithout(topology, hosts, host) };
    if (!worst || isWorse(room, worst)) worst = room;
  }
  return worst;
}

function isWorse(one: Headroom, other: Headroom): boolean {
  if (one.down.length !== other.down.length) return one.down.length > other.down.length;
  return (one.free ?? Number.POSITIVE_INFINITY) < (other.free ?? Number.POSITIVE_INFINITY);
}

/** What is free on the others when all of a host's VMs that HA restarts have come to them. */
function freeWithout(topology: Topology, hosts: readonly Host[], lost: Host): number | undefined {
  const { taken } = startOf(topology);
  let free = 0;
  for (const host of hosts) {
    if (host.memory === undefined) return undefined;
    if (host !== lost) free += host.memory - (taken.get(host.id) ?? 0);
  }
  for (const vm of dueAfter(topology, [lost])) free -= vm.memory ?? 0;
  return free;
}

/** `N+1: 37 GB free`; `no N+1: Reports stays down without Host1`. `undefined` where the text does not state enough. */
export function headroomWords({ worst, down, free }: Headroom): string | undefined {
  const [first] = down;
  if (first !== undefined)
    return `no N+1: ${first}${down.length > 1 ? ` and ${down.length - 1} more stay` : ' stays'} down without ${worst.name}`;
  return free === undefined ? undefined : `N+1: ${sizeWords(Math.max(0, free))} free`;
}

/** `37 GB`, to a tenth where there is little. */
function sizeWords(bytes: number): string {
  const gigabytes = bytes / 2 ** 30;
  if (gigabytes === 0) return '0 GB';
  if (gigabytes < 1) return writtenSize(Math.round(bytes / 2 ** 20) * 2 ** 20);
  if (gigabytes >= 10_000) return `${Math.round(gigabytes / 1024)} TB`;
  return `${gigabytes < 10 ? Math.round(gigabytes * 10) / 10 : Math.floor(gigabytes)} GB`;
}

/** More hosts than this are not told of one by one. */
const most = 8;

/** Markdown: what is left after the worst loss, and where the VMs of each host go. */
export function headroomMarkdown(topology: Topology, cluster: Cluster, linkTo: (id: Id) => string): string {
  const room = headroomOf(topology, cluster);
  const words = room && headroomWords(room);
  if (!room) return cluster.ha ? '' : 'HA is off: VMs of a lost host stay down.';
  const hosts = hostsOf(topology, cluster);
  const lines = [words && `**Headroom:** ${words} (the worst is the loss of ${linkTo(room.worst.id)}).`];
  if (hosts.length <= most) {
    const rows = hosts.map((host) => {
      const { restarted, down } = loseHosts(topology, cluster, [host]);
      const places = [...restarted].map(([vm, to]) => `${vm.name} → ${linkTo(to.id)}`);
      const stay = down.map(({ vm }) => `${vm.name} stays down`);
      return `| ${linkTo(host.id)} | ${listed([...stay, ...places])} |`;
    });
    lines.push(['| without | HA restarts |', '|---|---|', ...rows].join('\n'));
  }
  return lines.filter(Boolean).join('\n\n');
}

function listed(parts: readonly string[]): string {
  if (parts.length === 0) return 'nothing ran there that it restarts';
  const shown = parts.slice(0, 4).join(', ');
  return parts.length > 4 ? `${shown}, and ${parts.length - 4} more` : shown;
}
