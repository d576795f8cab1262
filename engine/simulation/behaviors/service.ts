/**
 * Services: up when their mode says so and what they need is up. Asks each service's mode what became of
 * its members, then tells what users see of it.
 */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { createLooks, lookAtDue, servicesConcerned, setBackLooks } from '../changes.ts';
import { latest, listOf, log, nameOf, namesOf } from '../log.ts';
import { derived, own, ownOf, replaced } from '../own.ts';
import { Phase } from '../phases.ts';
import { isNow, lastChange, memberCause, pathEvent } from '../state/causes.ts';
import type { ModeOf } from '../state/clients.ts';
import { machineIsUp, machineWord } from '../state/machines.ts';
import { areRolesTold, noteTold, roleEvent, toldRoles } from '../state/roles.ts';
import { memberEvent, memberReachable, memberWord } from '../state/services.ts';
import { type MachineState, type ServiceState, touch, type World } from '../world.ts';

/** What a mode says of the change that it makes, for the event that tells it. */
export interface Note {
  readonly text: string | (() => string);
  readonly cause: number;
  readonly mechanism: Behavior['mechanism'];
  readonly source?: Parameters<typeof log>[1]['source'];
  readonly assumption?: boolean;
}

const looks = own(
  (world) =>
    createLooks(world.services.length, servicesConcerned(world.plan), {
      settles: true,
      learned: new Float64Array(world.plan.elements.length).fill(-1),
    }),
  setBackLooks,
);

/** Services that were without something that they need when last looked. */
const lacked = ownOf<ServiceState, boolean>(replaced);

const notes = ownOf<ServiceState, Note>(replaced);

/**
 * What of a machine matters to its services: nothing of one whose guest does not run. -1: it runs, or is no machine, and
 * anything may.
 */
function whatMatters(world: World, ref: Ref): number {
  const machine = world.machineOf[ref];
  return machine && !(machine.on && machine.booted && !machine.crashed) ? 0 : -1;
}

/** Leaves the words in which the service's next change is told. */
export function note(world: World, service: ServiceState, words: Note): void {
  notes(world).set(service, words);
}

/** The behaviour that drives services of the given modes. */
export function serviceBehavior(modeOf: ModeOf): Behavior {
  return {
    mechanism: 'service',
    acts: ({ services }) => services.length > 0,
    react: {
      [Phase.recovery](world) {
        lookAtDue(
          world,
          looks(world),
          (position) => {
            const service = world.services[position];
            const mode = service && modeOf(service);
            if (!mode) return false;
            mode.react(world, service);
            tell(world, service);
            return !mode.confined;
          },
          whatMatters,
        );
      },
    },
    unmodelled: derived((world) => [
      ...world.services.flatMap((service) => sayUnmodelled(world, modeOf, service)),
      ...world.plan.circles.map((circle) => sayCircle(world, circle)),
    ]),
  };
}

/** A service whose mode is not simulated is left out; one that hangs on such a service takes it as up, and says so. */
function sayUnmodelled(world: World, modeOf: ModeOf, { ref, plan }: ServiceState): readonly string[] {
  const name = nameOf(world, ref);
  const self = world.serviceOf[ref];
  if (self && !modeOf(self))
    return [`${name}: the mode ${plan.service.mode} is not simulated yet; nothing is said of this service.`];
  const taken = [...plan.members, ...plan.needs].filter((other) => {
    const service = world.serviceOf[other];
    return service !== undefined && !modeOf(service);
  });
  return taken.length === 0 ? [] : [`${name} hangs on ${namesOf(world, taken)}, not simulated yet and taken as up.`];
}

function sayCircle(world: World, circle: readonly Ref[]): string {
  const names = [...circle, circle[0]].map((ref) => nameOf(world, ref));
  const why = 'once one of them is down none brings the others up again';
  return `${names.join(' → ')} hang on each other in a circle: ${why}.`;
}

