/** Live migration: what forbids it, and the move itself. Without downtime, whoever asks for it. */
import type { Ref } from '../../topology/ranks.ts';
import { type Attachment, reaches } from '../../topology/reach.ts';
import { log, nameOf, namesOf } from '../log.ts';
import type { Mechanism } from '../run.ts';
import { migrationSource } from '../sources.ts';
import { type HostState, type MachineState, touch, type World } from '../world.ts';
import { noteElement } from './causes.ts';
import { whyNotMoreCopies, whyNotPair } from './copies.ts';
import { cutBetween } from './cuts.ts';
import { whyNot } from './feasible.ts';
import { parentsOf } from './machines.ts';
import { hasManagementNetwork, hostsConnect, joinedNow, livingSegments, teamsOn } from './reach.ts';
import { vcenterDown, vcenterReaches } from './vcenter.ts';

/** Why a running VM cannot move to a host now; `undefined` where it can. */
export function whyNotMove(world: World, machine: MachineState, to: HostState): string | undefined {
  const from = world.hostOf[machine.host];
  if (!machine.on) return 'it is off';
  if (machine.stalled) return 'its disk is lost';
  if (!from) return 'it is not a VM';
  if (from === to) return 'it runs there';
  const vcenter = vcenterDown(world, from.plan.cluster);
  if (vcenter !== undefined) return `${nameOf(world, vcenter)} is down, and migrations need it`;
  if (!world.lives[to.ref] || to.maintenance) return whyNot(world, machine, to);
  if (!hasManagementNetwork(world, from)) return `${nameOf(world, from.ref)} has lost its management network`;
  if (!hasManagementNetwork(world, to)) return 'has lost its management network';
  if (!vcenterReaches(world, from)) return `vCenter does not reach ${nameOf(world, from.ref)}`;
  if (!vcenterReaches(world, to)) return 'vCenter does not reach it';
  if (!migrationPath(world, from, to)) return 'no migration network joins the two hosts';
  return whyNotBeside(world, machine, to) ?? whyNot(world, machine, to);
}

/** A fault-tolerant VM moves only to where its secondary can follow it. */
function whyNotBeside(world: World, machine: MachineState, to: HostState): string | undefined {
  const secondary = world.hostOf[machine.copies[0] ?? -1];
  if (!secondary) return undefined;
  const on = nameOf(world, secondary.ref);
  if (secondary === to) return 'its secondary runs there';
  const why = whyNotPair(world, secondary, to);
  if (why !== undefined)
    return `its secondary stays on ${on}, and ${nameOf(world, to.ref)} is no pair for that: ${why}`;
  return whyNotMoreCopies(world, machine, to);
}

/** Over the adapters that both hosts state for it; where one states none, over those for management. */
function migrationPath(world: World, a: HostState, b: HostState): boolean {
  if (cutBetween(world, a.ref, b.ref)) return false;
  const [one, other] = [a.plan.migration, b.plan.migration];
  if (one.length === 0 || other.length === 0) return hostsConnect(world, a, b);
  return reaches(world.plan.segments, joinedNow(world), livingSegments(world, one), livingSegments(world, other));
}

/** Who moves a VM, and why. */
export interface Move {
  readonly mechanism: Mechanism;
  readonly cause: number;
  readonly text: string;
  readonly source?: string;
  readonly assumption?: boolean;
}

/** Moves a running VM. Gives the event; a VM that its product does not want moved under load is told too. */
export function moveLive(world: World, machine: MachineState, to: HostState, move: Move): number {
  const from = world.hostOf[machine.host];
  machine.host = to.ref;
  touch(world, 'machines');
  touch(world, 'network');
  touch(world, 'storage');
  const event = log(world, { ...move, subject: machine.ref, place: to.ref });
  noteElement(world, event, machine.ref);
  if (from) warnOfLoad(world, machine, from, to, event);
  return event;
}

/** `limits { loaded-migration: warns }`: real-time data of a VM that handles load may be lost on its way. */
function warnOfLoad(world: World, machine: MachineState, from: HostState, to: HostState, cause: number): void {
  const loaded = parentsOf(world, machine.ref).filter(
    ({ plan, serving }) =>
      serving.includes(machine.ref) && plan.service.product?.limits['loaded-migration'] === 'warns',
  );
  if (loaded.length === 0) return;
  const names = namesOf(
    world,
    loaded.map(({ ref }) => ref),
  );
  const kept = [from, to].every((host) => keptForMigration(world, machine, host));
  const moves = `${nameOf(world, machine.ref)} moves while it handles the load of ${names}`;
  log(world, {
    mechanism: 'machine',
    subject: machine.ref,
    cause,
    text: kept
      ? `${moves}; no loss is expected, for it goes over adapters kept for migration`
      : `Warning: ${moves}: some real-time data may be lost, for no adapter is kept for migration alone`,
    source: migrationSource,
  });
}

/** Whether a host has adapters that carry nothing but migrations: neither another use nor a VM's traffic. */
function keptForMigration(world: World, moving: MachineState, host: HostState): boolean {
  const { migration } = host.plan;
  const guests = world.machines.filter((machine) => machine === moving || (machine.on && machine.host === host.ref));
  const carries = ({ adapter }: Attachment) =>
    guests.some((guest) =>
      teamsOn(world, guest, host.ref).some((team) => team.attachments.some((one) => one.adapter === adapter)),
    );
  return migration.length > 0 && migration.every((one) => isForMigration(world, one.adapter) && !carries(one));
}

function isForMigration(world: World, adapter: Ref): boolean {
  const element = world.plan.elements[adapter];
  return element?.kind === 'adapter' && element.uses.every((use) => use === 'vmotion' || use === 'live-migration');
}
