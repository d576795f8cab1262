/** Pan and zoom by transform: what is drawn stays as it is, also with thousands of boxes. */
import { openingScale, wholeScale } from '../../../engine/diagram/room.ts';

const least = 0.05;
const most = 3;

/** ms after which a picture that was moved is drawn sharp again. */
const settled = 160;

export class PanZoom {
  /** True right after a drag: the click that ends it means nothing. */
  dragged = false;
  private scale = 1;
  private x = 0;
  private y = 0;
  width = 0;
  height = 0;
  /** Follows the size of the window until the reader zooms: opened to be read, or all of it. */
  private following: 'opening' | 'whole' | undefined = 'opening';
  private readonly frame: HTMLElement;
  private readonly sheet: HTMLElement;
  private readonly moved: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param moved is called after every move */
  constructor(frame: HTMLElement, sheet: HTMLElement, moved: () => void) {
    this.frame = frame;
    this.sheet = sheet;
    this.moved = moved;
    new ResizeObserver(() => {
      if (this.following) this.place(this.following);
    }).observe(frame);
    frame.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    frame.addEventListener('pointerdown', (event) => this.drag(event));
  }

  setContent(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.place('opening');
  }

  /** Shows all of it. */
  fit(): void {
    this.place('whole');
  }

  /** All of it in the middle; or as it is read first, from its top where it is longer than the room. */
  private place(how: 'opening' | 'whole'): void {
    const room = { width: this.frame.clientWidth, height: this.frame.clientHeight };
    if (this.width === 0 || room.width === 0) return;
    this.following = how;
    this.scale = Math.max(least, (how === 'whole' ? wholeScale : openingScale)(this, room));
    this.x = Math.max(0, (room.width - this.width * this.scale) / 2);
    this.y = Math.max(0, (room.height - this.height * this.scale) / 2);
    this.apply();
  }

  bringIntoView(element: Element): void {
    const outer = this.frame.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    // some of what it stands in comes along
    const margin = Math.min(56, outer.width / 8, outer.height / 8);
    const { x, y } = this;
    if (box.left < outer.left) this.x += outer.left - box.left + margin;
    else if (box.right > outer.right)
      this.x -= Math.min(box.right - outer.right + margin, box.left - outer.left - margin);
    if (box.top < outer.top) this.y += outer.top - box.top + margin;
    else if (box.bottom > outer.bottom)
      this.y -= Math.min(box.bottom - outer.bottom + margin, box.top - outer.top - margin);
    // at every step of a run: what is in view already is not moved into a layer of its own
    if (this.x !== x || this.y !== y) this.apply();
  }

  zoomBy(factor: number, atX = this.frame.clientWidth / 2, atY = this.frame.clientHeight / 2): void {
    const scale = Math.max(least, Math.min(most, this.scale * factor));
    const ratio = scale / this.scale;
    this.following = undefined;
    this.x = atX - (atX - this.x) * ratio;
    this.y = atY - (atY - this.y) * ratio;
    this.scale = scale;
    this.apply();
  }

  private wheel(event: WheelEvent): void {
    if ((event.target as Element).closest('.over')) return;
    if (!event.ctrlKey && !event.metaKey) {
      const { deltaX, deltaY } = event;
      if (event.shiftKey && deltaX === 0 ? this.scroll(deltaY, 0) : this.scroll(deltaX, deltaY)) event.preventDefault();
      return;
    }
    event.preventDefault();
    const box = this.frame.getBoundingClientRect();
    this.zoomBy(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }

  /** Moves it, no further than to its edges; false where it is there already. */
  private scroll(dx: number, dy: number): boolean {
    const { x, y } = this;
    this.x = scrolled(x, dx, this.width * this.scale, this.frame.clientWidth);
    this.y = scrolled(y, dy, this.height * this.scale, this.frame.clientHeight);
    if (this.x === x && this.y === y) return false;
    this.following = undefined;
    this.apply();
    return true;
  }

  private drag(down: PointerEvent): void {
    if (down.button !== 0 || !this.sheet.parentElement || (down.target as Element).closest('.over')) return;
    const start = { x: this.x, y: this.y };
    this.dragged = false;
    const move = (event: PointerEvent) => {
      const dx = event.clientX - down.clientX;
      const dy = event.clientY - down.clientY;
      if (!this.dragged && Math.hypot(dx, dy) < 4) return;
      this.dragged = true;
      this.following = undefined;
      this.x = start.x + dx;
      this.y = start.y + dy;
      this.apply();
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  }

  private apply(): void {
    this.sheet.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    // a layer of its own moves at once, but its text is not drawn anew at another scale
    this.sheet.classList.add('is-moving');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sheet.classList.remove('is-moving'), settled);
    this.moved();
  }
}

/** Where something of this length begins after it was moved in a frame: what lies outside comes in, nothing goes out. */
function scrolled(from: number, by: number, length: number, frame: number): number {
  const to = from - by;
  return by > 0 ? Math.max(to, Math.min(from, frame - length)) : Math.min(to, Math.max(from, 0));
}
