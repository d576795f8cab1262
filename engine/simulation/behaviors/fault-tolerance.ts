/**
 * Fault Tolerance: a copy in step on another host. Loss of the primary's host costs nothing, then a new
 * secondary is made where one can run; a fault of the guest hits both copies.
 */
import type { Cluster } from '../../topology/model.ts';
import { emptiest } from '../../topology/placing/choice.ts';
import type { Ref } from '../../topology/ranks.ts';
import { attachmentsFor } from '../../topology/reach.ts';
import type { Behavior } from '../behavior.ts';
import { latest, log, nameOf } from '../log.ts';
import { derived, own } from '../own.ts';
import { Phase } from '../phases.ts';
import type { Timer } from '../queue.ts';
import { faultToleranceSource } from '../sources.ts';
import { hostsEventOver, roomEvent } from '../state/causes.ts';
import { joinsNow, toleratingCluster, whyNotSecondary } from '../state/copies.ts';
import { cutBetween } from '../state/cuts.ts';
import { machineEvent, machineWord } from '../state/machines.ts';
import { presentOf } from '../state/present.ts';
import { type Candidates, whyThere } from '../state/why-there.ts';
import { cancel, type HostState, type MachineState, schedule, touch, type World } from '../world.ts';

interface Tolerant {
  readonly machine: MachineState;
  readonly cluster: Cluster;
  /** Runs while a new secondary is made. */
  respawn: Timer | undefined;
  live: Timer | undefined;
  /** How much of the time for a new secondary has gone by when one is first looked for: it runs from the loss, ms. */
  ahead: number;
  /** The reasons told last why no host can take a secondary. */
  told: string;
  /** An FT logging network joins the two copies, as far as is known. */
  logged: boolean;
  /** The fault that both copies have has been told. */
  faultTold: boolean;
  /** The guest had booted at the last look. */
  booted: boolean;
  /** That a stall causes no failover has been told. */
  stallTold: boolean;
}

const tolerants = own((world) =>
  world.machines.flatMap((machine): Tolerant[] => {
    const cluster = toleratingCluster(world, machine);
    if (!cluster) return [];
    return [
      {
        machine,
        cluster,
        respawn: undefined,
        live: undefined,
        ahead: 0,
        told: '',
        logged: true,
        faultTold: false,
        booted: true,
        stallTold: false,
      },
    ];
  }),
);

export const faultTolerance: Behavior = {
  mechanism: 'fault-tolerance',
  acts: ({ topology }) => topology.vms.some(({ ft }) => ft),
  react: {
    [Phase.propagation](world) {
      for (const one of tolerants(world)) {
        if (world.silent) startCopy(world, one);
        else follow(world, one);
      }
    },
    [Phase.placement](world) {
      for (const one of tolerants(world)) {
        watchLogging(world, one);
        if (!world.silent) protect(world, one);
      }
    },
  },
  unmodelled: derived((world) =>
    world.machines
      .filter((machine) => machine.plan.machine.kind === 'vm' && machine.plan.machine.ft)
      .filter((machine) => !toleratingCluster(world, machine))
      .map(({ ref, plan }) => {
        const where =
          plan.cluster === undefined
            ? 'on a host without a cluster'
            : `in ${nameOf(world, plan.cluster)}, and Hyper-V has no Fault Tolerance`;
        return `${nameOf(world, ref)} is fault-tolerant ${where}: it is treated as an ordinary VM.`;
      }),
  ),
};

/** At time 0 the secondary runs in step on the stated host, else on the one that would be chosen. */
function startCopy(world: World, one: Tolerant): void {
  const { machine, cluster } = one;
  const vm = machine.plan.machine;
  if (machine.copies.length > 0 || vm.kind !== 'vm') return;
  const stated = vm.ft?.secondary === undefined ? undefined : world.plan.refs.get(vm.ft.secondary);
  const choice = stated === undefined ? choose(world, machine, cluster) : undefined;
  const host = stated ?? choice?.host?.ref;
  // What holds from the start is no event of the run.
  one.told = choice && !choice.host ? choice.why.join('; ') : '';
  if (typeof host !== 'number' || host === machine.host) return;
  machine.copies = [host];
  machine.copyTold = host;
  machine.mirrored = true;
  // The copy takes room: the next is placed with that in mind.
  touch(world, 'machines');
}

