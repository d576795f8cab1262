/** Members that a service, and names that a list, holds twice. */
import type { AstNode } from 'langium';
import { type Declaration, isServer, isService, isVm, type Path, type Service } from '../generated/ast.ts';
import { targetOf, textOf } from '../paths.ts';
import { propertyOf } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { code } from './words.ts';

const message = {
  both: (p: { name: string; first: string; second: string; service: string }) =>
    `${p.name} is ${code(p.first)} and ${code(p.second)} of ${p.service}: if it is lost, nobody takes over. Name another.`,
  listed: (p: { name: string; key: string }) => `${p.name} is listed twice in ${code(p.key)}.`,
};

export const members: Check = {
  Service: (service, context) => {
    const first = new Map<Declaration, string>();
    for (const { key, path, member } of context.membersOf(service)) {
      // What cannot be a member is reported as such.
      if (!isMember(member)) continue;
      const before = first.get(member);
      if (before !== undefined && before !== key) reportBoth(service, before, key, path, context);
      else first.set(member, key);
    }
  },
  ReferenceProperty: (property, context) => {
    const value = propertyOf(property)?.value;
    if (value?.is !== 'reference' || !value.list) return;
    listedTwice(property.refs, property.key, isService(property.$container) ? 'error' : 'warning', context);
  },
  AfterProperty: (property, context) => listedTwice(property.refs, property.key, 'warning', context),
};

function isMember(declaration: Declaration): boolean {
  return isVm(declaration) || isServer(declaration) || isService(declaration);
}

function reportBoth(service: Service, first: string, second: string, path: Path, { report }: Context): void {
  report({
    code: 'hatopo/member-twice',
    message: message.both({ name: textOf(path), first, second, service: service.name }),
    place: { node: path as AstNode, feature: WHOLE },
  });
}

function listedTwice(paths: readonly Path[], key: string, severity: 'error' | 'warning', { report }: Context): void {
  if (paths.length < 2) return;
  const seen = new Set<Declaration>();
  for (const path of paths) {
    const target = targetOf(path);
    if (!target) continue;
    if (seen.has(target)) {
      report({
        code: 'hatopo/listed-twice',
        severity,
        message: message.listed({ name: textOf(path), key }),
        place: { node: path as AstNode, feature: WHOLE },
      });
    }
    seen.add(target);
  }
}
