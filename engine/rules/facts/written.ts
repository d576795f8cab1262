/** Quantities and statements as an author writes them. */

const sizeUnits = ['KB', 'MB', 'GB', 'TB', 'PB'];
const timeUnits = ['ms', 's', 'min', 'h'];
const rateUnits = ['Kbps', 'Mbps', 'Gbps', 'Tbps'];

/** Bytes in the largest unit that leaves a whole number: `5 GB`. */
export function writtenSize(bytes: number): string {
  return inLargestUnit(bytes, 1024, sizeUnits);
}

/** Bits per second in the largest unit that leaves a whole number: `10 Gbps`. */
export function writtenRate(bitsPerSecond: number): string {
  return inLargestUnit(bitsPerSecond, 1000, rateUnits);
}

/** A time in ms in the largest unit that leaves a whole number: `90 s`. */
export function writtenTime(ms: number): string {
  let number = ms;
  let unit = 0;
  for (const step of [1000, 60, 60]) {
    if (number === 0 || number % step !== 0) break;
    number /= step;
    unit++;
  }
  return `${number} ${timeUnits[unit]}`;
}

/** A ratio in percent: `0.15 %`. */
export function writtenShare(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}

function inLargestUnit(value: number, step: number, units: readonly string[]): string {
  let number = value / step;
  let unit = 0;
  while (unit + 1 < units.length && number >= step && Number.isInteger(number / step)) {
    number /= step;
    unit++;
  }
  return `${number} ${units[unit]}`;
}

/** `nic eth2 -> duplication via vmnic2` */
export function writtenNic(name: string, target: string, via: readonly string[] = []): string {
  return `nic ${name} -> ${target}${via.length > 0 ? ` via ${via.join(', ')}` : ''}`;
}

/** A statement with each line of its body indented, or without a body where there is nothing in it. */
export function writtenStatement(head: string, lines: readonly string[]): string {
  const filled = lines.filter((line) => line !== '');
  return filled.length === 0 ? head : `${head} {\n${filled.map((line) => `  ${line}\n`).join('')}}`;
}
