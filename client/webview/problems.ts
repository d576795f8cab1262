/** What the text says wrongly or not at all, so that it is missing in the picture; and what no run plays yet. */
import type { PanelView, Place } from '../../server/protocol.ts';
import { type Child, h } from './dom.ts';
import { mark } from './marks.ts';

export function problems(view: PanelView, reveal: (place: Place) => void): HTMLElement | undefined {
  const count = view.problems.length;
  const unmodelled = view.run?.unmodelled ?? [];
  if (count + unmodelled.length === 0) return undefined;
  const parts: Child[] = [];
  if (count > 0) {
    const items = view.problems.map(({ message, place }) => {
      const line = h('span', { class: 'where' }, `line ${place.range.start.line + 1}`);
      const button = h('button', { class: 'plain line', type: 'button' }, line, h('span', { class: 'said' }, message));
      button.addEventListener('click', () => reveal(place));
      return h('li', {}, button);
    });
    const title = `The text has ${count === 1 ? 'an error' : `${count} errors`}; the rest is shown`;
    parts.push(h('details', { open: count <= 3 }, h('summary', {}, mark('fair'), title), h('ul', {}, ...items)));
  }
  if (unmodelled.length > 0) {
    const items = unmodelled.map((sentence) => h('li', { class: 'line' }, sentence));
    const title = 'Parts of this are not simulated yet';
    parts.push(
      h('details', { open: unmodelled.length === 1 }, h('summary', {}, mark('fair'), title), h('ul', {}, ...items)),
    );
  }
  return h('section', { class: 'problems', role: 'status' }, ...parts);
}
