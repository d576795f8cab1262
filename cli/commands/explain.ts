/** `hatopo explain`: the page of a rule, readable in a terminal. */
import { parseArgs } from 'node:util';
import { explained } from '../../tools/findings/codes.ts';
import { pageOn } from '../../tools/findings/page.ts';
import { rulesWritten } from '../check/author.ts';
import { choice } from '../choice.ts';
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
    const format = choice('format', values.format, ['text', 'markdown']);
    const [name, ...paths] = positionals;
    if (name === undefined) throw new UsageError('Name one rule to explain.');
    const page = pageOn(explained(name, await rulesWritten(paths, io)));
    const text = asText(page, { width: Math.min(io.width, WIDEST), paint: painter(io) });
    io.out(format === 'markdown' ? page : text);
    return 0;
  },
};
