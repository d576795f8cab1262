/** What a subject is like now, in a few words, for the report of an expectation. */
import type { Expectation } from '../../topology/model.ts';
import { hasQuorum } from '../behaviors/failover-cluster/model.ts';
import { modeOf } from '../behaviors/modes.ts';
import { nameOf, namesOf } from '../log.ts';
import { machineWord, parentsOf } from '../state/machines.ts';
import type { EndpointState, MachineState, ServiceState, World } from '../world.ts';

/** `active on CMVM_02, not protected`, `booting on Host3`, `out of service`. */
export function actualOf(world: World, { subject }: Expectation): string {
  const ref = world.plan.refs.get(subject.id);
  if (ref === undefined) return `${subject.text} could not be built`;
  const service = world.serviceOf[ref];
  if (service) return ofService(world, service);
  const machine = world.machineOf[ref];
  if (machine) return ofMachine(world, machine);
  const endpoint = world.endpoints.find((one) => one.ref === ref);
  if (endpoint) return ofEndpoint(world, endpoint);
  const quorum = hasQuorum(world, ref);
  if (quorum !== undefined) return quorum ? 'quorate' : 'not quorate';
  return world.lives[ref] ? (world.shown[ref] ?? 'up') : 'down';
}

function ofService(world: World, service: ServiceState): string {
  if (!modeOf(service)) return `the mode ${service.plan.service.mode} is not simulated yet`;
  if (!service.up) return 'down';
  const serving = namesOf(world, service.serving);
  const parent = parentsOf(world, service.ref).find(({ serving: others }) => !others.includes(service.ref));
  if (parent) return `up on ${serving}, not active in ${nameOf(world, parent.ref)}`;
  const on = serving === '' ? 'up' : `${service.dual ? 'dual-active' : 'active'} on ${serving}`;
  if (service.plan.service.mode === 'standalone' && !service.protected) return on;
  return `${on}, ${service.protected ? 'protected' : 'not protected'}`;
}

function ofMachine(world: World, machine: MachineState): string {
  const word = machineWord(world, machine);
  return machine.on && machine.host !== machine.ref ? `${word} on ${nameOf(world, machine.host)}` : word;
}

function ofEndpoint(world: World, endpoint: EndpointState): string {
  if (!endpoint.inService) return 'out of service';
  return endpoint.through === undefined ? 'in service' : `in service with ${nameOf(world, endpoint.through)}`;
}
