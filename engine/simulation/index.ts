/** The simulator: plays what happens to a topology when parts of it fail. */
export { scenarioByHand, withSteps } from './by-hand.ts';
export { formatExpectations, formatRun, formatSummary, formatTime, formatTimeline } from './format.ts';
export { atOnce, type IsDue, neverDue } from './in-pieces.ts';
export { formatReport, type Mark, type ReportLine, reportOf } from './report.ts';
export type * from './run.ts';
export { simulate, simulating } from './simulate.ts';
export { type TimingChoice, timingChoices } from './timing.ts';
