/** What a processor's model name tells: whose it is, and of which generation. */

export interface Processor {
  readonly vendor: 'Intel' | 'AMD';
  /** `Skylake`; `undefined` where the name does not tell. */
  readonly generation?: string;
}

/** Generations of Intel's server processors by the second digit of a four-digit number: `Gold 6130` is Skylake. */
const scalable = ['', 'Skylake', 'Cascade Lake', 'Ice Lake', 'Sapphire Rapids', 'Emerald Rapids'];
/** By what follows the number of an `E5` or `E3`: nothing, `v2`, `v3`… */
const versioned = ['Sandy Bridge', 'Sandy Bridge', 'Ivy Bridge', 'Haswell', 'Broadwell'];
/** By the last digit of an `EPYC` number: 7301, 7302, 7313. */
const epyc = ['', 'Naples', 'Rome', 'Milan', 'Genoa', 'Turin'];
/** By the first two digits of an `Opteron` number. */
const opteron: Readonly<Record<string, string>> = { 61: 'Magny-Cours', 62: 'Bulldozer', 63: 'Piledriver' };
/** Two-socket Xeons before `E5`, by the first two digits. */
const early: Readonly<Record<string, string>> = { 54: 'Penryn', 55: 'Nehalem', 56: 'Westmere' };

/** Generations that Fault Tolerance with checkpoints cannot use: it needs Sandy Bridge or Bulldozer, or newer. */
const tooOld: ReadonlySet<string> = new Set(['Penryn', 'Nehalem', 'Westmere', 'Magny-Cours']);

/** What a model name tells; `undefined` where it tells nothing known. */
export function processorOf(model: string): Processor | undefined {
  if (/\b(AMD|EPYC|Opteron)\b/i.test(model)) return { vendor: 'AMD', ...generationOf(amdGeneration(model)) };
  if (/\b(Intel|Xeon)\b/i.test(model)) return { vendor: 'Intel', ...generationOf(intelGeneration(model)) };
  return undefined;
}

function generationOf(generation: string | undefined): Pick<Processor, 'generation'> {
  return generation ? { generation } : {};
}

function intelGeneration(model: string): string | undefined {
  // `H` among those of the third generation are Cooper Lake
  const [, digit, suffix = ''] = /\b(?:Bronze|Silver|Gold|Platinum)\s+\d(\d)\d\d([A-Z]*)/i.exec(model) ?? [];
  if (digit !== undefined) return digit === '3' && /^H/i.test(suffix) ? 'Cooper Lake' : scalable[Number(digit)];
  const [, series, version = '0'] = /\bE([357])-\d{4}\w?(?:\s*v(\d))?/i.exec(model) ?? [];
  if (series !== undefined) return series === '7' && version === '0' ? 'Westmere' : versioned[Number(version)];
  return early[/\b[ELWX](5[456])\d\d\b/i.exec(model)?.[1] ?? ''];
}

function amdGeneration(model: string): string | undefined {
  const [, last] = /\bEPYC\s+[79]\w\w(\d)/i.exec(model) ?? [];
  if (last !== undefined) return epyc[Number(last)];
  return opteron[/\bOpteron\s+(6[123])\d\d/i.exec(model)?.[1] ?? ''];
}

/** True where a processor is known to be too old for Fault Tolerance with checkpoints. */
export function isTooOld(model: string): boolean {
  return tooOld.has(processorOf(model)?.generation ?? '');
}

/** Whether two models are of one family; `unknown` where their names do not tell. */
export function sameFamily(one: string, other: string): 'yes' | 'no' | 'unknown' {
  if (isSameModel(one, other)) return 'yes';
  const [a, b] = [processorOf(one), processorOf(other)];
  if (!a || !b) return 'unknown';
  if (a.vendor !== b.vendor) return 'no';
  if (a.generation === undefined || b.generation === undefined) return 'unknown';
  return a.generation === b.generation ? 'yes' : 'no';
}

/** True where two names are those of one model, however they are written. */
export function isSameModel(one: string, other: string): boolean {
  return one === other || normal(one) === normal(other);
}

function normal(model: string): string {
  return model
    .replace(/\((r|tm|c)\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
