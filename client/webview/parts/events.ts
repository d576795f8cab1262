/** The events of a run as a table: what the pictures show, in words. One is selected and told in full. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { lookOf } from '../../../engine/diagram/look.ts';
import { clock } from '../../../engine/diagram/times.ts';
import type { EventView, RunView } from '../../../server/protocol.ts';
import { causesOf, isRemark, type Reading, remarksOn } from '../model/moment.ts';
import { stateMark } from '../ui/marks.ts';
import type { Actions } from './actions.ts';

/** The source of what the author wrote: told when an event is selected, noise everywhere else. */
const stated = 'stated in the text';

export function events(reading: Reading, actions: Actions): TemplateResult {
  const { run } = reading.view;
  if (!run || run.events.length === 0) return html`<p class="note empty">Nothing happens in this run.</p>`;
  const causes = new Set(reading.selected === undefined ? [] : causesOf(run, reading.selected).map((one) => one.id));
  const byId = new Map(run.events.map((event) => [event.id, event] as const));
  const first = reading.selected ?? run.events[0]?.id;
  let before: number | undefined;
  return html`<div
    class="events"
    role="grid"
    aria-label="Events"
    aria-rowcount=${run.events.length + 1}
    @keydown=${(event: KeyboardEvent) => pressed(event, reading, actions)}
  >
    <div role="row" class="event head" aria-rowindex="1">
      <span role="columnheader">Time</span><span role="columnheader">Event</span><span role="columnheader">Because</span
      ><span role="columnheader">Source</span>
    </div>
    ${run.events.map((event, index) => {
      const same = event.time === before;
      before = event.time;
      const own = event.id === reading.selected;
      const state = `${own} ${causes.has(event.id)} ${index >= reading.step} ${event.id === first}`;
      return guard([run, state], () =>
        row(run, event, {
          index,
          same,
          own,
          isCause: causes.has(event.id),
          ahead: index >= reading.step,
          tabbable: event.id === first,
          cause: event.cause === undefined ? undefined : byId.get(event.cause),
          actions,
        }),
      );
    })}
  </div>`;
}

interface Row {
  readonly index: number;
  readonly same: boolean;
  readonly own: boolean;
  readonly isCause: boolean;
  readonly ahead: boolean;
  readonly tabbable: boolean;
  readonly cause: EventView | undefined;
  readonly actions: Actions;
}

function row(run: RunView, event: EventView, at: Row): TemplateResult {
  const { tone } = lookOf(event.to);
  const remark = isRemark(event);
  const classes = [
    'event',
    `is-${tone}`,
    at.isCause && 'is-cause',
    at.ahead && 'is-ahead',
    remark && 'is-remark',
    event.mechanism === 'injection' && 'is-injection',
  ];
  return html`<div
    role="row"
    class=${classes.filter(Boolean).join(' ')}
    id=${`event-${event.id}`}
    data-event=${event.id}
    aria-rowindex=${at.index + 2}
    aria-selected=${at.own}
    tabindex=${at.tabbable ? 0 : -1}
    @click=${(click: Event) => {
      if ((click.target as Element).closest('a, button')) return;
      at.actions.select(event.id);
      at.actions.reveal(event.subject);
    }}
  >
    <time role="gridcell" class=${at.same ? 'same' : ''}>${clock(event.time)}</time>
    <div role="gridcell" class="what">
      ${stateMark(remark ? 'calm' : tone)}<span class="said">${event.text}</span>
      ${
        event.assumption
          ? html`<span class="assumed" title="A time or choice behind this is an assumption, not a vendor’s word.">assumed</span>`
          : nothing
      }
      ${at.own ? why(run, event, at.actions) : nothing}
    </div>
    <div role="gridcell" class="because">
      ${
        at.cause
          ? html`<button class="plain" type="button" tabindex="-1" @click=${() => at.actions.select(at.cause?.id ?? 0)}>
              <time>${clock(at.cause.time)}</time> ${at.cause.text}
            </button>`
          : nothing
      }
    </div>
    <div role="gridcell" class=${event.source === stated ? 'source stated' : 'source'} title=${event.source}>
      ${source(event, at.actions)}
    </div>
  </div>`;
}

/** A source; a link where it can be read. */
function source({ source, link }: EventView, actions: Actions): TemplateResult | string {
  if (link === undefined) return source;
  return html`<a
    href=${link}
    @click=${(click: Event) => {
      click.preventDefault();
      click.stopPropagation();
      actions.openLink(link);
    }}
    >${source}</a
  >`;
}

/** The chain of causes, from the nearest to the injection; and what was said of it. */
function why(run: RunView, event: EventView, actions: Actions): TemplateResult {
  const chain = causesOf(run, event.id);
  const remarks = remarksOn(run, event.id);
  const line = (one: EventView, word: string) => html`<li>
    <button class="plain" type="button" @click=${() => actions.select(one.id)}>
      <span class="word">${word}</span> <time>${clock(one.time)}</time> ${one.text}
    </button>
  </li>`;
  return html`<div class="why">
    ${
      chain.length === 0
        ? html`<p>${event.mechanism === 'injection' ? 'The scenario does this.' : 'So from the start.'}</p>`
        : html`<ol aria-label="Causes">
            ${chain.map((one) => line(one, 'because'))}
          </ol>`
    }
    ${
      remarks.length > 0
        ? html`<ul aria-label="What followed from it">
            ${remarks.map((one) => line(one, 'so'))}
          </ul>`
        : nothing
    }
  </div>`;
}

function pressed(event: KeyboardEvent, { view, selected }: Reading, actions: Actions): void {
  const all = view.run?.events ?? [];
  if ((event.target as Element).closest('button, a') && (event.key === 'Enter' || event.key === ' ')) return;
  const at = all.findIndex((one) => one.id === selected);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? all.length - 1 : at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: all.length - 1,
  };
  const to = steps[event.key];
  const next = to === undefined ? undefined : all[Math.max(0, Math.min(all.length - 1, to))];
  const grid = event.currentTarget as HTMLElement;
  if (next) {
    actions.select(next.id);
    grid.querySelector<HTMLElement>(`#event-${next.id}`)?.focus({ preventScroll: true });
  } else if (event.key === 'Enter' && at >= 0) actions.reveal(all[at]?.subject ?? '', true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
