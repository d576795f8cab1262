/** References that name a thing of another kind than belongs there. */
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import { targetOf, textOf } from '../paths.ts';
import { propertyOf, type ReferenceKind, statementOf } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { aKindOf, code, codes, kindOf, oneOfKinds, or } from './words.ts';

const message = {
  wrong: (p: { name: string; is: string; what: string; takes: string }) =>
    `${p.name} is ${p.is}; ${p.what} ${p.takes}.`,
  single: (p: { key: string; count: number; names: readonly string[] }) =>
    `${code(p.key)} takes one name, not ${p.count}: keep ${or(codes(p.names))}.`,
  ends: (p: { name: string; count: number }) =>
    `${p.name} joins two switches or networks, not ${p.count}: ${code(`link ${p.name} between A, B`)}.`,
  sameEnds: (p: { name: string; end: string }) => `Both ends of ${p.name} are ${p.end}: a link joins two.`,
};

export const kinds: Check = {
  ReferenceProperty: (property, context) => ofProperty(property, property.refs, context),
  AfterProperty: (property, context) => ofProperty(property, property.refs, context),
  AdmissionProperty: (property, context) => ofPaths(property.failoverHosts, ['host'], takes('dedicated'), context),
  QuorumProperty: (property, context) => {
    ofPaths([property.disk], ['storage'], takes('quorum: disk'), context);
    ofPaths([property.witness], ['server', 'vm'], takes('witness'), context);
  },
  Nic: (nic, context) => {
    const virtual = statementOf(nic)?.id === 'virtual nic';
    const fitting: ReferenceKind[] = virtual ? ['network'] : ['switch', 'network'];
    ofPaths([nic.target], fitting, virtual ? 'an adapter of a vm leads to' : 'an adapter leads to', context);
  },
  Link: (link, context) => {
    ofPaths(link.ends, ['switch', 'network'], takes('between'), context);
    ends(link, context);
  },
  Vm: (vm, context) => {
    ofPaths([vm.host], ['host'], takes('on'), context);
    template(vm.template, 'vm', context);
  },
  Host: (host, context) => template(host.template, 'host', context),
  Server: (server, context) => template(server.template, 'server', context),
  KeepRule: (rule, context) => {
    ofPaths(rule.members, ['vm'], takes('keep'), context);
    ofPaths(rule.hosts, ['host'], takes('on'), context);
  },
};

function ofProperty(
  property: ast.ReferenceProperty | ast.AfterProperty,
  refs: readonly ast.Path[],
  context: Context,
): void {
  const entry = propertyOf(property);
  // A property where it does not belong has its message already.
  if (entry?.value.is !== 'reference') return;
  ofPaths(refs, entry.value.kinds, takes(entry.key), context);
  if (!entry.value.list && refs.length > 1) {
    context.report({
      code: 'hatopo/too-many-names',
      message: message.single({ key: entry.key, count: refs.length, names: refs.map(textOf) }),
      place: { node: property, feature: 'refs', index: 1 },
    });
  }
}

function takes(word: string): string {
  return `${code(word)} takes`;
}

function template(path: ast.Path | undefined, taker: string, context: Context): void {
  ofPaths([path], ['template'], `behind the colon a ${taker} takes`, context);
}

function ofPaths(
  paths: readonly (ast.Path | undefined)[] | undefined,
  fitting: readonly ReferenceKind[],
  what: string,
  { report }: Context,
): void {
  for (const path of paths ?? []) {
    const target = targetOf(path);
    if (!path || !target || fitting.includes(kindOf(target))) continue;
    report({
      code: 'hatopo/wrong-kind',
      message: message.wrong({ name: textOf(path), is: aKindOf(target), what, takes: oneOfKinds(fitting) }),
      place: { node: path as AstNode, feature: WHOLE },
    });
  }
}

function ends(link: ast.Link, { report }: Context): void {
  const { length } = link.ends ?? [];
  const [one, other] = link.ends ?? [];
  if (length > 2 || length === 1) {
    report({
      code: 'hatopo/link-ends',
      message: message.ends({ name: link.name, count: length }),
      place: { node: link, feature: 'ends', index: length > 2 ? 2 : 0 },
    });
  } else if (targetOf(one) && targetOf(one) === targetOf(other)) {
    report({
      code: 'hatopo/link-ends',
      message: message.sameEnds({ name: link.name, end: textOf(one) }),
      place: { node: link, feature: 'ends', index: 1 },
    });
  }
}
