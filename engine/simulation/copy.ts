/** Copies of what behaviours keep at time 0, for runs. */
import type { Plan } from './plan.ts';
import type { EndpointState, World } from './world.ts';

/**
 * A copy of what a behaviour keeps, for the run of `world`: plain data, maps and sets at any depth. Hosts, machines,
 * services and endpoints become those of the run; the topology and its plan are shared.
 */
export function copyKept<T>(world: World, kept: T): T {
  if (typeof kept !== 'object' || kept === null) return kept;
  // A copy has the type of what it is a copy of.
  return copyObject(world, kept) as T;
}

function copyObject(world: World, from: object): unknown {
  if (lasting(world.plan).has(from) || Object.isFrozen(from)) return from;
  const known = world.copies.get(from) ?? stateOf(world, from);
  if (known) return known;
  if (ArrayBuffer.isView(from)) return remember(world, from, (from as Uint8Array).slice());
  if (Array.isArray(from)) {
    const list: unknown[] = remember(world, from, []);
    for (const one of from) list.push(copyKept(world, one));
    return list;
  }
  if (from instanceof Map) {
    const map = remember(world, from, new Map<unknown, unknown>());
    for (const [key, value] of from) map.set(copyKept(world, key), copyKept(world, value));
    return map;
  }
  if (from instanceof Set) {
    const set = remember(world, from, new Set<unknown>());
    for (const one of from) set.add(copyKept(world, one));
    return set;
  }
  const copy: Record<string, unknown> = remember(world, from, { ...from });
  for (const key in copy) {
    const value = copy[key];
    if (typeof value === 'object' && value !== null) copy[key] = copyObject(world, value);
  }
  return copy;
}

function remember<T extends object>(world: World, from: object, copy: T): T {
  world.copies.set(from, copy);
  return copy;
}

/** The host, machine, service or endpoint of this run, of that of the world of which it is a copy. */
function stateOf(world: World, state: object): object | undefined {
  const { from } = world;
  if (!from || !('ref' in state) || !('plan' in state) || typeof state.ref !== 'number') return undefined;
  const { ref } = state;
  if (from.machineOf[ref] === state) return world.machineOf[ref];
  if (from.serviceOf[ref] === state) return world.serviceOf[ref];
  if (from.hostOf[ref] === state) return world.hostOf[ref];
  return world.endpoints[from.endpoints.indexOf(state as EndpointState)];
}

const lastingOf = new WeakMap<Plan, ReadonlySet<object>>();

/** What no run changes: elements, and what a plan says of them. */
function lasting(plan: Plan): ReadonlySet<object> {
  let found = lastingOf.get(plan);
  if (!found) {
    const { topology, elements, segments, hosts, machines, clusters, services, endpoints } = plan;
    found = new Set<object>([
      plan,
      topology,
      segments,
      ...elements,
      ...hosts,
      ...machines,
      ...clusters,
      ...services,
      ...endpoints,
    ]);
    lastingOf.set(plan, found);
  }
  return found;
}
