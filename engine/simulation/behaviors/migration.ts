/** `migrate V to H`: a live migration by hand. No downtime; refused where V could not run or no path carries it. */
import { find } from '../../topology/lookup.ts';
import type { Ref } from '../../topology/ranks.ts';
import { reaches } from '../../topology/reach.ts';
import type { Behavior } from '../behavior.ts';
import { log, nameOf } from '../log.ts';
import { whyNot } from '../state/feasible.ts';
import { machineIsUp } from '../state/machines.ts';
import { joinedNow, livingSegments } from '../state/reach.ts';
import { type HostState, type MachineState, touch, type World } from '../world.ts';

export const migration: Behavior = {
  mechanism: 'injection',
  inject(world, { injection, ref }) {
    if (injection.kind !== 'migrate') return false;
    const machine = world.machineOf[ref];
    const to = injection.to === undefined ? undefined : world.plan.refs.get(injection.to);
    const host = to === undefined ? undefined : world.hostOf[to];
    if (!machine || !host) return false;
    migrate(world, machine, host);
    return true;
  },
};

function migrate(world: World, machine: MachineState, to: HostState): void {
  const name = nameOf(world, machine.ref);
  const why = refusal(world, machine, to);
  if (why !== undefined) {
    const text = `${name} cannot migrate to ${nameOf(world, to.ref)}: ${why}`;
    log(world, { mechanism: 'injection', subject: machine.ref, cause: -1, text });
    return;
  }
  const from = machine.host;
  machine.host = to.ref;
  touch(world, 'machines');
  touch(world, 'network');
  touch(world, 'storage');
  const text = `${name} migrates from ${nameOf(world, from)} to ${nameOf(world, to.ref)} without downtime`;
  world.networkEvent = log(world, { mechanism: 'injection', subject: machine.ref, cause: -1, place: to.ref, text });
}

/** Why a running VM cannot move to a host now; `undefined` where it can. */
function refusal(world: World, machine: MachineState, to: HostState): string | undefined {
  const from = world.hostOf[machine.host];
  if (!machine.on) return 'it is off';
  if (machine.stalled) return 'its disk is lost';
  if (!from) return 'it is not a VM';
  if (from === to) return 'it runs there';
  const vcenter = vcenterDown(world, from);
  if (vcenter !== undefined) return `${vcenter} is down, and migrations need it`;
  if (!migrationPath(world, from, to)) return 'no migration network joins the two hosts';
  return whyNot(world, machine, to);
}

function vcenterDown(world: World, host: HostState): string | undefined {
  const cluster = find(world.topology, 'cluster', world.plan.elements[host.plan.cluster ?? -1]?.id);
  const ref: Ref = cluster?.vcenter === undefined ? -1 : (world.plan.refs.get(cluster.vcenter) ?? -1);
  const [machine, service] = [world.machineOf[ref], world.serviceOf[ref]];
  const up = machine ? machineIsUp(machine) : (service?.up ?? true);
  return up ? undefined : nameOf(world, ref);
}

/** Over the adapters that both hosts state for it; where one states none, nothing is known of the path. */
function migrationPath(world: World, a: HostState, b: HostState): boolean {
  const [one, other] = [a.plan.migration, b.plan.migration];
  if (one.length === 0 || other.length === 0) return true;
  return reaches(world.plan.segments, joinedNow(world), livingSegments(world, one), livingSegments(world, other));
}
