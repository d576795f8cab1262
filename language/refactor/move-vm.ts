/** Move a VM to another host, where that breaks no rule. */
import { AstUtils, type LangiumCoreServices } from 'langium';
import { breaksNothing, canStartOn, hostsByDistance, withElements } from '../../engine/rules/facts/changes.ts';
import { sharesAny } from '../../engine/rules/facts/keeping-apart.ts';
import type { Trial } from '../../engine/rules/rule.ts';
import { find } from '../../engine/topology/lookup.ts';
import type { Host, PlacementRule, Topology, Vm } from '../../engine/topology/model.ts';
import { moveTo } from '../edits/change.ts';
import type { Declaration } from '../generated/ast.ts';
import { viewOf } from '../scope/resolve.ts';
import { nameFrom } from '../scope/visible.ts';
import { nodeOf } from '../source.ts';
import { type Budget, isSpent } from './budget.ts';
import { later, type Refactoring } from './refactoring.ts';
import { tidied } from './tidied.ts';

/** At most so many hosts are offered: a menu is read at a glance. */
const most = 8;

/**
 * The hosts to which a VM can move so that no rule is broken that was not, its own cluster's first. What placement rules of
 * its cluster say of it is kept: it leaves the cluster only where they do not name it.
 */
export function movesOf(
  vm: Vm,
  topology: Topology,
  trial: Trial,
  services: LangiumCoreServices,
  budget: Budget,
): readonly Refactoring[] {
  const found: Refactoring[] = [];
  for (const host of hostsByDistance(topology, vm)) {
    if (found.length === most || isSpent(budget)) break;
    if (!keepsItsRules(topology, vm, host) || !canStartOn(topology, vm, host)) continue;
    if (vm.ft && host.cluster !== find(topology, 'host', vm.host)?.cluster) continue;
    const move = moved(vm, host, services);
    if (move && breaksNothing(topology, withElements(topology, { ...vm, host: host.id }), trial)) found.push(move);
  }
  return found;
}

function keepsItsRules(topology: Topology, vm: Vm, host: Host): boolean {
  const own = find(topology, 'host', vm.host);
  const cluster = find(topology, 'cluster', own?.cluster);
  const rules = (cluster?.drs?.rules ?? []).filter(({ machines }) => machines.includes(vm.id));
  if (host.cluster !== cluster?.id) return rules.length === 0;
  return rules.every((rule) => isKept(rule, topology, vm, host) || (own && !isKept(rule, topology, vm, own)));
}

/** Whether a rule is kept with the VM on a host. */
function isKept(rule: PlacementRule, topology: Topology, vm: Vm, host: Host): boolean {
  if (rule.kind === 'on') return rule.hosts.includes(host.id);
  const others = rule.machines
    .filter((id) => id !== vm.id)
    .flatMap((id) => find(topology, 'host', find(topology, 'vm', id)?.host) ?? []);
  if (rule.kind === 'together') return others.every((other) => other.id === host.id);
  return !others.some((other) => sharesAny(topology, host, other, rule.levels));
}

function moved(vm: Vm, host: Host, services: LangiumCoreServices): Refactoring | undefined {
  const node = nodeOf(vm.source);
  const document = AstUtils.getDocument(node);
  const view = viewOf(document, services.shared.workspace.LangiumDocuments);
  const name = nameFrom(node, nodeOf(host.source) as Declaration, view);
  const outcome = name === undefined ? undefined : moveTo(node, name);
  if (!outcome || !('changes' in outcome)) return undefined;
  const { changes } = outcome;
  return later({ kind: 'refactor.move', title: `Move ${vm.name} to ${name}` }, () => ({
    edits: tidied(document, changes, services).edits,
  }));
}
