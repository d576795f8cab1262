/** Injected cuts: which elements stand on which side of a partition. */

import { placesOf } from '../../topology/places.ts';
import type { Ref } from '../../topology/ranks.ts';
import type { World } from '../world.ts';

/** Whether a partition cuts every path between two elements. */
export function cutBetween(world: World, a: Ref, b: Ref): boolean {
  if (world.cuts.length === 0) return false;
  const [ofA, ofB] = [placesAround(world, a), placesAround(world, b)];
  return world.cuts.some(([left, right]) => (ofA.has(left) && ofB.has(right)) || (ofA.has(right) && ofB.has(left)));
}

/** An element, the host on which it runs now, and the rack, cluster and sites of both. */
export function placesAround(world: World, ref: Ref): ReadonlySet<Ref> {
  const places = new Set<Ref>();
  const element = world.plan.elements[ref];
  if (!element) return places;
  const machine = world.machineOf[ref];
  // A VM stands where it runs: the site in which the text declares it does not hold it.
  if (!machine || machine.host === ref) addPlaces(world, places, ref);
  else {
    places.add(ref);
    addPlaces(world, places, machine.host);
  }
  return places;
}

function addPlaces(world: World, places: Set<Ref>, ref: Ref): void {
  const element = world.plan.elements[ref];
  if (!element) return;
  for (const id of placesOf(world.topology, element)) {
    const place = world.plan.refs.get(id);
    if (place !== undefined) places.add(place);
  }
}
