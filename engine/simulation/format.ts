/** A run as text, for terminals and goldens. */
import type { Id, Topology } from '../topology/model.ts';
import { formatTime } from './format-time.ts';
import { listOf } from './log.ts';
import { planOf } from './plan.ts';
import type { Outage, Run, RunEvent, ServiceResult } from './run.ts';

export { formatTime } from './format-time.ts';

/** The events, one a line, with their times: `0:30  HA powers on CMVM_01 on Host3`. Assumptions carry `[A]`. */
export function formatTimeline(run: Run): string {
  if (run.events.length === 0) return 'Nothing happens.\n';
  const width = run.events.reduce((most, event) => Math.max(most, formatTime(event.time).length), 0);
  return linesOf(run.events)
    .map(({ time, text }) => `${formatTime(time).padStart(width)}  ${text}\n`)
    .join('');
}

interface Line {
  readonly time: number;
  readonly text: string;
}

/** What the same loss does to several at once reads as one line. */
function linesOf(events: readonly RunEvent[]): readonly Line[] {
  const lines: Line[] = [];
  // What is lost at one instant in a row, by what is said of it.
  const groups = new Map<string, string[]>();
  let time = 0;
  const close = (): void => {
    for (const [rest, names] of groups) lines.push({ time, text: groupText(names, rest) });
    groups.clear();
  };
  for (const event of events) {
    const parts = event.mechanism === 'propagation' ? /^(\S+) ((?:loses|is) .*)$/.exec(event.text) : null;
    const [, name, rest] = parts ?? [];
    if (name === undefined || rest === undefined || event.time !== time) close();
    time = event.time;
    if (name === undefined || rest === undefined) lines.push({ time, text: textOf(event) });
    else groups.set(rest, [...(groups.get(rest) ?? []), name]);
  }
  close();
  return lines;
}

function groupText(names: readonly string[], rest: string): string {
  if (names.length === 1) return `${names[0]} ${rest}`;
  const plural = rest
    .replace(/^loses its/, 'lose their')
    .replace(/^loses/, 'lose')
    .replace(/^is/, 'are');
  return `${listOf(names)} ${plural}`;
}

function textOf(event: RunEvent): string {
  return event.assumption ? `${event.text} [A]` : event.text;
}

/** What became of services and endpoints, a line each. */
export function formatSummary(topology: Topology, run: Run): string {
  const { names, refs } = planOf(topology);
  const nameOf = (id: Id): string => names[refs.get(id) ?? -1] ?? id;
  const services = run.services.map((service) => `${nameOf(service.id)}: ${serviceText(service, nameOf)}\n`);
  const endpoints = run.endpoints.map((endpoint) => {
    const now = endpoint.inService ? 'in service' : 'out of service at the end';
    return `${nameOf(endpoint.id)}: ${now}, ${outageText(endpoint.outages, endpoint.outage)}, calls ${callsText(endpoint.calls)}\n`;
  });
  const left = run.unmodelled.map((sentence) => `Not simulated: ${sentence}\n`);
  const cut = run.cut ? ['The run was cut at its horizon: more was to come.\n'] : [];
  return [...services, ...endpoints, ...left, ...cut].join('');
}

function serviceText(service: ServiceResult, nameOf: (id: Id) => string): string {
  const active = listOf(service.activeMembers.map((one) => nameOf(one.member)));
  const isOut = active === '' || service.outages.some(({ to }) => to === undefined);
  const now = isOut ? 'down at the end' : `served by ${active}`;
  const recovered = service.recoveredAt === undefined ? '' : `, recovered at ${formatTime(service.recoveredAt)}`;
  const protectedAt =
    service.protectedAt === undefined ? '' : `, protected again at ${formatTime(service.protectedAt)}`;
  return `${now}, ${outageText(service.outages, service.outage)}, calls ${callsText(service.calls)}, state ${service.state}, redundancy ${service.redundancy}${recovered}${protectedAt}`;
}

function outageText(outages: readonly Outage[], sum: number): string {
  const open = outages.find((outage) => outage.to === undefined);
  if (open) {
    const before = outages.reduce((time, { from, to }) => time + (to === undefined ? 0 : to - from), 0);
    const since = `out since ${formatTime(open.from)}`;
    return before === 0 ? since : `${since}, and before for ${formatTime(before)}`;
  }
  return sum === 0 ? 'no outage' : `out for ${formatTime(sum)}`;
}

function callsText(calls: string): string {
  return calls === 'no-features' ? 'without features for a time' : calls;
}

/** Each expectation with what was seen. */
export function formatExpectations(run: Run): string {
  return run.expectations
    .map(({ text, holds, actual }) => `${holds ? 'holds' : 'FAILS'}  ${text}: ${actual}\n`)
    .join('');
}

/** Title, timeline, services and expectations. */
export function formatRun(topology: Topology, run: Run): string {
  const expectations = run.expectations.length > 0 ? `\n${formatExpectations(run)}` : '';
  return `${run.title}\n\n${formatTimeline(run)}\n${formatSummary(topology, run)}${expectations}`;
}
