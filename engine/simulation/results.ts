/** What a run comes to for each service and endpoint. */

import { modeOf } from './behaviors/modes.ts';
import { areSame } from './lists.ts';
import { derived } from './own.ts';
import type { CallLoss, CallOutcome, EndpointResult, Outage, Redundancy, Run, ServiceResult } from './run.ts';
import type { EndpointState, Loss, ServiceState, World } from './world.ts';

/** Services and endpoints in order of declaration; what is not simulated is left out. Open outages last to `horizon` (ms). */
export function results(world: World, horizon: number): Pick<Run, 'services' | 'endpoints'> {
  const { services, endpoints, unchanged } = reported(world);
  const areClientsAsBefore = world.endpoints.every((endpoint, at) =>
    isClientAsAtStart(endpoint, world.from?.endpoints[at]),
  );
  return {
    services: services.map((service) => {
      const start = areClientsAsBefore ? world.from?.serviceOf[service.ref] : undefined;
      if (!start || !isAsAtStart(service, start)) return serviceResult(world, service, horizon);
      let result = unchanged.get(service);
      if (!result) {
        result = serviceResult(world, service, horizon);
        unchanged.set(service, result);
      }
      return result;
    }),
    endpoints: endpoints.map((endpoint) => endpointResult(world, endpoint, horizon)),
  };
}

/** What is simulated, as it is declared, and the results of services to which nothing happens. */
const reported = derived((world) => ({
  services: world.services.filter(modeOf).sort((a, b) => a.plan.service.order - b.plan.service.order),
  endpoints: world.endpoints.filter((endpoint) => isModelled(world, endpoint)),
  unchanged: new Map<ServiceState, ServiceResult>(),
}));

/** Whether nothing has become of a service that served when the run began. */
function isAsAtStart(service: ServiceState, start: ServiceState): boolean {
  return (
    service.up &&
    start.up &&
    service.outages.length + service.callsDropped.length + service.featuresLost.length + service.stateLost.length ===
      0 &&
    service.recoveredAt === undefined &&
    service.protectedAt === undefined &&
    service.protected === start.protected &&
    service.partnered === start.partnered &&
    areSame(service.serving, start.serving)
  );
}

/** Whether a client is with whom it was with when the run began. */
function isClientAsAtStart(endpoint: EndpointState, start: EndpointState | undefined): boolean {
  return (
    start !== undefined &&
    endpoint.inService === start.inService &&
    endpoint.through === start.through &&
    areSame(endpoint.registered, start.registered)
  );
}

/** Whether all that an endpoint registers with is simulated. */
export function isModelled(world: World, { plan }: EndpointState): boolean {
  return [...plan.registers, ...plan.alternates].every((ref) => {
    const service = world.serviceOf[ref];
    return !service || modeOf(service) !== undefined;
  });
}

function serviceResult(world: World, service: ServiceState, horizon: number): ServiceResult {
  const { id, name } = service.plan.service;
  return {
    id,
    name,
    outages: service.outages.slice(),
    outage: sumOf(service.outages, horizon),
    calls: callsOf(service.callsDropped, service.featuresLost),
    callLosses: lossesOf(world, service),
    state: service.stateLost.length > 0 ? 'lost' : 'preserved',
    redundancy: redundancyOf(world, service),
    recoveredAt: service.up ? service.recoveredAt : undefined,
    protectedAt: service.protectedAt,
    activeMembers: service.serving.map((member) => ({
      member: world.plan.elements[member]?.id ?? '',
      serves: world.endpoints
        .filter((endpoint) => endpoint.inService && uses(endpoint, service) && servedBy(world, endpoint, member))
        .map((endpoint) => endpoint.plan.endpoint.id),
    })),
  };
}

/** Whether an endpoint is registered with a service, or with one of its members by name. */
function uses({ through }: EndpointState, service: ServiceState): boolean {
  return through !== undefined && (through === service.ref || service.plan.members.includes(through));
}

/** Whether an endpoint is registered with a member, or with what serves it, at any depth. */
function servedBy(world: World, endpoint: EndpointState, member: number): boolean {
  if (endpoint.registered.includes(member)) return true;
  const all = new Set(world.serviceOf[member]?.serving ?? []);
  all.delete(member);
  for (const one of all) {
    if (endpoint.registered.includes(one)) return true;
    for (const below of world.serviceOf[one]?.serving ?? []) if (below !== member) all.add(below);
  }
  return false;
}

function redundancyOf(world: World, service: ServiceState): Redundancy {
  if (!service.up) return 'none';
  if (service.protected) return 'full';
  if (service.partnered) return 'degraded';
  // Nobody would stand in for a core as a whole that has redundancy of its own.
  const all = new Set(service.serving);
  for (const one of all) {
    const below = world.serviceOf[one];
    if (below === undefined || below === service || !below.up) continue;
    if (below.protected || below.partnered) return 'degraded';
    for (const member of below.serving) all.add(member);
  }
  return 'none';
}

function callsOf(dropped: readonly Loss[], features: readonly Loss[]): CallOutcome {
  if (dropped.length > 0) return 'dropped';
  return features.length > 0 ? 'no-features' : 'preserved';
}

function lossesOf(world: World, { callsDropped, featuresLost }: ServiceState | EndpointState): readonly CallLoss[] {
  if (callsDropped.length + featuresLost.length === 0) return [];
  const as =
    (calls: CallLoss['calls']) =>
    ({ time, event }: Loss): CallLoss =>
      event < 0 || !world.logs ? { time, calls } : { time, calls, event };
  return [...callsDropped.map(as('dropped')), ...featuresLost.map(as('no-features'))].sort((a, b) => a.time - b.time);
}

function endpointResult(world: World, endpoint: EndpointState, horizon: number): EndpointResult {
  const { id, name, count } = endpoint.plan.endpoint;
  return {
    id,
    name,
    count,
    outages: endpoint.outages.slice(),
    outage: sumOf(endpoint.outages, horizon),
    calls: callsOf(endpoint.callsDropped, endpoint.featuresLost),
    callLosses: lossesOf(world, endpoint),
    inService: endpoint.inService,
    registeredWith: endpoint.registered.map((ref) => world.plan.elements[ref]?.id ?? ''),
  };
}

function sumOf(outages: readonly Outage[], horizon: number): number {
  return outages.reduce((sum, { from, to }) => sum + (to ?? Math.max(from, horizon)) - from, 0);
}
