/** Objectives: what can fail, and of what something is claimed. */
import { injections } from '../vocabulary/injections.ts';
import type { Check } from './check.ts';
import { aKind, code, codes, or } from './words.ts';

const message = {
  kind: (p: { kind: string; fails: readonly string[] }) =>
    `${p.kind} does not fail by itself: an objective goes through ${or(codes(p.fails))}.`,
  subject: () => `Of what? The first claim names its subject: ${code('SERVICE calls preserved')}.`,
};

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
        report({
          code: 'hatopo/missing-property',
          message: message.subject(),
          place: { node: first, feature: first.aspect ? 'aspect' : 'state' },
        });
      }
    }
  },
};
