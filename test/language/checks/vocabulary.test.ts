// The table of the language and its grammar, held against each other both ways.
import { AstUtils, type Grammar, GrammarAST } from 'langium';
import { describe, expect, test } from 'vitest';
import type { AdapterUse, EndpointKind, ResourceType, ServiceMode, StateName } from '../../../engine/topology/model.ts';
import { HatopoGrammar } from '../../../language/generated/grammar.ts';
import * as vocabulary from '../../../language/vocabulary/index.ts';

const grammar: Grammar = HatopoGrammar();

/** The keywords of one rule, without those of the rules that it calls. */
function keywordsOf(rule: string): string[] {
  const found = grammar.rules.find((candidate) => candidate.name === rule);
  if (!found) throw new Error(`the grammar has no rule ${rule}`);
  return AstUtils.streamAllContents(found)
    .filter(GrammarAST.isKeyword)
    .map((keyword) => keyword.value)
    .filter((value) => /[a-z]/.test(value))
    .toArray();
}
const same = (actual: Iterable<string>, wanted: Iterable<string>): void =>
  expect([...new Set(actual)].sort()).toEqual([...new Set(wanted)].sort());

const wordsOf = (entries: readonly vocabulary.WordEntry[]): string[] => entries.map((entry) => entry.word);

const uses = [...vocabulary.bodies.values()].flatMap((body) => body.properties);
const keys = (wanted: (use: vocabulary.PropertyUse) => boolean): string[] =>
  uses.filter(wanted).map((use) => use.property.key);

describe('properties', () => {
  test('that take names', () => {
    same(
      keys(({ property }) => property.value.is === 'reference' && !['product', 'after'].includes(property.key)),
      keywordsOf('ReferencePropertyName'),
    );
  });
  test('that take a number or a quantity', () => {
    same(
      keys(({ property: { value } }) => value.is === 'number' || value.is === 'quantity'),
      [...keywordsOf('MeasurePropertyName'), ...keywordsOf('TimingName')],
    );
  });
  test('that take words', () => {
    same(
      keys(({ property }) => property.value.is === 'words'),
      keywordsOf('WordPropertyName'),
    );
  });
  test('that take text', () => {
    same(
      keys(({ property }) => property.value.is === 'text'),
      keywordsOf('TextPropertyName'),
    );
  });
  test('that are flags', () => {
    same(
      keys(({ property }) => property.value.is === 'flag'),
      keywordsOf('FlagProperty'),
    );
  });
  test('of forms of their own', () => {
    same(
      keys(({ property }) => property.value.is === 'version'),
      keywordsOf('VersionProperty'),
    );
    same(
      keys(({ property }) => property.value.is === 'form'),
      ['admission', 'quorum'],
    );
    same(
      vocabulary.admissionPolicies.map((entry) => entry.word),
      keywordsOf('AdmissionProperty').filter((word) => !['admission', 'host', 'hosts'].includes(word)),
    );
    same(
      vocabulary.quorumKinds.map((entry) => entry.word),
      keywordsOf('QuorumProperty').filter((word) => !['quorum', 'with', 'witness'].includes(word)),
    );
  });
  test('are written as their form says', () => {
    for (const { property } of uses) {
      expect(
        property.form.startsWith(property.value.is === 'flag' ? property.key : `${property.key}: `),
        property.form,
      ).toBe(true);
    }
  });
});

describe('statements', () => {
  const rules = grammar.rules.filter(GrammarAST.isParserRule);
  /** The rules that `Item` offers and that are no property. */
  const items = rules
    .filter((rule) => rule.name === 'Item')
    .flatMap((rule) => AstUtils.streamAllContents(rule).filter(GrammarAST.isRuleCall).toArray())
    .map((call) => call.rule.$refText)
    .filter((name) => !name.endsWith('Property') && name !== 'UnknownStatement');

  test('are those of the grammar', () => {
    same(
      vocabulary.statements.map((entry) => entry.type),
      items,
    );
  });
  test('begin with their keyword', () => {
    for (const entry of vocabulary.statements) {
      expect(keywordsOf(entry.type)[0], entry.id).toBe(entry.keyword);
      expect(entry.form.startsWith(entry.keyword), entry.form).toBe(true);
    }
  });
  test('have a body where the grammar gives them one', () => {
    for (const entry of vocabulary.statements) {
      const rule = rules.find((candidate) => candidate.name === entry.type);
      const text = rule?.$cstNode?.text ?? JSON.stringify(strip(rule?.definition));
      expect(/Body|'\{'|"\{"/.test(text), `${entry.id}: ${text}`).toBe(
        entry.hasBody || entry.id === 'virtual nic' || entry.type === 'AuthorRule',
      );
    }
  });
  test('can all stand somewhere, and every body is known', () => {
    for (const entry of vocabulary.statements) {
      expect(entry.standsIn.length, entry.id).toBeGreaterThan(0);
      for (const place of entry.standsIn) expect(vocabulary.bodies.has(place), `${entry.id} in ${place}`).toBe(true);
    }
  });
});

