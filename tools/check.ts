/** Checks a text: the language, the vendors' rules, the author's rules and objectives. */
import type { URI } from 'langium';
import { codesNamed } from './findings/codes.ts';
import { collect } from './findings/collect.ts';
import { configurations } from './findings/configurations.ts';
import { type CheckReport, count, type ReportedEdit, type ReportedFinding } from './findings/finding.ts';
import { findingsAsJson } from './findings/findings-json.ts';
import { type Fields, readInput, schemaOf } from './input.ts';
import { stopIfCancelled, textFields, textOf } from './texts.ts';
import type { Answer, Tool } from './tool.ts';

/** More findings fill the room that an assistant has; the gravest are told, and how many there are besides. */
const MOST_TOLD = 50;

const fields = {
  ...textFields,
  rules: {
    type: 'array',
    description:
      'Only these rules, such as ["topology/pair-same-host", "vsphere/*"]. Errors of the language are told all the same.',
    items: { type: 'string' },
  },
  objectives: {
    type: 'boolean',
    description:
      'Whether objectives of the text are played, a run for every failure of which they speak. True unless said.',
  },
  format: {
    type: 'string',
    description: 'text (unless said), or json with the edits of every fix and all places.',
    enum: ['text', 'json'],
  },
} as const satisfies Fields;

export const check: Tool = {
  name: 'check',
  title: 'Check a topology',
  description:
    'Checks a high-availability topology written in the hatopo language: its syntax and names, the documented rules of the vendors (VMware vSphere, Microsoft failover clusters, Avaya, MX-ONE, PureConnect), and the rules and objectives of its author. Returns each finding with its place, its reason and the fixes that there are. Ask after every change of a .hatopo file.',
  input: schemaOf(fields),
  async answer(input, desk) {
    const { rules, objectives = true, format = 'text', ...which } = readInput(input, fields);
    const codes = rules && codesNamed(rules);
    const { uri, files } = await textOf(which, desk);
    stopIfCancelled(desk);
    const sources = { uris: [uri], files, configOf: configurations(files), isLeftOut: async (_: URI) => false };
    const { report } = await collect(sources, { show: (address) => desk.show(address), codes, objectives });
    return format === 'json' ? { text: findingsAsJson(report) } : asText(report);
  },
};

function asText(report: CheckReport): Answer {
  const { findings, suppressed, problems, unsought } = report;
  const told = gravest(findings);
  const more = findings.length - told.length;
  const lines = [
    ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
    ...told.flatMap(finding),
    ...(more > 0 ? [`And ${more} more, none graver than these: ask for some with rules, or for json.`] : []),
    ...(unsought > 0 ? [`Fixes were not looked for in ${unsought} of them: ask for fewer rules.`] : []),
    ...(suppressed.length > 0 ? [`${suppressed.length} silenced by comments (// hatopo-ignore).`] : []),
    `${numbered(count(findings, 'error'), 'error')}, ${numbered(count(findings, 'warning'), 'warning')}, ${count(findings, 'info')} for information.`,
  ];
  return { text: lines.join('\n') };
}

/** The gravest findings, in the order of their places. */
function gravest(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const ranks = { error: 0, warning: 1, info: 2 } as const;
  const chosen = new Set([...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]).slice(0, MOST_TOLD));
  return findings.filter((each) => chosen.has(each));
}

function finding({ file, line, column, severity, code, message, related, fixes }: ReportedFinding): readonly string[] {
  return [
    `${file}:${line}:${column} ${severity} ${code}: ${message}`,
    ...related.map((each) => `  see ${each.file}:${each.line}:${each.column} ${each.message}`),
    ...fixes.map(({ title, safe, edits }) => `  fix${safe ? ' (safe)' : ''}: ${title}: ${edits.map(edit).join('; ')}`),
  ];
}

/** `pair.hatopo:32:1 insert "  nic eth2\n"` */
function edit({ file, line, column, endLine, endColumn, newText }: ReportedEdit): string {
  const isInsert = line === endLine && column === endColumn;
  const where = `${file}:${line}:${column}${isInsert ? '' : `-${endLine}:${endColumn}`}`;
  if (newText === '') return `${where} delete`;
  return `${where} ${isInsert ? 'insert' : 'replace by'} ${JSON.stringify(newText)}`;
}

function numbered(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
