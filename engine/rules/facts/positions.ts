/** The position in which a service names a member. */
import type { Id, Service } from '../../topology/model.ts';

/** A position with all members that it names. */
export interface Position {
  /** The property that names them: `standby`, `members`. */
  readonly property: string;
  /** What one of them is called: `standby`, `member`. */
  readonly title: string;
  readonly members: readonly Id[];
}

/** The position of a member; where it has several, the last: the one that repeats it. */
export function positionOf(service: Service, member: Id): Position {
  const positions = positionsOf(service);
  return positions.findLast(({ members }) => members.includes(member)) ?? { property: 'name', title: '', members: [] };
}

function positionsOf(service: Service): readonly Position[] {
  const single = (property: string, member: Id | undefined): Position => ({
    property,
    title: property,
    members: member === undefined ? [] : [member],
  });
  switch (service.mode) {
    case 'standalone':
      return [single('member', service.member)];
    case 'duplication':
      return [single('active', service.active), single('standby', service.standby)];
    case 'switchover':
      return [single('primary', service.primary), single('backup', service.backup)];
    case 'geo-redundant':
      return [single('primary', service.primary), single('secondary', service.secondary)];
    case 'survivable-core':
      return [
        single('main', service.main),
        { property: 'survivable', title: 'survivable', members: service.survivable },
      ];
    case 'active-active':
      return [{ property: 'members', title: 'member', members: service.members }];
    case 'n-plus-one':
      return [
        { property: 'members', title: 'member', members: service.members },
        { property: 'spares', title: 'spare', members: service.spares },
      ];
    case 'failover-group':
      return [{ property: 'owners', title: 'owner', members: service.owners }];
  }
}

/** The service with another member in the position of one. */
export function withMember(service: Service, member: Id, other: Id): Service {
  const { property } = positionOf(service, member);
  const value = (service as unknown as Readonly<Record<string, Id | readonly Id[] | undefined>>)[property];
  const changed = typeof value === 'object' ? value.map((each) => (each === member ? other : each)) : other;
  return { ...service, [property]: changed } as Service;
}
