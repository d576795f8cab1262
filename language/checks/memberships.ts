/** Who is a member of what: the services of a file and of those that it imports, by member. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import {
  type Declaration,
  isReferenceProperty,
  isService,
  isSite,
  type Path,
  type ReferenceProperty,
  type Service,
} from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { damageOf } from '../recovery/damage.ts';
import { importClosure } from '../scope/imports.ts';
import { symbolsOf } from '../scope/symbols.ts';
import { isSound } from '../sound.ts';
import { bodyOf, mode } from '../vocabulary/index.ts';

/** A member as its service states it. */
export interface Membership {
  readonly service: Service;
  /** `active`, `members`, … */
  readonly key: string;
  /** Absent where it follows from the nodes of the cluster. */
  readonly path?: Path;
  readonly member: Declaration;
}

export interface Memberships {
  readonly of: ReadonlyMap<Declaration, readonly Membership[]>;
  /** Whether all members of all services are known: else who is in none may be one all the same. */
  readonly complete: boolean;
}

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

/** A member with the name by which its service states it. */
export type StatedMember = Membership & { readonly path: Path };

/** Answers `membersOf`, each service once: for one run of the checks, as names may be linked anew before the next. */
export function memberReader(): (service: Service) => readonly StatedMember[] {
  const known = new Map<Service, readonly StatedMember[]>();
  return (service) => {
    let members = known.get(service);
    if (!members) {
      members = membersOf(service);
      known.set(service, members);
    }
    return members;
  };
}

/** The members that a service names, in order of the text; of a failover group, its owners. */
export function membersOf(service: Service): readonly StatedMember[] {
  const group = service.mode === 'failover-group';
  const known = bodyOf(service);
  const members: StatedMember[] = [];
  for (const item of itemsOf(service)) {
    if (item.$type !== 'ReferenceProperty') continue;
    const { key, refs } = item as ReferenceProperty;
    if (group ? key !== 'owners' : !memberKeys.has(key)) continue;
    // What stands under a key of another mode is reported as misplaced, and no member.
    if (known && !known.byKey.has(key)) continue;
    for (const path of refs) {
      const member = targetOf(path);
      if (member) members.push({ service, key, path, member });
    }
  }
  return members;
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

/** Whether all members of a service are known: its mode is one, nothing of it is damaged, missing or unresolved. */
export function isWhole(service: Service): boolean {
  const known = mode(service.mode);
  if (!known || !isSound(service)) return false;
  const references = itemsOf(service).filter(isReferenceProperty);
  const stated = new Set<string>(references.map(({ key }) => key));
  const required = known.properties.every((use) => !use.required || stated.has(use.property.key));
  return required && references.every(({ refs }) => refs.every((path) => targetOf(path) !== undefined));
}

/** Whether all services of a file are known as such: none is cut out or begun by a word that is none. */
function knowsAll(file: LangiumDocument): boolean {
  const { declarations, doubtful } = symbolsOf(file);
  const damage = damageOf(file.parseResult.value);
  return doubtful.size === 0 && ![file.parseResult.value, ...declarations.filter(isSite)].some(damage.lacksItems);
}

/** All memberships of a document and its imports, by member. */
export function collectMemberships(
  document: LangiumDocument,
  documents: LangiumDocuments,
  read: (service: Service) => readonly StatedMember[] = membersOf,
): Memberships {
  const found = new Map<Declaration, Membership[]>();
  let complete = true;
  for (const file of importClosure(document, documents)) {
    complete &&= knowsAll(file);
    for (const service of symbolsOf(file).declarations.filter(isService)) {
      const stated = read(service);
      complete &&= isWhole(service);
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
  return { of: found, complete };
}
