/**
 * Hyper-V: a node that the rest of its failover cluster does not hear is isolated. From 2016 its VMs run on
 * unmonitored for a while before they fail over, and a node that leaves too often is kept out; before, they
 * fail over as soon as the node counts as lost.
 */
import { nodeDepartures } from '../../../topology/defaults.ts';
import { formatSpan } from '../../format-time.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { ownOf } from '../../own.ts';
import { Phase } from '../../phases.ts';
import { hostsPathEvent, type Wanted } from '../../state/causes.ts';
import { machineEvent, powerOff } from '../../state/machines.ts';
import { moveLive, whyNotMove } from '../../state/migration.ts';
import { hasManagementNetwork } from '../../state/reach.ts';
import { seesDisks } from '../../state/storage.ts';
import { cancel, type HostState, type MachineState, schedule, touch, type World } from '../../world.ts';
import { type Group, groupsOf, type HaCluster, type Isolation, isLed } from './cluster.ts';
import { placeSoon } from './placement.ts';
import { chooseHost } from './targets.ts';

/** When each host left its cluster, ms. */
const departures = ownOf<HostState, number[]>();

/** Sees which nodes are cut off from the side of their cluster that has quorum, or are so no more. */
export function seeCutOff(world: World, ha: HaCluster): void {
  const side = sideWithQuorum(world, groupsOf(world, ha, new Set()));
  for (const host of ha.hosts) {
    const member = world.lives[host.ref] === 1 && !host.maintenance && !ha.quarantined.has(host.ref);
    const cutOff = member && !side?.hosts.includes(host);
    const known = ha.isolated.get(host.ref);
    if (cutOff && !known) begin(world, ha, host);
    if (!cutOff && known) end(world, ha, host, known);
    if (member && !cutOff) ha.deadFrom.delete(host.ref);
  }
}

/**
 * The text does not state the quorum of a cluster of hypervisors: the side with most nodes has it, of equal
 * ones that with a network, then that of the node declared first, as with a witness. Without half of the
 * living nodes nobody has.
 */
function sideWithQuorum(world: World, groups: readonly Group[]): Group | undefined {
  const living = groups.reduce((sum, group) => sum + group.hosts.length, 0);
  const networked = (group: Group) => Number(group.hosts.some((host) => hasManagementNetwork(world, host)));
  const first = (group: Group) => group.hosts[0]?.plan.host.order ?? 0;
  const [best] = [...groups].sort(
    (a, b) => b.hosts.length - a.hosts.length || networked(b) - networked(a) || first(a) - first(b),
  );
  return best && best.hosts.length * 2 >= living ? best : undefined;
}

/** What came between a node and the others of its cluster, or what ended it. */
function eventOf(world: World, ha: HaCluster, host: HostState, wanted: Wanted): number {
  const own = hostsPathEvent(world, [host], wanted);
  const all = hostsPathEvent(world, [host, ...ha.hosts.filter((other) => other !== host)], wanted);
  return latest(own, all, own < 0 && all < 0 ? (world.lastEvent[host.ref] ?? -1) : -1);
}

function begin(world: World, ha: HaCluster, host: HostState): void {
  const { detect, resiliency } = ha.cluster.timings;
  const cause = eventOf(world, ha, host, 'lost');
  ha.deadFrom.set(host.ref, world.now + resiliency.value);
  const timers = [
    schedule(world, detect.value, Phase.detection, host.ref, () => counted(world, ha, host, cause)),
    schedule(world, detect.value + resiliency.value, Phase.placement, host.ref, () => failOver(world, ha, host)),
  ];
  ha.isolated.set(host.ref, { since: world.now, led: false, declared: false, timers });
}

/** The others count it as gone. */
function counted(world: World, ha: HaCluster, host: HostState, cause: number): void {
  const isolation = ha.isolated.get(host.ref);
  if (!isolation) return;
  isolation.declared = true;
  const { detect, resiliency } = ha.cluster.timings;
  const left = departures(world).get(host) ?? [];
  departures(world).set(host, [...left, world.now]);
  const silent = `${nameOf(world, host.ref)} is isolated from ${nameOf(world, ha.plan.ref)}: no heartbeat for ${formatSpan(detect.value)}`;
  const then =
    resiliency.value > 0
      ? `its VMs run on unmonitored for ${formatSpan(resiliency.value)}`
      : 'its cluster service stops, and its VMs fail over';
  log(world, {
    mechanism: 'host-ha',
    subject: host.ref,
    to: 'isolated',
    cause,
    text: `${silent}; ${then}`,
    source: resiliency.value > 0 ? ha.words.source : detect,
    assumption: detect.assumption,
  });
}

