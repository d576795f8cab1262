/** Layout and SVG of a topology. A peer that lays out graphs in general takes 1 to 3 s for 50 VMs (elkjs). */
import { layout } from '../../engine/diagram/layout.ts';
import { renderSvg } from '../../engine/diagram/svg/render.ts';
import { loadText } from '../../language/load.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

/** VMs of the topologies with about 96 and 5,000 boxes, and the milliseconds that their picture may take. */
const cases = [
  [30, 1],
  [1720, 10],
] as const;

export const drawing: Measure = {
  name: 'drawing',
  async *run({ quick }) {
    for (const [vms, goal] of quick ? cases.slice(0, 1) : cases) {
      const { topology } = await loadText(oneFile(vms));
      const scene = layout(topology);
      const { both, place } = await timesOf(
        { both: () => renderSvg(layout({ ...topology })), place: () => layout({ ...topology }) },
        { most: 40, warmUp: 10 },
      );
      const boxes = scene.boxes.length + scene.seats.length;
      const peer = { name: 'layout alone', value: place };
      yield { what: `layout and SVG, ${boxes} nodes`, value: both, unit: 'ms', goal, peer };
    }
  },
};
