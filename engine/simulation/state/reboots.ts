/** Hosts and servers that are rebooting: down by themselves until their time has passed, unless they fail meanwhile. */
import type { Ref } from '../../topology/ranks.ts';
import { own } from '../own.ts';
import { Phase } from '../phases.ts';
import type { Timer } from '../queue.ts';
import { cancel, schedule, touch, type World } from '../world.ts';

const reboots = own(() => new Map<Ref, Timer>());

/** Whether metal has failed by injection, and not merely reboots. */
export function hasFailed(world: World, ref: Ref): boolean {
  return world.broken[ref] === 1 && !reboots(world).has(ref);
}

/** Takes metal down for `time` ms; `run` is called when it may live again. One that reboots already starts anew. */
export function startReboot(world: World, ref: Ref, time: number, run: () => void): void {
  endReboot(world, ref);
  world.broken[ref] = 1;
  touch(world, 'components');
  const timer = schedule(world, time, Phase.propagation, ref, () => {
    reboots(world).delete(ref);
    world.broken[ref] = 0;
    touch(world, 'components');
    run();
  });
  reboots(world).set(ref, timer);
}

/** Calls a reboot off: what it was for has failed or is restored. */
export function endReboot(world: World, ref: Ref): void {
  cancel(reboots(world).get(ref));
  reboots(world).delete(ref);
}
