/** Hosts and VMs that a cluster's settings name and that are not in it. */
import { type AstNode, AstUtils } from 'langium';
import type { Cluster, Declaration, Path } from '../generated/ast.ts';
import { isCluster, isHaBlock, isHost, isReferenceProperty, isVm } from '../generated/ast.ts';
import { itemsOf, targetOf, textOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { hostOf } from './stated.ts';
import { and, code } from './words.ts';

const message = {
  host: (p: { host: string; cluster: string; hosts: readonly string[] }) =>
    `${p.host} is no host of ${p.cluster}: it has ${p.hosts.length > 0 ? and(p.hosts) : 'none'}.`,
  vm: (p: { vm: string; host: string; cluster: string }) =>
    `${p.vm} runs on ${p.host}, which is no host of ${p.cluster}: a rule of ${p.cluster} does not reach it.`,
  few: (p: { kind: string }) => `${code(`keep ${p.kind}`)} needs two VMs or more.`,
};

export const clusters: Check = {
  HaBlock: (block, context) => {
    for (const item of itemsOf(block)) {
      if (isReferenceProperty(item) && item.key === 'primary') checkHosts(item.refs, block, context);
    }
  },
  AdmissionProperty: (property, context) => {
    if (isHaBlock(property.$container)) checkHosts(property.failoverHosts, property, context);
  },
  KeepRule: (rule, context) => {
    const cluster = AstUtils.getContainerOfType(rule, isCluster);
    if (!cluster) return;
    checkHosts(rule.hosts, rule, context);
    for (const path of rule.members ?? []) checkMember(path, cluster, context);
    if (rule.kind !== 'on' && rule.members?.length === 1) {
      context.report({
        code: 'hatopo/too-few-names',
        message: message.few({ kind: rule.kind }),
        place: { node: rule, feature: 'members' },
      });
    }
  },
};

function checkHosts(paths: readonly Path[] | undefined, from: AstNode, { report }: Context): void {
  const cluster = AstUtils.getContainerOfType(from, isCluster);
  if (!cluster || !isSound(cluster)) return;
  const hosts = itemsOf(cluster).filter(isHost);
  for (const path of paths ?? []) {
    const host: Declaration | undefined = targetOf(path);
    if (!isHost(host) || hosts.includes(host)) continue;
    report({
      code: 'hatopo/not-in-cluster',
      message: message.host({ host: textOf(path), cluster: cluster.name, hosts: hosts.map((each) => each.name) }),
      place: { node: path as AstNode, feature: WHOLE },
      choices: hosts.map((each) => each.name),
    });
  }
}

function checkMember(path: Path, cluster: Cluster, { report }: Context): void {
  const vm = targetOf(path);
  const host = isVm(vm) ? hostOf(vm) : undefined;
  if (!vm || !host || host.$container === cluster || !isSound(cluster)) return;
  report({
    code: 'hatopo/not-in-cluster',
    message: message.vm({ vm: textOf(path), host: host.name, cluster: cluster.name }),
    place: { node: path as AstNode, feature: WHOLE },
  });
}
