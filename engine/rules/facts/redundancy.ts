/** Which members of a service stand in for each other, mode by mode. */
import type { Id, Service } from '../../topology/model.ts';

/** A member and the side that it is on: members of one side do not stand in for each other. */
export interface Partner {
  readonly member: Id;
  readonly side: string;
}

/** The members of a service that must not be lost together, in the order of their positions, each once. */
export function partnersOf(service: Service): readonly Partner[] {
  let partners = known.get(service);
  if (!partners) {
    const unique = uniqueMembers(sidesOf(service));
    partners = unique.length > 1 ? unique : [];
    known.set(service, partners);
  }
  return partners;
}

const known = new WeakMap<Service, readonly Partner[]>();

function sidesOf(service: Service): readonly Partner[] {
  switch (service.mode) {
    case 'standalone':
      return [];
    case 'duplication':
      return eachAlone(service.active, service.standby);
    case 'switchover':
      return eachAlone(service.primary, service.backup);
    case 'geo-redundant':
      return eachAlone(service.primary, service.secondary);
    case 'active-active':
      return eachAlone(...service.members);
    case 'failover-group':
      return eachAlone(...service.owners);
    case 'survivable-core':
      return [...onSide('main', service.main), ...onSide('survivable', ...service.survivable)];
    case 'n-plus-one':
      return [...onSide('member', ...service.members), ...onSide('spare', ...service.spares)];
  }
}

const eachAlone = (...members: (Id | undefined)[]) => members.flatMap((member) => onSide(member ?? '', member));

function onSide(side: string, ...members: (Id | undefined)[]): Partner[] {
  return members.flatMap((member) => (member === undefined ? [] : [{ member, side }]));
}

function uniqueMembers(partners: readonly Partner[]): readonly Partner[] {
  const seen = new Set<Id>();
  return partners.filter(({ member }) => !seen.has(member) && seen.add(member));
}
