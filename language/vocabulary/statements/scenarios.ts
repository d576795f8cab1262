/** Scenarios, objectives, and rules of the author. */
import { assumed, optional, positiveTime, property, statement } from '../define.ts';
import type { StatementEntry } from '../entry.ts';

export const scenarioStatements: readonly StatementEntry[] = [
  statement('scenario', {
    type: 'Scenario',
    title: 'a scenario',
    form: 'scenario "TITLE" { at 0 s fail HOST  expect … }',
    summary: 'What fails when, and what must then be true',
    details:
      'A run starts with every VM where the text puts it, and ends when nothing is scheduled any more, or at `horizon`.',
    standsIn: ['file'],
    properties: optional(
      property('horizon: 24 h', positiveTime, 'When the run is cut, if something is still scheduled', {
        default: assumed('24 h', 'our choice'),
      }),
    ),
  }),
  statement('at', {
    type: 'At',
    title: 'a step',
    form: 'at TIME INJECTION',
    summary: 'Does something to the system at a time after the start',
    details: 'Steps stand in the order of their times.',
    standsIn: ['scenario'],
  }),
  statement('expect', {
    type: 'Expect',
    title: 'an expectation',
    form: 'expect SUBJECT [never | not] STATE [on PLACE] [within T]',
    summary: 'States what must be true after the injections above it',
    details:
      'Also `expect SUBJECT calls | state preserved | lost | dropped` and `expect outage of SERVICE < 5 min`. It watches from the last injection above it to the next below it. `within T` speaks of the state at T after that; `never`, `calls`, `state` and `outage` of the whole time.',
    standsIn: ['scenario'],
  }),
  statement('objective', {
    type: 'Objective',
    title: 'an objective',
    form: 'objective "TITLE" { any host fails: SERVICE outage < 5 s, calls preserved }',
    summary: 'What must hold for every failure of a kind',
    standsIn: ['file'],
    properties: [],
  }),
  statement('rule', {
    type: 'AuthorRule',
    title: 'a rule',
    form: 'rule NAME warning "MESSAGE" { all p in services(duplication): … }',
    summary: 'A constraint of your own, beside those that ship',
    standsIn: ['file'],
    properties: [],
  }),
];
