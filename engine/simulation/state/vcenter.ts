/** The vCenter of a cluster: whether it is up, and which hosts it reaches. */
import { find } from '../../topology/lookup.ts';
import { joinedWhole } from '../../topology/placing/storage.ts';
import type { Ref } from '../../topology/ranks.ts';
import { type Attachment, reaches } from '../../topology/reach.ts';
import type { HostState, MachineState, World } from '../world.ts';
import { cutBetween } from './cuts.ts';
import { machineIsUp } from './machines.ts';
import { isCabled, joinedNow, managementSegments, segmentsOfMachine, teamsOn } from './reach.ts';
import { servingMachines } from './services.ts';

function vcenterOf(world: World, cluster: Ref | undefined): Ref {
  const element = find(world.topology, 'cluster', world.plan.elements[cluster ?? -1]?.id);
  return element?.vcenter === undefined ? -1 : (world.plan.refs.get(element.vcenter) ?? -1);
}

/** The vCenter of a cluster where it is stated and down. */
export function vcenterDown(world: World, cluster: Ref | undefined): Ref | undefined {
  const ref = vcenterOf(world, cluster);
  const [machine, service] = [world.machineOf[ref], world.serviceOf[ref]];
  const up = machine ? machineIsUp(machine) : (service?.up ?? true);
  return up ? undefined : ref;
}

/** Whether a host hears the vCenter of its cluster. Where none is stated, or the text does not join the two at all, it is taken to. */
export function vcenterReaches(world: World, host: HostState): boolean {
  const ref = vcenterOf(world, host.plan.cluster);
  const [machine, service] = [world.machineOf[ref], world.serviceOf[ref]];
  const machines = machine ? [machine] : service ? servingMachines(world, service) : [];
  return machines.length === 0 || machines.some((one) => hears(world, host, one));
}

function hears(world: World, host: HostState, machine: MachineState): boolean {
  if (machine.host === host.ref) return true;
  if (cutBetween(world, host.ref, machine.ref)) return false;
  if (!host.plan.cabled || !isCabled(machine) || !joinedByText(world, host, machine)) return true;
  const { segments } = world.plan;
  return reaches(segments, joinedNow(world), managementSegments(world, host), segmentsOfMachine(world, machine));
}

/** Whether anything joins the two while everything lives: else the text says nothing of the way between them. */
function joinedByText(world: World, host: HostState, machine: MachineState): boolean {
  const { segments } = world.plan;
  const of = (attachments: readonly Attachment[]) => attachments.flatMap((attachment) => attachment.segments);
  const own =
    machine.plan.machine.kind === 'server'
      ? of(machine.plan.attachments)
      : teamsOn(world, machine, machine.host).flatMap((team) => of(team.attachments));
  return reaches(segments, joinedWhole(world.topology), of(host.plan.management), own);
}
