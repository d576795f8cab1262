/** Writes the table of default times into docs/simulation.md, between its marks: all that a run starts from. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatTime } from '../../engine/simulation/format-time.ts';
import * as defaults from '../../engine/topology/defaults.ts';
import type { Timing } from '../../engine/topology/model.ts';
import { bodies } from '../../language/vocabulary/index.ts';

const file = path.join(import.meta.dirname, '..', '..', 'docs', 'simulation.md');
/** The properties that take a time, by name. */
const settable = new Set(
  [...bodies.values()].flatMap((body) =>
    body.properties.flatMap(({ property: { key, value } }) =>
      value.is === 'quantity' && value.unit === 'time' ? [key] : [],
    ),
  ),
);
const marks = { from: '<!-- times -->\n', to: '<!-- /times -->' };

/** Whose the times of an export are, and what they are called where the export is one time or one list of them. */
const places: Readonly<Record<string, readonly [of: string, name?: string]>> = {
  clusterTimings: ['cluster'],
  intervalFrom7: ['cluster from vSphere 7.0', 'interval'],
  guestResets: ['cluster', 'resets of a guest by VM monitoring'],
  hyperVPlacement: ['Hyper-V cluster', 'placement'],
  hyperVRetries: ['Hyper-V cluster', 'retries'],
  resiliencyBefore2016: ['Hyper-V cluster before 2016', 'resiliency'],
  quarantineBefore2016: ['Hyper-V cluster before 2016', 'quarantine'],
  nodeDepartures: ['Hyper-V cluster', 'departures of a node until it is quarantined'],
  machineTimings: ['machine'],
  serviceTimings: ['service'],
  productStart: ['service of a product without a number', 'start'],
  noProductStart: ['service without a product', 'start'],
  switchoverTakeover: ['switchover', 'takeover'],
  switchoverReconnect: ['switchover', 'reconnect'],
  nPlusOneTakeover: ['n-plus-one', 'takeover'],
  nodeDetect: ['failover cluster, Hyper-V cluster before 2016', 'detect'],
  nodeDetectFrom2016: ['failover cluster, Hyper-V cluster from 2016', 'detect'],
  resourceStart: ['start of a resource'],
  resourceStop: ['resource', 'stop'],
  resourceRestarts: ['resource', 'restarts in place'],
  resourceRetry: ['resource', 'retry after a failure that stays'],
  groupFailovers: ['failover group', 'moves for failed resources, nodes less one, within'],
};

/** Who says so of a list of times, which carries no source of its own. */
const sources: Readonly<Record<string, string>> = {
  clusterTimings: defaults.clusterTimings.detect.origin,
  hyperVRetries: defaults.resourceRetry.origin,
};

/** docs/simulation.md with the table as it must be now. */
export function simulationPage(): string {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(marks.from) + marks.from.length;
  return text.slice(0, from) + timesTable() + text.slice(text.indexOf(marks.to));
}

function timesTable(): string {
  const rows = Object.entries(places).flatMap(([key, place]) => rowsOf(key, place));
  const left = Object.entries(defaults).filter(([key, value]) => typeof value !== 'function' && !(key in places));
  if (left.length > 0) throw new Error(`no place in the table for ${left.map(([key]) => key).join(', ')}`);
  return `| time | of | default | range | source |\n|---|---|---|---|---|\n${rows.join('')}`;
}

function rowsOf(key: string, [of, name]: readonly [string, string?]): readonly string[] {
  const value: unknown = Reflect.get(defaults, key);
  if (value === undefined) throw new Error(`engine/topology/defaults.ts has no ${key}`);
  if (name !== undefined) return [row(name, of, value, sources[key])];
  return Object.entries(value as object).map(([one, each]) => row(one, of, each, sources[key]));
}

function row(name: string, of: string, value: unknown, who = ''): string {
  const { text, range, source = who } = cellsOf(value);
  return `| ${nameOf(name)} | ${of} | ${text} | ${range} | ${source} |\n`;
}

function cellsOf(value: unknown): { readonly text: string; readonly range: string; readonly source?: string } {
  if (Array.isArray(value)) return { text: `at ${value.map(formatTime).join(', ')}`, range: '' };
  if (isAllowance(value)) {
    const { text, ...rest } = cellsOf(value.within);
    return { text: `${value.times} within ${text}`, ...rest };
  }
  if (!isTiming(value)) throw new Error(`neither a time nor a list of them: ${JSON.stringify(value)}`);
  const { min, max, origin, assumption } = value;
  const range = min === max ? '' : `${formatTime(min)} to ${formatTime(max)}`;
  return { text: formatTime(value.value), range, source: `${assumption ? '[A] ' : ''}${origin}` };
}

function isAllowance(value: unknown): value is defaults.Allowance {
  return typeof value === 'object' && value !== null && 'times' in value;
}

function isTiming(value: unknown): value is Timing {
  return typeof value === 'object' && value !== null && 'origin' in value;
}

/** `detectPrimary` → `detect-primary` in code where the text can set it, else in words. */
function nameOf(name: string): string {
  const key = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (settable.has(key)) return `\`${key}\``;
  return name.includes('-') || name.includes(' ') ? name : key.replaceAll('-', ' ');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(file, simulationPage());
  console.log('docs/simulation.md');
}
