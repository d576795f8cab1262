/** Which of the names that may stand at a place are likely meant: those come first, the others say why not. */
import type { AstNode } from 'langium';
import { kindOf } from '../../language/checks/words.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf, targetOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import { runningHost } from '../adapters.ts';
import type { Ranking } from './choice.ts';
import type { Frame } from './expected.ts';
import type { Here } from './places.ts';

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
 * that do, and last what shares its host with another member, which the loss of the host would take too.
 */
export function rankingOf(
  kinds: readonly ReferenceKind[],
  key: string | undefined,
  frames: readonly Frame[],
  here: Here,
): Ranking {
  const frame = frames.at(-1);
  const service = frame && here.nodeOf(frame);
  if (key === undefined || !roles.has(key) || !ast.isService(service)) return () => ({ rank: 0 });
  const order = ofServices.has(key) ? [...kinds].reverse() : kinds;
  const hosts = hostsOfMembers(service);
  const taken = takenBy(service, here);
  return (declaration) => {
    const rank = Math.max(0, order.indexOf(kindOf(declaration)));
    const host = ast.isVm(declaration) ? runningHost(declaration) : undefined;
    const shared = host && hosts.get(host);
    if (shared !== undefined) return { rank: rank + 4, note: `shares its host with ${shared}` };
    const other = taken.get(declaration);
    return other === undefined ? { rank } : { rank: rank + 3, note: `serves ${other} already` };
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
