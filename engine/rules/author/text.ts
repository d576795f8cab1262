/** The message of a rule, with what its paths lead to where the rule is broken. */
import { listed } from '../message.ts';
import type { Evaluation, Reached } from './evaluation.ts';
import { shown } from './values.ts';

/** `{p.host.rack}` becomes the name of the rack, `{h.memory}` becomes `64 GB`. */
export function filled(message: string, evaluation: Evaluation): string {
  return message.replace(/\{([^{}]*)\}/g, (written, path: string) => {
    const names = path.trim().split('.');
    const found = reached(names, evaluation);
    if (!found) return written;
    const words = [...new Set(found.values.map(shown))];
    if (words.length > 0) return listed(words);
    return found.whole ? 'none' : 'not stated';
  });
}

/** Of what no quantifier around binds: what decided within. */
function reached(names: readonly string[], evaluation: Evaluation): Reached | undefined {
  const [variable = ''] = names;
  if (evaluation.bound.has(variable)) return evaluation.reach(names);
  const witnesses = evaluation.witnesses.get(variable);
  if (!witnesses) return undefined;
  const found = witnesses.map((witness) => evaluation.binding(variable, witness, () => evaluation.reach(names)));
  return { values: found.flatMap(({ values }) => values), whole: found.every(({ whole }) => whole) };
}
