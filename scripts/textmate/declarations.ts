/** Statements with a name: each takes the names in its head with it. */
import { endpointKinds, keepLevels, modes, resourceTypes, strengths } from '../../language/vocabulary/index.ts';
import {
  after,
  before,
  COLON,
  CONTROL,
  captures,
  include,
  JOIN,
  KEY,
  KEYWORD,
  listOf,
  NAME,
  name,
  names,
  oneOf,
  path,
  type Rule,
  scoped,
  values,
  WORD,
  wordsOf,
} from './pieces.ts';

export const declarations: readonly Rule[] = [
  {
    match: `${before}(topology|import)${after}(?=\\s*")`,
    captures: captures(CONTROL),
  },
  { match: `${before}(scenario)${after}(?=\\s*")`, captures: captures(KEYWORD) },
  {
    match: `${before}(service)\\s+(${name})\\s*(:)(?:\\s*(${oneOf(modes.map((mode) => mode.mode))}))?`,
    captures: captures(KEYWORD, NAME, COLON, WORD),
  },
  {
    match: `${before}(resource)\\s+(${name})\\s*(:)(?:\\s*(${wordsOf(resourceTypes)}))?`,
    captures: captures(KEYWORD, NAME, COLON, WORD),
  },
  {
    match: `${before}(endpoint)\\s+(${name})\\s*(:)(?:\\s*(${wordsOf(endpointKinds)}))?`,
    captures: captures(KEYWORD, NAME, COLON, WORD),
  },
  {
    match: `${before}(vm)\\s+(${name})(?:\\s+(on)\\s+(${path}))?(?:\\s*(:)\\s*(${path})?)?`,
    captures: captures(KEYWORD, NAME, JOIN, names, COLON, 'entity.other.inherited-class'),
  },
  {
    match: `${before}(host|server)\\s+(${name})(?:\\s*(:)\\s*(${path})?)?`,
    captures: captures(KEYWORD, NAME, COLON, 'entity.other.inherited-class'),
  },
  {
    match: `${before}(nic)\\s+(${name})(?:\\s*(->)\\s*(${path})?)?(?:\\s+(via)\\s+(${listOf(name)}))?(?:\\s+(for)\\s+(${listOf(name)}))?`,
    captures: captures(KEYWORD, NAME, 'keyword.operator.arrow', names, JOIN, names, JOIN, values),
  },
  {
    match: `${before}(link)\\s+(${name})(?:\\s+(between)(?:\\s+(${listOf(path)}))?)?`,
    captures: captures(KEYWORD, NAME, JOIN, names),
  },
  {
    match: `${before}(product)\\s+(${path})`,
    captures: captures(KEYWORD, NAME),
  },
  {
    match: `${before}(failover-cluster|template|circuit|cluster|network|storage|switch|site|rack)\\s+(${name})`,
    captures: captures(KEYWORD, NAME),
  },
];

/** `keep`, which joins names by words. */
export const keeping: readonly Rule[] = [
  {
    match: `${before}(keep)\\s+(apart)\\s+(${listOf(path)})(?:\\s+(across)\\s+(${listOf(name)}))?`,
    captures: captures(KEYWORD, JOIN, names, JOIN, values),
  },
  { match: `${before}(keep)\\s+(together)\\s+(${listOf(path)})`, captures: captures(KEYWORD, JOIN, names) },
  {
    match: `${before}(keep)\\s+(${listOf(path)})\\s+(on)\\s+(${listOf(path)})(?:\\s+(${wordsOf(strengths)}))?`,
    captures: captures(KEYWORD, names, JOIN, names, WORD),
  },
  // what is written over several lines
  { match: `${before}(keep)(?:\\s+(apart|together))?(?=\\s)`, captures: captures(KEYWORD, JOIN) },
  {
    match: `${before}(across)\\s+(${listOf(wordsOf(keepLevels))})`,
    captures: captures(JOIN, values),
  },
];

/** Bodies without a name. What settings and limits hold are a product's own words. */
export const blocks: readonly Rule[] = [
  {
    begin: `${before}(settings|limits)\\s*(\\{)`,
    beginCaptures: captures(KEYWORD, 'punctuation.section.block.begin'),
    end: '\\}',
    endCaptures: { 0: scoped('punctuation.section.block.end') },
    patterns: [
      ...include('comments', 'strings'),
      { match: `(${name})\\s*(:)`, captures: captures(KEY, COLON) },
      ...include('measures', 'operators'),
      { match: name, ...scoped(WORD) },
    ],
  },
  { match: `${before}(ha|drs|ft|synchronize|settings|limits)${after}(?!\\s*:)`, captures: captures(KEYWORD) },
];
