/** Findings as the protocol shows them. */
import type { LangiumDocuments } from 'langium';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-protocol';
import { internalErrorCode } from '../../engine/rules/check.ts';
import { findRule } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import type { FindingTag, Rule } from '../../engine/rules/rule.ts';
import type { ConfigProblem } from '../../language/config.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { placeOf } from '../text.ts';

export const SOURCE = 'hatopo';

const severities: Readonly<Record<PlacedFinding['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const tagNumbers: Readonly<Record<FindingTag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** What the language says of text that is written for nothing: editors grey it out. */
const unnecessary: ReadonlySet<string> = new Set(['hatopo/listed-twice']);

/** `data` of a diagnostic of a rule: what names it, and the titles of its fixes once they are known. */
export interface RuleData {
  readonly code: string;
  readonly rule: true;
}

/** A finding of a rule. Its fixes are worked out when they are asked for: that costs more than the check. */
export function ruleDiagnostic(finding: PlacedFinding, documents: Pick<LangiumDocuments, 'getDocument'>): Diagnostic {
  const rule = findRule(finding.code);
  return {
    source: SOURCE,
    severity: severities[finding.severity],
    code: finding.code,
    ...(rule && { codeDescription: addressOf(rule) }),
    message: finding.message,
    range: placeOf(finding, documents).range,
    ...(finding.tags.length > 0 && { tags: finding.tags.map((tag) => tagNumbers[tag]) }),
    ...(finding.related.length > 0 && {
      relatedInformation: finding.related.map((related) => ({
        message: related.message,
        location: placeOf(related, documents),
      })),
    }),
    data: { code: finding.code, rule: true } satisfies RuleData,
  };
}

const addresses = new WeakMap<Rule, { readonly href: string }>();

function addressOf(rule: Rule): { readonly href: string } {
  const address = addresses.get(rule) ?? { href: pageAddress(rule) };
  addresses.set(rule, address);
  return address;
}

/** A finding of the language itself, with its code where editors show it. */
export function languageDiagnostic(diagnostic: Diagnostic): Diagnostic {
  const { code } = (diagnostic.data ?? {}) as { code?: unknown };
  const shown =
    typeof code === 'string' && code.includes('/') ? code : isFault(diagnostic) ? internalErrorCode : 'hatopo/syntax';
  return {
    ...diagnostic,
    source: SOURCE,
    code: shown,
    ...(unnecessary.has(shown) && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** A check that threw: Langium shows it as a finding. */
function isFault({ message }: Diagnostic): boolean {
  return typeof message === 'string' && message.startsWith('An error occurred during validation');
}

/** Something in a configuration that was not understood. */
export function configDiagnostic({ message, line, column, endLine, endColumn }: ConfigProblem): Diagnostic {
  return {
    source: SOURCE,
    severity: DiagnosticSeverity.Warning,
    code: 'hatopo/configuration',
    message,
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
  };
}
