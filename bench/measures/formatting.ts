/** Text to its style: of one that is laid out badly throughout, and of one that needs no change, beside parsing it. */
import { EmptyFileSystem } from 'langium';
import { formatChanges, formatText, treeOf } from '../../language/format/index.ts';
import { createHatopoServices } from '../../language/module.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

export const formatting: Measure = {
  name: 'formatting',
  async *run({ quick }) {
    const services = createHatopoServices(EmptyFileSystem).hatopo;
    for (const vms of quick ? [1000] : [1000, 10_000]) {
      const inStyle = formatText(oneFile(vms), services);
      const messy = inStyle.replaceAll(/ +/g, ' ').replaceAll(/^ /gm, '');
      const [messyTree, tree] = [treeOf(messy, services), treeOf(inStyle, services)];
      const times = await timesOf({
        messy: () => formatChanges(messy, messyTree, services),
        inStyle: () => formatChanges(inStyle, tree, services),
        parse: () => treeOf(messy, services),
      });
      const peer = { name: 'parse alone', value: times.parse };
      const goal = vms === 1000 ? { goal: 100 } : {};
      yield { what: `format, ${vms} VMs`, value: times.messy, unit: 'ms', ...goal, peer };
      yield { what: `format, ${vms} VMs in the style`, value: times.inStyle, unit: 'ms', ...goal, peer };
    }
  },
};
