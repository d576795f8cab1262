/** Injections on components: fail, restore, the path to a storage, isolation, maintenance, reboot, partition. */
import { componentKinds } from '../../topology/kinds.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior, Injected } from '../behavior.ts';
import { listOf, log, nameOf, namesOf } from '../log.ts';
import { noteCut, noteElement, notePath } from '../state/causes.ts';
import { reasonsDown } from '../state/components.ts';
import { endReboot, hasFailed, startReboot } from '../state/reboots.ts';
import { type MachineState, touch, type World } from '../world.ts';

const kinds: ReadonlySet<string> = new Set([...componentKinds, 'adapter', 'virtual-adapter']);

export const components: Behavior = {
  mechanism: 'injection',
  inject(world, injected) {
    const element = world.plan.elements[injected.ref];
    switch (injected.injection.kind) {
      case 'partition':
        return partition(world, injected);
      case 'heal':
        return heal(world, injected);
      case 'fail':
        if (injected.injection.forHosts.length > 0) return losePaths(world, injected);
        return element !== undefined && kinds.has(element.kind) && fail(world, injected);
      case 'restore':
        if (injected.injection.forHosts.length > 0) return mendPaths(world, injected);
        return element !== undefined && kinds.has(element.kind) && restore(world, injected);
      case 'isolate':
        return isolate(world, injected);
      case 'maintenance':
        return maintain(world, injected);
      case 'reboot':
        return reboot(world, injected);
      default:
        return false;
    }
  },
};

function fail(world: World, { ref }: Injected): boolean {
  endReboot(world, ref);
  world.broken[ref] = 1;
  // Whom that concerns is seen where it spreads.
  touch(world, 'components', []);
  tell(world, ref, 'down', `${nameOf(world, ref)} fails`);
  return true;
}

function restore(world: World, { ref }: Injected): boolean {
  world.broken[ref] = 0;
  endReboot(world, ref);
  touch(world, 'components');
  const [host, name] = [world.hostOf[ref], nameOf(world, ref)];
  const livesNow = world.lives[ref] === 1;
  const wasIsolated = host?.isolated === true && livesNow;
  const wasMaintained = host?.maintenance === true && livesNow;
  if (host) {
    host.isolated = false;
    host.maintenance = false;
    // What HA powered off in answer to the isolation boots where it was, unless it runs elsewhere.
    for (const machine of world.machines)
      if (machine.host === ref && !machine.on && machine.held === 'response') machine.held = 'no';
  }
  const healed = removeCuts(world, ([a, b]) => a === ref || b === ref);
  const mended = removePaths(world, ([a, b]) => a === ref || b === ref);
  const reasons = reasonsDown(world, ref);
  const event =
    reasons.length === 0
      ? tell(world, ref, 'up', restoredText(name, wasIsolated, wasMaintained))
      : tell(
          world,
          ref,
          'down',
          `${name} is restored, but ${namesOf(world, reasons)} ${reasons.length > 1 ? 'are' : 'is'} still down`,
        );
  noteElement(world, event, ref);
  for (const [one, other] of healed) noteCut(world, event, [one], [other]);
  for (const [of, storage] of mended) notePath(world, event, [of], storage);
  changedPaths(world);
  return true;
}

function restoredText(name: string, wasIsolated: boolean, wasMaintained: boolean): string {
  if (wasIsolated) return `${name} has its management network again${wasMaintained ? ' and leaves maintenance' : ''}`;
  return wasMaintained ? `${name} leaves maintenance` : `${name} is restored`;
}

function isolate(world: World, { ref }: Injected): boolean {
  const host = world.hostOf[ref];
  if (!host) return false;
  host.isolated = true;
  const event = tell(world, ref, undefined, `${nameOf(world, ref)} loses its management network`);
  noteElement(world, event, ref);
  changedPaths(world);
  return true;
}

function maintain(world: World, { ref }: Injected): boolean {
  const host = world.hostOf[ref];
  if (!host) return false;
  if (world.broken[ref] || !world.lives[ref]) {
    tell(world, ref, undefined, `${nameOf(world, ref)} cannot enter maintenance: it is down`);
    return true;
  }
  host.maintenance = true;
  touch(world, 'machines');
  const named = (machine: MachineState) => nameOf(world, machine.ref);
  const guests = world.machines.filter((machine) => machine.on && machine.host === ref).map(named);
  const copied = world.machines.filter((machine) => machine.on && machine.copies.includes(ref)).map(named);
  const copies =
    copied.length === 0 ? [] : [`the ${copied.length > 1 ? 'secondaries' : 'secondary'} of ${listOf(copied)}`];
  const running = [...guests, ...copies];
  const rest =
    running.length === 0
      ? 'it is empty'
      : `${listOf(running)} ${running.length > 1 || copied.length > 1 ? 'run' : 'runs'} there until moved`;
  tell(world, ref, 'maintenance', `${nameOf(world, ref)} enters maintenance: ${rest}`);
  return true;
}

