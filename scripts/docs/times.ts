/** Writes the table of default times into docs/simulation.md, between its marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatTime } from '../../engine/simulation/format-time.ts';
import { clusterTimings, machineTimings, serviceTimings } from '../../engine/topology/defaults.ts';
import type { Timing } from '../../engine/topology/model.ts';
import { bodies } from '../../language/vocabulary/index.ts';

const file = path.join(import.meta.dirname, '..', '..', 'docs', 'simulation.md');
const settable = new Set([...bodies.values()].flatMap((body) => body.properties.map((use) => use.property.key)));
const marks = { from: '<!-- times -->\n', to: '<!-- /times -->' };

/** docs/simulation.md with the table as it must be now. */
export function simulationPage(): string {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(marks.from) + marks.from.length;
  return text.slice(0, from) + timesTable() + text.slice(text.indexOf(marks.to));
}

function timesTable(): string {
  const rows = [
    ...rowsOf('cluster', clusterTimings),
    ...rowsOf('machine', machineTimings),
    ...rowsOf('service', serviceTimings),
  ];
  return `| time | of | default | range | source |\n|---|---|---|---|---|\n${rows.join('')}`;
}

function rowsOf(owner: string, timings: object): string[] {
  return Object.entries(timings)
    .filter((entry): entry is [string, Timing] => isTiming(entry[1]))
    .map(([name, timing]) => {
      const { value, min, max, origin, assumption } = timing;
      const range = min === max ? '' : `${formatTime(min)} to ${formatTime(max)}`;
      return `| ${nameOf(name)} | ${owner} | ${formatTime(value)} | ${range} | ${assumption ? '[A] ' : ''}${origin} |\n`;
    });
}

function isTiming(value: unknown): value is Timing {
  return typeof value === 'object' && value !== null && 'origin' in value;
}

/** `detectPrimary` → `detect-primary` in code where the text can set it, else in words. */
function nameOf(name: string): string {
  const key = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return settable.has(key) ? `\`${key}\`` : key.replaceAll('-', ' ');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(file, simulationPage());
  console.log('docs/simulation.md');
}
