/** Which physical adapters a `via` of a VM means: one of each host that may come to run the VM. */
import type { AstNode, LangiumDocument, LangiumDocuments, Reference } from 'langium';
import * as ast from '../language/generated/ast.ts';
import { targetOf } from '../language/paths.ts';
import { nicOf, templateOf } from '../language/scope/members.ts';
import { symbolsOf } from '../language/scope/symbols.ts';

export type Metal = ast.Host | ast.Server;
type Taker = ast.Host | ast.Server | ast.Vm;

/** The host on which a VM runs at the start. */
export function runningHost(vm: ast.Vm): Metal | undefined {
  const host = targetOf(vm.host);
  return ast.isHost(host) || ast.isServer(host) ? host : undefined;
}

/** Every host that may come to run what runs on `host`, that host first: its cluster's, or it alone. */
export function candidateHosts(host: Metal): readonly Metal[] {
  const cluster = host.$container as AstNode;
  if (!ast.isCluster(cluster)) return [host];
  return [host, ...cluster.items.filter(ast.isHost).filter((other) => other !== host)];
}

/** All hosts, servers and VMs of loaded files that take a template. */
export function takersOf(template: ast.Template, documents: LangiumDocuments): readonly Taker[] {
  return takersIn(template, documents.all);
}

function takersIn(template: ast.Template, documents: Iterable<LangiumDocument>): readonly Taker[] {
  const takers: Taker[] = [];
  for (const document of documents) {
    for (const machine of symbolsOf(document).declarations) {
      if (!ast.isHost(machine) && !ast.isServer(machine) && !ast.isVm(machine)) continue;
      if (templateOf(machine) === template) takers.push(machine);
    }
  }
  return takers;
}

/** The VMs whose adapter a statement in a VM or a template is. */
export function vmsOf(nic: ast.Nic, documents: LangiumDocuments): readonly ast.Vm[] {
  const body = nic.$container as AstNode;
  if (ast.isVm(body)) return [body];
  return ast.isTemplate(body) ? takersOf(body, documents).filter(ast.isVm) : [];
}

/** The adapters that `name` after `via` means, those of running hosts first, each statement once. */
export function adaptersBehind(nic: ast.Nic, name: string, documents: LangiumDocuments): readonly ast.Nic[] {
  const hosts = vmsOf(nic, documents)
    .map(runningHost)
    .filter((host) => host !== undefined);
  const all = [...hosts, ...hosts.flatMap(candidateHosts)];
  return [...new Set(all.map((host) => nicOf(host, name)).filter((adapter) => adapter !== undefined))];
}

/** The names after `via`, in these documents, that mean an adapter: of its host, or of another of that host's cluster. */
export function viasOf(adapter: ast.Nic, documents: readonly LangiumDocument[]): readonly Reference[] {
  const body = adapter.$container as AstNode;
  const owners = ast.isTemplate(body) ? takersIn(body, documents) : [body];
  const hosts = new Set<AstNode>();
  for (const host of owners) {
    if (!ast.isHost(host) || nicOf(host, adapter.name) !== adapter) continue;
    hosts.add(host);
    if (ast.isCluster(host.$container)) for (const other of host.$container.items) hosts.add(other);
  }
  const machines = new Map<AstNode, readonly ast.Vm[]>();
  const vmsBehind = (nic: ast.Nic): readonly ast.Vm[] => {
    const holder = nic.$container as AstNode;
    const known = machines.get(holder);
    if (known) return known;
    const vms = ast.isVm(holder)
      ? [holder]
      : ast.isTemplate(holder)
        ? takersIn(holder, documents).filter(ast.isVm)
        : [];
    machines.set(holder, vms);
    return vms;
  };
  const found: Reference[] = [];
  if (hosts.size === 0) return found;
  for (const document of documents) {
    for (const reference of document.references) {
      const nic = reference.$refNode?.astNode;
      if (reference.$refText !== adapter.name || !nic || !ast.isNic(nic)) continue;
      if (!nic.via.includes(reference as Reference<ast.Nic>)) continue;
      const isMeant = vmsBehind(nic).some((vm) => {
        const host = runningHost(vm);
        return host !== undefined && hosts.has(host);
      });
      if (isMeant) found.push(reference as Reference);
    }
  }
  return found;
}
