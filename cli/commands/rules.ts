/** `hatopo rules`: all rules, pack by pack. */
import { parseArgs } from 'node:util';
import { authorPack } from '../../engine/rules/author/ids.ts';
import { rules as shipped } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { rulesWritten } from '../check/author.ts';
import { choice } from '../choice.ts';
import type { Command, Io } from '../command.ts';
import { painter } from '../report/paint.ts';
import { hanging } from '../report/wrap.ts';

const help = `Usage: hatopo rules [FILE|DIR…] [--format text|json]

Lists the rules that hatopo check asks, with their severity, and whether they have a fix; of files those
too that their author wrote.
hatopo explain RULE prints the page of one.
`;

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

export const rules: Command = {
  name: 'rules',
  summary: 'lists the rules',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' } },
    });
    const format = choice('format', values.format, ['text', 'json']);
    const all = [...shipped, ...(await rulesWritten(positionals, io))];
    io.out(format === 'json' ? `${JSON.stringify(asJson(all), undefined, 2)}\n` : asText(all, io));
    return 0;
  },
};

const packOf = ({ id }: Rule) => id.slice(0, id.indexOf('/'));
const hasFix = ({ examples }: Rule) => examples.fixed !== undefined;

function asJson(all: readonly Rule[]) {
  return {
    version: 1,
    rules: all.map((rule) => ({
      id: rule.id,
      pack: packOf(rule),
      severity: rule.severity,
      title: rule.title,
      fix: hasFix(rule),
      advisory: rule.advisory === true,
      options: Object.entries(rule.options ?? {}).map(([name, option]) => ({ name, ...option })),
      ...(packOf(rule) !== authorPack && { url: pageAddress(rule) }),
    })),
  };
}

function asText(all: readonly Rule[], io: Io): string {
  const paint = painter(io);
  const width = Math.max(...all.map(({ id }) => id.length));
  const indent = 2 + width + 2 + 9 + 5;
  const isNarrow = io.width - indent < 30;
  const row = (rule: Rule) => {
    const severity = paint(colours[rule.severity], rule.severity.padEnd(7));
    if (isNarrow) {
      const title = hanging(rule.title, 4, io.width - 4);
      return `  ${rule.id}\n    ${severity}${hasFix(rule) ? '  fix' : ''}\n    ${title}`;
    }
    const title = hanging(' '.repeat(indent) + rule.title, indent, io.width).slice(indent);
    return `  ${rule.id.padEnd(width)}  ${severity}  ${hasFix(rule) ? 'fix' : '   '}  ${title}`;
  };
  const sections = [...new Set(all.map(packOf))].map((pack) => {
    const own = all.filter((rule) => packOf(rule) === pack);
    return `${paint('bold', pack)}\n${own.map(row).join('\n')}\n`;
  });
  const fixes = all.filter(hasFix).length;
  const foot = `${all.length} rules, ${fixes} with a fix. hatopo explain RULE prints the page of one.`;
  return `${sections.join('\n')}\n${hanging(foot, 0, io.width)}\n`;
}
