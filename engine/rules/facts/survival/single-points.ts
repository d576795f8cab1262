/** Components whose loss alone stops a service that is declared redundant, found by failing each that could. */
import { find, membersOf } from '../../../topology/lookup.ts';
import type { Element, Endpoint, Id, Service, Topology } from '../../../topology/model.ts';
import { type Ref, ranksOf } from '../../../topology/ranks.ts';
import { oncePerTopology } from '../memo.ts';
import { machinesUnder, metalOf } from '../placement.ts';
import { above, failing, nothingFailing } from './failing.ts';
import { isReachedFrom } from './machines.ts';
import { isMachine, isRedundant, memberOf, membersIn } from './members.ts';
import { Serving } from './services.ts';
import { clientsOf, suspectsOf } from './suspects.ts';
import { isToldElsewhere } from './told.ts';

/** What the loss of one component does. */
export interface SinglePoint {
  readonly component: Element;
  /** Redundant services that are no longer served. */
  readonly stopped: readonly Service[];
  /** Redundant services that go on, but not for these clients. */
  readonly cutOff: readonly { readonly service: Service; readonly clients: readonly Endpoint[] }[];
  /** What becomes of services while it has failed. */
  readonly serving: Serving;
}

/** What is failed of its own: a cluster is no component, a network over switches lives by them. */
function isTried(topology: Topology, service: Service, element: Element): boolean {
  switch (element.kind) {
    case 'rack':
    case 'circuit':
    case 'switch':
    case 'link':
    case 'storage':
    case 'adapter':
    case 'host':
    case 'server':
      return true;
    case 'vm':
      // A fault of a guest is in both copies: a second VM would help, not Fault Tolerance.
      return !(service.mode === 'standalone' && element.ft);
    case 'network':
      return element.switches.length === 0;
    case 'site':
      return reachesBeyond(topology, service, element.id);
    default:
      return false;
  }
}

/** Whether a service has machines outside of a site: else it does not claim to survive it. */
function reachesBeyond(topology: Topology, service: Service, site: Id): boolean {
  const { refs } = ranksOf(topology);
  const ref = refs.get(site) ?? -1;
  return membersOf(service)
    .flatMap((member) => machinesUnder(topology, member))
    .some((machine) => {
      const metal = metalOf(topology, machine);
      return metal !== undefined && !above(topology, refs.get(metal.id) ?? -1).includes(ref);
    });
}

/** Every single point of failure that no other rule tells, in the order of the text. */
export const singlePoints = oncePerTopology((topology): readonly SinglePoint[] => {
  const whole = new Serving(nothingFailing(topology));
  const redundant = topology.services.filter((service) => isRedundant(topology, service) && whole.isServed(service));
  const suspected = new Map<Ref, Service[]>();
  const suspect = (ref: Ref, service: Service) => {
    const list = suspected.get(ref);
    if (list) list.push(service);
    else suspected.set(ref, [service]);
  };
  const { elements, refs } = ranksOf(topology);
  for (const service of redundant)
    for (const ref of suspectsOf(topology, service)) {
      const element = elements[ref];
      if (element && isTried(topology, service, element)) suspect(ref, service);
    }
  for (const [id, services] of neededBy(topology, redundant))
    for (const service of services) suspect(refs.get(id) ?? -1, service);
  const points = [...suspected].flatMap(([ref, services]) => tryOut(topology, whole, ref, services));
  return withoutTold(topology, withoutAdapters(withoutContainers(topology, points), points)).sort(
    (a, b) => a.component.order - b.component.order,
  );
});

/** The needed services that are not redundant, with the redundant ones that are down without them. */
function neededBy(topology: Topology, redundant: readonly Service[]): ReadonlyMap<Id, ReadonlySet<Service>> {
  const needed = new Map<Id, Set<Service>>();
  const visit = (id: Id, top: Service, seen: Set<Id>) => {
    if (seen.has(id)) return;
    seen.add(id);
    const service = find(topology, 'service', id);
    if (!service) return;
    for (const need of service.needs) {
      const other = find(topology, 'service', need);
      if (other && !isRedundant(topology, other)) needed.set(need, (needed.get(need) ?? new Set()).add(top));
      visit(need, top, seen);
    }
    for (const member of membersOf(service)) visit(member, top, seen);
  };
  for (const service of redundant)
    if (service.needs.length > 0 || membersIn(topology, service).some((member) => !isMachine(member)))
      visit(service.id, service, new Set());
  return needed;
}

