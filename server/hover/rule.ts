/** What a finding follows from, for its hover: a rule that ships, one of the author, an objective. */

import { isAuthorId, objectiveCode } from '../../engine/rules/author/ids.ts';
import { authorRules } from '../../engine/rules/author/index.ts';
import { findRule } from '../../engine/rules/index.ts';
import { hoverOf } from '../../engine/rules/page.ts';
import type { Topology } from '../../engine/topology/model.ts';

const ofObjective = `**What an objective states holds after every failure of its kinds** (\`${objectiveCode}\`)

Each of these failures is played by itself; those that break the objective are named, the worst first.

Silence it here: \`// hatopo-ignore ${objectiveCode}: reason\``;

/**
 * The gist, as Markdown; nothing for a finding of the language, which says all itself.
 * @param topologies of the texts to which a file belongs, in which an author's rule may stand
 */
export function ruleMarkdown(code: string, topologies: () => readonly Topology[]): string | undefined {
  if (code === objectiveCode) return ofObjective;
  const rule = isAuthorId(code)
    ? topologies()
        .flatMap(authorRules)
        .find(({ id }) => id === code)
    : findRule(code);
  return rule && hoverOf(rule);
}
