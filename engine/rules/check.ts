/** Runs rules over a topology. */
import type { Topology } from '../topology/model.ts';
import { oncePerTopology } from './facts/memo.ts';
import { message } from './message.ts';
import type {
  Finding,
  Fix,
  OptionValues,
  Report,
  ReportOptions,
  Rule,
  Severity,
  SeverityOrigin,
  Trial,
} from './rule.ts';

/** A rule's severity for a folder; `off` leaves the rule out. */
export type SeverityChoice = Severity | 'off';

/** Severities by rule id, or by pack. What is chosen wins over the rule's own, and over that of a release. */
export type Severities = Readonly<Record<string, SeverityChoice>>;

/** Options by rule id; what is not chosen is the rule's own default. */
export type ChosenOptions = Readonly<Record<string, OptionValues>>;

/** What a folder chooses for its rules. */
export interface Choices {
  readonly severities?: Severities;
  readonly options?: ChosenOptions;
}

/** What is chosen for a rule: for its id, else for its pack as a whole (`author/*`: who chooses knows not which there are). */
export function chosenFor<Choice>(id: string, chosen: Readonly<Record<string, Choice>> = {}): Choice | undefined {
  return chosen[id] ?? chosen[`${id.slice(0, id.indexOf('/'))}/*`];
}

/** The code under which a rule's own failure is reported. */
export const internalErrorCode = 'hatopo/internal-error';

const stopped = message`The rule ${'rule'} stopped ("${'reason'}") and may not have said all it has to say; the other rules were checked. This is a fault of hatopo: please report it together with this file.`;

/**
 * What these rules say of a topology: rule by rule in their order, each in the order of its visit.
 * A rule that throws is reported once, as an internal error, and the others still speak.
 */
export function runRules(rules: readonly Rule[], topology: Topology, choices: Choices = {}): Finding[] {
  const chosen = rules.filter((rule) => chosenFor(rule.id, choices.severities) !== 'off');
  const trial = trialOf(chosen, choices);
  return chosen.flatMap((rule) => runRule(rule, topology, choices, trial));
}

/** What these rules say of changed topologies, each worked out once: all but those that speak of scenarios. */
export function trialOf(rules: readonly Rule[], choices: Choices = {}): Trial {
  const ofSystem = rules.filter((rule) => !rule.ofScenarios);
  return oncePerTopology((changed) => runRules(ofSystem, changed, choices));
}

function runRule(rule: Rule, topology: Topology, choices: Choices, trial: Trial): Finding[] {
  const findings: Finding[] = [];
  const chosen = chosenFor(rule.id, choices.severities);
  const report: Report = (element, text, options = {}) => {
    findings.push(finding(rule, severityOf(rule, chosen, options), element.source, text, options, trial));
  };
  try {
    rule.check(topology, report, optionsOf(rule, choices.options?.[rule.id]));
  } catch (error) {
    findings.push(internalError(rule, error));
  }
  return findings;
}

/** The values that hold for a rule: those chosen, behind them its defaults. */
export function optionsOf(rule: Rule, chosen: OptionValues = {}): OptionValues {
  const values: Record<string, number> = {};
  for (const [name, option] of Object.entries(rule.options ?? {})) values[name] = chosen[name] ?? option.default;
  return values;
}

type Decided = readonly [severity: Severity, from: SeverityOrigin];

/** What is chosen wins over the rule's own severity and that of a release; what is not stated stays information. */
function severityOf(rule: Rule, chosen: SeverityChoice | undefined, options: ReportOptions): Decided {
  if (options.notStated) return ['info', 'not-stated'];
  if (chosen && chosen !== 'off') return [chosen, 'configuration'];
  return options.severity ? [options.severity, 'release'] : [options.caseSeverity ?? rule.severity, 'rule'];
}

function finding(
  rule: Rule,
  [severity, severityFrom]: Decided,
  source: Finding['source'],
  text: string,
  options: ReportOptions,
  trial: Trial,
): Finding {
  let fixes: readonly Fix[] | undefined;
  return {
    rule: rule.id,
    severity,
    severityFrom,
    message: text,
    source,
    property: options.property,
    related: options.related ?? [],
    basis: options.basis ?? [],
    tags: options.tags ?? [],
    mayHaveFix: options.fix !== undefined,
    mayBeSafe: options.fix !== undefined && rule.safeFixes === true,
    get fixes() {
      fixes ??= fixesOf(options.fix, trial).map((fix) => ({ ...fix, safe: fix.safe && rule.safeFixes === true }));
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
    severityFrom: 'rule',
    tags: [],
    message: stopped({ rule: rule.id, reason }),
    source: undefined,
    related: [],
    basis: [],
    mayHaveFix: false,
    mayBeSafe: false,
    fixes: [],
  };
}
