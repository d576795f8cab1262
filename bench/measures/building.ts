/** The topology of a linked tree, beside parsing its text. */
import { buildTopology } from '../../language/builder/index.ts';
import { loadText } from '../../language/load.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

export const building: Measure = {
  name: 'building',
  async *run({ quick }) {
    for (const vms of quick ? [1000] : [1000, 10_000]) {
      const text = oneFile(vms);
      const { document, services } = await loadText(text);
      const { build, parse } = await timesOf({
        // Memoized by document: another object of the same content is built anew.
        build: () => buildTopology(Object.create(document), services),
        parse: () => services.parser.LangiumParser.parse(text),
      });
      const peer = { name: 'parse alone', value: parse };
      yield { what: `build the topology, ${vms} VMs`, value: build, unit: 'ms', peer };
    }
  },
};
