/** The state at time 0 is worked out once a topology; every run starts from a copy, made where it is asked for. */
import { byRef } from './by-ref.ts';
import { CopiedMap } from './copied-map.ts';
import type { Plan } from './plan.ts';
import { createQueue } from './queue.ts';
import type { EndpointState, HostState, MachineState, ServiceState, World } from './world.ts';

/** A world in the same state, for another run. `from` is left as it is, and must stay so: more is copied when it is used. */
export function copyWorld(from: World): World {
  const hosts = from.hosts.map((host): HostState => ({ ...host }));
  const machines = from.machines.map(
    (machine): MachineState => ({ ...machine, apps: machine.apps.map((app) => ({ ...app })) }),
  );
  const services = from.services.map(copyService);
  const endpoints = from.endpoints.map(copyEndpoint);
  const count = from.plan.elements.length;
  return {
    ...from,
    from,
    copies: new Map(),
    queue: createQueue(),
    events: [],
    versions: { ...from.versions },
    touched: from.touched.slice(),
    broken: from.broken.slice(),
    lives: from.lives.slice(),
    shown: from.shown.slice(),
    places: from.places.slice(),
    lastEvent: from.lastEvent.slice(),
    cuts: [],
    lostPaths: [],
    hosts,
    machines,
    services,
    endpoints,
    hostOf: byRef(count, hosts),
    machineOf: byRef(count, machines),
    serviceOf: byRef(count, services),
    unmodelled: new Set(from.unmodelled),
    kept: [],
  };
}

function copyService(service: ServiceState): ServiceState {
  return {
    ...service,
    outages: service.outages.slice(),
    callsDropped: service.callsDropped.slice(),
    stateLost: service.stateLost.slice(),
    featuresLost: service.featuresLost.slice(),
  };
}

function copyEndpoint(endpoint: EndpointState): EndpointState {
  return {
    ...endpoint,
    outages: endpoint.outages.slice(),
    callsDropped: endpoint.callsDropped.slice(),
    featuresLost: endpoint.featuresLost.slice(),
  };
}

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
  const known = world.copies.get(from) ?? stateOf(world, from);
  if (known) return known;
  if (Object.isFrozen(from) || lasting(world.plan).has(from)) return from;
  if (ArrayBuffer.isView(from)) return remember(world, from, (from as Uint8Array).slice());
  if (Array.isArray(from)) {
    const list: unknown[] = remember(world, from, []);
    for (const one of from) list.push(copyKept(world, one));
    return list;
  }
  if (from instanceof Map) return remember(world, from, copyMap(world, from));
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

/** Of a map by hosts, machines, services or endpoints most values are never asked for. */
function copyMap(world: World, from: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
  return new CopiedMap(from, {
    key: (key) => copyKept(world, key),
    original: (key) => (typeof key === 'object' && key !== null ? (originalOf(world, key) ?? key) : key),
    value: (value) => copyKept(world, value),
  });
}

/** The host, machine, service or endpoint of which one of this run is a copy. */
function originalOf(world: World, state: object): object | undefined {
  return counterpart(state, world, world.from);
}

function remember<T extends object>(world: World, from: object, copy: T): T {
  world.copies.set(from, copy);
  return copy;
}

/** The host, machine, service or endpoint of this run, of that of the world of which it is a copy. */
function stateOf(world: World, from: object): object | undefined {
  return counterpart(from, world.from, world);
}

/** What stands in one world for a host, machine, service or endpoint of another. */
function counterpart(state: object, from: World | undefined, to: World | undefined): object | undefined {
  if (!from || !to || !('ref' in state) || !('plan' in state) || typeof state.ref !== 'number') return undefined;
  const { ref } = state;
  if (from.machineOf[ref] === state) return to.machineOf[ref];
  if (from.serviceOf[ref] === state) return to.serviceOf[ref];
  if (from.hostOf[ref] === state) return to.hostOf[ref];
  return to.endpoints[from.endpoints.indexOf(state as EndpointState)];
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
