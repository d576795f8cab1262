/** Objectives: what can fail, and of what something is claimed. */
import type { Claim } from '../generated/ast.ts';
import { states } from '../vocabulary/index.ts';
import { injections } from '../vocabulary/injections.ts';
import type { Check } from './check.ts';
import { aKind, code, codes, or, similar } from './words.ts';

const message = {
  kind: (p: { kind: string; fails: readonly string[] }) =>
    `${p.kind} does not fail by itself: an objective goes through ${or(codes(p.fails))}.`,
  claim: (p: { name: string }) =>
    `What of ${p.name}? A claim says what must hold of it: ${code(`${p.name} up`)}, ${code(`${p.name} outage < 5 s`)}.`,
  subject: () => `Of what? The first claim names its subject: ${code('SERVICE calls preserved')}.`,
};

/** The word of a claim that names its subject and says nothing of it: it is read as a state, and is none. */
export function nameAlone({ subject, state }: Claim): string | undefined {
  if (subject || !state || stateWords.includes(state)) return undefined;
  return similar(state, stateWords).length === 0 ? state : undefined;
}

const stateWords = states.map((entry) => entry.state);
const fails = injections.find((entry) => entry.verb === 'fail')?.of ?? [];

export const objectives: Check = {
  Objective: (objective, { report, damage }) => {
    for (const clause of objective.clauses ?? []) {
      clause.kinds?.forEach((kind, index) => {
        if (fails.includes(kind)) return;
        const said = aKind(kind);
        report({
          code: 'hatopo/wrong-target',
          message: message.kind({ kind: `${said.charAt(0).toUpperCase()}${said.slice(1)}`, fails }),
          place: { node: clause, feature: 'kinds', index },
        });
      });
      const first = clause.claims?.[0];
      if (first && !first.subject && !damage.lacksItems(objective)) {
        const name = nameAlone(first);
        report({
          code: 'hatopo/missing-property',
          message: name === undefined ? message.subject() : message.claim({ name }),
          place: { node: first, feature: first.aspect ? 'aspect' : 'state' },
        });
      }
    }
  },
};
