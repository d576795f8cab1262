/** Which of the names that may stand at a place are likely meant: those come first, the others say why not. */
import type { AstNode } from 'langium';
import { seenStorage } from '../../language/checks/stated.ts';
import { kindOf } from '../../language/checks/words.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf, targetOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import { candidateHosts, runningHost } from '../adapters.ts';
import type { Ranking } from './choice.ts';
import type { Expected, Frame } from './expected.ts';
import { pathAfter } from './head-words.ts';
import { rankingOfBroken } from './narrow-steps.ts';
import { type Here, resolve } from './places.ts';

/** More services than this are not asked whose members they have. */
const most = 2000;

/** Roles in which a service stands rather than a machine. */
const ofServices: ReadonlySet<string> = new Set(['main', 'survivable']);
const roles: ReadonlySet<string> = new Set([
  'member',
  'members',
  'active',
  'standby',
  'primary',
  'backup',
  'secondary',
  'spares',
  ...ofServices,
]);

/**
 * Of a member: machines before services (a core's members the other way round), those that serve nothing yet before those
 * that do, and last of them what shares its host with another member, which the loss of the host would take too.
 */
export function rankingOf(
  { kinds, key, narrowing }: Extract<Expected, { is: 'reference' }>,
  frames: readonly Frame[],
  here: Here,
): Ranking {
  const frame = frames.at(-1);
  const service = frame && here.nodeOf(frame);
  if (narrowing?.to === 'site of machine') return openFirst(kinds);
  if (key === 'disk' && frame?.id === 'vm') return bySight(frame, here);
  if (narrowing?.to === 'broken') return rankingOfBroken(service, here.cursor);
  if (key === undefined || !roles.has(key) || !ast.isService(service)) return byKind(kinds, key);
  const members = membersOf(service);
  const areServices = members.length > 0 && members.every(ast.isService);
  const order = ofServices.has(key) || areServices ? [...kinds].reverse() : kinds;
  const hosts = hostsOfMembers(service);
  const taken = takenBy(service, here);
  return (declaration) => {
    const rank = Math.max(0, order.indexOf(kindOf(declaration)));
    if (order === kinds && ast.isService(declaration))
      return { rank: taken.has(declaration) ? 9 : 8, ...noteOf(taken.get(declaration)) };
    const host = ast.isVm(declaration) ? runningHost(declaration) : undefined;
    const shared = host && hosts.get(host);
    if (shared !== undefined) return { rank: rank + 4, note: `shares its host with ${shared}` };
    const other = taken.get(declaration);
    return other === undefined ? { rank } : { rank: rank + 3, ...noteOf(other) };
  };
}

function noteOf(other: string | undefined): { readonly note?: string } {
  return other === undefined ? {} : { note: `serves ${other} already` };
}

/** Modes whose members stand in for one another in all that they are: machines, but for rare cases. */
const ofMachines: ReadonlySet<string> = new Set(['duplication', 'switchover', 'n-plus-one']);

/** The kinds that a member of a pair nearly always has; all of them where it is no such member. */
export function machinesOf(
  { kinds, key, qualifier }: Extract<Expected, { is: 'reference' }>,
  frame: Frame | undefined,
): readonly ReferenceKind[] {
  const isMember = frame && ofMachines.has(frame.id) && key !== undefined && roles.has(key) && qualifier.length === 0;
  return isMember ? kinds.filter((kind) => kind !== 'service') : kinds;
}

/** Storage that every host sees on which the VM may come to run, before others. */
function bySight(frame: Frame, here: Here): Ranking {
  const host = resolve(pathAfter(frame.head, 'on'), here, ['Host']);
  const seeing = (ast.isHost(host) ? candidateHosts(host) : [])
    .filter(ast.isHost)
    .map((each) => ({ name: each.name, seen: seenStorage(each) ?? [] }))
    .filter(({ seen }) => seen.length > 0);
  return (declaration) => {
    const blind = seeing.filter(({ seen }) => !seen.includes(declaration)).map(({ name }) => name);
    if (blind.length === 0) return { rank: 0 };
    return { rank: 1, note: `not seen by ${blind.slice(0, 3).join(', ')}` };
  };
}

/** Networks before switches, those that are used for one purpose only after the others. */
function openFirst(kinds: readonly ReferenceKind[]): Ranking {
  return (declaration) => {
    const isDedicated = itemsOf(declaration).some((item) => ast.isFlagProperty(item) && item.key === 'dedicated');
    return { rank: 2 * Math.max(0, kinds.indexOf(kindOf(declaration))) + Number(isDedicated) };
  };
}

/** Of what people speak of, and try, most. */
const spokenOf: readonly ReferenceKind[] = [
  'service',
  'endpoint',
  'host',
  'vm',
  'server',
  'failover-cluster',
  'site',
  'cluster',
  'switch',
  'network',
  'link',
  'storage',
  'rack',
  'circuit',
];

/** In the order in which the reference names the kinds; where all sorts of things may stand, what people speak of most first. */
function byKind(kinds: readonly ReferenceKind[], key: string | undefined): Ranking {
  const order = key === undefined && kinds.length > 5 ? spokenOf : kinds;
  return (declaration) => {
    const rank = order.indexOf(kindOf(declaration));
    return { rank: rank < 0 ? order.length : rank };
  };
}

function membersOf(service: ast.Service): readonly Declaration[] {
  return itemsOf(service)
    .filter(ast.isReferenceProperty)
    .filter(({ key }) => roles.has(key))
    .flatMap(({ refs }) => refs.map(targetOf))
    .filter((member) => member !== undefined);
}

/** The hosts of the members that are written, with the member. */
function hostsOfMembers(service: ast.Service): ReadonlyMap<AstNode, string> {
  const hosts = new Map<AstNode, string>();
  for (const member of membersOf(service)) {
    const host = ast.isVm(member) ? runningHost(member) : undefined;
    if (host) hosts.set(host, member.name);
  }
  return hosts;
}

/** Members of other services of the file. */
function takenBy(service: ast.Service, here: Here): ReadonlyMap<AstNode, string> {
  const taken = new Map<AstNode, string>();
  const services = symbolsOf(here.document).declarations.filter(ast.isService);
  if (services.length > most) return taken;
  for (const other of services) {
    if (other === service || !other.name) continue;
    for (const member of membersOf(other)) if (!taken.has(member)) taken.set(member, other.name);
  }
  return taken;
}
