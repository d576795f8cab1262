/** From box to box with arrow keys. */

/** The nearest element in a direction, or `undefined` where there is none or the key is no arrow. */
export function nearest(sheet: Element, start: Element, key: string): SVGElement | undefined {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!direction) return undefined;
  const [dx = 0, dy = 0] = direction;
  const middle = (element: Element) => {
    const box = element.getBoundingClientRect();
    // frames are met at their head, so that what lies in them is below
    return { x: box.left + Math.min(box.width / 2, 60), y: box.top + Math.min(box.height / 2, 18) };
  };
  const here = middle(start);
  let best: { element: SVGElement; distance: number } | undefined;
  for (const element of sheet.querySelectorAll<SVGElement>('[data-id]')) {
    if (element === start || element.checkVisibility?.() === false) continue;
    const there = middle(element);
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    if (along < 4) continue;
    const distance = along + aside * 2.5;
    if (!best || distance < best.distance) best = { element, distance };
  }
  return best?.element;
}

export function isArrow(key: string): boolean {
  return key.startsWith('Arrow');
}
