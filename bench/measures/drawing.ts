/**
 * Layout and SVG of a topology as a panel shows it: in a large one counts stand in for VMs, hosts and services. A peer that
 * lays out graphs in general takes 1 to 3 s for 50 VMs (elkjs). And everything drawn one by one, as if counts did not exist.
 */
import { layout } from '../../engine/diagram/layout.ts';
import { renderSvg } from '../../engine/diagram/svg/render.ts';
import { loadText } from '../../language/load.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

/** VMs of the topologies with about 96 and 5,000 nodes, and the milliseconds that their picture may take. */
const cases = [
  [30, 1],
  [1720, 10],
] as const;

export const drawing: Measure = {
  name: 'drawing',
  async *run({ quick }) {
    for (const [vms, goal] of quick ? cases.slice(0, 1) : cases) {
      const { topology } = await loadText(oneFile(vms));
      const all = { most: Number.POSITIVE_INFINITY };
      const [shown, whole] = [layout(topology), layout(topology, all)];
      const sampling = { most: 40, warmUp: 10 };
      const { both, place } = await timesOf(
        { both: () => renderSvg(layout({ ...topology })), place: () => layout({ ...topology }) },
        sampling,
      );
      const nodes = whole.boxes.length + whole.seats.length;
      const boxes = shown.boxes.length + shown.seats.length;
      const drawn = boxes < nodes ? `${nodes} nodes, ${boxes} of them drawn` : `${nodes} nodes`;
      yield {
        what: `layout and SVG, ${drawn}`,
        value: both,
        unit: 'ms',
        goal,
        peer: { name: 'layout alone', value: place },
      };
      if (boxes === nodes) continue;
      // by themselves: what they leave behind for the collector would count for the others
      const { wholly, svg } = await timesOf(
        { wholly: () => layout({ ...topology }, all), svg: () => renderSvg(whole) },
        sampling,
      );
      const peer = { name: 'their SVG', value: svg };
      yield { what: `layout, all ${nodes} nodes drawn`, value: wholly, unit: 'ms', goal, peer };
    }
  },
};
