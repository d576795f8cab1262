/**
 * What kind of thing a reference is meant to name, by the vocabulary: it settles which of several equal
 * names is taken. Whether what is taken may stand there is for the checks to say.
 */
import type { AstNode } from 'langium';
import type { Declaration, Path } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { aspects, injections, propertyOf, type ReferenceKind, statementOf, states } from '../vocabulary/index.ts';

export type DeclarationType = Declaration['$type'];

export const typesByKind: Readonly<Record<ReferenceKind, DeclarationType>> = {
  site: 'Site',
  rack: 'Rack',
  circuit: 'Circuit',
  switch: 'Switch',
  network: 'Network',
  link: 'Link',
  storage: 'Storage',
  cluster: 'Cluster',
  host: 'Host',
  server: 'Server',
  vm: 'Vm',
  nic: 'Nic',
  template: 'Template',
  service: 'Service',
  resource: 'Resource',
  'failover-cluster': 'FailoverCluster',
  endpoint: 'Endpoint',
  product: 'Product',
  rule: 'AuthorRule',
};

/** The list of types is made once for every list of the vocabulary. */
const typesByKinds = new WeakMap<readonly ReferenceKind[], readonly DeclarationType[]>();
const injectionsByVerb = new Map(injections.map((entry) => [entry.verb, entry]));
const statesByName = new Map(states.map((entry) => [entry.state, entry]));

const anything: readonly DeclarationType[] = [];
const networks: readonly DeclarationType[] = ['Network', 'Switch'];
const hosts: readonly DeclarationType[] = ['Host'];

function typesOf(kinds: readonly ReferenceKind[] | undefined): readonly DeclarationType[] {
  if (!kinds) return anything;
  const known = typesByKinds.get(kinds) ?? kinds.map((kind) => typesByKind[kind]);
  typesByKinds.set(kinds, known);
  return known;
}

/** The types that what a path names is meant to have. Empty: anything. */
export function expectedTypes(path: Path): readonly DeclarationType[] {
  const holder: AstNode | undefined = path.$container;
  const role = path.$containerProperty;
  if (ast.isReferenceProperty(holder) || ast.isAfterProperty(holder)) {
    const value = propertyOf(holder)?.value;
    return value?.is === 'reference' ? typesOf(value.kinds) : anything;
  }
  if (ast.isNic(holder)) return statementOf(holder)?.id === 'virtual nic' ? ['Network'] : networks;
  if (ast.isLink(holder)) return networks;
  if (ast.isVm(holder) || ast.isHost(holder) || ast.isServer(holder)) return role === 'host' ? hosts : ['Template'];
  if (ast.isKeepRule(holder)) return role === 'hosts' ? hosts : ['Vm'];
  if (ast.isAdmissionProperty(holder)) return hosts;
  if (ast.isQuorumProperty(holder)) return role === 'disk' ? ['Storage'] : ['Server', 'Vm'];
  return ast.isTarget(holder) ? ofTarget(holder) : anything;
}

function ofTarget(target: ast.Target): readonly DeclarationType[] {
  if (target.kind && target.kind in typesByKind) return [typesByKind[target.kind]];
  const statement = target.$container as AstNode | undefined;
  const role = target.$containerProperty;
  if (ast.isSimpleInjection(statement) || ast.isSplitInjection(statement) || ast.isMoveInjection(statement)) {
    const entry = injectionsByVerb.get(statement.verb);
    return typesOf(role === 'hosts' || role === 'place' ? entry?.to : entry?.of);
  }
  if (!ast.isExpect(statement) && !ast.isClaim(statement)) return anything;
  const state = statesByName.get(statement.state ?? '');
  if (role === 'place') return typesOf(state?.on);
  if (statement.outage) return typesOf(aspects.outage);
  return typesOf(statement.aspect ? aspects[statement.aspect] : state?.of);
}
