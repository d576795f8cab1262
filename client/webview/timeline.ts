/** The events of a run as a list: one is selected, its chain of causes is told below it. */
import { lookOf } from '../../engine/diagram/look.ts';
import type { EventView, RunView } from '../../server/protocol.ts';
import { fill, h } from './dom.ts';
import { stateMark } from './marks.ts';
import { causesOf } from './model.ts';
import { clock } from './time.ts';

export interface TimelineActions {
  /** Selects an event; `undefined` selects none. */
  readonly select: (id: number) => void;
  /** Shows an event's subject in the text; `focus` moves the keyboard there. */
  readonly reveal: (id: number, focus: boolean) => void;
}

/** A list box of events. `show` brings it to a place in a run. */
export class Timeline {
  readonly element = h('div', { class: 'events', role: 'listbox', tabindex: 0, 'aria-label': 'Events' });
  private run: RunView | undefined;
  private readonly actions: TimelineActions;
  private rows = new Map<number, HTMLElement>();
  private selected: number | undefined;

  constructor(actions: TimelineActions) {
    this.actions = actions;
    this.element.addEventListener('click', (event) => this.clicked(event));
    this.element.addEventListener('keydown', (event) => this.pressed(event));
  }

  show(run: RunView, step: number, selected: number | undefined): void {
    if (run !== this.run) this.build(run);
    this.selected = selected;
    const causes = new Set(selected === undefined ? [] : causesOf(run, selected).map((event) => event.id));
    run.events.forEach((event, index) => {
      const row = this.rows.get(event.id);
      if (!row) return;
      const own = event.id === selected;
      row.setAttribute('aria-selected', String(own));
      row.classList.toggle('is-cause', causes.has(event.id));
      row.classList.toggle('is-ahead', index >= step);
      row.querySelector('.why')?.remove();
      if (own) row.append(why(run, event));
    });
    const row = selected === undefined ? undefined : this.rows.get(selected);
    if (row) this.element.setAttribute('aria-activedescendant', row.id);
    else this.element.removeAttribute('aria-activedescendant');
    row?.scrollIntoView({ block: 'nearest' });
  }

  private build(run: RunView): void {
    if (run.title !== this.run?.title) this.element.scrollTop = 0;
    this.run = run;
    this.rows = new Map();
    const rows: HTMLElement[] = [];
    let before: number | undefined;
    for (const event of run.events) {
      const row = eventRow(event, event.time === before);
      before = event.time;
      this.rows.set(event.id, row);
      rows.push(row);
    }
    if (rows.length === 0) rows.push(h('p', { class: 'note' }, 'Nothing happens in this run.'));
    fill(this.element, ...rows);
  }

  private clicked({ target }: Event): void {
    const of = target instanceof Element ? target.closest<HTMLElement>('[data-cause], [data-event]') : undefined;
    const id = Number(of?.dataset.cause ?? of?.dataset.event);
    if (!of || Number.isNaN(id)) return;
    this.actions.select(id);
    this.actions.reveal(id, false);
  }

  private pressed(event: KeyboardEvent): void {
    const events = this.run?.events ?? [];
    const at = events.findIndex((one) => one.id === this.selected);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? events.length - 1 : at - 1, Home: 0, End: events.length - 1 }[
      event.key
    ];
    const next = to === undefined ? undefined : events[Math.max(0, Math.min(events.length - 1, to))];
    if (next) this.actions.select(next.id);
    else if (event.key === 'Enter' && this.selected !== undefined) this.actions.reveal(this.selected, true);
    else return;
    event.preventDefault();
  }
}

function eventRow(event: EventView, sameInstant: boolean): HTMLElement {
  const { tone } = lookOf(event.to);
  return h(
    'div',
    {
      class: `event is-${tone}`,
      role: 'option',
      id: `event-${event.id}`,
      'data-event': event.id,
      'aria-selected': false,
    },
    h('time', { class: sameInstant ? 'same' : '' }, clock(event.time)),
    stateMark(tone),
    h(
      'div',
      { class: 'what' },
      h('span', { class: 'said' }, event.text),
      event.assumption &&
        h(
          'span',
          { class: 'assumed', title: 'A time or choice behind this is an assumption, not a vendor’s word.' },
          'assumed',
        ),
      h('span', { class: event.source === stated ? 'source stated' : 'source', title: event.source }, event.source),
    ),
  );
}

/** The source of what the author wrote: told when an event is selected, noise everywhere else. */
const stated = 'stated in the text';

/** The chain of causes, from the nearest to the injection. */
function why(run: RunView, event: EventView): HTMLElement {
  const chain = causesOf(run, event.id);
  if (chain.length === 0)
    return h(
      'div',
      { class: 'why' },
      event.mechanism === 'injection' ? 'The scenario does this.' : 'So from the start.',
    );
  const items = chain.map((cause) =>
    h(
      'li',
      { 'data-cause': cause.id },
      h('span', { class: 'because' }, 'because'),
      h('time', {}, clock(cause.time)),
      h('span', {}, cause.text),
    ),
  );
  return h('ol', { class: 'why', 'aria-label': 'Causes' }, ...items);
}
