/**
 * Every example with something changed in it, and every rule's own text: each fix ends its finding and starts no other.
 * A fix that several variants offer is applied once; of many variants of a kind every so manieth is read.
 */
import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { findRule, rules } from '../../../engine/rules/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import type { CheckDocumentOptions } from '../../../language/findings.ts';
import { fixAll } from '../../../language/fix-all.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import type { PlacedFinding } from '../../../language/placed-finding.ts';
import { besides, type Checked, checked, whileOpen } from '../../support/rules.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

/** Each line left out once. */
function withoutALine(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' || line.trim().startsWith('//')
      ? []
      : [[...lines.slice(0, index), ...lines.slice(index + 1)].join('\n')],
  );
}

/** Each VM placed on each other host. */
function withAVmElsewhere(text: string): readonly string[] {
  const hosts = [...text.matchAll(/^ *host (\w+)/gm)].map((match) => match[1] ?? '');
  return replaced(text, /^( *vm \w+ on )(\w+)/gm, hosts);
}

/** Each name behind a colon, an arrow or `via` replaced by each other name of its kind. */
function withAnotherName(text: string): readonly string[] {
  const names = (kind: string) =>
    [...text.matchAll(new RegExp(`^ *${kind} ([\\w.]+)`, 'gm'))].map((match) => match[1] ?? '');
  return [
    ...replaced(text, /(-> |link: )([\w.]+)/g, names('network')),
    ...replaced(text, /(via )(\w+)/g, ['vmnic0', 'vmnic1', 'vmnic2', 'vmnic3']),
    ...replaced(text, /((?:storage|disk): )([\w.]+)/g, names('storage')),
    ...replaced(text, /((?:active|standby|primary|backup): )(\w+)/g, names('vm')),
    ...replaced(text, /((?:owners|nodes|after|quorum|witness): )([\w.]+)/g, names('(?:server|resource)')),
  ];
}

/** Each word, the second group of the pattern, replaced by each other one. */
function replaced(text: string, pattern: RegExp, others: readonly string[]): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    others
      .filter((other) => other !== match[2])
      .map((other) => text.slice(0, match.index) + match[1] + other + text.slice(match.index + match[0].length)),
  );
}

/** At most so many variants of a kind are read. */
const most = 60;

function sampled(variants: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.ceil(variants.length / most));
  return variants.filter((_, index) => index % step === 0);
}

/** What counts: not that a fact is not stated, which it was not before, nor which scenarios fail a VM, which changes with its host. */
function countedOf({ findings, diagnostics }: Checked): readonly { readonly code: string; readonly message: string }[] {
  const counted = findings.filter(
    ({ code, severityFrom }) => severityFrom !== 'not-stated' && !findRule(code)?.ofScenarios,
  );
  return [...counted, ...diagnostics];
}

const say = ({ code, message }: { readonly code: string; readonly message: string }) => `${code}: ${message}`;

/** How many findings there are of each kind, the language's own included. */
function countOf(found: Checked): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of countedOf(found)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** What a fix made worse, in words; nothing where its finding is gone and there is no more of any other kind. */
function harm(before: Checked, after: Checked, { code, message }: PlacedFinding): readonly string[] {
  const [had, has] = [countOf(before), countOf(after)];
  const more = [...has.keys()].filter((each) => (has.get(each) ?? 0) > (had.get(each) ?? 0));
  const said = new Set([...before.findings, ...before.diagnostics].map(say));
  const started = countedOf(after).filter((each) => more.includes(each.code) && !said.has(say(each)));
  const isLeft = after.findings.some((each) => say(each) === say({ code, message }));
  return [...started.map(say), ...(isLeft ? [`still: ${say({ code, message })}`] : [])];
}

/** The harm that fixes of a text do, of those that were not applied to another text before. */
async function harmOfFixes(text: string, options: CheckDocumentOptions, done: Set<string>): Promise<readonly string[]> {
  return whileOpen(text, options, async (before) => {
    const found: string[] = [];
    for (const finding of before.findings) {
      if (done.has(say(finding))) continue;
      done.add(say(finding));
      for (const fix of finding.fixes) {
        const mended = applied(text, fix.edits);
        const harms = await whileOpen(mended, options, (after) => harm(before, after, finding));
        found.push(...harms.map((each) => `“${fix.title}” of ${say(finding)}\n→ ${each}\n${difference(text, mended)}`));
      }
    }
    return found;
  });
}

/** The lines that differ, for a person to read. */
function difference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const minus = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  return [...minus, ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)].join('\n');
}

describe.each(exampleNames)('%s', (name) => {
  const text = exampleText(name);
  // what is said of the example itself is said of nearly every variant
  const done = new Set<string>();

  test('as it is: a fix ends its finding and starts no other', { timeout: 60_000 }, async () => {
    expect(await harmOfFixes(text, {}, done)).toEqual([]);
  });

  test.each([
    ['a line left out', withoutALine],
    ['a VM on another host', withAVmElsewhere],
    ['another name', withAnotherName],
  ])('with %s: a fix ends its finding and starts no other', { timeout: 60_000 }, async (_, variants) => {
    const found: string[] = [];
    for (const variant of sampled(variants(text))) found.push(...(await harmOfFixes(variant, {}, done)));
    expect(found).toEqual([]);
  });

  test('all fixes of one rule at once leave less of it, and no more of any other', { timeout: 60_000 }, async () => {
    const { findings } = await checked(text);
    for (const code of new Set(findings.filter(({ fixes }) => fixes.length > 0).map((finding) => finding.code)))
      await expectFixAllMends(text, code);
  });
});

async function expectFixAllMends(text: string, code: string): Promise<void> {
  const files = new MemoryFiles();
  const uri = URI.parse('file:///variants/main.hatopo');
  files.set(uri, text);
  const { files: changed } = await fixAll([uri], files, { codes: new Set([code]), safeOnly: false });
  const after = changed[0]?.after ?? text;
  const [had, has] = [await checked(text), await checked(after)];
  const ofCode = ({ findings }: Checked) => findings.filter((finding) => finding.code === code).length;
  expect(ofCode(has), `${code}:\n${after}`).toBeLessThan(ofCode(had));
  for (const [each, number] of countOf(has))
    expect(number, `${each}:\n${after}`).toBeLessThanOrEqual(countOf(had).get(each) ?? 0);
}

test.each(rules.map((rule) => [rule.id, rule] as const))(
  'every fix of %s mends what breaks the rule',
  { timeout: 60_000 },
  async (_, rule) => {
    expect(await harmOfFixes(rule.examples.breaks, { rules: besides(rule) }, new Set())).toEqual([]);
  },
);
