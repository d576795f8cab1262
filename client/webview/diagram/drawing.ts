/** A drawing that is drawn again and again: what is as before stays, so that a step in a large topology is at once. */
import type { Attributes } from '../../../engine/diagram/svg/text.ts';

const namespace = 'http://www.w3.org/2000/svg';

export class Drawing {
  private readonly svg = document.createElementNS(namespace, 'svg');
  /** Every element of the drawing by the text that made it. */
  private drawn = new Map<string, Element[]>();

  constructor(sheet: Element) {
    sheet.append(this.svg);
  }

  /** @param parts the text of one element each, its names escaped */
  show(attributes: Attributes, parts: readonly string[]): void {
    for (const [name, value] of Object.entries(attributes)) {
      // set again, a size that is as before has a browser lay out all text anew
      if (name !== 'xmlns' && value !== undefined && this.svg.getAttribute(name) !== String(value))
        this.svg.setAttribute(name, String(value));
    }
    const before = this.drawn;
    const kept = parts.map((part) => before.get(part)?.shift());
    for (const gone of before.values()) for (const element of gone) element.remove();
    const made = this.make(parts.filter((_, index) => !kept[index]));
    this.drawn = new Map();
    let next = this.svg.firstElementChild;
    parts.forEach((part, index) => {
      const element = kept[index] ?? made.shift();
      if (!element) return;
      if (element === next) next = next.nextElementSibling;
      else this.svg.insertBefore(element, next);
      const same = this.drawn.get(part);
      if (same) same.push(element);
      else this.drawn.set(part, [element]);
    });
  }

  private make(parts: readonly string[]): Element[] {
    const holder = document.createElementNS(namespace, 'svg');
    holder.innerHTML = parts.join('');
    return [...holder.children];
  }
}
