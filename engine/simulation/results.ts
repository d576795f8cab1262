/** What a run comes to for each service and endpoint. */
import { modeOf } from './behaviors/modes.ts';
import type { Plan } from './plan.ts';
import type { CallOutcome, EndpointResult, Outage, Redundancy, Run, ServiceResult } from './run.ts';
import type { EndpointState, Loss, ServiceState, World } from './world.ts';

/** Services and endpoints in order of declaration; what is not simulated is left out. Open outages last to `horizon` (ms). */
export function results(world: World, horizon: number): Pick<Run, 'services' | 'endpoints'> {
  return {
    services: inOrderOf(world)
      .filter(modeOf)
      .map((service) => serviceResult(world, service, horizon)),
    endpoints: world.endpoints
      .filter((endpoint) => isModelled(world, endpoint))
      .map((endpoint) => endpointResult(world, endpoint, horizon)),
  };
}

const orders = new WeakMap<Plan, readonly number[]>();

/** The services as they are declared. */
function inOrderOf({ plan, services }: World): readonly ServiceState[] {
  let order = orders.get(plan);
  if (!order) {
    const ranks = plan.services.map(({ service }) => service.order);
    order = [...ranks.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
    orders.set(plan, order);
  }
  return order.flatMap((position) => services[position] ?? []);
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

function servedBy(world: World, endpoint: EndpointState, member: number): boolean {
  if (endpoint.registered.includes(member)) return true;
  return (
    world.serviceOf[member]?.serving.some((below) => below !== member && servedBy(world, endpoint, below)) ?? false
  );
}

function redundancyOf(world: World, service: ServiceState): Redundancy {
  if (!service.up) return 'none';
  if (service.protected) return 'full';
  // Nobody would stand in for a core as a whole that has redundancy of its own.
  const inside = service.serving.some((member) => {
    const below = world.serviceOf[member];
    return below !== undefined && below !== service && redundancyOf(world, below) !== 'none';
  });
  return service.partnered || inside ? 'degraded' : 'none';
}

function callsOf(dropped: readonly Loss[], features: readonly Loss[]): CallOutcome {
  if (dropped.length > 0) return 'dropped';
  return features.length > 0 ? 'no-features' : 'preserved';
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
    inService: endpoint.inService,
    registeredWith: endpoint.registered.map((ref) => world.plan.elements[ref]?.id ?? ''),
  };
}

function sumOf(outages: readonly Outage[], horizon: number): number {
  return outages.reduce((sum, { from, to }) => sum + (to ?? Math.max(from, horizon)) - from, 0);
}
