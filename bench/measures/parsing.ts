/** Text to syntax tree, beside Langium's own parser, and JSON.parse of the same content as the floor. */
import { EmptyFileSystem } from 'langium';
import { createHatopoServices } from '../../language/module.ts';
import { langiumParser } from '../peers/langium.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

export const parsing: Measure = {
  name: 'parsing',
  async *run({ quick }) {
    const ours = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser;
    const langium = langiumParser();
    for (const vms of quick ? [1000] : [1000, 10_000]) {
      const text = oneFile(vms);
      const json = JSON.stringify(plain(ours.parse(text).value));
      const times = await timesOf({
        ours: () => ours.parse(text),
        langium: () => langium.parse(text),
        json: () => JSON.parse(json),
      });
      const what = `parse, ${vms} VMs`;
      const value = times.ours;
      yield { what, value, unit: 'ms', peer: { name: 'Langium', value: times.langium } };
      yield { what, value, unit: 'ms', peer: { name: 'JSON.parse of the tree', value: times.json } };
    }
  },
};

/** The tree as data: properties and names, no places. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  if ('$refText' in node) return node.$refText;
  const entries = Object.entries(node).filter(([key]) => !key.startsWith('$') || key === '$type');
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}
