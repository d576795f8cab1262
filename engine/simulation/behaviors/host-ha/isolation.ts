/** A host that hears no living host of its cluster and has no management network is isolated. */
import type { Timing } from '../../../topology/model.ts';
import { latest, listOf, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { hostsPathEvent, lastChange } from '../../state/causes.ts';
import { powerOff } from '../../state/machines.ts';
import { hasManagementNetwork, hostsConnect } from '../../state/reach.ts';
import { seesDisks } from '../../state/storage.ts';
import { cancel, type HostState, type MachineState, schedule, type World } from '../../world.ts';
import { type HaCluster, type Isolation, primariesOf } from './cluster.ts';
import { placeSoon } from './placement.ts';

/** Sees which hosts have become isolated or are so no more. `led` says who led before this look. */
export function seeIsolation(world: World, ha: HaCluster, led: ReadonlySet<HostState>): void {
  for (const host of ha.hosts) {
    const isolated = isIsolated(world, ha, host);
    const known = ha.isolated.get(host.ref);
    if (isolated && !known) begin(world, ha, host, led.has(host));
    if (!isolated && known) end(world, ha, host, known);
  }
}

function isIsolated(world: World, ha: HaCluster, host: HostState): boolean {
  if (!world.lives[host.ref] || host.maintenance || hasManagementNetwork(world, host)) return false;
  return !ha.hosts.some((other) => other !== host && hostsConnect(world, host, other));
}

/** What took or gave back the management network of a host. */
function eventOf(world: World, host: HostState, wanted: 'lost' | 'back'): number {
  const event = hostsPathEvent(world, [host], wanted);
  return event < 0 ? latest(lastChange(world), world.lastEvent[host.ref] ?? -1) : event;
}

function begin(world: World, ha: HaCluster, host: HostState, led: boolean): void {
  const { timings } = ha.cluster;
  const cause = eventOf(world, host, 'lost');
  const declare = led ? timings.isolationDeclarePrimary : timings.isolationDeclare;
  const respond = led ? timings.isolationResponsePrimary : timings.isolationResponse;
  const isolation: Isolation = { since: world.now, led, declared: false, timers: [] };
  const at = (timing: Timing, phase: Phase, run: () => void) => schedule(world, timing.value, phase, host.ref, run);
  const timers = [
    at(declare, Phase.detection, () => declared(world, ha, host, isolation, cause, declare)),
    at(respond, Phase.placement, () => answer(world, ha, host, respond)),
  ];
  ha.isolated.set(host.ref, { ...isolation, timers });
}

const responses = {
  'leave-on': 'leave VMs on',
  'power-off': 'power VMs off',
  'shut-down': 'shut VMs down',
} as const;

function declared(
  world: World,
  ha: HaCluster,
  host: HostState,
  _begun: Isolation,
  cause: number,
  timing: Timing,
): void {
  const isolation = ha.isolated.get(host.ref);
  if (isolation) isolation.declared = true;
  const response = responses[ha.ha.isolation ?? 'leave-on'];
  log(world, {
    mechanism: 'host-ha',
    subject: host.ref,
    to: 'isolated',
    cause,
    text: `${nameOf(world, host.ref)} declares itself isolated; the response is to ${response}`,
    source: timing,
  });
}

function end(world: World, ha: HaCluster, host: HostState, isolation: Isolation): void {
  for (const timer of isolation.timers) cancel(timer);
  ha.isolated.delete(host.ref);
  if (!isolation.declared || world.shown[host.ref] !== 'isolated') return;
  const cause = eventOf(world, host, 'back');
  const away = ha.machines.filter(
    (machine) => machine.plan.host === host.ref && machine.on && machine.host !== host.ref,
  );
  const stay = away.map((machine) => `${nameOf(world, machine.ref)} stays on ${nameOf(world, machine.host)}`);
  const text = `${nameOf(world, host.ref)} is no longer isolated${stay.length > 0 ? `: ${listOf(stay)}` : ''}`;
  log(world, { mechanism: 'host-ha', subject: host.ref, to: world.lives[host.ref] ? 'up' : 'down', cause, text });
}

/** The response: VMs are powered off where another primary can restart them. */
function answer(world: World, ha: HaCluster, host: HostState, timing: Timing): void {
  const response = ha.ha.isolation ?? 'leave-on';
  if (response === 'leave-on') return;
  for (const machine of guests(ha, host)) {
    const name = nameOf(world, machine.ref);
    const why = whyLeftOn(world, ha, host, machine);
    const cause = world.lastEvent[host.ref] ?? -1;
    if (why !== undefined) {
      const text = `${name} is left on: ${why}`;
      log(world, { mechanism: 'host-ha', subject: machine.ref, cause, text, source: timing });
      continue;
    }
    const what = response === 'shut-down' ? 'shuts down' : 'is powered off';
    const event = powerOff(world, machine, 'response', {
      mechanism: 'host-ha',
      cause,
      text: `${name} ${what} on ${nameOf(world, host.ref)}, the isolation response`,
      source: timing,
      ...(response === 'shut-down' ? { assumption: true } : {}),
    });
    placeSoon(world, ha, machine, event);
  }
}

function guests(ha: HaCluster, host: HostState): readonly MachineState[] {
  return ha.machines.filter((machine) => machine.on && machine.host === host.ref);
}

function whyLeftOn(world: World, ha: HaCluster, host: HostState, machine: MachineState): string | undefined {
  const vm = machine.plan.machine;
  if (vm.kind === 'vm' && vm.restartPriority === 'disabled')
    return 'HA does not restart it, its restart priority is disabled';
  if (machine.mirrored) return 'Fault Tolerance protects it';
  const others = primariesOf(ha).filter((primary) => primary !== host && !ha.isolated.has(primary.ref));
  if (others.length === 0) return 'no other host leads the cluster';
  if (others.some((primary) => seesDisks(world, machine, primary))) return undefined;
  return `no HA primary sees ${namesOf(world, machine.plan.disks)}`;
}
