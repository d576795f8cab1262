/** Of a large topology those lanes that can be read: the others are counted. */
import type { Lane, LaneKind } from './lane.ts';

export interface Readable {
  readonly lanes: readonly Lane[];
  /** What is said of those of a kind that are left out. */
  readonly left: Readonly<Partial<Record<LaneKind, string>>>;
}

/** So many of a kind are shown, whatever happens to them. */
const all = 40;
/** Of more, those to which something happens, up to so many. */
const most = 100;

/** In the order in which they are; what somebody did something to is never left out for something else. */
export function readable(lanes: readonly Lane[]): Readable {
  const left: Partial<Record<LaneKind, string>> = {};
  const kept = new Set<Lane>();
  for (const kind of new Set(lanes.map((lane) => lane.kind))) {
    const own = lanes.filter((lane) => lane.kind === kind);
    const touched = own.filter(isTouched);
    const chosen = own.length <= all ? own : [...touched.filter(isInjected), ...touched, ...own.slice(0, 1)];
    const shown = new Set(chosen.slice(0, own.length <= all ? all : most));
    for (const lane of shown) kept.add(lane);
    const rest = own.length - shown.size;
    if (rest > 0)
      left[kind] = touched.every((lane) => shown.has(lane))
        ? `${rest} more, to which nothing happens`
        : `${rest} more: the events tell of them`;
  }
  return { lanes: kept.size === lanes.length ? lanes : lanes.filter((lane) => kept.has(lane)), left };
}

function isTouched(lane: Lane): boolean {
  return lane.spans.length > 1 || lane.marks.length > 0;
}

function isInjected(lane: Lane): boolean {
  return lane.marks.some((mark) => mark.kind === 'injection');
}