function reboot(world: World, { ref }: Injected): boolean {
  const element = world.plan.elements[ref];
  if (element?.kind !== 'host') return false;
  if (hasFailed(world, ref)) {
    tell(world, ref, undefined, `${nameOf(world, ref)} cannot reboot: it has failed`);
    return true;
  }
  const event = tell(world, ref, 'down', `${nameOf(world, ref)} reboots`);
  startReboot(world, ref, element.reboot.value, () => {
    const reasons = reasonsDown(world, ref);
    log(world, {
      mechanism: 'machine',
      subject: ref,
      to: reasons.length > 0 ? 'down' : world.hostOf[ref]?.maintenance ? 'maintenance' : 'up',
      cause: event,
      text:
        reasons.length === 0
          ? `${nameOf(world, ref)} has rebooted`
          : `${nameOf(world, ref)} cannot come up: ${namesOf(world, reasons)} ${reasons.length > 1 ? 'are' : 'is'} down`,
      source: element.reboot,
    });
  });
  return true;
}

function losePaths(world: World, { injection, ref }: Injected): boolean {
  const hosts = refsOf(world, injection.forHosts);
  for (const host of hosts) world.lostPaths.push([host, ref]);
  const text = `${namesOf(world, hosts)} ${hosts.length > 1 ? 'lose' : 'loses'} the path to ${nameOf(world, ref)}`;
  const event = tell(world, ref, undefined, text);
  notePath(world, event, hosts, ref);
  changedPaths(world);
  return true;
}

function mendPaths(world: World, { injection, ref }: Injected): boolean {
  const hosts = refsOf(world, injection.forHosts);
  removePaths(world, ([host, storage]) => storage === ref && hosts.includes(host));
  const text = `${namesOf(world, hosts)} ${hosts.length > 1 ? 'see' : 'sees'} ${nameOf(world, ref)} again`;
  const event = tell(world, ref, undefined, text);
  notePath(world, event, hosts, ref);
  changedPaths(world);
  return true;
}

function partition(world: World, { injection, ref }: Injected): boolean {
  const [left, right] = sides(world, injection);
  for (const a of left) for (const b of right) world.cuts.push([a, b]);
  const text = `${namesOf(world, left)} ${left.length > 1 ? 'are' : 'is'} cut off from ${namesOf(world, right)}`;
  const event = tell(world, ref, undefined, text);
  noteCut(world, event, left, right);
  changedPaths(world);
  return true;
}

function heal(world: World, { injection, ref }: Injected): boolean {
  const [left, right] = sides(world, injection);
  const between = (a: Ref, b: Ref) => left.includes(a) && right.includes(b);
  removeCuts(world, ([a, b]) => between(a, b) || between(b, a));
  const text = `${namesOf(world, left)} ${left.length > 1 ? 'reach' : 'reaches'} ${namesOf(world, right)} again`;
  const event = tell(world, ref, undefined, text);
  noteCut(world, event, left, right);
  changedPaths(world);
  return true;
}

function sides(world: World, injection: Injected['injection']): readonly [readonly Ref[], readonly Ref[]] {
  const ids = (side: readonly { readonly id: string }[]) => side.map((target) => target.id);
  return [refsOf(world, ids(injection.targets)), refsOf(world, ids(injection.otherSide))];
}

function refsOf(world: World, ids: readonly string[]): readonly Ref[] {
  return ids.map((id) => world.plan.refs.get(id)).filter((ref) => ref !== undefined);
}

type Ends = readonly [Ref, Ref];

/** Ends the cuts that `ends` says, and gives them. */
function removeCuts(world: World, ends: (cut: Ends) => boolean): readonly Ends[] {
  return takeOut(world.cuts, ends);
}

function removePaths(world: World, ends: (path: Ends) => boolean): readonly Ends[] {
  return takeOut(world.lostPaths, ends);
}

function takeOut(list: Ends[], which: (one: Ends) => boolean): readonly Ends[] {
  const out = list.filter(which);
  const rest = list.filter((one) => !out.includes(one));
  list.splice(0, list.length, ...rest);
  return out;
}

/** Who reaches whom and who sees which storage has changed. */
function changedPaths(world: World): void {
  touch(world, 'network');
  touch(world, 'storage');
  touch(world, 'machines');
}

function tell(world: World, subject: Ref, to: string | undefined, text: string): number {
  return log(world, { mechanism: 'injection', subject, cause: -1, text, ...(to === undefined ? {} : { to }) });
}
