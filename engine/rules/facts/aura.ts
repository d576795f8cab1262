/** The cores and Session Managers of Avaya Aura, and who registers with which. */
import { findMachine, membersOf } from '../../topology/lookup.ts';
import type { Id, Machine, Service, SurvivableCoreService, Topology } from '../../topology/model.ts';
import { communicationManager } from './communication-manager.ts';
import { memberElement } from './members.ts';
import { grouped, oncePerTopology } from './memo.ts';
import { machinesUnder } from './placement.ts';
import { carriersOfProduct, servicesOf } from './products.ts';
import { siteOfMachine } from './sites.ts';

export const sessionManager = 'avaya.session-manager';
export const systemManager = 'avaya.system-manager';
export const mediaServer = 'avaya.media-server';
export const ipOffice = 'avaya.ip-office';

/** The survivable cores of Communication Managers, in order. */
export const survivableCores = oncePerTopology((topology): readonly SurvivableCoreService[] =>
  servicesOf(topology, communicationManager).filter((service) => service.mode === 'survivable-core'),
);

/**
 * Which Communication Manager an element is: of a member of a duplicated pair the pair, of a survivable core its
 * main one, of any other machine or service that runs one itself.
 */
const units = oncePerTopology((topology) => {
  const found = new Map<Id, Id>();
  const put = (unit: Id, id: Id) => {
    if (!found.has(id)) found.set(id, unit);
    for (const machine of machinesUnder(topology, id)) if (!found.has(machine.id)) found.set(machine.id, unit);
  };
  const services = servicesOf(topology, communicationManager).filter(({ mode }) => mode !== 'survivable-core');
  // pairs before what stands inside them
  for (const service of services)
    if (service.mode === 'duplication') for (const id of [service.id, ...membersOf(service)]) put(service.id, id);
  for (const service of services) put(service.id, service.id);
  for (const core of survivableCores(topology)) for (const id of membersOf(core)) put(id, id);
  for (const core of survivableCores(topology)) {
    const main = core.main === undefined ? undefined : found.get(core.main);
    if (main !== undefined && !found.has(core.id)) found.set(core.id, main);
  }
  return found;
});

/** The Communication Manager that this element is or belongs to; `undefined` where it is none. */
export function coreOf(topology: Topology, id: Id): Id | undefined {
  return units(topology).get(id);
}

/** All of them, in the order of the text. */
export const allCores = oncePerTopology((topology): readonly (Machine | Service)[] =>
  [...new Set(units(topology).values())]
    .flatMap((id) => memberElement(topology, id) ?? [])
    .sort((one, other) => one.order - other.order),
);

const behind = oncePerTopology((topology) =>
  grouped(survivableCores(topology), ({ main }) => (main === undefined ? undefined : coreOf(topology, main))),
);

/** The survivable cores that stand behind this Communication Manager. */
export function coresBehind(topology: Topology, core: Id): readonly SurvivableCoreService[] {
  return behind(topology).get(core) ?? [];
}

const survivables = oncePerTopology(
  (topology) => new Set(survivableCores(topology).flatMap(({ survivable }) => coresAmong(topology, survivable))),
);

/** True where this Communication Manager is a survivable core of another. */
export function isSurvivable(topology: Topology, core: Id): boolean {
  return survivables(topology).has(core);
}

/** The Communication Managers among these elements, each once. */
export function coresAmong(topology: Topology, ids: readonly Id[]): readonly Id[] {
  return [...new Set(ids.flatMap((id) => coreOf(topology, id) ?? []))];
}

/** A machine that is a Session Manager, and the service that it is one for. */
export interface SessionManager {
  readonly machine: Machine;
  readonly service: Service;
}

/** Every Session Manager, by the id of its machine. */
export function sessionManagers(topology: Topology): ReadonlyMap<Id, SessionManager> {
  return carriersOfProduct(topology, sessionManager);
}

/** The machines of all Session Managers by the site where they stand; `undefined`: not stated. */
export const managersBySite = oncePerTopology((topology): ReadonlyMap<Id | undefined, readonly Machine[]> => {
  const sites = new Map<Id | undefined, Machine[]>();
  for (const { machine } of sessionManagers(topology).values()) {
    const site = siteOfMachine(topology, machine)?.id;
    const known = sites.get(site);
    if (known) known.push(machine);
    else sites.set(site, [machine]);
  }
  return sites;
});

/** The Session Managers among or under these elements, each once. */
export function sessionManagersAmong(topology: Topology, ids: readonly Id[]): readonly Machine[] {
  const all = sessionManagers(topology);
  const found = new Map<Id, Machine>();
  for (const id of ids) {
    const machines = [findMachine(topology, id) ?? machinesUnder(topology, id)].flat();
    for (const machine of machines) if (all.has(machine.id)) found.set(machine.id, machine);
  }
  return [...found.values()];
}
