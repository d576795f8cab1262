/** Scenarios of the root file: injections and expectations, in order. */
import type { AstNode } from 'langium';
import type { Claim, Id, Injection, Scenario, StateName, Step, TargetRef } from '../../engine/topology/model.ts';
import { documentationOf } from '../documentation.ts';
import type { Document } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf, targetOf, textOf } from '../paths.ts';
import { sourceOf } from '../source.ts';
import { measure, oneOf, ownBody, quantity, written } from './body.ts';
import { type Context, idOfTarget, leaveOut } from './context.ts';

/** A run ends after a day, unless the text says otherwise. */
const DAY = 24 * 3_600_000;

const states = [
  'running',
  'up',
  'down',
  'active',
  'dual-active',
  'standby',
  'backup',
  'primary',
  'secondary',
  'protected',
  'degraded',
  'in-service',
  'out-of-service',
  'quorate',
] as const satisfies readonly StateName[];

export function buildScenarios(context: Context, root: Document): Scenario[] {
  return itemsOf(root)
    .filter(ast.isScenario)
    .map((node) => {
      const documentation = documentationOf(node);
      return Object.freeze({
        title: node.title ?? '',
        source: sourceOf(node),
        ...(documentation !== undefined && { documentation }),
        steps: Object.freeze(
          itemsOf(node)
            .map((item) => step(context, node, item))
            .filter((each) => each !== undefined),
        ),
        horizon: quantity(ownBody(node), 'horizon', 'time') ?? DAY,
      });
    });
}

function step(context: Context, scenario: ast.Scenario, item: ast.Item): Step | undefined {
  if (ast.isAt(item)) return injection(context, scenario, item);
  return ast.isExpect(item) ? expectation(context, scenario, item) : undefined;
}

function injection(context: Context, scenario: ast.Scenario, at: ast.At): Step | undefined {
  const node = at.injection as ast.Injection | undefined;
  const time = measure(at.time, 'time');
  if (!node?.verb || time === undefined) return undefined; // damaged: reported where it is read
  const parts = injected(context, node);
  const missing = parts.missing[0];
  if (missing || parts.targets.length === 0) {
    leave(context, scenario, at, missing);
    return undefined;
  }
  return Object.freeze({
    step: 'inject',
    kind: node.verb,
    time,
    source: sourceOf(at),
    text: written(node),
    targets: Object.freeze(parts.targets),
    forHosts: Object.freeze(parts.forHosts),
    otherSide: Object.freeze(parts.otherSide),
    ...(parts.to !== undefined && { to: parts.to }),
  });
}

interface Injected extends Pick<Injection, 'targets' | 'forHosts' | 'otherSide' | 'to'> {
  /** Targets that are not in the topology, as written. */
  readonly missing: readonly string[];
}

function injected(context: Context, node: ast.Injection): Injected {
  const missing: string[] = [];
  const find = (target: ast.Target | undefined): TargetRef | undefined => {
    const found = targetRef(context, target);
    if (!found) missing.push(textOf(target?.path));
    return found;
  };
  const all = (targets: readonly ast.Target[] | undefined) =>
    (targets ?? []).map(find).filter((each) => each !== undefined);
  switch (node.$type) {
    case 'SimpleInjection':
      return { targets: all(node.targets), forHosts: all(node.hosts).map((host) => host.id), otherSide: [], missing };
    case 'SplitInjection':
      return { targets: all(node.left), forHosts: [], otherSide: all(node.right), missing };
    case 'MoveInjection': {
      const to = find(node.place)?.id;
      return { targets: all([node.subject]), forHosts: [], otherSide: [], ...(to !== undefined && { to }), missing };
    }
  }
}

function expectation(context: Context, scenario: ast.Scenario, node: ast.Expect): Step | undefined {
  const subject = targetRef(context, node.subject);
  const place = node.place && targetRef(context, node.place);
  if (!subject || (node.place && !place)) {
    leave(context, scenario, node, textOf(subject ? node.place?.path : node.subject?.path));
    return undefined;
  }
  const claim = claimOf(node, place?.node ?? place?.id);
  const within = node.within && measure(node.within, 'time');
  if (!claim || (node.within && within === undefined)) return undefined; // damaged: reported where it is read
  return Object.freeze({
    step: 'expect',
    source: sourceOf(node),
    text: written(node).replace(/^expect\s*/, ''),
    subject,
    ...(within !== undefined && { within }),
    claim: Object.freeze(claim),
  });
}

/** What an expectation or a claim of an objective says of its subject; `undefined` where it is damaged. */
export function claimOf(node: ast.Expect | ast.Claim, on: Id | undefined): Claim | undefined {
  if (node.outage) {
    const limit = measure(node.limit, 'time');
    return limit === undefined || !node.comparison ? undefined : { kind: 'outage', comparison: node.comparison, limit };
  }
  if (node.aspect) {
    const outcome = oneOf(node.outcome, ['preserved', 'lost', 'dropped']);
    return (
      outcome && { kind: node.aspect === 'calls' ? 'calls' : 'preserved-state', preserved: outcome === 'preserved' }
    );
  }
  const state = oneOf<StateName>(node.state, states);
  return (
    state && {
      kind: 'state',
      state,
      ...(node.negation && { negation: node.negation }),
      ...(on !== undefined && { on }),
    }
  );
}

/** What a target names; the node of a failover cluster goes with its cluster. */
export function targetRef(context: Context, target: ast.Target | undefined): TargetRef | undefined {
  const found = targetOf(target?.path);
  const id = found && idOfTarget(context, found, target?.path);
  if (id === undefined) return undefined;
  const text = written(target);
  const before = target?.path.segments.at(-2)?.ref;
  if (!ast.isFailoverCluster(before)) return Object.freeze({ id, text });
  const cluster = context.ids.get(before);
  return cluster === undefined ? undefined : Object.freeze({ id: cluster, node: id, text });
}

function leave(context: Context, scenario: ast.Scenario, node: AstNode, missing: string | undefined): void {
  const what = missing ? `${missing} is not in the topology` : 'it names nothing';
  leaveOut(context, node, scenario.title ?? '', `“${written(node)}” is left out: ${what}`);
}
