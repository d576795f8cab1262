/**
 * The state at time 0 is worked out once a topology. Runs follow each other in a copy of it that is set back after each:
 * that costs less than a copy, and of a large topology a run changes little.
 */
import { byRef } from './by-ref.ts';
import { restartKept } from './own.ts';
import { createQueue } from './queue.ts';
import type { EndpointState, HostState, MachineState, ServiceState, World } from './world.ts';

/** A world for runs that start in the state of `from`, which stays as it is: see `restart`. */
export function copyWorld(from: World): World {
  const hosts = from.hosts.map((host): HostState => ({ ...host }));
  const machines = from.machines.map(
    (machine): MachineState => ({ ...machine, apps: machine.apps.map((app) => ({ ...app })) }),
  );
  const services = from.services.map(
    (service): ServiceState => ({ ...service, outages: [], callsDropped: [], stateLost: [], featuresLost: [] }),
  );
  const endpoints = from.endpoints.map(
    (endpoint): EndpointState => ({ ...endpoint, outages: [], callsDropped: [], featuresLost: [] }),
  );
  const count = from.plan.elements.length;
  const world: World = {
    ...from,
    from,
    copies: new Map(),
    queue: createQueue(),
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
    unmodelled: new Set(),
    kept: [],
    keptOf: [],
    derived: [],
  };
  restart(world);
  return world;
}

/** Sets a world back to the state of the one that it is a copy of. What a run has reported of it stays as it is. */
export function restart(world: World): void {
  const { from } = world;
  if (!from) return;
  world.queue.heap.length = 0;
  world.queue.sequence = 0;
  world.events = [];
  Object.assign(world.versions, from.versions);
  world.now = from.now;
  world.changes = from.changes;
  world.touched.length = from.touched.length;
  world.logs = from.logs;
  world.told = from.told;
  world.lastTold = from.lastTold;
  world.silent = from.silent;
  world.doing = from.doing;
  world.broken.set(from.broken);
  world.lives.set(from.lives);
  world.lastEvent.set(from.lastEvent);
  refill(world.shown, from.shown);
  refill(world.places, from.places);
  refill(world.cuts, from.cuts);
  refill(world.lostPaths, from.lostPaths);
  world.joined = from.joined;
  world.joinedVersion = from.joinedVersion;
  setBack(world.hosts, from.hosts, setBackHost);
  setBack(world.machines, from.machines, setBackMachine);
  setBack(world.services, from.services, setBackService);
  setBack(world.endpoints, from.endpoints, setBackEndpoint);
  world.unmodelled.clear();
  for (const sentence of from.unmodelled) world.unmodelled.add(sentence);
  restartKept(world);
}

function setBack<T>(states: readonly T[], from: readonly T[], one: (state: T, from: T) => void): void {
  for (let at = 0; at < states.length; at++) {
    const [state, start] = [states[at], from[at]];
    if (state !== undefined && start !== undefined) one(state, start);
  }
}

function refill<T>(list: T[], from: readonly T[]): void {
  if (list.length !== from.length) list.length = from.length;
  for (let at = 0; at < from.length; at++) list[at] = from[at] as T;
}

function setBackHost(host: HostState, from: HostState): void {
  host.isolated = from.isolated;
  host.maintenance = from.maintenance;
}

function setBackMachine(machine: MachineState, from: MachineState): void {
  machine.host = from.host;
  machine.on = from.on;
  machine.booted = from.booted;
  machine.crashed = from.crashed;
  machine.stalled = from.stalled;
  machine.held = from.held;
  machine.mirrored = from.mirrored;
  machine.copies = from.copies;
  machine.coming = from.coming;
  machine.copyTold = from.copyTold;
  machine.goingLive = from.goingLive;
  machine.boot = from.boot;
  machine.licensedOn = from.licensedOn;
  for (let at = 0; at < from.apps.length; at++) {
    const [app, start] = [machine.apps[at], from.apps[at]];
    if (!app || !start) continue;
    app.started = start.started;
    app.faulted = start.faulted;
    app.refused = start.refused;
    app.timer = start.timer;
  }
}

function setBackService(service: ServiceState, from: ServiceState): void {
  service.served = from.served;
  service.up = from.up;
  service.serving = from.serving;
  service.roles = from.roles;
  service.protected = from.protected;
  service.partnered = from.partnered;
  service.dual = from.dual;
  service.bridged = from.bridged;
  service.heir = from.heir;
  service.reconnectAt = from.reconnectAt;
  service.reconnects = from.reconnects;
  service.cause = from.cause;
  refill(service.outages, from.outages);
  refill(service.callsDropped, from.callsDropped);
  refill(service.stateLost, from.stateLost);
  refill(service.featuresLost, from.featuresLost);
  service.recoveredAt = from.recoveredAt;
  service.protectedAt = from.protectedAt;
}

function setBackEndpoint(endpoint: EndpointState, from: EndpointState): void {
  endpoint.inService = from.inService;
  endpoint.registered = from.registered;
  endpoint.through = from.through;
  refill(endpoint.outages, from.outages);
  refill(endpoint.callsDropped, from.callsDropped);
  refill(endpoint.featuresLost, from.featuresLost);
  endpoint.calls = from.calls;
}
