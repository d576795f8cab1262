/**
 * The TextMate grammar, made from the vocabulary: what colours a file before the server runs.
 *
 * Every word of the language may be a name, so a word is coloured by the statement that it stands in: each takes its names
 * with it, and no name is mistaken for a word of the language. Names that are only used have no colour here; the server
 * gives them that of what they mean.
 */
import { blocks, declarations, keeping } from './textmate/declarations.ts';
import { before, captures, include, KEYWORD, kinds, name, path, scoped } from './textmate/pieces.ts';
import { measures, properties } from './textmate/properties.ts';
import { authorRule, objective, steps } from './textmate/scenarios.ts';

/** The grammar as the editor reads it. */
export function textMateGrammar() {
  return {
    name: 'hatopo',
    scopeName: 'source.hatopo',
    fileTypes: ['hatopo'],
    patterns: include(
      'comments',
      'strings',
      'objectives',
      'rules',
      'steps',
      'keeping',
      'blocks',
      'properties',
      'declarations',
      'measures',
      'separators',
      'operators',
      'braces',
    ),
    repository: {
      comments: {
        patterns: [
          {
            name: 'comment.block.documentation.hatopo',
            match: '///.*$',
            captures: {
              0: { patterns: [{ match: '`[^`]+`', ...scoped('markup.inline.raw') }, { include: '#links' }] },
            },
          },
          {
            name: 'comment.line.double-slash.hatopo',
            match: '//\\s*(hatopo-ignore)\\s+([^\\s:,]+(?:\\s*,\\s*[^\\s:,]+)*)\\s*(:)?.*$',
            captures: captures('keyword.other.suppression', 'entity.name.tag', 'punctuation.separator.key-value'),
          },
          { name: 'comment.line.double-slash.hatopo', match: '//.*$', captures: { 0: { patterns: include('links') } } },
          { name: 'comment.block.hatopo', begin: '/\\*', end: '\\*/', patterns: include('links') },
        ],
      },
      links: { match: 'https?://[^\\s<>"`|)]+(?<![.,;:])', ...scoped('markup.underline.link') },
      strings: {
        patterns: [
          {
            name: 'string.quoted.double.hatopo',
            begin: '"',
            end: '"|$',
            patterns: [{ match: '\\\\.', ...scoped('constant.character.escape') }, ...include('links')],
          },
        ],
      },
      declarations: { patterns: declarations },
      keeping: { patterns: keeping },
      blocks: { patterns: blocks },
      properties: { patterns: properties },
      steps: { patterns: steps },
      objectives: objective,
      rules: authorRule,
      targets: {
        patterns: [
          { match: `${before}(${kinds})\\s+(?=${name})(?!(?:for|to)\\s)`, captures: captures(KEYWORD) },
          { match: `${before}(for|to)(?=\\s+${name})`, captures: captures('keyword.operator.word') },
          { match: path },
          { match: '\\|', ...scoped('keyword.operator') },
          ...include('separators'),
        ],
      },
      measures: { patterns: measures },
      separators: { match: ',', ...scoped('punctuation.separator.list') },
      operators: { match: '->|[<>]=?|!=|==?|\\|', ...scoped('keyword.operator') },
      braces: {
        patterns: [
          { match: '\\{', ...scoped('punctuation.section.block.begin') },
          { match: '\\}', ...scoped('punctuation.section.block.end') },
          { match: '[()]', ...scoped('punctuation.section.parens') },
        ],
      },
    },
  };
}