function tell(world: World, service: ServiceState): void {
  const words = notes(world).get(service);
  if (words) notes(world).delete(service);
  const missing = missingOf(world, service);
  const up = service.served && missing.length === 0;
  const word = wordOf(service, up);
  const place = service.serving[0];
  // Who would serve of a service that is down, and stays so, is told by themselves.
  const moved = place !== undefined && place !== world.places[service.ref] && (up || service.up);
  const changed = word !== world.shown[service.ref] || moved;
  const wasUp = service.up;
  const haveRolesChanged = !areRolesTold(world, service);
  if (haveRolesChanged) tellRoles(world, service, words?.cause, true);
  if (changed || up !== wasUp) {
    service.up = up;
    touch(world, 'services', service.ref);
    const told = words ?? ownWords(world, service, word, missing);
    service.cause = log(world, { ...told, subject: service.ref, to: word, place });
  } else if (words) {
    service.cause = log(world, { ...words, subject: service.ref });
  } else if (!up && missing.length === 0 && lacked(world).get(service)) tellStillDown(world, service);
  if (service.plan.needs.length > 0) lacked(world).set(service, missing.length > 0);
  countOutage(world, service, wasUp, up);
  if (haveRolesChanged) tellRoles(world, service, service.cause, false);
  if (service.protected && up && changed && !world.silent) service.protectedAt ??= world.now;
  if (!service.protected || !up) service.protectedAt = undefined;
}

const none: readonly Ref[] = [];

/** What it needs and is down. */
function missingOf(world: World, { plan: { needs } }: ServiceState): readonly Ref[] {
  return needs.length === 0 ? none : needs.filter((ref) => world.serviceOf[ref]?.up === false);
}

/** What it needs is up again, and it is not. */
function tellStillDown(world: World, service: ServiceState): void {
  const { ref, plan } = service;
  // Resources tell themselves how far a group is.
  if (plan.service.mode === 'failover-group') return;
  log(world, {
    mechanism: 'service',
    subject: ref,
    cause: latest(...plan.needs.map((need) => world.serviceOf[need]?.cause ?? -1)),
    text: `${nameOf(world, ref)} stays down, though what it needs is up: ${reasonDown(world, service, [])}`,
  });
}

/** What a service says of a change of which its mode says nothing. */
function ownWords(world: World, service: ServiceState, word: string, missing: readonly Ref[]): Note {
  const from = world.shown[service.ref] ?? '';
  const text = () =>
    textOf(
      world,
      service,
      from,
      word,
      missing.map((ref) => nameOf(world, ref)),
    );
  return { mechanism: 'service', cause: causeOf(world, service), text };
}

/**
 * Tells roles of members that work where no event of their own told them, in this service: a role `gained`
 * comes before the service's own change, one that is lost follows from it.
 */
function tellRoles(world: World, service: ServiceState, known: number | undefined, gained: boolean): void {
  const { members } = service.plan;
  for (let position = 0; position < members.length; position++) {
    const member = members[position] ?? -1;
    const machine = world.machineOf[member];
    if (!machine) continue;
    const role = service.roles[position] ?? '';
    const before = toldRoles(world, service)?.[position] ?? '';
    if (role === before || (role !== '') !== gained) continue;
    noteTold(world, service, position, role);
    if (machineIsUp(machine)) tellMachineRole(world, service, machine, role, before, known);
  }
}

/** Tells of one machine that it has a role now, or none any more. */
function tellMachineRole(
  world: World,
  service: ServiceState,
  machine: MachineState,
  role: string,
  before: string,
  known: number | undefined,
): void {
  const member = machine.ref;
  const word = machineWord(world, machine);
  if (world.silent) {
    world.shown[member] = word;
    world.places[member] = machine.host;
    return;
  }
  const gained = role !== '';
  const text = () => {
    const [name, of] = [nameOf(world, member), nameOf(world, service.ref)];
    return gained ? `${name} is ${role} of ${of}` : `${name} is no longer ${before} of ${of}`;
  };
  const cause = known ?? causeOf(world, service);
  const because = latest(cause, gained || cause < 0 ? memberEvent(world, member) : -1);
  log(world, { mechanism: 'service', subject: member, to: word, place: machine.host, cause: because, text });
}

function countOutage(world: World, service: ServiceState, wasUp: boolean, up: boolean): void {
  const last = service.outages.at(-1);
  const open = last && last.to === undefined;
  if (!up && !open && (wasUp || world.silent)) service.outages.push({ from: world.now, to: undefined });
  if (up && open) {
    // An outage of no length is none: nobody was out at the end of an instant.
    if (last.from === world.now && !world.silent) service.outages.pop();
    else service.outages[service.outages.length - 1] = { from: last.from, to: world.now };
    service.recoveredAt = world.now;
  }
}

function wordOf(service: ServiceState, up: boolean): string {
  if (!up) return 'down';
  if (service.dual) return 'dual-active';
  if (service.protected) return 'protected';
  return service.plan.service.mode === 'standalone' ? 'up' : 'degraded';
}

