/** Properties: a key, and what stands behind its colon. */
import { admissionPolicies, quorumKinds } from '../../language/vocabulary/index.ts';
import {
  after,
  before,
  COLON,
  captures,
  include,
  JOIN,
  KEY,
  keysWhere,
  listEnd,
  listOf,
  NUMBER,
  name,
  names,
  path,
  type Rule,
  scoped,
  unit,
  values,
  WORD,
  wordsOf,
} from './pieces.ts';

const list = (keys: string, inside: readonly Rule[]): Rule => ({
  begin: `${before}(${keys})\\s*(:)`,
  beginCaptures: captures(KEY, COLON),
  end: listEnd,
  patterns: [...include('comments'), ...inside],
});

export const properties: readonly Rule[] = [
  {
    match: `${before}(admission)\\s*(:)(?:\\s*(?:(dedicated)\\s+(${listOf(path)})|(tolerate)(?:\\s+(\\d+)(?:\\s+(hosts?)${after})?)?|(${wordsOf(admissionPolicies)})))?`,
    captures: captures(KEY, COLON, WORD, names, WORD, NUMBER, JOIN, WORD),
  },
  {
    match: `${before}(quorum)\\s*(:)(?:\\s*(?:(disk)\\s+(${path})|(majority)(?:\\s+(with)\\s+(witness)(?:\\s+(${path}))?)?|(${wordsOf(quorumKinds)})))?`,
    captures: captures(KEY, COLON, WORD, names, WORD, JOIN, JOIN, names, WORD),
  },
  {
    match: `${before}(product)\\s*(:)(?:\\s*(${path}))?`,
    captures: captures(KEY, COLON, 'support.class.product'),
  },
  {
    match: `${before}(version|release)\\s*(:)(?:\\s*(\\d[\\w.]*))?`,
    captures: captures(KEY, COLON, NUMBER),
  },
  {
    ...list('after', [{ match: path }, ...(names.patterns ?? [])]),
    begin: `${before}(after)(?:\\s+(any))?\\s*(:)`,
    beginCaptures: captures(KEY, JOIN, COLON),
  },
  list(
    keysWhere(({ value }) => value.is === 'words'),
    values.patterns ?? [],
  ),
  list(
    keysWhere(({ value, key }) => value.is === 'reference' && key !== 'after' && key !== 'product'),
    [{ match: path }, ...(names.patterns ?? [])],
  ),
  { match: `${before}(${keysWhere(({ value }) => value.is === 'flag')})(?!\\s*:)`, captures: captures(KEY) },
  // a key is followed by what it takes; a range and its source by a number and a text
  { match: `${before}(${name})\\s*(:)`, captures: captures(KEY, COLON) },
  { match: `${before}(from|to)(?=\\s+\\d)`, captures: captures(JOIN) },
  { match: `${before}(source|assumed)(?=\\s*(?:"|$))`, captures: captures(JOIN) },
];

/** Numbers with and without a unit, versions. */
export const measures: readonly Rule[] = [
  {
    match: `${before}(\\d[\\d.]*)[ \\t]*(${unit}|%)`,
    captures: captures(NUMBER, 'keyword.other.unit'),
  },
  { match: `${before}\\d[\\w.]*`, ...scoped(NUMBER) },
];
