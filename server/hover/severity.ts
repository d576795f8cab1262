/** Where the severity of a finding comes from, for its hover. */
import { URI, UriUtils } from 'langium';
import { objectiveCode } from '../../engine/rules/author/ids.ts';
import type { Severity, SeverityOrigin } from '../../engine/rules/rule.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';

const words: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Information' };

const reasons: Readonly<Record<Exclude<SeverityOrigin, 'configuration'>, string>> = {
  rule: 'the rule’s own severity.',
  release: 'for the release that is stated, or the newest where none is.',
  'not-stated': 'the text does not state a fact that the rule needs.',
};

const ofObjectives: Partial<Record<SeverityOrigin, string>> = {
  rule: 'what must hold does not.',
  'not-stated': 'nobody knows whether it holds.',
};

/** One line of Markdown: `*Error: the rule’s own severity.*`; with a link where a configuration chose it. */
export function severityMarkdown({ code, severity, severityFrom, configuration }: PlacedFinding): string {
  const own = code === objectiveCode ? ofObjectives[severityFrom] : undefined;
  const reason =
    severityFrom === 'configuration' ? `chosen in ${linkTo(configuration)}.` : (own ?? reasons[severityFrom]);
  return `*${words[severity]}: ${reason}*`;
}

function linkTo(configuration: PlacedFinding['configuration']): string {
  if (!configuration) return 'the configuration';
  const { uri, line } = configuration;
  return `[${UriUtils.basename(URI.parse(uri))}](${uri}${line === undefined ? '' : `#L${line}`})`;
}