/** What the loss of either host, or of the machine itself, does to the pair of copies. */
function follow(world: World, one: Tolerant): void {
  const { machine } = one;
  const [secondary] = machine.copies;
  if (!machine.on) {
    if (secondary !== undefined || one.respawn || one.live) dropCopy(world, one);
    return;
  }
  tellFault(world, one);
  tellRestart(world, one);
  tellStall(world, one);
  const primaryLives = world.lives[machine.host] === 1;
  const secondaryLives = secondary !== undefined && world.lives[secondary] === 1;
  if (primaryLives && secondary !== undefined && !secondaryLives) loseSecondary(world, one, secondary);
  else if (!primaryLives && secondaryLives) goLive(world, one, secondary);
  else if (!primaryLives && secondary !== undefined) dropCopy(world, one);
}

/** A fault of the guest or of an application is copied as everything else is. */
function tellFault(world: World, one: Tolerant): void {
  const { machine } = one;
  const [secondary] = machine.copies;
  const faulted = machine.crashed || machine.apps.some((app) => app.faulted);
  const changed = faulted !== one.faultTold && secondary !== undefined;
  one.faultTold = faulted;
  if (!changed) return;
  const copy = `The secondary of ${nameOf(world, machine.ref)} on ${nameOf(world, secondary)}`;
  log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    cause: machineEvent(world, machine),
    text: faulted ? `${copy} has the same fault: there is no failover` : `${copy} starts again with it`,
    source: faultToleranceSource,
  });
}

/** A restart of the guest is copied too. */
function tellRestart(world: World, one: Tolerant): void {
  const { machine } = one;
  const [secondary] = machine.copies;
  const restarts = one.booted && !machine.booted && !machine.crashed;
  one.booted = machine.booted;
  if (!restarts || secondary === undefined) return;
  log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    cause: machineEvent(world, machine),
    text: `The secondary of ${nameOf(world, machine.ref)} on ${nameOf(world, secondary)} restarts with it: there is no failover`,
    source: faultToleranceSource,
  });
}

/** A lost disk or path is no loss of a host: the copy does not step in. */
function tellStall(world: World, one: Tolerant): void {
  const { machine } = one;
  const [secondary] = machine.copies;
  const stalled = machine.stalled && secondary !== undefined && world.lives[machine.host] === 1;
  const isNew = stalled && !one.stallTold;
  one.stallTold = stalled;
  if (!isNew) return;
  const name = nameOf(world, machine.ref);
  const host = nameOf(world, machine.host);
  log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    cause: machineEvent(world, machine),
    text: `The secondary of ${name} on ${nameOf(world, secondary)} does not go live: ${host} runs, and Fault Tolerance answers the loss of a host alone`,
    source: faultToleranceSource,
  });
}

/** Without a network for FT logging the pair runs on as it is; a failover leaves it without a secondary. */
function watchLogging(world: World, one: Tolerant): void {
  const { machine } = one;
  const [primary, secondary] = [world.hostOf[machine.host], world.hostOf[machine.copies[0] ?? -1]];
  if (!primary || !secondary || !world.lives[primary.ref] || !world.lives[secondary.ref]) return;
  const [own, other] = [primary, secondary].map(({ plan }) =>
    attachmentsFor(world.topology, plan.host, ['ft-logging']),
  );
  const joined = !own?.length || !other?.length || joinsNow(world)(own, other);
  const logged = joined && !cutBetween(world, primary.ref, secondary.ref);
  if (logged === one.logged) return;
  one.logged = logged;
  const name = nameOf(world, machine.ref);
  const on = nameOf(world, secondary.ref);
  const hosts = [primary, secondary];
  log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    cause: hostsEventOver(world, hosts, [...(own ?? []), ...(other ?? [])], logged ? 'back' : 'lost'),
    text: logged
      ? `An FT logging network joins ${name} and its secondary on ${on} again`
      : `${name} and its secondary on ${on} lose their FT logging network: both run on, but after a failover no new secondary starts`,
    source: faultToleranceSource,
  });
}

function dropCopy(world: World, one: Tolerant): void {
  const { machine } = one;
  machine.copies = [];
  machine.mirrored = false;
  machine.goingLive = false;
  one.live = cancel(one.live);
  one.respawn = cancel(one.respawn);
  machine.coming = undefined;
  one.told = '';
  one.logged = true;
  touch(world, 'machines');
}

function loseSecondary(world: World, one: Tolerant, secondary: Ref): void {
  dropCopy(world, one);
  log(world, {
    mechanism: 'fault-tolerance',
    subject: one.machine.ref,
    cause: world.lastEvent[secondary] ?? -1,
    text: `${nameOf(world, one.machine.ref)} loses its secondary with ${nameOf(world, secondary)} and runs on`,
    source: faultToleranceSource,
  });
}

