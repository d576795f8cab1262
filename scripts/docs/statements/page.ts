/** The page that traces every statement of the source documents to the rules that check it. */
import { rules } from '../../../engine/rules/index.ts';
import { pagePath } from '../../../engine/rules/page.ts';
import type { Rule } from '../../../engine/rules/rule.ts';
import { type Contradiction, contradictions } from './contradictions.ts';
import { source0 } from './source-0.ts';
import { source1 } from './source-1.ts';
import { source2 } from './source-2.ts';
import { source3 } from './source-3.ts';
import { source4 } from './source-4.ts';
import type { SourceDocument, Statement } from './statement.ts';
import { uncovered } from './uncovered.ts';

/** The source documents, in the order of their numbers. */
export const sourceDocuments: readonly SourceDocument[] = [source0, source1, source2, source3, source4];

/** The rules that name a statement among their sources. */
export function rulesFor(id: string): readonly Rule[] {
  return rules.filter((rule) => rule.sources.some(({ statements }) => statements.includes(id)));
}

/** The rules that settle a contradiction. */
export function rulesDeciding(id: string): readonly Rule[] {
  return rules.filter((rule) => rule.decides?.some(({ contradiction }) => contradiction === id));
}

/** True for what a rule can check. */
export function isCheckable({ kinds }: Statement): boolean {
  return kinds.includes('R');
}

const weights = { must: 'must', recommended: 'recommended', info: 'information' } as const;

/** docs/rules/statements.md */
export function statementsPage(): string {
  return `# What the documents ask, and which rule checks it

The five source documents sentence by sentence, in our words: every statement that a rule can check, with the rules that do. What no
rule checks says why. What the documents say of behaviour is for [runs](../simulation.md) to show and is not listed here.

${sourceDocuments.map(documentSection).join('\n\n')}

## Where the documents contradict one another

${table(['no.', 'statements', 'what stands against what', 'settled'], contradictions.map(contradictionRow))}
`;
}

function documentSection({ title, statements }: SourceDocument): string {
  const rows = statements
    .filter(isCheckable)
    .map((statement) => [statement.id, statement.text, weights[statement.weight], coverage(statement.id)]);
  return `## ${title}\n\n${table(['no.', 'what it says', 'weight', 'checked by'], rows)}`;
}

function coverage(id: string): string {
  const found = rulesFor(id).map(linkTo);
  return found.length > 0 ? found.join(', ') : `– ${uncovered[id] ?? ''}`;
}

function contradictionRow({ id, statements, conflict, decision }: Contradiction): readonly string[] {
  const settled = rulesDeciding(id).map(linkTo).join(', ');
  const place = decision?.section === undefined ? '' : ` ([runs](../simulation.md#${decision.section}))`;
  const own = decision ? [`${decision.text}${place}`] : [];
  return [id, statements.join(', '), conflict, [...own, settled].join(' ').trim()];
}

function linkTo(rule: Rule): string {
  return `[${rule.id}](${pagePath(rule)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
