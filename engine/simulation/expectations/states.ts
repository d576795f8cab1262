/** The states of LANGUAGE.md, of whatever can have them. */
import type { Expectation, StateName } from '../../topology/model.ts';
import type { Ref } from '../../topology/ranks.ts';
import { hasQuorum } from '../behaviors/failover-cluster/model.ts';
import { modeOf } from '../behaviors/modes.ts';
import { placesAround } from '../state/cuts.ts';
import { machineIsUp, parentsOf } from '../state/machines.ts';
import { machinesBehind } from '../state/services.ts';
import type { EndpointState, MachineState, ServiceState, World } from '../world.ts';
import { faultTolerantRole } from './copies.ts';

/** Whether the subject is in the expected state now (negation aside); `undefined` where this version cannot tell. */
export function holds(world: World, { subject, claim }: Expectation): boolean | undefined {
  const ref = world.plan.refs.get(subject.id);
  if (ref === undefined) return undefined;
  const service = world.serviceOf[ref];
  const endpoint = world.endpoints.find((one) => one.ref === ref);
  if (service && !modeOf(service)) return undefined;
  if (endpoint && !endpointIsModelled(world, endpoint)) return undefined;
  if (claim.kind !== 'state') return service || endpoint || world.machineOf[ref] ? true : undefined;
  const place = claim.on === undefined ? undefined : world.plan.refs.get(claim.on);
  if (claim.on !== undefined && place === undefined) return false;
  if (service) return serviceIs(world, service, claim.state, place);
  if (endpoint) return endpointIs(endpoint, claim.state, place);
  const machine = world.machineOf[ref];
  if (machine) return machineIs(world, machine, claim.state, place);
  return componentIs(world, ref, claim.state, place);
}

function endpointIsModelled(world: World, { plan }: EndpointState): boolean {
  return [...plan.registers, ...plan.alternates].every((ref) => {
    const service = world.serviceOf[ref];
    return !service || modeOf(service) !== undefined;
  });
}

/** Whether a member is at a place: it is it, or it runs or stands in it; of a service, one that serves it is. */
export function isAt(world: World, member: Ref, place: Ref | undefined): boolean {
  if (place === undefined || member === place) return true;
  if (world.machineOf[member]) return placesAround(world, member).has(place);
  const service = world.serviceOf[member];
  return service?.serving.some((below) => below !== member && isAt(world, below, place)) ?? false;
}

function serviceIs(world: World, service: ServiceState, state: StateName, place: Ref | undefined): boolean | undefined {
  const at = (refs: readonly Ref[]) => refs.some((ref) => isAt(world, ref, place));
  const servesThere = () => place === undefined || at(service.serving);
  switch (state) {
    case 'up':
    case 'running':
      return service.up && servesThere();
    case 'down':
      return !service.up;
    case 'active': {
      const active = isActiveMember(world, service.ref);
      return active === undefined ? undefined : active && service.up && service.serving.length > 0 && servesThere();
    }
    case 'dual-active':
      return service.dual && servesThere();
    case 'protected':
      return service.up && service.protected && servesThere();
    case 'degraded':
      return service.up && !service.protected && servesThere();
    case 'standby':
    case 'backup':
    case 'primary':
    case 'secondary': {
      const held = service.plan.members.filter((_, position) => service.roles[position] === state);
      if (held.length > 0) return at(held);
      const own = parentsOf(world, service.ref).some((parent) => roleIn(parent, service.ref) === state);
      return own && servesThere();
    }
    default:
      return undefined;
  }
}

/** Of a member its role in the service that has it: one that nobody has as member is active when it serves. */
function isActiveMember(world: World, ref: Ref): boolean | undefined {
  const parents = parentsOf(world, ref);
  if (parents.some((parent) => !modeOf(parent))) return undefined;
  return parents.length === 0 || parents.some((parent) => parent.serving.includes(ref));
}

function roleIn(service: ServiceState, member: Ref): string {
  return service.roles[service.plan.members.indexOf(member)] ?? '';
}

function endpointIs(endpoint: EndpointState, state: StateName, place: Ref | undefined): boolean | undefined {
  const there = place === undefined || endpoint.through === place || endpoint.registered.includes(place);
  switch (state) {
    case 'in-service':
    case 'up':
      return endpoint.inService && there;
    case 'out-of-service':
    case 'down':
      return !endpoint.inService;
    default:
      return undefined;
  }
}

function machineIs(world: World, machine: MachineState, state: StateName, place: Ref | undefined): boolean | undefined {
  const there = () => isAt(world, machine.ref, place);
  switch (state) {
    case 'running':
      return machine.on && there();
    case 'up':
      return machineIsUp(machine) && there();
    case 'down':
      return !machineIsUp(machine);
    case 'active':
      return there() && parentsOf(world, machine.ref).some((parent) => parent.serving.includes(machine.ref));
    case 'dual-active':
      return (
        there() && parentsOf(world, machine.ref).some((parent) => parent.dual && parent.serving.includes(machine.ref))
      );
    case 'protected':
      return machineIsUp(machine) && isProtected(world, machine) && there();
    case 'degraded':
      return machineIsUp(machine) && !isProtected(world, machine) && there();
    case 'standby':
    case 'backup':
    case 'primary':
    case 'secondary': {
      const copy = faultTolerantRole(world, machine, state);
      if (copy)
        return copy.some(
          (host) => place === undefined || machine.ref === place || placesAround(world, host).has(place),
        );
      return there() && parentsOf(world, machine.ref).some((parent) => roleIn(parent, machine.ref) === state);
    }
    default:
      return undefined;
  }
}

/** A fault-tolerant VM by its copy; else by the service in which it serves. */
function isProtected(world: World, machine: MachineState): boolean {
  if (machine.mirrored) return true;
  return parentsOf(world, machine.ref).some(
    (parent) => parent.protected && machinesBehind(world, parent.serving[0] ?? -1).includes(machine),
  );
}

function componentIs(world: World, ref: Ref, state: StateName, place: Ref | undefined): boolean | undefined {
  const lives = hasQuorum(world, ref) ?? world.lives[ref] === 1;
  switch (state) {
    case 'quorate':
      return hasQuorum(world, ref);
    case 'running':
    case 'up':
      return lives && isAt(world, ref, place);
    case 'down':
      return !lives;
    default:
      return undefined;
  }
}