function failOver(world: World, ha: HaCluster, host: HostState): void {
  const { resiliency } = ha.cluster.timings;
  const cause = world.lastEvent[host.ref] ?? -1;
  for (const machine of guestsOf(ha, host)) {
    const name = nameOf(world, machine.ref);
    const on = nameOf(world, host.ref);
    const why = whyLeft(world, ha, machine);
    if (why !== undefined) {
      const text = `${name} is left on ${on}: ${why}`;
      log(world, {
        mechanism: 'host-ha',
        subject: machine.ref,
        cause,
        text,
        source: ha.words.source,
        assumption: true,
      });
      continue;
    }
    const unmonitored = resiliency.value > 0 ? ` after ${formatSpan(resiliency.value)} unmonitored` : '';
    const event = powerOff(world, machine, 'response', {
      mechanism: 'host-ha',
      cause,
      text: `${name} ends on ${on}${unmonitored}, to fail over`,
      source: resiliency,
    });
    placeSoon(world, ha, machine, event);
  }
}

function guestsOf(ha: HaCluster, host: HostState): readonly MachineState[] {
  return ha.machines.filter((machine) => machine.on && machine.host === host.ref);
}

function whyLeft(world: World, ha: HaCluster, machine: MachineState): string | undefined {
  const vm = machine.plan.machine;
  if (vm.kind === 'vm' && vm.restartPriority === 'disabled')
    return 'it does not fail over, its restart priority is disabled';
  if (!isLed(ha)) return `no node of ${nameOf(world, ha.plan.ref)} has quorum`;
  const others = ha.groups.flatMap((group) => group.hosts).filter((other) => !ha.isolated.has(other.ref));
  if (others.some((other) => seesDisks(world, machine, other))) return undefined;
  return `no other node sees ${namesOf(world, machine.plan.disks)}`;
}

function end(world: World, ha: HaCluster, host: HostState, isolation: Isolation): void {
  for (const timer of isolation.timers) cancel(timer);
  ha.isolated.delete(host.ref);
  // One that dies while it is cut off looks no different to the others: its VMs still have their time.
  if (!world.lives[host.ref]) return;
  ha.deadFrom.delete(host.ref);
  if (!isolation.declared) return;
  const cause = eventOf(world, ha, host, 'back');
  const left = departures(world).get(host) ?? [];
  const recent = left.filter((time) => world.now - time < nodeDepartures.within.value).length;
  const { quarantine } = ha.cluster.timings;
  const keptOut = quarantine.value > 0 && recent >= nodeDepartures.times;
  const name = nameOf(world, host.ref);
  const event = log(world, {
    mechanism: 'host-ha',
    subject: host.ref,
    to: keptOut ? 'quarantined' : 'up',
    cause,
    text: keptOut
      ? `${name} is quarantined for ${formatSpan(quarantine.value)}: it left ${nameOf(world, ha.plan.ref)} ${recent} times in an hour`
      : `${name} is no longer isolated: it is back in ${nameOf(world, ha.plan.ref)}`,
    source: keptOut ? quarantine : ha.words.source,
  });
  if (keptOut) keepOut(world, ha, host, event);
}

/** Its VMs move to other nodes, and it runs nothing until its time is over. */
function keepOut(world: World, ha: HaCluster, host: HostState, cause: number): void {
  const { quarantine } = ha.cluster.timings;
  ha.quarantined.add(host.ref);
  touch(world, 'machines');
  schedule(world, 0, Phase.placement, host.ref, () => {
    for (const machine of guestsOf(ha, host)) drain(world, ha, machine, cause);
  });
  schedule(world, quarantine.value, Phase.detection, host.ref, () => {
    ha.quarantined.delete(host.ref);
    departures(world).delete(host);
    touch(world, 'machines');
    const text = `${nameOf(world, host.ref)} may join ${nameOf(world, ha.plan.ref)} again: its quarantine is over`;
    const to = world.lives[host.ref] ? 'up' : 'down';
    log(world, { mechanism: 'host-ha', subject: host.ref, to, cause, text, source: quarantine });
  });
}

function drain(world: World, ha: HaCluster, machine: MachineState, cause: number): void {
  const [name, from] = [nameOf(world, machine.ref), nameOf(world, machine.host)];
  const choice = chooseHost(world, ha, machine);
  const why = 'host' in choice ? whyNotMove(world, machine, choice.host) : choice.why.join('; ');
  if (!('host' in choice) || why !== undefined) {
    const text = `${name} stays on ${from}, which is quarantined: ${why}`;
    log(world, {
      mechanism: 'host-ha',
      subject: machine.ref,
      cause: latest(cause, machineEvent(world, machine)),
      text,
      source: ha.words.source,
    });
    return;
  }
  const text = `${name} moves live from ${from} to ${nameOf(world, choice.host.ref)}: ${from} is quarantined`;
  moveLive(world, machine, choice.host, { mechanism: 'host-ha', cause, text, source: ha.words.source });
}