/** What made the change: a service that it needs, a member, or else a path between its members. */
function causeOf(world: World, service: ServiceState): number {
  if (!world.logs) return -1;
  const { members, needs } = service.plan;
  const missing = missingOf(world, service);
  if (service.served && missing.length > 0) {
    const lost = latest(...missing.map((ref) => world.lastEvent[ref] ?? -1));
    if (lost >= 0) return lost;
  }
  const role = roleEvent(world, service);
  if (isNow(world, role)) return role;
  const own = latest(...members.map((member) => memberCause(world, service, member)));
  if (isNow(world, own)) return own;
  const known = latest(
    own,
    pathEvent(world, members),
    clusterEvent(world, service),
    ...needs.map((ref) => world.lastEvent[ref] ?? -1),
  );
  return known < 0 ? lastChange(world) : known;
}

/** What its failover cluster told last: votes and quorum decide for a group too. -1 for other modes. */
function clusterEvent(world: World, { plan: { service } }: ServiceState): number {
  const cluster = service.mode === 'failover-group' ? service.cluster : undefined;
  const ref = cluster === undefined ? undefined : world.plan.refs.get(cluster);
  return (ref === undefined ? undefined : world.lastEvent[ref]) ?? -1;
}

function textOf(world: World, service: ServiceState, from: string, to: string, missing: readonly string[]): string {
  const name = nameOf(world, service.ref);
  const serving = namesOf(world, service.serving);
  if (to === 'down') return `${name} is down: ${reasonDown(world, service, missing)}`;
  if (from === 'down') return `${name} is up on ${serving}${to === 'degraded' ? ', not protected' : ''}`;
  if (to === 'dual-active') return `${name} is dual-active: ${serving} serve at once`;
  if (to === 'protected')
    return `${name} is protected again: ${serving} ${service.serving.length > 1 ? 'serve' : 'serves'}`;
  if (from === 'protected') return `${name} is no longer protected: ${othersOf(world, service)}`;
  return `${name} is served by ${serving}${from === 'dual-active' && service.serving.length === 1 ? ' alone' : ''}`;
}

function reasonDown(world: World, service: ServiceState, missing: readonly string[]): string {
  if (service.served && missing.length > 0)
    return `it needs ${listOf(missing)}, which ${missing.length > 1 ? 'are' : 'is'} down`;
  if (service.plan.members.length === 0) return 'it has no member';
  const others = service.plan.members.filter((member) => !service.serving.includes(member));
  const [count, needed] = [service.serving.length, leastOf(service)];
  if (count > 0 && count < needed)
    return `${namesOf(world, service.serving)} ${count > 1 ? 'work' : 'works'}, it needs ${needed}: ${stateOf(world, others)}`;
  return stateOf(world, count > 0 ? others : service.plan.members);
}

/** How many members must serve. */
function leastOf({ plan: { service } }: ServiceState): number {
  return service.mode === 'active-active' ? service.needsAtLeast : 1;
}

function othersOf(world: World, service: ServiceState): string {
  const others = service.plan.members.filter((member) => !service.serving.includes(member));
  return others.length === 0 ? aloneText(world, service) : stateOf(world, others);
}

/** A machine alone is protected by its copy, a service by its own members. */
function aloneText(world: World, { plan, serving }: ServiceState): string {
  const [member] = serving;
  if (plan.service.mode !== 'standalone' || member === undefined) return 'nothing is ready to take over';
  const name = nameOf(world, member);
  return world.machineOf[member] ? `${name} has no secondary` : `${name} is not protected`;
}

const working: ReadonlySet<string> = new Set([
  'up',
  'active',
  'standby',
  'primary',
  'backup',
  'secondary',
  'protected',
  'degraded',
]);

/** `CMVM_01 is off, CMVM_02 is booting`; one that works is out of reach, or not ready for its role. */
function stateOf(world: World, members: readonly Ref[]): string {
  return members
    .map((member) => {
      const word = memberWord(world, member);
      if (world.serviceOf[member]?.bridged) return `${nameOf(world, member)} changes over`;
      if (!working.has(word)) return `${nameOf(world, member)} is ${word}`;
      return `${nameOf(world, member)} ${memberReachable(world, member) ? 'is not ready' : 'cannot be reached'}`;
    })
    .join(', ');
}