function tryOut(topology: Topology, whole: Serving, ref: Ref, services: readonly Service[]): SinglePoint[] {
  const component = ranksOf(topology).elements[ref];
  if (!component) return [];
  const serving = new Serving(failing(topology, ref));
  const stopped = services.filter((service) => !serving.isServed(service));
  const cutOff = services
    .filter((service) => !stopped.includes(service))
    .map((service) => ({ service, clients: lostClients(topology, whole, serving, service) }))
    .filter(({ clients }) => clients.length > 0);
  return stopped.length + cutOff.length > 0 ? [{ component, stopped, cutOff, serving }] : [];
}

/** Clients whose network lives, and that reach no machine of anything they register with any more. */
function lostClients(topology: Topology, whole: Serving, serving: Serving, service: Service): readonly Endpoint[] {
  return clientsOf(topology, service).filter(
    (client) =>
      isOnLivingNetwork(topology, serving, client) &&
      isServedFor(topology, whole, client, [service.id]) &&
      !isServedFor(topology, serving, client, [...client.registers, ...client.alternates]),
  );
}

function isOnLivingNetwork(topology: Topology, { state }: Serving, { on }: Endpoint): boolean {
  const segments = state.segments.of.get(ranksOf(topology).refs.get(on ?? '') ?? -1) ?? [];
  return segments.some((segment) => state.joined.alive[segment]);
}

function isServedFor(topology: Topology, serving: Serving, { on }: Endpoint, ids: readonly Id[]): boolean {
  const network = ranksOf(topology).refs.get(on ?? '') ?? -1;
  return ids.some((id) => {
    const member = memberOf(topology, id);
    if (!member || !serving.isOk(member)) return false;
    const machines = isMachine(member) ? [member] : serving.machinesOf(member);
    return machines.some((machine) => isReachedFrom(serving.state, network, machine));
  });
}

const containers: ReadonlySet<string> = new Set(['site', 'rack', 'circuit', 'host']);

/** Where a part of what stands in a place stops a service alone, the place is left out for it: the part is the point. */
function withoutContainers(topology: Topology, points: readonly SinglePoint[]): SinglePoint[] {
  const stops = insideOf(topology, points, ({ stopped }) => stopped);
  const cuts = insideOf(topology, points, ({ cutOff }) => cutOff.map(({ service }) => service));
  return points.flatMap((point) => {
    const { id, kind } = point.component;
    if (!containers.has(kind)) return [point];
    const stopped = point.stopped.filter((service) => !stops.get(id)?.has(service));
    const cutOff = point.cutOff.filter(({ service }) => !cuts.get(id)?.has(service) && !stops.get(id)?.has(service));
    return stopped.length + cutOff.length > 0 ? [{ ...point, stopped, cutOff }] : [];
  });
}

/** Where a host or server stops a service, its adapters are left out for it: another one would not help. */
function withoutAdapters(kept: readonly SinglePoint[], points: readonly SinglePoint[]): readonly SinglePoint[] {
  const stops = new Map(points.map(({ component, stopped }) => [component.id, stopped]));
  return kept.flatMap((point) => {
    const metal = point.component.kind === 'adapter' ? stops.get(point.component.machine) : undefined;
    return metal ? reduced(point, (service) => metal.includes(service)) : [point];
  });
}

function withoutTold(topology: Topology, points: readonly SinglePoint[]): SinglePoint[] {
  return points.flatMap((point) => reduced(point, (service) => isToldElsewhere(topology, point.component, service)));
}

/** A point without services that need not be named; nothing where none is left. */
function reduced(point: SinglePoint, isLeftOut: (service: Service) => boolean): readonly SinglePoint[] {
  const stopped = point.stopped.filter((service) => !isLeftOut(service));
  return stopped.length + point.cutOff.length > 0 ? [{ ...point, stopped }] : [];
}

/** By place: the services that something in it stops, or cuts off. */
function insideOf(
  topology: Topology,
  points: readonly SinglePoint[],
  servicesOf: (point: SinglePoint) => readonly Service[],
): ReadonlyMap<Id, ReadonlySet<Service>> {
  const { elements, refs } = ranksOf(topology);
  const inside = new Map<Id, Set<Service>>();
  for (const point of points) {
    const { component } = point;
    const metal = refs.get(component.kind === 'vm' ? component.host : component.id) ?? -1;
    for (const place of [...(component.kind === 'vm' ? [metal] : []), ...above(topology, metal)]) {
      const id = elements[place]?.id ?? '';
      const services = inside.get(id) ?? new Set();
      for (const service of servicesOf(point)) services.add(service);
      inside.set(id, services);
    }
  }
  return inside;
}
