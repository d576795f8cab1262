/** What a measure reports, and the table that people read. */

export type Unit = 'ms' | 'a second' | 'KiB' | 'MiB';

/** One thing measured, beside its peer or floor of the same run. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** In the row's unit. Times and sizes are to stay below it, rates to reach it. */
  readonly goal?: number;
  readonly peer?: { readonly name: string; readonly value: number };
}

/** What could not be measured, and why. */
export interface Missing {
  readonly what: string;
  readonly reason: string;
}

export type Result = Row | Missing;

export interface Scale {
  /** A run of some seconds: small sizes, few repetitions. */
  readonly quick: boolean;
}

export interface Measure {
  /** By which a run is filtered. */
  readonly name: string;
  run(scale: Scale): AsyncIterable<Result>;
}

const columns = ['what', 'here', 'goal', 'peer or floor', 'its own', 'ratio'] as const;

export const tableHead = [columns, columns.map(() => '---')].map(line).join('\n');

/** A line of the Markdown table. The ratio is ours to the peer's; of rates the other way round: small is good in both. */
export function tableRow(result: Result): string {
  if ('reason' in result) return line([result.what, result.reason, '', '', '', '']);
  const { what, value, unit, goal, peer } = result;
  const isRate = unit === 'a second';
  const misses = goal !== undefined && (isRate ? value < goal : value > goal);
  return line([
    what,
    `${misses ? '**' : ''}${amount(value)} ${unit}${misses ? '**' : ''}`,
    goal === undefined ? '' : `${amount(goal)} ${unit}`,
    peer?.name ?? '',
    peer ? `${amount(peer.value)} ${unit}` : '',
    peer ? `${amount(isRate ? peer.value / value : value / peer.value)}` : '',
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Three digits that count. */
function amount(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (value >= 100) return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}
