/** Runs rules over a topology. */
import type { Topology } from '../topology/model.ts';
import { oncePerTopology } from './facts/memo.ts';
import { message } from './message.ts';
import type { Finding, Fix, Report, ReportOptions, Rule, Severity, Trial } from './rule.ts';

/** A rule's severity for a folder; `off` leaves the rule out. */
export type SeverityChoice = Severity | 'off';

/** Severities by rule id. What is chosen wins over the rule's own, and over that of a release. */
export type Severities = Readonly<Record<string, SeverityChoice>>;

/** The code under which a rule's own failure is reported. */
export const internalErrorCode = 'hatopo/internal-error';

const stopped = message`The rule ${'rule'} stopped ("${'reason'}") and may not have said all it has to say; the other rules were checked. This is a fault of hatopo: please report it together with this file.`;

/**
 * What these rules say of a topology: rule by rule in their order, each in the order of its visit.
 * A rule that throws is reported once, as an internal error, and the others still speak.
 */
export function runRules(rules: readonly Rule[], topology: Topology, severities: Severities = {}): Finding[] {
  const chosen = rules.filter((rule) => severities[rule.id] !== 'off');
  const trial = oncePerTopology((changed) => runRules(chosen, changed, severities));
  return chosen.flatMap((rule) => runRule(rule, topology, severities[rule.id], trial));
}

function runRule(rule: Rule, topology: Topology, chosen: SeverityChoice | undefined, trial: Trial): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (element, text, options = {}) => {
    const severity = chosen && chosen !== 'off' ? chosen : (options.severity ?? rule.severity);
    findings.push(finding(rule, severity, element.source, text, options, trial));
  };
  try {
    rule.check(topology, report);
  } catch (error) {
    findings.push(internalError(rule, error));
  }
  return findings;
}

function finding(
  rule: Rule,
  severity: Severity,
  source: Finding['source'],
  text: string,
  options: ReportOptions,
  trial: Trial,
): Finding {
  let fixes: readonly Fix[] | undefined;
  return {
    rule: rule.id,
    severity,
    message: text,
    source,
    property: options.property,
    related: options.related ?? [],
    get fixes() {
      fixes ??= fixesOf(options.fix, trial);
      return fixes;
    },
  };
}

function fixesOf(fix: ReportOptions['fix'], trial: Trial): readonly Fix[] {
  const found = typeof fix === 'function' ? fix(trial) : fix;
  if (found === undefined) return [];
  return 'edits' in found ? [found] : found;
}

function internalError(rule: Rule, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: internalErrorCode,
    severity: 'error',
    message: stopped({ rule: rule.id, reason }),
    source: undefined,
    related: [],
    fixes: [],
  };
}
