/** A rule in Markdown: the page of its documentation, and the gist for an editor. */
import type { Rule, RuleSource, Severity } from './rule.ts';

/** The rule's page, from the folder of the rule pages: `avaya/dup-link-present.md`. */
export function pagePath(rule: Rule): string {
  return `${rule.id}.md`;
}

/** Where the pages of the rules are on the web. */
const pages = 'https://github.com/hatopo/hatopo/blob/main/docs/rules/';

/** The address of the rule's page, for links in editors and reports. */
export function pageAddress(rule: Rule): string {
  return pages + pagePath(rule);
}

/**
 * What the rule says, why, where it comes from, the texts that break and keep it, and how to silence it. The editor's server
 * carries no such texts: there the page says where they stand.
 */
export function pageOf(rule: Rule): string {
  const parts = [
    `# ${rule.id}`,
    `**${rule.title}.** Severity: ${severityWords[rule.severity]}.`,
    '## Why',
    rule.why,
    '## Source',
    rule.sources.map((source) => `- ${sourceLine(source)}`).join('\n'),
    ...(rule.decides ? ['## Where the documents differ', rule.decides.map(({ text }) => text).join('\n\n')] : []),
    ...examplesOn(rule),
    '## What it says',
    Object.values(rule.messages)
      .filter(({ template }) => template.length > longPart)
      .map(({ template }) => `- ${template}`)
      .join('\n'),
    ...(rule.options ? ['## Options', optionsTable(rule, rule.options)] : []),
    silencing(rule),
  ];
  return `${parts.join('\n\n')}\n`;
}

function examplesOn(rule: Rule): readonly string[] {
  const examples: Rule['examples'] | undefined = rule.examples;
  if (!examples) return ['## Examples', `Texts that break and keep the rule stand on ${pageAddress(rule)}`];
  const { breaks, keeps, fixed } = examples;
  return [
    '## Breaks the rule',
    block(breaks),
    '## Keeps the rule',
    block(keeps),
    ...(fixed === undefined ? [] : ['## After the fix', block(fixed)]),
  ];
}

/** The page of a rule that an author wrote: there is no more to it than its words. */
export function pageOfAuthor(rule: Rule): string {
  const said = Object.values(rule.messages).map(({ template }) => `- ${template}`);
  const parts = [
    `# ${rule.id}`,
    `**${rule.title.replace(/[.]$/, '')}.** Severity: ${severityWords[rule.severity]}. A rule of the author.`,
    rule.why,
    ...(said.some((line) => line !== '- ') ? ['## What it says', said.join('\n')] : []),
    silencing(rule),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function silencing(rule: Rule): string {
  return `## Silence it

Where an exception is meant, say why above the statement: \`// hatopo-ignore ${rule.id}: the reason\`.

For a folder, \`hatopo.config.json\` sets another severity, or \`off\`:

\`\`\`json
{ "rules": { "${rule.id}": "off" } }
\`\`\``;
}

function optionsTable(rule: Rule, options: NonNullable<Rule['options']>): string {
  const rows = Object.entries(options).map(([name, { summary, unit, default: value, least, most }]) => {
    const range = most === undefined ? `${least} or more` : `${least} to ${most}`;
    return `| \`${name}\` | ${value}${unit ? ` ${unit}` : ''} | ${range} | ${summary} |`;
  });
  const [name = '', option] = Object.entries(options)[0] ?? [];
  return `| option | default | range | what it decides |
|---|---|---|---|
${rows.join('\n')}

In \`hatopo.config.json\`:

\`\`\`json
{ "rules": { "${rule.id}": { "severity": "${rule.severity}", "${name}": ${option?.default} } } }
\`\`\``;
}

/** Parts of sentences and labels of related places stay off the page. */
const longPart = 75;

const severityWords: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'information' };

/** The table of all rules, a pack a section. */
export function indexPageOf(rules: readonly Rule[]): string {
  const packs = [...new Set(rules.map(packOf))];
  const sections = packs.map((pack) => {
    const rows = rules
      .filter((rule) => packOf(rule) === pack)
      .map((rule) => `| [${rule.id}](${pagePath(rule)}) | ${severityWords[rule.severity]} | ${rule.title} |`);
    return `## ${pack}\n\n| rule | severity | what must hold |\n|---|---|---|\n${rows.join('\n')}`;
  });
  const head = `# Rules

What the vendors' documents ask of a topology, checked while it is written. Each page says why, cites its source, and shows a text that breaks the rule, one that keeps it, and what the fix makes of the first.

\`// hatopo-ignore RULE: reason\` above a statement silences a rule there; \`hatopo.config.json\` sets severities for a folder: \`{ "rules": { "avaya/dup-link-dedicated-uplink": "off" } }\`.

The other way round: [what the documents ask](statements.md), statement by statement, and which rule checks it.`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** The gist of a rule in a few lines, for an editor's hover: no network is needed to read it. */
export function hoverOf(rule: Rule): string {
  const [firstParagraph = ''] = rule.why.split('\n\n');
  const source = rule.sources[0];
  const parts = [
    `**${rule.title}** (${severityWords[rule.severity]}, \`${rule.id}\`)`,
    firstParagraph.replaceAll('\n', ' '),
    ...(source ? [`*${sourceLine(source)}*`] : []),
    `Silence it here: \`// hatopo-ignore ${rule.id}: reason\``,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function packOf(rule: Rule): string {
  return rule.id.slice(0, rule.id.indexOf('/'));
}

function sourceLine({ document, place, quote, url }: RuleSource): string {
  const named = url === undefined ? document : `[${document}](${url})`;
  return [`${named}${place ? `, ${place}` : ''}`, ...(quote ? [`“${quote}”`] : [])].join(': ');
}

function block(text: string): string {
  return `\`\`\`hatopo\n${text.trimEnd()}\n\`\`\``;
}
