/** Failover groups: owners that are nodes, preferred ones that are owners. */
import type { AstNode } from 'langium';
import type { Declaration, Path, Service } from '../generated/ast.ts';
import { isFailoverCluster, isResource, isServer, isVm } from '../generated/ast.ts';
import { itemsOf, targetOf, textOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { referencesOf } from './stated.ts';
import { and } from './words.ts';

const message = {
  node: (p: { name: string; cluster: string; nodes: readonly string[] }) =>
    `${p.name} is no node of ${p.cluster}: it has ${and(p.nodes)}.`,
  owner: (p: { name: string; group: string; owners: readonly string[] }) =>
    `${p.name} is no owner of ${p.group}: it has ${and(p.owners)}.`,
};

export const groups: Check = {
  Service: (group, context) => {
    if (group.mode !== 'failover-group') return;
    const items = itemsOf(group);
    const cluster = targetOf(referencesOf(items, 'cluster')?.[0]);
    if (!isFailoverCluster(cluster) || !isSound(cluster) || !isSound(group)) return;
    const nodes = resolved(referencesOf(itemsOf(cluster), 'nodes'));
    if (!nodes) return;
    const owners = referencesOf(items, 'owners');
    const ofCluster = (name: string) => message.node({ name, cluster: cluster.name, nodes: namesOf(nodes) });
    notAmong(nodes, owners, ofCluster, context);
    const possible = owners === undefined ? nodes : resolved(owners);
    if (possible) checkOwned(group, possible, owners === undefined ? ofCluster : undefined, context);
    for (const resource of items.filter(isResource)) {
      notAmong(nodes, referencesOf(itemsOf(resource), 'owners'), ofCluster, context);
    }
  },
};

function checkOwned(
  group: Service,
  owners: readonly Declaration[],
  otherwise: ((name: string) => string) | undefined,
  context: Context,
): void {
  const text = otherwise ?? ((name: string) => message.owner({ name, group: group.name, owners: namesOf(owners) }));
  for (const key of ['preferred', 'on']) notAmong(owners, referencesOf(itemsOf(group), key), text, context);
}

/** Reports the machines that are named and are not among `allowed`; what is no machine is reported as such. */
function notAmong(
  allowed: readonly Declaration[],
  paths: readonly Path[] | undefined,
  text: (name: string) => string,
  { report }: Context,
): void {
  for (const path of paths ?? []) {
    const target = targetOf(path);
    if (!(isServer(target) || isVm(target)) || allowed.includes(target)) continue;
    report({
      code: 'hatopo/not-an-owner',
      message: text(textOf(path)),
      place: { node: path as AstNode, feature: WHOLE },
      choices: namesOf(allowed),
    });
  }
}

/** What all the paths name; `undefined` where there are none, or one does not resolve. */
function resolved(paths: readonly Path[] | undefined): readonly Declaration[] | undefined {
  const targets = paths?.map(targetOf);
  return targets?.length && targets.every((target) => target !== undefined) ? targets : undefined;
}

function namesOf(declarations: readonly Declaration[]): string[] {
  return declarations.map((declaration) => declaration.name ?? '');
}
