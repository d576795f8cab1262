/** Which of the names of the right kind make sense at a place. */
import type { AstNode } from 'langium';
import { possibleMembers } from '../../language/checks/memberships.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf, targetOf } from '../../language/paths.ts';
import { nicsOf } from '../../language/scope/members.ts';
import { siteOf } from '../../language/scope/visible.ts';
import { candidateHosts, type Metal, runningHost, takersOf } from '../adapters.ts';
import type { Frame, Narrowing } from './expected.ts';
import { pathAfter } from './head-words.ts';
import { type Here, resolve } from './places.ts';

export type Sieve = (declaration: Declaration) => boolean;

const all: Sieve = () => true;

export function sieveOf(narrowing: Narrowing | undefined, frames: readonly Frame[], here: Here): Sieve {
  switch (narrowing?.to) {
    case 'site of machine':
      return ofSite(machinesOf(frames, here));
    case 'other members':
      return notItself(frames, here);
    case 'hosts of':
      return oneOf(hostsFor(resolve(narrowing.machine, here, ['Vm'])));
    case 'owners of': {
      const group = resolve(narrowing.group, here, ['Service']);
      return oneOf(ast.isService(group) ? possibleMembers(group) : []);
    }
    default:
      return all;
  }
}

/** Where nothing is known, everything may be meant. */
function oneOf(declarations: readonly Declaration[]): Sieve {
  return declarations.length === 0 ? all : (declaration) => declarations.includes(declaration);
}

/** The other hosts on which a VM may come to run. */
function hostsFor(vm: Declaration | undefined): readonly Declaration[] {
  const host = ast.isVm(vm) ? runningHost(vm) : undefined;
  return host ? candidateHosts(host).filter((other) => other !== host) : [];
}

/** Of the sites in which the machines stand; what stands in no site is reached from everywhere. */
function ofSite(machines: readonly AstNode[]): Sieve {
  const sites = machines.map(siteOf);
  if (sites.length === 0 || sites.includes(undefined)) return all;
  return (declaration) => {
    const site = siteOf(declaration);
    return site === undefined || sites.includes(site);
  };
}

/** The machines whose adapter is written: of a template, all that take it; of a VM, the host that runs it. */
function machinesOf(frames: readonly Frame[], here: Here): readonly AstNode[] {
  const frame = frames.findLast(({ id }) => id === 'host' || id === 'server' || id === 'vm' || id === 'template');
  if (!frame) return [];
  if (frame.id === 'vm') return hostOfVm(frame, here);
  const node = here.nodeOf(frame);
  if (ast.isTemplate(node)) {
    return takersOf(node, here.documents).flatMap((taker) => (ast.isVm(taker) ? (runningHost(taker) ?? []) : [taker]));
  }
  return node ? [node] : [];
}

/** Read from the words after `on`: they stand before the cursor, whatever became of the rest of the statement. */
function hostOfVm(frame: Frame, here: Here): readonly Metal[] {
  const host = resolve(pathAfter(frame.head, 'on'), here, ['Host']);
  return ast.isHost(host) || ast.isServer(host) ? [host] : [];
}

/** A service is no member of itself, nor of what it has as member. */
function notItself(frames: readonly Frame[], here: Here): Sieve {
  const frame = frames.at(-1);
  const self = frame && here.nodeOf(frame);
  if (!ast.isService(self)) return (declaration) => declaration !== self;
  const others = new Set<Declaration>(
    itemsOf(self)
      .filter(ast.isReferenceProperty)
      .filter(({ key }) => roles.has(key))
      .flatMap(({ refs }) => refs.map(targetOf))
      .filter((member) => member !== undefined),
  );
  return (declaration) => declaration !== self && !others.has(declaration);
}

const roles: ReadonlySet<string> = new Set([
  'active',
  'standby',
  'primary',
  'backup',
  'secondary',
  'main',
  'survivable',
  'spares',
]);

/**
 * Names of adapters that may stand after `via`: those that every host has on which the VM may come to run, and that
 * lead to the network; where there is none such, those of the running host.
 */
export function adaptersFor(frames: readonly Frame[], network: readonly string[], here: Here): readonly ast.Nic[] {
  const target = resolve(network, here, ['Network']);
  const hosts = runningHosts(frames, here);
  const running = hosts.flatMap(nicsOf);
  const candidates = hosts.flatMap(candidateHosts);
  const leads = (nic: ast.Nic) => target === undefined || carries(nic, target);
  const everywhere = running.filter((nic) =>
    candidates.every((host) => nicsOf(host).some((other) => other.name === nic.name && leads(other))),
  );
  const right = everywhere.length > 0 ? everywhere : running.filter(leads);
  return [...new Map((right.length > 0 ? right : running).map((nic) => [nic.name, nic])).values()];
}

function runningHosts(frames: readonly Frame[], here: Here): readonly Metal[] {
  const frame = frames.findLast(({ id }) => id === 'vm' || id === 'template');
  if (!frame) return [];
  if (frame.id === 'vm') return hostOfVm(frame, here);
  const template = here.nodeOf(frame);
  if (!ast.isTemplate(template)) return [];
  return takersOf(template, here.documents)
    .filter(ast.isVm)
    .map(runningHost)
    .filter((host) => host !== undefined);
}

/** An adapter carries the network that it is cabled to, and those that list the switch that it is cabled to. */
function carries(nic: ast.Nic, network: Declaration): boolean {
  const target = targetOf(nic.target);
  if (target === network) return true;
  return itemsOf(network).some(
    (item) =>
      ast.isReferenceProperty(item) && item.key === 'switches' && item.refs.some((path) => targetOf(path) === target),
  );
}
