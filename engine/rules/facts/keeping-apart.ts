/** Whether VMs can be kept apart on the hosts that there are. */
import type { Host, Topology, Vm } from '../../topology/model.ts';
import type { ApartRule } from './apart-rules.ts';
import { circuitsOf, fatesOfMetal } from './fates.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { boundHostsOf, mayRunOn } from './restart.ts';

/** What a rule keeps VMs apart by. Different hosts always count. */
export type Level = ApartRule['levels'][number];

/** How many placements are tried before the answer is "it may be possible". */
const mostSteps = 5_000;

/**
 * True where each of these VMs can have a host of its own, none sharing a rack or circuit where `levels` names
 * them, and none that a `must` rule forbids. What a host does not state it does not share.
 */
export function canStandApart(
  topology: Topology,
  vms: readonly Vm[],
  hosts: readonly Host[],
  levels: readonly Level[],
): boolean {
  if (vms.length > hosts.length) return false;
  if (levels.includes('racks') && vms.length > new Set(hosts.map((host) => host.rack ?? host.id)).size) return false;
  if (needsOnlyHosts(topology, vms, levels)) return true;
  const allowed = vms
    .map((vm) => hosts.filter((host) => mayRunOn(topology, vm, host)))
    .sort((one, other) => one.length - other.length);
  let steps = mostSteps;
  const chosen: Host[] = [];
  const place = (index: number): boolean => {
    const candidates = allowed[index];
    if (!candidates) return true;
    for (const host of candidates) {
      if (steps-- <= 0) return true;
      if (chosen.some((other) => sharesAny(topology, host, other, levels))) continue;
      chosen.push(host);
      if (place(index + 1)) return true;
      chosen.pop();
    }
    return false;
  };
  return place(0);
}

const answers = oncePerTopology(() => new Map<string, Host | undefined>());

/** The first host whose loss leaves no way to keep these VMs apart; `undefined` where each leaves one. */
export function fatalToApartness(
  topology: Topology,
  vms: readonly Vm[],
  hosts: readonly Host[],
  levels: readonly Level[],
): Host | undefined {
  if (needsOnlyHosts(topology, vms, levels)) return vms.length < hosts.length ? undefined : hosts[0];
  if (vms.some((vm) => boundHostsOf(topology, vm) !== undefined)) return findFatal(topology, vms, hosts, levels);
  // VMs that are bound to no host are alike: on the same hosts it is their number that decides.
  const known = answers(topology);
  const key = `${vms.length} ${levels.join(' ')} ${hosts.map((host) => host.id).join(' ')}`;
  if (!known.has(key)) known.set(key, findFatal(topology, vms, hosts, levels));
  return known.get(key);
}

function findFatal(
  topology: Topology,
  vms: readonly Vm[],
  hosts: readonly Host[],
  levels: readonly Level[],
): Host | undefined {
  return hosts.find(
    (lost) =>
      !canStandApart(
        topology,
        vms,
        hosts.filter((host) => host !== lost),
        levels,
      ),
  );
}

/** True where it is enough to count: any VM may stand on any host, and only hosts are to differ. */
function needsOnlyHosts(topology: Topology, vms: readonly Vm[], levels: readonly Level[]): boolean {
  return levels.every((level) => level === 'hosts') && vms.every((vm) => boundHostsOf(topology, vm) === undefined);
}

/** True where two hosts are one, or share what `levels` names. */
export function sharesAny(topology: Topology, one: Host, other: Host, levels: readonly Level[]): boolean {
  if (one.id === other.id) return true;
  if (levels.includes('racks') && one.rack !== undefined && one.rack === other.rack) return true;
  if (!levels.includes('circuits')) return false;
  const circuits = circuitsOf(topology, other);
  return circuitsOf(topology, one).some((circuit) => circuits.includes(circuit));
}

/**
 * True where VMs that are kept apart by `levels` may still be lost together with one rack or one circuit: two hosts have
 * that in common and nothing of these levels. Of two circuits that feed a host neither takes it.
 */
export function leavesTogether(
  topology: Topology,
  hosts: readonly Host[],
  levels: readonly Level[],
  level: 'racks' | 'circuits',
): boolean {
  const fate = level === 'racks' ? 'rack' : 'circuit';
  const placed = hosts.flatMap((host) => fatesOfMetal(topology, fate, host).map((place) => ({ host, place })));
  return [...grouped(placed, ({ place }) => place).values()].some((group) => {
    const kinds = grouped(group, ({ host }) =>
      levels.some((each) => each !== 'hosts') ? JSON.stringify([host.rack, circuitsOf(topology, host)]) : host.id,
    );
    const different = [...kinds.values()].flatMap(([first]) => first?.host ?? []);
    return different.some((one, index) =>
      different.slice(index + 1).some((other) => !sharesAny(topology, one, other, levels)),
    );
  });
}