/** The secondary becomes the machine: it stalls for a moment, nothing is lost. */
function goLive(world: World, one: Tolerant, secondary: Ref): void {
  const { machine, cluster } = one;
  const cause = world.lastEvent[machine.host] ?? -1;
  const lost = nameOf(world, machine.host);
  dropCopy(world, one);
  machine.host = secondary;
  machine.goingLive = true;
  touch(world, 'machines');
  touch(world, 'network');
  touch(world, 'storage');
  const name = nameOf(world, machine.ref);
  const on = nameOf(world, secondary);
  const text = `${name} loses its primary with ${lost}: the secondary on ${on} detects it and goes live`;
  const event = log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    place: secondary,
    cause,
    text,
    source: faultToleranceSource,
  });
  one.live = schedule(world, cluster.timings.failover.value, Phase.recovery, machine.ref, () => {
    one.live = undefined;
    one.ahead = cluster.timings.failover.value;
    machine.goingLive = false;
    touch(world, 'machines');
    log(world, {
      mechanism: 'fault-tolerance',
      subject: machine.ref,
      to: machineWord(world, machine),
      place: secondary,
      cause: event,
      text: `${name} is primary on ${on}: pending I/O is finished, nothing is lost`,
      source: cluster.timings.failover,
    });
  });
}

/** A running machine without a secondary gets one as soon as a host can take it. */
function protect(world: World, one: Tolerant): void {
  const { machine, cluster } = one;
  // A copy that is becoming the machine is not protected before it is one.
  if (!machine.on || one.live || machine.copies.length > 0) return;
  if (one.respawn && machine.coming !== undefined) {
    if (whyNotSecondary(world, machine, cluster, world.hostOf[machine.coming]) === undefined) return;
    one.respawn = cancel(one.respawn);
    machine.coming = undefined;
    touch(world, 'machines');
  }
  const { host, able, why } = choose(world, machine, cluster);
  const name = nameOf(world, machine.ref);
  const delay = Math.max(0, cluster.timings.respawn.value - one.ahead);
  one.ahead = 0;
  if (host === undefined) {
    if (why.join('; ') === one.told) return;
    one.told = why.join('; ');
    const cause = secondaryEvent(world, machine, machine.plan.candidates);
    const text = `${name} stays unprotected, no host can take a secondary: ${one.told}`;
    log(world, { mechanism: 'fault-tolerance', subject: machine.ref, cause, text, source: faultToleranceSource });
    return;
  }
  one.told = '';
  const target = host.ref;
  const on = nameOf(world, target);
  const event = log(world, {
    mechanism: 'fault-tolerance',
    subject: machine.ref,
    cause: secondaryEvent(world, machine, [target]),
    text: `HA selects ${on} for a new secondary of ${name}, ${whyThere(world, host, { able, why })}`,
    source: faultToleranceSource,
  });
  machine.coming = target;
  touch(world, 'machines');
  one.respawn = schedule(world, delay, Phase.placement, machine.ref, () => {
    one.respawn = undefined;
    const possible = whyNotSecondary(world, machine, cluster, world.hostOf[target]) === undefined;
    machine.coming = undefined;
    touch(world, 'machines');
    // What it needs was lost at this very instant: then a host is looked for again.
    if (!possible) return;
    machine.copies = [target];
    machine.mirrored = true;
    touch(world, 'machines', machine.ref);
    log(world, {
      mechanism: 'fault-tolerance',
      subject: machine.ref,
      cause: event,
      text: `${name} has a secondary in step on ${on}: it is protected`,
      source: cluster.timings.respawn,
    });
  });
}

/** Why a secondary can run on one of these hosts now, or on none. */
function secondaryEvent(world: World, machine: MachineState, candidates: readonly Ref[]): number {
  const hosts = candidates.flatMap((ref) => world.hostOf[ref] ?? []);
  const pair = [machine.host, ...candidates].flatMap((ref) => world.hostOf[ref] ?? []);
  const logging = pair.flatMap(({ plan }) => attachmentsFor(world.topology, plan.host, ['ft-logging']) ?? []);
  return latest(
    machineEvent(world, machine),
    roomEvent(world, machine, hosts),
    logging.length === 0 ? -1 : hostsEventOver(world, pair, logging),
  );
}

/** The emptiest host that can take a secondary, or the reason of every host why it cannot. */
function choose(
  world: World,
  machine: MachineState,
  cluster: Cluster,
): Candidates & { readonly host: HostState | undefined } {
  const why: string[] = [];
  const able: HostState[] = [];
  for (const ref of machine.plan.candidates) {
    const host = world.hostOf[ref];
    const reason = whyNotSecondary(world, machine, cluster, host);
    if (reason === undefined && host) able.push(host);
    else why.push(`${nameOf(world, ref)}: ${reason}`);
  }
  return { host: emptiest(presentOf(world), able), able, why };
}
