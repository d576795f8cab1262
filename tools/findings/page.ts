/** The page of a rule, or of a code of the language, as Markdown. */
import { objectiveCode } from '../../engine/rules/author/ids.ts';
import { pageOf, pageOfAuthor } from '../../engine/rules/page.ts';
import type { Explained } from './codes.ts';

/** What it says, why, who says so, what breaks and what keeps it. */
export function pageOn(what: Explained): string {
  if ('rule' in what) return what.isOfAuthor ? pageOfAuthor(what.rule) : pageOf(what.rule);
  if (what.code === objectiveCode)
    return `# ${what.code}

**${what.says}.**

An \`objective\` states what must hold for every failure of a kind; each of these failures is played. The worst of those that break it are named; where nobody knows, that is information. Above the objective, \`// hatopo-ignore ${what.code}: the reason\` silences it; \`hatopo.config.json\` sets another severity, or \`off\`.
`;
  return `# ${what.code}

**${what.says}.**

A finding of the language itself, not of a rule: it cannot be silenced, and no configuration changes it. Its message says what is wrong, and what to write instead. The language is described in \`docs/language.md\`.
`;
}
