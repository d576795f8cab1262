/** Why a host was chosen, as an event says it: what spoke against the others, or what decided among several. */
import type { Present } from '../../topology/placing/present.ts';
import { listOf, nameOf } from '../log.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { inGigabytes } from './feasible.ts';
import { presentOf } from './present.ts';

/** The hosts that could take a VM, and of the others what keeps it off: `Host1: down`. */
export interface Candidates {
  readonly able: readonly HostState[];
  readonly why: readonly string[];
}

/** `which alone can take it (Host1: down)`, `the emptiest of B and C with 56 GB free (A: down)`. */
export function whyThere(
  world: World,
  host: HostState,
  { able, why }: Candidates,
  kept = false,
  present: Present<HostState, MachineState> = presentOf(world),
): string {
  const against = why.length === 0 ? '' : ` (${few(why, '; ')})`;
  return `${kept ? 'which is kept for failovers' : among(world, present, host, able)}${against}`;
}

function among(
  world: World,
  present: Present<HostState, MachineState>,
  host: HostState,
  able: readonly HostState[],
): string {
  if (able.length < 2) return 'which alone can take it';
  const free = present.freeMemory(host);
  const level = able.filter((other) => present.freeMemory(other) === free);
  if (level.length < 2) return `the emptiest of ${names(world, able)} with ${inGigabytes(free)} free`;
  const guests = present.guestCount(host);
  const fewest = level.every((other) => other === host || present.guestCount(other) > guests);
  return fewest
    ? `which runs the fewest VMs of ${names(world, level)}`
    : `the first of ${names(world, level)}, which are equally empty`;
}

function names(world: World, hosts: readonly HostState[]): string {
  const shown = inOrder(hosts)
    .slice(0, 4)
    .map(({ ref }) => nameOf(world, ref));
  return few(shown, undefined, hosts.length);
}

/** As they are declared. */
function inOrder(hosts: readonly HostState[]): readonly HostState[] {
  const order = ({ plan }: HostState) => plan.host.order;
  const areSo = hosts.every((host, at) => at === 0 || order(hosts[at - 1] ?? host) <= order(host));
  return areSo ? hosts : hosts.toSorted((a, b) => order(a) - order(b));
}

/** As `listOf`, of many only the first three: `A, B, C and 7 more`; with another separator `A; B; C; 7 more`. `count`: of how many `names` are the first. */
export function few(names: readonly string[], separator?: string, count = names.length): string {
  const shown = count > 4 ? [...names.slice(0, 3), `${count - 3} more`] : names;
  return separator === undefined ? listOf(shown) : shown.join(separator);
}