describe('words', () => {
  // The grammar takes any word here; the model says which there are.
  test('states', () => {
    const model: Record<StateName, true> = {
      running: true,
      up: true,
      down: true,
      active: true,
      'dual-active': true,
      standby: true,
      backup: true,
      primary: true,
      secondary: true,
      protected: true,
      degraded: true,
      'in-service': true,
      'out-of-service': true,
      quorate: true,
    };
    same(
      vocabulary.states.map((entry) => entry.state),
      Object.keys(model),
    );
  });
  test('modes, and what they are in the model', () => {
    const model: Record<ServiceMode, true> = {
      standalone: true,
      duplication: true,
      switchover: true,
      'active-active': true,
      'geo-redundant': true,
      'survivable-core': true,
      'failover-group': true,
      'n-plus-one': true,
    };
    same(
      vocabulary.modes.map((entry) => entry.mode),
      Object.keys(model),
    );
  });
  test('kinds of endpoints, resources, adapters', () => {
    const endpoints: Record<EndpointKind, true> = { h323: true, sip: true, 'media-gateway': true, agent: true };
    const resources: Record<ResourceType, true> = {
      'ip-address': true,
      'network-name': true,
      'generic-service': true,
      'physical-disk': true,
      'file-share': true,
    };
    const uses: Record<AdapterUse, true> = {
      management: true,
      vmotion: true,
      'live-migration': true,
      'ft-logging': true,
      storage: true,
    };
    same(wordsOf(vocabulary.endpointKinds), Object.keys(endpoints));
    same(wordsOf(vocabulary.resourceTypes), Object.keys(resources));
    same(wordsOf(vocabulary.adapterUses), Object.keys(uses));
  });
  test('injections', () => {
    const verbs = ['SimpleInjection', 'SplitInjection', 'MoveInjection'].flatMap(keywordsOf);
    same(
      vocabulary.injections.map((entry) => entry.verb),
      verbs.filter((word) => word !== 'for' && word !== 'to'),
    );
  });
  test('kinds', () => {
    const kinds = vocabulary.injections.flatMap((entry) => entry.of);
    for (const kind of kinds) expect(keywordsOf('KindWord')).toContain(kind);
  });
  test('units', () => {
    const terminal = grammar.rules.find((rule) => rule.name === 'QUANTITY');
    const pattern =
      AstUtils.streamAllContents(terminal ?? grammar)
        .filter(GrammarAST.isRegexToken)
        .map((token) => token.regex)
        .head() ?? '';
    const written = /\((ms[^)]*)\)/.exec(pattern)?.[1]?.split('|') ?? [];
    same(vocabulary.units, [...written, '%']);
  });
  test('every keyword of the grammar has its place in the table', () => {
    const known = new Set<string>([
      ...uses.map((use) => use.property.key),
      ...vocabulary.statements.map((entry) => entry.keyword),
      ...vocabulary.states.map((entry) => entry.state),
      ...vocabulary.outcomes.map((entry) => entry.outcome),
      ...vocabulary.injections.map((entry) => entry.verb),
      ...vocabulary.admissionPolicies.map((entry) => entry.word),
      ...vocabulary.quorumKinds.map((entry) => entry.word),
      ...vocabulary.innerWords.map((entry) => entry.word),
    ]);
    const keywords = AstUtils.streamAllContents(grammar)
      .filter(GrammarAST.isKeyword)
      .map((keyword) => keyword.value)
      .filter((value) => /[a-z]/.test(value));
    same(
      [...keywords].filter((keyword) => !known.has(keyword)),
      [],
    );
  });
  test('every inner word is a keyword', () => {
    const keywords = new Set(
      AstUtils.streamAllContents(grammar)
        .filter(GrammarAST.isKeyword)
        .map((keyword) => keyword.value),
    );
    same(
      vocabulary.innerWords.map((entry) => entry.word).filter((word) => !keywords.has(word)),
      [],
    );
  });
});

describe('documentation', () => {
  test('is one line without a full stop where it is a summary', () => {
    const summaries = [
      ...vocabulary.statements,
      ...vocabulary.modes,
      ...uses.map((use) => use.property),
      ...vocabulary.injections,
    ];
    for (const { summary } of summaries) {
      expect(summary).toMatch(/^[^\n]+[^.\n]$/);
    }
  });
  test('defaults that are quantities can be read', () => {
    for (const { property } of uses) {
      if (property.value.is === 'quantity' && property.default) {
        const stated = vocabulary.quantityOf(property.default.text);
        if (stated) expect(vocabulary.classOf(stated.unit)).toBe(property.value.unit);
      }
      if (property.value.is === 'quantity')
        expect(vocabulary.classOf(property.unit ?? 'ms'), property.form).toBe(property.value.unit);
    }
  });
});

/** A grammar element without its links upward, so that it can be printed. */
function strip(element: GrammarAST.AbstractElement | undefined): unknown {
  return JSON.parse(
    JSON.stringify(element ?? {}, (key, value) =>
      key.startsWith('$') && key !== '$refText' ? undefined : value?.$refText ? { ref: value.$refText } : value,
    ),
  );
}
