/** Who is a member of what: the services of a file and of those that it imports, by member. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { type Declaration, isReferenceProperty, isService, type Path, type Service } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { importClosure } from '../scope/imports.ts';
import { symbolsOf } from '../scope/symbols.ts';

/** A member as its service states it. */
export interface Membership {
  readonly service: Service;
  /** `active`, `members`, … */
  readonly key: string;
  /** Absent where it follows from the nodes of the cluster. */
  readonly path?: Path;
  readonly member: Declaration;
}

export type Memberships = ReadonlyMap<Declaration, readonly Membership[]>;

const memberKeys: ReadonlySet<string> = new Set([
  'member',
  'active',
  'standby',
  'primary',
  'backup',
  'secondary',
  'members',
  'main',
  'survivable',
  'spares',
]);

/** The members that a service names, in order of the text; of a failover group, its owners. */
export function membersOf(service: Service): readonly (Membership & { readonly path: Path })[] {
  const group = service.mode === 'failover-group';
  return itemsOf(service)
    .filter(isReferenceProperty)
    .filter(({ key }) => (group ? key === 'owners' : memberKeys.has(key)))
    .flatMap(({ key, refs }) =>
      refs.flatMap((path) => {
        const member = targetOf(path);
        return member ? [{ service, key, path, member }] : [];
      }),
    );
}

/** The members of a service; of a failover group that states no owners, the nodes of its cluster. */
export function possibleMembers(service: Service): readonly Declaration[] {
  const stated = membersOf(service).map(({ member }) => member);
  if (stated.length > 0 || service.mode !== 'failover-group') return stated;
  return namedBy(namedBy([service], 'cluster'), 'nodes');
}

function namedBy(holders: readonly Declaration[], key: string): Declaration[] {
  return holders
    .flatMap((holder) => itemsOf(holder))
    .filter(isReferenceProperty)
    .filter((property) => property.key === key)
    .flatMap((property) => property.refs.map(targetOf))
    .filter((target) => target !== undefined);
}

/** All memberships of a document and its imports, by member. */
export function collectMemberships(document: LangiumDocument, documents: LangiumDocuments): Memberships {
  const found = new Map<Declaration, Membership[]>();
  for (const file of importClosure(document, documents)) {
    for (const service of symbolsOf(file).declarations.filter(isService)) {
      const stated = membersOf(service);
      const all: readonly Membership[] =
        stated.length > 0 || service.mode !== 'failover-group'
          ? stated
          : possibleMembers(service).map((member) => ({ service, key: 'owners', member }));
      for (const membership of all) {
        const same = found.get(membership.member);
        if (same) same.push(membership);
        else found.set(membership.member, [membership]);
      }
    }
  }
  return found;
}
