/** `hatopo explain`: the page of a rule, readable in a terminal. */
import { parseArgs } from 'node:util';
import { objectiveCode } from '../../engine/rules/author/ids.ts';
import { pageOf, pageOfAuthor } from '../../engine/rules/page.ts';
import { rulesWritten } from '../check/author.ts';
import { type Explained, explained } from '../check/codes.ts';
import { type Command, UsageError } from '../command.ts';
import { asText } from '../report/markdown.ts';
import { painter } from '../report/paint.ts';

const help = `Usage: hatopo explain RULE [FILE|DIR…] [--format text|markdown]

Prints the page of a rule: what it says, why, who says so, a text that breaks it, one that keeps it, and how to
silence it. RULE may be written without its pack (pair-same-host), and may be a code of the language, such as
hatopo/unresolved-name. With files, RULE may be one that their author wrote (author/separate-racks).
hatopo rules lists the rules.
`;

/** Wider lines are hard to read. */
const WIDEST = 100;

export const explain: Command = {
  name: 'explain',
  summary: 'prints the page of a rule',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' } },
    });
    if (values.format !== 'text' && values.format !== 'markdown')
      throw new UsageError(`There is no format ${values.format}: text or markdown.`);
    const [name, ...paths] = positionals;
    if (name === undefined) throw new UsageError('Name one rule to explain.');
    const page = pageOn(explained(name, await rulesWritten(paths, io)));
    const text = asText(page, { width: Math.min(io.width, WIDEST), paint: painter(io) });
    io.out(values.format === 'markdown' ? page : text);
    return 0;
  },
};

function pageOn(what: Explained): string {
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
