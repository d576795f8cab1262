/** The strip below the regions: links, and rails that stand in several regions. Each has a lane of its own. */
import type { Id, Link, Topology } from '../topology/model.ts';
import type { Bus } from './buses.ts';
import { font, size, textWidth } from './metrics.ts';
import type { Placed } from './rails.ts';
import type { Edge, Point, Rectangle } from './scene.ts';
import { linkLabel } from './words.ts';

export interface Strip {
  readonly edges: readonly Edge[];
  /** The lane of every rail that stands in several regions. */
  readonly lanes: ReadonlyMap<Id, number>;
  readonly bottom: number;
  readonly right: number;
}

interface Riser {
  readonly x: number;
  /** Where it starts: a branch of the network, or the lower edge of the switch. */
  readonly y: number;
}

export function stripOf(
  topology: Topology,
  buses: readonly Bus[],
  regions: readonly Placed[],
  placeOf: ReadonlyMap<Id, Rectangle>,
  top: number,
): Strip {
  const wide = buses.filter((bus) => regionsOf(bus).length > 1);
  const links = topology.links.map((link, index) => ({ link, risers: risersOf(link, index, buses, regions, placeOf) }));
  const drawn = links.filter((one) => one.risers.length === 2);
  const laneY = (index: number) => top + 18 + index * size.stripLane;
  const lanes = new Map(wide.map((bus, index) => [bus.id, laneY(index)] as const));
  // what passes a lane on its way further down
  const passing: number[][] = [
    ...wide.map((bus) => regionsOf(bus).flatMap((region) => trunkX(bus.id, regions[region]) ?? [])),
    ...drawn.map((one) => one.risers.map((riser) => riser.x)),
  ];
  let right = 0;
  const edges = drawn.map(({ link, risers }, index): Edge => {
    const lane = wide.length + index;
    const y = laneY(lane);
    const [from, to] = [...risers].sort((a, b) => a.x - b.x) as [Riser, Riser];
    const label = linkLabel(link);
    const width = textWidth(label, font.label) + 20;
    const x = labelX(from.x, to.x, width, passing.slice(lane + 1).flat());
    right = Math.max(right, x + width / 2);
    const points: Point[] = [
      [from.x, from.y],
      [from.x, y],
      [to.x, y],
      [to.x, to.y],
    ];
    // a label that had to stand beside the line is reached by it
    if (x > to.x) points.splice(3, 0, [x - width / 2, y], [to.x, y]);
    return { id: link.id, kind: 'link', label, labelAt: [x, y], points };
  });
  const count = wide.length + drawn.length;
  return { edges, lanes, bottom: count > 0 ? laneY(count - 1) + 18 : top, right };
}

function regionsOf(bus: Bus): readonly number[] {
  return [...new Set(bus.stretches.map((at) => at.region))];
}

function trunkX(bus: Id, region: Placed | undefined): number | undefined {
  const trunk = region?.widths.trunks.get(bus);
  return region && trunk !== undefined ? region.left + trunk : undefined;
}

function risersOf(
  link: Link,
  index: number,
  buses: readonly Bus[],
  regions: readonly Placed[],
  placeOf: ReadonlyMap<Id, Rectangle>,
): readonly Riser[] {
  return link.ends.flatMap((end, side): readonly Riser[] => {
    const box = placeOf.get(end);
    if (box)
      return [
        {
          x: box.x + 12 + ((index * 2 + side) % Math.max(1, Math.floor((box.width - 20) / 8))) * 8,
          y: box.y + box.height,
        },
      ];
    const bus = buses.find((one) => one.id === end);
    const at = bus?.stretches.at(-1);
    const region = at && regions[at.region];
    const x = trunkX(end, region);
    const lane = at && region?.rows.gutters[at.gutter + 1]?.lanes.get(end);
    return region && x !== undefined && lane !== undefined ? [{ x, y: region.top + lane }] : [];
  });
}

/** The middle of the widest gap between the lines that cross, else right of all of them. */
function labelX(from: number, to: number, width: number, crossing: readonly number[]): number {
  const marks = [from, ...crossing.filter((x) => x > from && x < to).sort((a, b) => a - b), to];
  let best = 0;
  let middle: number | undefined;
  marks.forEach((mark, index) => {
    const next = marks[index + 1];
    if (next !== undefined && next - mark >= width + 12 && next - mark > best) {
      best = next - mark;
      middle = (mark + next) / 2;
    }
  });
  return middle ?? Math.max(to, ...crossing) + 10 + width / 2;
}
