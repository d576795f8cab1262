/** Where a machine may come to run. */
import type { AstNode } from 'langium';
import type { Declaration, Host, Vm } from '../generated/ast.ts';
import { isCluster, isHost, isServer, isService, isVm } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import { isWhole, possibleMembers } from './memberships.ts';
import { hostOf } from './stated.ts';

/** The hosts on which a VM may come to run: all of its host's cluster; none where the text does not say enough. */
export function candidateHosts(vm: Vm): readonly Host[] {
  const host = hostOf(vm);
  if (!host) return [];
  const cluster = host.$container;
  if (!isCluster(cluster)) return [host];
  return !isSound(cluster) ? [] : itemsOf(cluster).filter(isHost);
}

/** Whether a machine may run on, or in, a place; `undefined` where the text does not say enough. */
export function mayRunOn(machine: Declaration, place: Declaration): boolean | undefined {
  if (machine === place) return true;
  if (isVm(machine)) {
    const hosts = candidateHosts(machine);
    if (hosts.length === 0) return undefined;
    return hosts.some((host) => host === place || stands(host, place));
  }
  return isServer(machine) ? stands(machine, place) : undefined;
}

/** Whether a service may be served by, on, or in a place. */
export function mayServeOn(
  service: Declaration,
  place: Declaration,
  seen = new Set<Declaration>(),
): boolean | undefined {
  if (!isService(service)) return mayRunOn(service, place);
  if (seen.has(service)) return false;
  seen.add(service);
  const members = possibleMembers(service);
  if (members.length === 0 || !isWhole(service)) return undefined;
  const answers = members.map((member) => member === place || mayServeOn(member, place, seen));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Whether a declaration stands in the body of another, or deeper. */
export function stands(inner: AstNode, outer: AstNode): boolean {
  for (let node = inner.$container; node; node = node.$container) if (node === outer) return true;
  return false;
}
