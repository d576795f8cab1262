/** Units of the language: what they measure and how many base units they hold. */

export type UnitClass = 'time' | 'size' | 'rate' | 'share' | 'frequency';

export type Unit = keyof typeof table;

const table = {
  ms: ['time', 1],
  s: ['time', 1000],
  min: ['time', 60_000],
  h: ['time', 3_600_000],
  d: ['time', 86_400_000],
  // A year of 365.25 days.
  y: ['time', 31_557_600_000],
  KB: ['size', 2 ** 10],
  MB: ['size', 2 ** 20],
  GB: ['size', 2 ** 30],
  TB: ['size', 2 ** 40],
  PB: ['size', 2 ** 50],
  Kbps: ['rate', 1e3],
  Mbps: ['rate', 1e6],
  Gbps: ['rate', 1e9],
  Tbps: ['rate', 1e12],
  '%': ['share', 1],
  MHz: ['frequency', 1e6],
  GHz: ['frequency', 1e9],
} as const satisfies Record<string, readonly [UnitClass, number]>;

/** What a unit comes to, in the one below it: `1 min is 60 s.` */
export function unitSummary(unit: Unit): string {
  const [unitClass, value] = table[unit];
  const below = unitsOf(unitClass)
    .filter((other) => table[other][1] < value)
    .at(-1);
  if (below === undefined) return smallest[unitClass];
  const ratio = value / table[below][1];
  return `1 ${unit} is ${ratio} ${below}.`;
}

/** Of the units that have none below them. */
const smallest: Readonly<Record<UnitClass, string>> = {
  time: 'Milliseconds: a run counts in them.',
  size: '1 KB is 1024 bytes.',
  rate: '1 Kbps is 1000 bits a second.',
  share: 'Of a hundred.',
  frequency: '1 MHz is a million cycles a second.',
};

/** All units, in the order in which they are shown. */
export const units = Object.keys(table) as Unit[];

/** What a class of units is called in a message. */
export const unitClassTitles: Readonly<Record<UnitClass, string>> = {
  time: 'a time',
  size: 'an amount of memory',
  rate: 'a data rate',
  share: 'a percentage',
  frequency: 'a frequency',
};

/** The units of a class, smallest first. */
export function unitsOf(unitClass: UnitClass): readonly Unit[] {
  return units.filter((unit) => table[unit][0] === unitClass);
}

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(table, text);
}

export function classOf(unit: Unit): UnitClass {
  return table[unit][0];
}

/** A quantity as written. */
export interface Quantity {
  readonly amount: number;
  readonly unit: Unit;
  /** In the base unit of its class: ms, bytes, bit/s, per cent, Hz. */
  readonly value: number;
}

/** Reads `120 ms` or `99.9%`; `undefined` where it is no quantity. */
export function quantityOf(text: string | undefined): Quantity | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z%]+)$/.exec(text ?? '');
  const unit = match?.[2];
  if (!match || unit === undefined || !isUnit(unit)) return undefined;
  const amount = Number(match[1]);
  return { amount, unit, value: amount * table[unit][1] };
}

/** The unit that a misspelt one stands for (`gb`, `sec`, `minutes`, `GiB`), if that is plain. */
export function unitMeant(text: string): Unit | undefined {
  const lower = text.toLowerCase();
  return spellings[lower] ?? units.find((unit) => unit.toLowerCase() === lower);
}

const spellings: Readonly<Record<string, Unit>> = {
  msec: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  yr: 'y',
  year: 'y',
  years: 'y',
  k: 'KB',
  kib: 'KB',
  mib: 'MB',
  g: 'GB',
  gig: 'GB',
  gib: 'GB',
  t: 'TB',
  tib: 'TB',
  pib: 'PB',
  kbit: 'Kbps',
  mbit: 'Mbps',
  gbit: 'Gbps',
  gbe: 'Gbps',
  percent: '%',
  pct: '%',
};
