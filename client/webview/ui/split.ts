/** The line between two parts of the page, which a pointer or arrow keys move; a double click puts it back. */

export interface Split {
  /** Its name for those who hear the page. */
  readonly label: string;
  readonly className: string;
  /** Which way it moves. */
  readonly axis: 'x' | 'y';
  /** The part whose size it sets, and whether that stands before it. */
  readonly part: HTMLElement;
  readonly before: boolean;
  /** The custom property of the page that holds the share of the part, in percent of the page. */
  readonly property: string;
  readonly least: number;
  readonly most: number;
}

/** Percent by which an arrow key moves it. */
const keyStep = 3;

/** Makes a separator; VS Code's own cannot be moved by keys. */
export function splitter(page: HTMLElement, split: Split): HTMLElement {
  const { axis, part, property } = split;
  const line = document.createElement('div');
  line.className = `splitter splitter-${axis} ${split.className}`;
  line.tabIndex = 0;
  line.setAttribute('role', 'separator');
  line.setAttribute('aria-label', split.label);
  line.setAttribute('aria-orientation', axis === 'x' ? 'vertical' : 'horizontal');
  line.setAttribute('aria-valuemin', String(split.least));
  line.setAttribute('aria-valuemax', String(split.most));
  const length = (element: HTMLElement) => (axis === 'x' ? element.offsetWidth : element.offsetHeight);
  const share = () => (100 * length(part)) / Math.max(1, length(page));
  const tell = () => line.setAttribute('aria-valuenow', String(Math.round(share())));
  const put = (value: number) => {
    const inside = Math.max(split.least, Math.min(split.most, value));
    page.style.setProperty(property, `${inside.toFixed(2)}%`);
    tell();
  };
  line.setAttribute('aria-valuenow', '50');
  line.addEventListener('focus', tell);
  line.addEventListener('dblclick', () => {
    page.style.removeProperty(property);
    tell();
  });
  const sign = split.before ? 1 : -1;
  line.addEventListener('keydown', (event) => {
    const forward = axis === 'x' ? 'ArrowRight' : 'ArrowDown';
    const back = axis === 'x' ? 'ArrowLeft' : 'ArrowUp';
    if (event.key === forward) put(share() + sign * keyStep);
    else if (event.key === back) put(share() - sign * keyStep);
    else if (event.key === 'Home') put(split.before ? split.least : split.most);
    else if (event.key === 'End') put(split.before ? split.most : split.least);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  line.addEventListener('pointerdown', (down) => {
    if (down.button !== 0) return;
    down.preventDefault();
    line.focus();
    line.setPointerCapture(down.pointerId);
    const [size, whole] = [length(part), Math.max(1, length(page))];
    const at = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY);
    const move = (event: PointerEvent) => put((100 * (size + sign * (at(event) - at(down)))) / whole);
    line.addEventListener('pointermove', move);
    const end = () => line.removeEventListener('pointermove', move);
    line.addEventListener('pointerup', end, { once: true });
    line.addEventListener('pointercancel', end, { once: true });
  });
  return line;
}
