/** The drawing: states at the chosen moment, boxes that lead to the text, zoom and pan. */
import type { Scene } from '../../engine/diagram/scene.ts';
import type { States } from '../../engine/diagram/states.ts';
import { svgAttributes, svgParts } from '../../engine/diagram/svg/render.ts';
import { h } from './dom.ts';
import { Drawing } from './drawing.ts';
import { PanZoom } from './pan-zoom.ts';

export class Diagram {
  private readonly sheet = h('div', { class: 'sheet' });
  readonly element = h(
    'div',
    {
      class: 'diagram',
      role: 'application',
      'aria-label': 'Topology. Arrow keys go from box to box, Enter shows a box in the text.',
    },
    this.sheet,
  );
  private readonly drawing = new Drawing(this.sheet);
  private readonly zoom: PanZoom;
  private scene: Scene | undefined;
  /** What was pointed at last. */
  private subject: string | undefined;
  /** The box that the keyboard is at. */
  private current: string | undefined;

  constructor(reveal: (id: string, focus: boolean) => void) {
    this.zoom = new PanZoom(this.element, this.sheet);
    this.element.append(this.zoom.controls);
    this.sheet.addEventListener('click', (event) => {
      const id = idAt(event.target);
      if (id !== undefined && !this.zoom.dragged) reveal(id, false);
    });
    this.sheet.addEventListener('focusin', (event) => {
      this.current = idAt(event.target) ?? this.current;
    });
    this.sheet.addEventListener('keydown', (event) => {
      const id = idAt(event.target);
      if (id === undefined) return;
      if (event.key === 'Enter' || event.key === ' ') reveal(id, true);
      else if (!this.walk(event.target as Element, event.key)) return;
      event.preventDefault();
    });
  }

  /** @param subject the id that is pointed at */
  show(scene: Scene, states: States | undefined, title: string, subject: string | undefined): void {
    const focused = this.sheet.contains(document.activeElement);
    for (const element of this.sheet.querySelectorAll('.is-subject')) element.classList.remove('is-subject');
    for (const element of this.sheet.querySelectorAll('[tabindex="0"]')) element.setAttribute('tabindex', '-1');
    this.drawing.show(svgAttributes(scene, { title }), svgParts(scene, states, { title }));
    if (scene !== this.scene) {
      const other = this.scene?.width !== scene.width || this.scene?.height !== scene.height;
      this.scene = scene;
      if (other) this.zoom.setContent(scene.width, scene.height);
    }
    const pointed = subject === undefined ? [] : this.all(subject);
    for (const element of pointed) element.classList.add('is-subject');
    if (pointed[0] && subject !== this.subject) this.zoom.bringIntoView(pointed[0]);
    this.subject = subject;
    const [first] = [
      ...(this.current === undefined ? [] : this.all(this.current)),
      ...this.sheet.querySelectorAll<SVGElement>('[data-id]'),
    ];
    first?.setAttribute('tabindex', '0');
    if (focused && !this.sheet.contains(document.activeElement)) first?.focus({ preventScroll: true });
  }

  private all(id: string): readonly SVGElement[] {
    return [...this.sheet.querySelectorAll<SVGElement>(`[data-id="${CSS.escape(id)}"]`)];
  }

  /** Goes to the nearest box in the direction of an arrow key. */
  private walk(from: Element, key: string): boolean {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const start = from.closest('[data-id]');
    if (!direction || !start) return false;
    const [dx = 0, dy = 0] = direction;
    const middle = (element: Element) => {
      const box = element.getBoundingClientRect();
      // frames are met at their head, so that what lies in them is below
      return { x: box.left + Math.min(box.width / 2, 60), y: box.top + Math.min(box.height / 2, 18) };
    };
    const here = middle(start);
    let best: { element: SVGElement; distance: number } | undefined;
    for (const element of this.sheet.querySelectorAll<SVGElement>('[data-id]')) {
      if (element === start) continue;
      const there = middle(element);
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (along < 4) continue;
      const distance = along + aside * 2.5;
      if (!best || distance < best.distance) best = { element, distance };
    }
    if (!best) return true;
    start.setAttribute('tabindex', '-1');
    best.element.setAttribute('tabindex', '0');
    best.element.focus({ preventScroll: true });
    this.zoom.bringIntoView(best.element);
    return true;
  }
}

function idAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGElement>('[data-id]')?.dataset.id : undefined;
}
