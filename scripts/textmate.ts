/** The TextMate grammar, made from the vocabulary: what colours a file before the server runs. */
import {
  bodies,
  injections,
  innerWords,
  modes,
  outcomes,
  type PropertyEntry,
  statements,
  states,
  units,
} from '../language/vocabulary/index.ts';

const name = '[A-Za-z_\\u00C0-\\uFFFD][\\w\\u00C0-\\uFFFD-]*';
/** Nothing of a word or a path before; hyphens belong to words. */
const before = '(?<![\\w.-])';
const after = '(?![\\w-])';

/** Alternatives, longest first so that none hides another. */
const oneOf = (words: Iterable<string>) =>
  `(?:${[...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')})`;

const properties = [...bodies.values()].flatMap((body) => body.properties.map((use) => use.property));
const keysWhere = (test: (property: PropertyEntry) => boolean) =>
  properties.filter(test).map((property) => property.key);
const declared = statements.filter((entry) => entry.form.includes('NAME')).map((entry) => entry.keyword);
/** Words that join parts of a statement, but for those that are as often names or kinds. */
const ambiguous = new Set([
  'host',
  'hosts',
  'witness',
  'calls',
  'state',
  'outage',
  'error',
  'warning',
  'info',
  'count',
  'fail',
  'fails',
]);
const joining = innerWords.map((entry) => entry.word).filter((word) => !ambiguous.has(word));
const verbs = injections.map((entry) => entry.verb);

/** The grammar as the editor reads it. */
export function textMateGrammar() {
  return {
    name: 'hatopo',
    scopeName: 'source.hatopo',
    fileTypes: ['hatopo'],
    patterns: [
      'comments',
      'strings',
      'declarations',
      'steps',
      'properties',
      'blocks',
      'measures',
      'connectors',
      'operators',
    ].map((rule) => ({ include: `#${rule}` })),
    repository: {
      comments: {
        patterns: [
          { name: 'comment.block.documentation.hatopo', match: '///.*$' },
          { name: 'comment.line.double-slash.hatopo', match: '//.*$' },
          { name: 'comment.block.hatopo', begin: '/\\*', end: '\\*/' },
        ],
      },
      strings: {
        patterns: [
          {
            name: 'string.quoted.double.hatopo',
            begin: '"',
            end: '"|$',
            patterns: [{ name: 'constant.character.escape.hatopo', match: '\\\\.' }],
          },
        ],
      },
      declarations: {
        patterns: [
          {
            match: `${before}(service)\\s+(${name})\\s*(:)\\s*${capturedWord(modes.map((mode) => mode.mode))}`,
            captures: captures('storage.type', 'entity.name.type', 'punctuation.separator', 'constant.language'),
          },
          {
            match: `${before}(topology|import|scenario|objective)${after}(?=\\s*")`,
            captures: captures('keyword.control'),
          },
          {
            match: `${before}(product)\\s+(${name}(?:\\.${name})*)(?=\\s*(?:\\{|$|//))`,
            captures: captures('storage.type', 'entity.name.type'),
          },
          {
            match: `${before}(${oneOf(declared)})\\s+(${name})`,
            captures: captures('storage.type', 'entity.name.type'),
          },
        ],
      },
      steps: {
        patterns: [
          {
            match: `${before}(at)\\s+(\\d[\\d.]*)[ \\t]*(${oneOf(units)})?\\s+(${oneOf(verbs)})${after}`,
            captures: captures(
              'keyword.control',
              'constant.numeric',
              'keyword.other.unit',
              'keyword.control.injection',
            ),
          },
          { match: `${before}(expect)(?=\\s+[\\w"])`, captures: captures('keyword.control') },
          {
            match: `${before}(?:(never|not)\\s+)?${capturedWord(states.map((entry) => entry.state))}(?=\\s*(?:$|//|\\}|on\\s|within\\s|,))`,
            captures: captures('keyword.operator.word', 'constant.language.state'),
          },
          {
            match: `${before}(calls|state)\\s+${capturedWord(outcomes.map((entry) => entry.outcome))}`,
            captures: captures('keyword.operator.word', 'constant.language.state'),
          },
          {
            match: `${before}(outage)\\s+(of)${after}`,
            captures: captures('keyword.operator.word', 'keyword.operator.word'),
          },
          { match: `${before}(within)(?=\\s+\\d)`, captures: captures('keyword.operator.word') },
        ],
      },
      properties: {
        patterns: [
          {
            match: `${before}(${oneOf(keysWhere((property) => property.value.is === 'words'))})\\s*(:)\\s*(${name}(?:\\s*,\\s*${name})*)`,
            captures: captures('support.type.property-name', 'punctuation.separator', 'constant.language'),
          },
          {
            match: `${before}(${name})\\s*(:)`,
            captures: captures('support.type.property-name', 'punctuation.separator'),
          },
          {
            match: `${before}(${oneOf(keysWhere((property) => property.value.is === 'flag'))})${after}(?=\\s*(?:$|//|\\}|\\w))`,
            captures: captures('support.type.property-name'),
          },
        ],
      },
      blocks: {
        match: `${before}(ha|drs|ft|synchronize|settings|limits)${after}(?=\\s*(?:\\{|$|//|\\}|host\\s|drs\\s|server\\s))`,
        captures: captures('storage.type'),
      },
      measures: {
        patterns: [
          {
            match: `${before}(\\d[\\d.]*)[ \\t]*(${oneOf(units)})(?![\\w-])`,
            captures: captures('constant.numeric', 'keyword.other.unit'),
          },
          { name: 'constant.numeric.hatopo', match: `${before}\\d[\\w.]*` },
        ],
      },
      connectors: {
        match: `${before}(${oneOf([...joining, 'keep', 'must', 'should'])})(?=\\s+[\\w"])`,
        captures: captures('keyword.operator.word'),
      },
      operators: { name: 'keyword.operator.hatopo', match: '->|[<>]=?|!=|==?|\\|' },
    },
  };
}

function capturedWord(words: Iterable<string>): string {
  return `(${oneOf(words)})${after}`;
}

function captures(...scopes: string[]) {
  return Object.fromEntries(scopes.map((scope, index) => [String(index + 1), { name: `${scope}.hatopo` }]));
}
