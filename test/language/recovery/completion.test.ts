/** What the editor can offer at the end of damaged text: the next element of the grammar. */
import { type GrammarAST, GrammarUtils } from 'langium';
import { findNextFeatures } from 'langium/lsp';
import { describe, expect, test } from 'vitest';
import { examples, services } from './support.ts';

/** Names of the rules and keywords that may follow a text. */
function next(text: string): Set<string> {
  const { tokens, tokenIndex, elementStack } = services.parser.CompletionParser.parse(text);
  const stack = elementStack.map((feature) => ({ feature }));
  const entry = GrammarUtils.getEntryRule(services.Grammar);
  if (tokenIndex === 0 && entry) return new Set(['any item']);
  return new Set(findNextFeatures([stack], tokens.slice(tokenIndex)).map(({ feature }) => nameOf(feature)));
}

function nameOf(feature: GrammarAST.AbstractElement): string {
  if (feature.$type === 'Keyword') return (feature as GrammarAST.Keyword).value;
  if (feature.$type === 'CrossReference') return 'a reference';
  if (feature.$type === 'RuleCall') return (feature as GrammarAST.RuleCall).rule.$refText;
  return feature.$type;
}

const damages = {
  intact: 'site A {\n  network lan\n',
  'a body before is not closed': 'vm A on H {\n  vcpu: 1\n\nsite A {\n  network lan\n',
  'a brace before closes nothing': 'vm A on H\n}\nsite A {\n  network lan\n',
  'the line before is not finished': 'site A {\n  network lan\n  nic eth0 ->\n',
  'a text before has no end': 'scenario "Failover {\n  at 0 s fail H\n}\nsite A {\n',
  'a name before is missing': 'vm on H { vcpu: 1 }\nsite A {\n',
};

describe.each(Object.entries(damages))('%s', (_, before) => {
  test('the parts of a statement', () => {
    expect(next(`${before}  nic eth0 -> `)).toContain('a reference');
    expect(next(`${before}  nic eth0 -> lan `)).toContain('via');
    expect(next(`${before}  host H : `)).toContain('a reference');
    expect(next(`${before}  service S : `)).toContain('WORD');
    expect(next(`${before}  disk: `)).toContain('a reference');
    expect(next(`${before}  at 0 s `)).toContain('fail');
    expect(next(`${before}  at 0 s fail `)).toContain('a reference');
    expect(next(`${before}  expect X active `)).toContain('on');
    expect(next(`${before}  quorum: `)).toContain('majority');
  });

  test('what other bodies hold', () => {
    expect(next(`${before}  settings { managed-ip: `)).toContain('WORD');
    expect(next(`${before}  objective "T" { any host `)).toContain('fails');
    expect(next(`${before}  rule r warning "m" { all p `)).toContain('in');
  });
});

test('what is wrong earlier on the line does not matter', () => {
  expect(next('vm V on H { vcpu 3  disk: ')).toContain('a reference');
  expect(next('vm V onn H : ')).toContain('a reference');
  expect(next('resource r ip-address { after: ')).toContain('a reference');
});

test('at every end of a line of every example, something may follow', () => {
  for (const { text } of examples) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      expect(next(text.slice(0, end)).size, text.slice(0, end)).toBeGreaterThan(0);
    }
  }
});
