/** What the scenario expects, whether it holds, and what was seen. */
import type { Place, RunView } from '../../server/protocol.ts';
import { h } from './dom.ts';
import { mark } from './marks.ts';

export function expectations(run: RunView, reveal: (place: Place) => void): HTMLElement | undefined {
  const { expectations: all } = run;
  if (all.length === 0) return undefined;
  const held = all.filter((one) => one.holds).length;
  const whole = held === all.length;
  const title = whole
    ? `All ${all.length} expectations hold`
    : `${all.length - held} of ${all.length} expectations do not hold`;
  const items = all.map((one) => {
    const button = h(
      'button',
      { class: 'plain line', type: 'button' },
      mark(one.holds ? 'good' : 'bad'),
      h('span', { class: 'visually-hidden' }, one.holds ? 'Holds: ' : 'Does not hold: '),
      h('span', { class: 'said' }, one.text),
      h('span', { class: 'seen' }, one.actual),
    );
    button.addEventListener('click', () => reveal(one.place));
    return h('li', { class: one.holds ? 'good' : 'bad' }, button);
  });
  return h(
    'details',
    { class: 'expectations', open: !whole },
    h('summary', {}, mark(whole ? 'good' : 'bad'), title),
    h('ul', {}, ...items),
  );
}
