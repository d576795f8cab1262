/** Which of the names of the right kind make sense at a place. */
import type { AstNode } from 'langium';
import { possibleMembers } from '../../language/checks/memberships.ts';
import { suits } from '../../language/checks/templates.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf, targetOf } from '../../language/paths.ts';
import { nicsOf } from '../../language/scope/members.ts';
import { siteOf } from '../../language/scope/visible.ts';
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import { candidateHosts, type Metal, runningHost, takersOf } from '../adapters.ts';
import { all, type NamedChoice, oneOf, type Sieve } from './choice.ts';
import type { Frame, Narrowing } from './expected.ts';
import { pathAfter } from './head-words.ts';
import { sieveOfStep } from './narrow-steps.ts';
import { type Here, resolve } from './places.ts';

/** What stands at a site and is of use there alone. */
const placed: ReadonlySet<ReferenceKind> = new Set(['network', 'switch', 'storage', 'rack', 'circuit']);

/** @param kinds what is looked for */
export function sieveOf(
  narrowing: Narrowing | undefined,
  kinds: readonly ReferenceKind[],
  frames: readonly Frame[],
  here: Here,
): Sieve {
  if (!narrowing) return all;
  switch (narrowing.to) {
    case 'site of machine':
      return ofSite(machinesOf(frames, here));
    case 'other members': {
      const other = notItself(frames, here);
      if (!kinds.some((kind) => placed.has(kind))) return other;
      const near = ofSite(standingOf(frames, here));
      return (declaration) =>
        other(declaration) && (ast.isLink(declaration) ? leadsTo(declaration, near) : near(declaration));
    }
    case 'templates for':
      return (template) => !ast.isTemplate(template) || suits(template, narrowing.taker);
    case 'other hosts':
      return oneOf(
        runningHosts(frames, here).flatMap((host) => candidateHosts(host).filter((other) => other !== host)),
      );
    case 'own cluster':
      return inCluster(bodyNode('cluster', frames, here));
    case 'nodes':
      return oneOf(nodesFor(frames, here, narrowing.owning));
    case 'witness':
      return noneOf(stated(bodyNode('failover-cluster', frames, here), 'nodes'));
    default:
      return sieveOfStep(narrowing, bodyNode('scenario', frames, here), here);
  }
}

/** The statement of the innermost open body of a kind. */
function bodyNode(id: Frame['id'], frames: readonly Frame[], here: Here): AstNode | undefined {
  const frame = frames.findLast((each) => each.id === id);
  return frame && here.nodeOf(frame);
}

/** Nodes of the cluster of the failover group that is written. @param owning those alone that may own it */
function nodesFor(frames: readonly Frame[], here: Here, owning: boolean): readonly Declaration[] {
  const group = bodyNode('failover-group', frames, here);
  if (!ast.isService(group)) return [];
  if (owning) return possibleMembers(group);
  return stated(stated(group, 'cluster')[0], 'nodes');
}

function noneOf(declarations: readonly Declaration[]): Sieve {
  return (declaration) => !declarations.includes(declaration);
}

/** The names of a property, as far as they mean something. */
function stated(node: AstNode | undefined, key: string): readonly Declaration[] {
  return itemsOf(node)
    .filter(ast.isReferenceProperty)
    .filter((property) => property.key === key)
    .flatMap(({ refs }) => refs.map(targetOf))
    .filter((target) => target !== undefined);
}

/** Hosts of a cluster, and VMs that they run. */
function inCluster(cluster: AstNode | undefined): Sieve {
  if (!itemsOf(cluster).some(ast.isHost)) return all;
  return (declaration) => {
    const host = ast.isVm(declaration) ? runningHost(declaration) : declaration;
    return host?.$container === cluster;
  };
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

/** A link leads from site to site: one of its ends must be near, as far as they can be read. */
function leadsTo({ ends }: ast.Link, near: Sieve): boolean {
  const targets = ends.map(targetOf).filter((end) => end !== undefined);
  return targets.length === 0 || targets.some(near);
}

/** Where the statement that is written stands: it itself, the hosts of a VM, of a service or a cluster its members. */
function standingOf(frames: readonly Frame[], here: Here): readonly AstNode[] {
  const machines = machinesOf(frames, here);
  if (machines.length > 0) return machines;
  const frame = frames.at(-1);
  const node = frame && here.nodeOf(frame);
  if (ast.isService(node) || ast.isFailoverCluster(node)) return machinesUnder(node, 4);
  // damaged: the site around it may still be there
  return [node && node !== here.node ? node : here.node];
}

/** The metal under the members of a service or the nodes of a failover cluster. */
function machinesUnder(node: AstNode, depth: number): readonly AstNode[] {
  if (depth === 0) return [];
  return itemsOf(node)
    .filter(ast.isReferenceProperty)
    .filter(({ key }) => roles.has(key) || key === 'member' || key === 'members' || key === 'nodes')
    .flatMap(({ refs }) => refs.map(targetOf))
    .flatMap((member) => {
      if (ast.isVm(member)) return runningHost(member) ?? [];
      if (ast.isService(member)) return machinesUnder(member, depth - 1);
      return member ? [member] : [];
    });
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
  // what stands at the cursor already may stay
  const isElsewhere = ({ $cstNode: cst }: ast.Path) => !cst || here.cursor < cst.offset || cst.end < here.cursor;
  const others = new Set<Declaration>(
    itemsOf(self)
      .filter(ast.isReferenceProperty)
      .filter(({ key }) => roles.has(key))
      .flatMap(({ refs }) => refs.filter(isElsewhere).map(targetOf))
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
 * lead to the network; where there is none such, those of the running host, with the hosts that lack them; where none
 * leads there, those that every host has.
 */
export function adaptersFor(frames: readonly Frame[], network: readonly string[], here: Here): readonly NamedChoice[] {
  const target = resolve(network, here, ['Network']);
  const hosts = runningHosts(frames, here);
  const running = hosts.flatMap(nicsOf);
  const candidates = hosts.flatMap(candidateHosts);
  const leads = (nic: ast.Nic) => target === undefined || carries(nic, target);
  const lacking = (nic: ast.Nic) =>
    candidates.filter((host) => !nicsOf(host).some((other) => other.name === nic.name && leads(other)));
  const everywhere = running.filter((nic) => lacking(nic).length === 0);
  const right = everywhere.length > 0 ? everywhere : running.filter(leads);
  if (right.length === 0 && target) {
    const has = (host: Metal, { name }: ast.Nic) => nicsOf(host).some((other) => other.name === name);
    const shared = running.filter((nic) => candidates.every((host) => has(host, nic)));
    const note = `does not lead to ${target.name}`;
    return [...new Map(shared.map((nic) => [nic.name, nic]))].map(([name, declaration]) => ({
      name,
      declaration,
      note,
    }));
  }
  const byName = new Map((right.length > 0 ? right : running).map((nic) => [nic.name, nic]));
  return [...byName].map(([name, declaration]) => {
    const without = everywhere.length > 0 ? [] : [...new Set(lacking(declaration).map((host) => host.name))];
    return { name, declaration, ...(without.length > 0 && { note: `not on ${without.slice(0, 3).join(', ')}` }) };
  });
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
