/** VMs that go to another host are seen to go there: what is drawn at its new place starts from the old one. */
import type { Occupancy } from '../../../engine/diagram/occupancy.ts';

type Spots = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** Where each VM, and each second copy, is drawn. */
export function spotsOf(occupancy: Occupancy): Spots {
  return new Map(occupancy.occupants.map(({ box, at, copy }) => [`${box.id}${copy ? ' copy' : ''}`, at] as const));
}

export interface Move {
  readonly id: string;
  readonly copy: boolean;
  /** Where it comes from, in px of the scene, seen from where it is. */
  readonly dx: number;
  readonly dy: number;
}

/** What is elsewhere now. A second copy that was not there comes from the first. */
export function movesBetween(before: Spots, after: Spots): readonly Move[] {
  const moves: Move[] = [];
  for (const [key, at] of after) {
    const copy = key.endsWith(' copy');
    const id = copy ? key.slice(0, -' copy'.length) : key;
    const from = before.get(key) ?? (copy ? before.get(id) : undefined);
    if (from && (from.x !== at.x || from.y !== at.y)) moves.push({ id, copy, dx: from.x - at.x, dy: from.y - at.y });
  }
  return moves;
}

/** No more than these move at once: more would only flicker. */
const most = 60;
/** ms */
const duration = 520;

/** Lets them move, unless the reader wants no motion. */
export function animate(sheet: Element, moves: readonly Move[]): void {
  if (moves.length === 0 || moves.length > most || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const { id, copy, dx, dy } of moves) {
    const chip = [...sheet.querySelectorAll<SVGElement>(`.chip[data-id="${CSS.escape(id)}"]`)].find(
      (element) => element.classList.contains('copy') === copy,
    );
    chip?.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], {
      duration,
      easing: 'cubic-bezier(.3, 0, .2, 1)',
    });
  }
}
