/** What lives: a component that is not failed itself and whose power, place and carriers live. */

import type { Fate } from '../../topology/fates.ts';
import type { Ref } from '../../topology/ranks.ts';
import { own } from '../own.ts';
import { touch, type World } from '../world.ts';

/** The version of components that was worked out last. */
const settled = own(() => ({ version: -1 }));

/** Works out anew which components live. Gives those that changed, each after what it depends on. */
export function settleComponents(world: World): readonly Ref[] {
  const { lives, versions } = world;
  const known = settled(world);
  if (known.version === versions.components && !world.thorough) return [];
  const changed: Ref[] = [];
  for (const fate of world.plan.fates) {
    const now = mayLive(world, fate) ? 1 : 0;
    if (lives[fate.ref] === now) continue;
    lives[fate.ref] = now;
    changed.push(fate.ref);
  }
  if (changed.length > 0) {
    const concerned = machinesOn(world, changed);
    touch(world, 'components', concerned);
    touch(world, 'network', concerned);
    touch(world, 'storage', concerned);
  }
  known.version = versions.components;
  return changed;
}

/**
 * The machines that have lost or regained their host or an adapter, where nothing but hosts, servers and adapters
 * changed: who reaches whom changes for them alone. `undefined` where others may be concerned too.
 */
function machinesOn(world: World, changed: readonly Ref[]): readonly Ref[] | undefined {
  const metal = new Set<Ref>();
  for (const ref of changed) {
    const element = world.plan.elements[ref];
    if (element?.kind === 'host' || element?.kind === 'server') metal.add(ref);
    else if (element?.kind === 'adapter' || element?.kind === 'virtual-adapter')
      metal.add(world.plan.refs.get(element.machine) ?? ref);
    else return undefined;
  }
  return world.machines.filter(({ ref, host }) => metal.has(host) || metal.has(ref)).map(({ ref }) => ref);
}

function mayLive(world: World, { ref, all, any }: Fate): boolean {
  if (world.broken[ref]) return false;
  for (const other of all) if (!world.lives[other]) return false;
  if (any.length === 0) return true;
  for (const other of any) if (world.lives[other]) return true;
  return false;
}

/** Why a component that is not failed itself does not live: the failed elements it hangs on. Empty where it may live. */
export function reasonsDown(world: World, ref: Ref): readonly Ref[] {
  const fate = fateOf(world, ref);
  if (!fate) return [];
  const lost = fate.all.filter((other) => !world.lives[other]);
  if (lost.length > 0) return lost.slice(0, 1);
  return fate.any.length > 0 && fate.any.every((other) => !world.lives[other]) ? fate.any : [];
}

/** All that a component hangs on. */
export function carriersOf(world: World, ref: Ref): readonly Ref[] {
  const fate = fateOf(world, ref);
  return fate ? [...fate.all, ...fate.any] : [];
}

function fateOf(world: World, ref: Ref): Fate | undefined {
  return world.plan.fates.find((fate) => fate.ref === ref);
}
