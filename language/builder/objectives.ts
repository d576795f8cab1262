/** Objectives of all files: they speak of the whole, wherever they stand. */
import { type FailingKind, failingKinds } from '../../engine/topology/kinds.ts';
import type { Expectation, Objective, ObjectiveClause, TargetRef } from '../../engine/topology/model.ts';
import { documentationOf } from '../documentation.ts';
import type { Document } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { sourceOf } from '../source.ts';
import { measure, written } from './body.ts';
import type { Context } from './context.ts';
import { claimOf, targetRef } from './scenarios.ts';

/** What fails by itself, by its word; the word of an adapter is `nic`. */
const failing: ReadonlyMap<string, FailingKind> = new Map(
  failingKinds.map((kind) => [kind === 'adapter' ? 'nic' : kind, kind]),
);

export function buildObjectives(context: Context): Objective[] {
  return context.files
    .flatMap((file) => itemsOf(file.parseResult.value as Document))
    .filter(ast.isObjective)
    .map((node) => {
      const documentation = documentationOf(node);
      return Object.freeze({
        title: node.title ?? '',
        source: sourceOf(node),
        ...(documentation !== undefined && { documentation }),
        clauses: Object.freeze((node.clauses ?? []).flatMap((each) => clause(context, each))),
      });
    });
}

/** None where it names nothing that fails, or claims nothing that can be read. */
function clause(context: Context, node: ast.ObjectiveClause): ObjectiveClause[] {
  const kinds = new Set((node.kinds ?? []).flatMap((word) => failing.get(word) ?? []));
  const claims = claimsOf(context, node);
  const simultaneous = Number(node.simultaneous ?? 1);
  if (kinds.size === 0 || claims.length === 0 || !Number.isInteger(simultaneous) || simultaneous < 1) return [];
  const several = simultaneous === 1 ? '' : `${simultaneous} of `;
  return [
    Object.freeze({
      source: sourceOf(node),
      text: `any ${several}${node.kinds.join(', ')} ${simultaneous === 1 ? 'fails' : 'fail'}`,
      kinds: Object.freeze([...kinds]),
      simultaneous,
      claims: Object.freeze(claims),
    }),
  ];
}

/** A claim without a subject goes on about that of the claim before; where that is not there, both are left out. */
function claimsOf(context: Context, clause: ast.ObjectiveClause): Expectation[] {
  const claims: Expectation[] = [];
  let subject: TargetRef | undefined;
  for (const node of clause.claims ?? []) {
    if (node.subject) subject = targetRef(context, node.subject);
    const place = node.place && targetRef(context, node.place);
    const claim = claimOf(node, place?.node ?? place?.id);
    const within = node.within && measure(node.within, 'time');
    if (!subject || !claim || (node.place && !place) || (node.within && within === undefined)) continue;
    claims.push(
      Object.freeze({
        source: sourceOf(node),
        text: node.subject ? written(node) : `${subject.text} ${written(node)}`,
        subject,
        ...(within !== undefined && { within }),
        claim: Object.freeze(claim),
      }),
    );
  }
  return claims;
}
