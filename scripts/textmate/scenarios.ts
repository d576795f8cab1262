/** What happens and what must hold: steps, expectations, objectives, rules of the author. */
import { injections, severities } from '../../language/vocabulary/index.ts';
import {
  before,
  between,
  COLON,
  CONTROL,
  captures,
  include,
  JOIN,
  KEYWORD,
  kinds,
  listOf,
  NAME,
  NUMBER,
  name,
  names,
  oneOf,
  outcome,
  path,
  type Rule,
  STATE,
  scoped,
  state,
  target,
  targets,
  UNIT,
  unit,
  values,
  wordsOf,
} from './pieces.ts';

const verb = oneOf(injections.map((entry) => entry.verb));

export const steps: readonly Rule[] = [
  {
    begin: `${before}(at)\\s+(\\d[\\d.]*)[ \\t]*(${unit})?\\s+(${verb})\\s+(?=${name})`,
    beginCaptures: captures(CONTROL, NUMBER, UNIT, 'keyword.control.injection'),
    end: `(?<=[\\w\\u00AA-\\uFFFD])(?![\\w\\u00AA-\\uFFFD.-]|\\s*[,|]|\\s+(?:for|to)\\s)|(?=[{}":])|(?=^\\s*(?:at\\s+\\d|expect\\s|${kinds}\\s+${name}\\s*(?:[{:]|->|(?:on|between)\\s)))`,
    patterns: include('comments', 'targets'),
  },
  {
    match: `${before}(at)(?:\\s+(\\d[\\d.]*)[ \\t]*(${unit})?)?(?:\\s+(${verb}))?(?=\\s|$|\\})`,
    captures: captures(CONTROL, NUMBER, UNIT, 'keyword.control.injection'),
  },
  {
    match: `${before}(expect)\\s+(outage)\\s+(of)(?:\\s+(${target}))?`,
    captures: captures(CONTROL, JOIN, JOIN, targets),
  },
  {
    match: `${before}(expect)\\s+(${target})\\s+(calls|state)(?:\\s+(${outcome}))?`,
    captures: captures(CONTROL, targets, JOIN, STATE),
  },
  {
    match: `${before}(expect)\\s+(${target})\\s+(?:(never|not)\\s+)?(${state})(?:\\s+(on)\\s+(${target}))?`,
    captures: captures(CONTROL, targets, JOIN, STATE, JOIN, targets),
  },
  { match: `${before}(expect)(?:\\s+(${target}))?(?=\\s|$|\\})`, captures: captures(CONTROL, targets) },
  { match: `${before}(within)(?=\\s+\\d|\\s*$)`, captures: captures(JOIN) },
];

/** Objectives: claims about subjects, those without one about the subject before. */
export const objective: Rule = {
  begin: `${before}(objective)(?=\\s*")`,
  beginCaptures: captures(KEYWORD),
  end: '(?<=\\})',
  patterns: [
    ...include('comments', 'strings'),
    between([
      ...include('comments', 'strings'),
      {
        match: `${before}(any)\\s+(?:(\\d+)\\s+(of)\\s+)?(${listOf(kinds)})\\s+(fails?)\\s*(:)`,
        captures: captures(
          CONTROL,
          NUMBER,
          JOIN,
          { patterns: [{ match: name, ...scoped(KEYWORD) }, ...(names.patterns ?? [])] },
          JOIN,
          COLON,
        ),
      },
      { match: `${before}(?:(${target})\\s+)?(outage)(?=\\s*[<>])`, captures: captures(targets, JOIN) },
      {
        match: `${before}(?:(${target})\\s+)?(calls|state)\\s+(${outcome})`,
        captures: captures(targets, JOIN, STATE),
      },
      {
        match: `${before}(?:(?!never\\s|not\\s)(${target})\\s+)?(?:(never|not)\\s+)?(${state})(?:\\s+(on)\\s+(${target}))?(?=\\s*(?:,|$|//|\\}|within\\s|any\\s))`,
        captures: captures(targets, JOIN, STATE, JOIN, targets),
      },
      { match: `${before}(within)(?=\\s+\\d)`, captures: captures(JOIN) },
      ...include('measures', 'operators', 'separators', 'braces'),
    ]),
  ],
};

/** Rules of the author: a condition over paths. */
export const authorRule: Rule = {
  begin: `${before}(rule)\\s+(${name})(?:\\s+(${wordsOf(severities)}))?`,
  beginCaptures: captures(KEYWORD, NAME, 'constant.language.severity'),
  end: '(?<=\\})|(?=^\\s*(?:rule|scenario|site|service)\\s)',
  patterns: [
    ...include('comments'),
    {
      name: 'string.quoted.double.hatopo',
      begin: '"',
      end: '"|$',
      patterns: [
        { match: '\\\\.', ...scoped('constant.character.escape') },
        {
          match: `(\\{)(${path})(\\})`,
          captures: captures(
            'punctuation.section.embedded.begin',
            'variable.other',
            'punctuation.section.embedded.end',
          ),
        },
      ],
    },
    between([
      ...include('comments', 'strings'),
      {
        match: `${before}(all|any|count)\\s+(${name})\\s+(in)(?=\\s)`,
        captures: captures('keyword.control.quantifier', 'variable.parameter', JOIN),
      },
      { match: `${before}(and|or|not|implies)(?=[\\s(]|$)`, captures: captures('keyword.operator.logical') },
      {
        match: `${before}(${name})\\s*(\\()([^()]*)(\\))`,
        captures: captures(
          'support.function',
          'punctuation.section.arguments.begin',
          values,
          'punctuation.section.arguments.end',
        ),
      },
      { match: path, ...scoped('variable.other') },
      { match: ':', ...scoped(COLON) },
      ...include('measures', 'operators', 'separators', 'braces'),
    ]),
  ],
};
