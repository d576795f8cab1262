/** Which physical adapters a `via` of a VM means: one of each host that may come to run the VM. */
import type { AstNode, LangiumDocuments } from 'langium';
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
  return documents.all
    .flatMap((document) => symbolsOf(document).declarations)
    .filter((declaration) => ast.isHost(declaration) || ast.isServer(declaration) || ast.isVm(declaration))
    .filter((machine) => templateOf(machine) === template)
    .toArray();
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
