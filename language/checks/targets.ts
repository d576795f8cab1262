/** What an injection or an expectation names. */
import type { Declaration, Target } from '../generated/ast.ts';
import { targetOf, textOf } from '../paths.ts';
import type { ReferenceKind } from '../vocabulary/index.ts';
import type { Context } from './check.ts';
import { WHOLE } from './places.ts';
import { aKind, aKindOf, kindOf } from './words.ts';

const message = {
  kindWord: (p: { name: string; is: string; said: string }) => `${p.name} is ${p.is}, not ${p.said}.`,
};

/** What a target means; nothing where it does not resolve, or is of another kind than its kind word says (reported). */
export function meaningOf(target: Target | undefined, { report }: Context): Declaration | undefined {
  const meaning = targetOf(target?.path);
  if (!target || !meaning) return undefined;
  if (!target.kind || target.kind === kindOf(meaning)) return meaning;
  report({
    code: 'hatopo/wrong-kind',
    message: message.kindWord({
      name: textOf(target.path),
      is: aKindOf(meaning),
      said: aKind(target.kind as ReferenceKind),
    }),
    place: { node: target, feature: WHOLE },
  });
  return undefined;
}

/** As written, without its kind word. */
export function nameOfTarget(target: Target): string {
  return textOf(target.path);
}

/** True of `F.node`: the node of a failover cluster, named through it. */
export function throughCluster(target: Target): boolean {
  const { segments } = target.path ?? {};
  return segments?.length > 1 && segments[segments.length - 2]?.ref?.$type === 'FailoverCluster';
}
