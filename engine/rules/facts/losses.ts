/** What users notice when members of a service are lost together. */
import type { Id, Service, Topology } from '../../topology/model.ts';
import { message } from '../message.ts';
import { type Fate, fatalTo } from './fates.ts';
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
  const partners = partnersOf(service);
  const left = partners.filter(({ member }) => !fatalTo(topology, fate, member).has(place)).length;
  return lossWords.someLeft({ left, count: partners.length, are: left === 1 ? 'is' : 'are' });
}

/** `CIC, switchover` */
export function titleOf(service: Service): string {
  return lossWords.service({ service: service.name, mode: service.mode });
}
