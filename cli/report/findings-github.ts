/** Findings as workflow commands, which GitHub Actions shows at the lines of a change. */
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import type { CheckReport, ReportedFinding } from '../../tools/findings/finding.ts';
import { pathBelow, repositoryRoot } from './root.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** One line a finding. */
export function findingsAsGithub({ findings, problems }: CheckReport, cwd: string): string {
  const root = repositoryRoot(cwd);
  const lines = findings.map((finding) => command(commands[finding.severity], placeOf(finding, root), textOf(finding)));
  for (const { file, uri, line, column, message } of problems) {
    const place = { file: pathBelow(root, uri) ?? file, line, col: column, title: 'hatopo.config.json' };
    lines.push(command('warning', place, message));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function placeOf({ file, uri, line, column, endLine, endColumn, code }: ReportedFinding, root: string) {
  return {
    file: pathBelow(root, uri) ?? file,
    line,
    col: column,
    endLine,
    // columns are only taken where both are on one line
    ...(endLine === line && endColumn > column && { endColumn }),
    title: code,
  };
}

/** The message, what mends it, and where to read on. */
function textOf({ code, message, fixes }: ReportedFinding): string {
  const rule = findRule(code);
  return [message, ...fixes.map(({ title }) => `Fix: ${title}`), ...(rule ? [pageAddress(rule)] : [])].join('\n');
}

function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const stated = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value), /[%\r\n:,]/g)}`);
  return `::${name} ${stated.join(',')}::${escaped(text, /[%\r\n]/g)}`;
}

function escaped(text: string, signs: RegExp): string {
  return text.replace(signs, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
