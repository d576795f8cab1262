/**
 * `npm run bench [-- [--quick] [NAME…]]`: measures what users wait for, beside a peer or a floor in
 * the same run, and prints a table. Numbers of two runs are not for comparing; ratios are.
 */
import { cpus } from 'node:os';
import generate from '../scripts/generate.ts';
import { measures } from './measures/index.ts';
import { tableHead, tableRow } from './report.ts';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !measures.some((measure) => measure.name.includes(name)));
if (unknown.length > 0) {
  console.error(
    `There is no measure ${unknown.join(', ')}. There are: ${measures.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const scale = { quick: process.argv.includes('--quick') };
const chosen = measures.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));

await generate();
const begin = performance.now();
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}\n`);
console.log(tableHead);
for (const measure of chosen) {
  try {
    for await (const result of measure.run(scale)) console.log(tableRow(result));
  } catch (error) {
    console.log(tableRow({ what: measure.name, reason: `failed: ${String(error).split('\n')[0]}` }));
    process.exitCode = 1;
  }
}
console.log(`\n${Math.round((performance.now() - begin) / 1000)} s`);
