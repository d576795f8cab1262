/** Runs as JUnit XML: a suite a scenario, a case an expectation, the timeline as its output. */
import { formatSummary, formatTimeline, type Run } from '../../engine/simulation/index.ts';
import type { Loaded } from '../../language/load.ts';
import { placeOf } from '../../tools/findings/place.ts';
import { attributes, escaped } from './xml.ts';

/** The whole document. A scenario without expectations has one case that passes: it was played. */
export function runsAsJunit(loaded: Loaded, runs: readonly Run[], file: string): string {
  const total = (number: (run: Run) => number) => runs.reduce((sum, run) => sum + number(run), 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'hatopo simulate', tests: total(tests), failures: total(failures), errors: 0 })}>`,
    ...runs.flatMap((run) => suiteOf(loaded, run, file)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

const tests = ({ expectations }: Run) => Math.max(1, expectations.length);
const failures = ({ expectations }: Run) => expectations.filter(({ holds }) => !holds).length;

function suiteOf(loaded: Loaded, run: Run, file: string): string[] {
  const played = `${formatTimeline(run)}\n${formatSummary(loaded.topology, run)}`.trimEnd();
  return [
    `  <testsuite${attributes({ name: run.title, tests: tests(run), failures: failures(run), errors: 0, file })}>`,
    ...run.expectations.flatMap((expectation) => caseOf(loaded, expectation, file, run.title)),
    ...(run.expectations.length === 0
      ? [`    <testcase${attributes({ classname: run.title, name: 'was played', file })}/>`]
      : []),
    `    <system-out>${escaped(played)}</system-out>`,
    '  </testsuite>',
  ];
}

function caseOf(loaded: Loaded, expectation: Run['expectations'][number], file: string, scenario: string): string[] {
  const { text, holds, actual, source, judged } = expectation;
  const { line } = placeOf(loaded, source);
  const opening = `    <testcase${attributes({ classname: scenario, name: text, file, line })}`;
  if (holds) return [`${opening}/>`];
  const type = judged === false ? 'not judged' : 'does not hold';
  return [
    `${opening}>`,
    `      <failure${attributes({ type, message: actual })}>${escaped(`${file}:${line}: ${text}: ${actual}`)}</failure>`,
    '    </testcase>',
  ];
}
