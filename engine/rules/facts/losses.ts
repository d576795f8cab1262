/** What users notice when members of a service are lost together. */
import type { Id, Service, Topology } from '../../topology/model.ts';
import { message } from '../message.ts';
import { type Fate, fatalTo } from './fates.ts';
import { oncePerTopology } from './memo.ts';
import { partnersOf } from './redundancy.ts';

/** The words for it, parts of a sentence: `when it fails both are lost and …`. */
export const lossWords = {
  callsDrop: message`calls drop`,
  nobodyLeft: message`nobody takes over`,
  someLeft: message`${'left'} of ${'count'} members ${'are'} left`,
  service: message`${'service'}, ${'mode'}`,
};

/** What follows for a service when a place is lost together with all that stands in it. */
export function consequenceOf(topology: Topology, service: Service, fate: Fate, place: Id): string {
  if (fatalTo(topology, fate, service.id).has(place))
    return service.preserves === 'calls' ? lossWords.callsDrop({}) : lossWords.nobodyLeft({});
  const count = partnersOf(service).length;
  const left = count - (lostWith(topology, service, fate).get(place) ?? 0);
  return lossWords.someLeft({ left, count, are: left === 1 ? 'is' : 'are' });
}

const losses = oncePerTopology(() => new Map<string, ReadonlyMap<Id, number>>());

/** How many members of a service each place takes with it. */
function lostWith(topology: Topology, service: Service, fate: Fate): ReadonlyMap<Id, number> {
  const known = losses(topology);
  const key = `${fate} ${service.id}`;
  const found = known.get(key);
  if (found) return found;
  const lost = new Map<Id, number>();
  for (const { member } of partnersOf(service))
    for (const place of fatalTo(topology, fate, member)) lost.set(place, (lost.get(place) ?? 0) + 1);
  known.set(key, lost);
  return lost;
}

/** `CIC, switchover` */
export function titleOf(service: Service): string {
  return lossWords.service({ service: service.name, mode: service.mode });
}
