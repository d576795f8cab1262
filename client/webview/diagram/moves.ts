/** VMs that go to another host are seen to go there: what is drawn at its new place starts from the old one. */
import type { Occupancy } from '../../../engine/diagram/occupancy.ts';
import type { Rectangle } from '../../../engine/diagram/scene.ts';

type Spots = ReadonlyMap<string, Rectangle>;

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
  /** Where it is. */
  readonly at: Rectangle;
}

/** What is elsewhere now. A second copy that was not there comes from the first. */
export function movesBetween(before: Spots, after: Spots): readonly Move[] {
  const moves: Move[] = [];
  for (const [key, at] of after) {
    const copy = key.endsWith(' copy');
    const id = copy ? key.slice(0, -' copy'.length) : key;
    const from = before.get(key) ?? (copy ? before.get(id) : undefined);
    if (from && (from.x !== at.x || from.y !== at.y))
      moves.push({ id, copy, dx: from.x - at.x, dy: from.y - at.y, at });
  }
  return moves;
}

/** No more than these move at once: more would only flicker. */
const most = 60;
/** ms */
const duration = 520;

/**
 * Lets them move, unless the reader wants no motion. What moves is a copy in a layer of its own: the picture is not drawn
 * anew for every frame, and shows the chip itself when the copy has arrived.
 */
export function animate(sheet: Element, moves: readonly Move[]): void {
  for (const one of sheet.querySelectorAll('.ghost')) one.remove();
  for (const one of sheet.querySelectorAll('.is-under-way')) one.classList.remove('is-under-way');
  if (moves.length === 0 || moves.length > most || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const { id, copy, dx, dy, at } of moves) {
    const chip = [...sheet.querySelectorAll<SVGElement>(`.chip[data-id="${CSS.escape(id)}"]`)].find(
      (element) => element.classList.contains('copy') === copy,
    );
    if (!chip) continue;
    const ghost = ghostOf(chip, at);
    sheet.append(ghost);
    chip.classList.add('is-under-way');
    const way = ghost.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], {
      duration,
      easing: 'cubic-bezier(.3, 0, .2, 1)',
    });
    way.onfinish = () => {
      ghost.remove();
      chip.classList.remove('is-under-way');
    };
  }
}

/** px around a chip that its outline may need. */
const rim = 3;

function ghostOf(chip: SVGElement, { x, y, width, height }: Rectangle): SVGSVGElement {
  const ghost = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  ghost.setAttribute('class', 'hatopo-diagram ghost');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.setAttribute('viewBox', `${x - rim} ${y - rim} ${width + 2 * rim} ${height + 2 * rim}`);
  ghost.setAttribute('width', String(width + 2 * rim));
  ghost.setAttribute('height', String(height + 2 * rim));
  ghost.style.left = `${x - rim}px`;
  ghost.style.top = `${y - rim}px`;
  const copy = chip.cloneNode(true) as SVGElement;
  // it is no part of the picture to be found or pointed at
  for (const name of ['data-id', 'role', 'tabindex', 'aria-label']) copy.removeAttribute(name);
  ghost.append(copy);
  return ghost;
}
