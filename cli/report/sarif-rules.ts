/** Rules, and the codes of the language, as SARIF describes them. */
import type { ReportingDescriptor } from 'sarif';
import { isOfAuthor } from '../../engine/rules/author/ids.ts';
import { findRule, rules } from '../../engine/rules/index.ts';
import { pageAddress, pageOf } from '../../engine/rules/page.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { otherCode } from '../../tools/findings/codes.ts';
import type { ReportedFinding } from '../../tools/findings/finding.ts';
import { asText } from './markdown.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;
/** As code scanning filters by. */
const severities = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

const languagePage = 'https://github.com/hatopo/hatopo/blob/main/docs/language.md';

/** All rules that were asked, and the codes of the language that found something. */
export function descriptorsOf(
  findings: readonly ReportedFinding[],
  codes: ReadonlySet<string> | undefined,
): ReportingDescriptor[] {
  const found = [...new Set(findings.map(({ code }) => code))].filter((code) => !findRule(code)).sort();
  const asked = rules.filter(({ id }) => !codes || codes.has(id));
  return [
    ...asked.map(ofRule),
    ...found.map((code) => (isOfAuthor(code) ? ofAuthor(code, findings) : ofLanguage(code, findings))),
  ];
}

function ofRule(rule: Rule): ReportingDescriptor {
  const page = pageOf(rule);
  const [firstParagraph = ''] = rule.why.split('\n\n');
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: oneLine(firstParagraph) },
    help: { text: asText(page), markdown: page },
    helpUri: pageAddress(rule),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: [packOf(rule.id), 'high-availability'],
      precision: rule.advisory ? 'medium' : 'high',
      'problem.severity': severities[rule.severity],
    },
  };
}

/** What an author demands stands in the text: its first finding says what it is. */
function ofAuthor(code: string, findings: readonly ReportedFinding[]): ReportingDescriptor {
  const first = findings.find((finding) => finding.code === code);
  const says = otherCode(code) ?? 'A rule that the author wrote in the text';
  return {
    id: code,
    name: nameOf(code),
    shortDescription: { text: `${says}.` },
    fullDescription: { text: oneLine(first?.message ?? `${says}.`) },
    help: { text: `${says}.`, markdown: `${says}: [what authors write](${languagePage}#rules-of-your-own).` },
    helpUri: languagePage,
    defaultConfiguration: { level: levels[first?.severity ?? 'error'] },
    properties: {
      tags: [packOf(code), 'high-availability'],
      precision: 'very-high',
      'problem.severity': severities[first?.severity ?? 'error'],
    },
  };
}

function ofLanguage(code: string, findings: readonly ReportedFinding[]): ReportingDescriptor {
  const says = oneLine(otherCode(code) ?? code);
  const severity = findings.find((finding) => finding.code === code)?.severity ?? 'error';
  return {
    id: code,
    name: nameOf(code),
    shortDescription: { text: `${says}.` },
    fullDescription: { text: `${says}.` },
    help: {
      text: `${says}. A finding of the language itself: what it speaks of is to be mended, it cannot be silenced.`,
      markdown: `${says}. A finding of the [language](${languagePage}) itself: what it speaks of is to be mended, it cannot be silenced.`,
    },
    helpUri: languagePage,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['language'], precision: 'very-high', 'problem.severity': severities[severity] },
  };
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');
const packOf = (id: string) => id.slice(0, id.indexOf('/'));

/** `PairSameHost` for `topology/pair-same-host`. */
function nameOf(id: string): string {
  const words = id.slice(id.indexOf('/') + 1).split('-');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
