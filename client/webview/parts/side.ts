/** What is told beside the picture, in tabs: summary, events, outline, and a comparison where there is one. */
import { html, nothing, render } from 'lit';
import type { States } from '../../../engine/diagram/states.ts';
import { outlineOf } from '../model/outline.ts';
import { type State, type Tab, tabs } from '../state.ts';
import type { Actions } from './actions.ts';
import { comparison } from './comparison.ts';
import { events } from './events.ts';
import { expectations } from './expectations.ts';
import { outline } from './outline.ts';
import { problems } from './problems.ts';
import { summary } from './summary.ts';

const titles: Readonly<Record<Tab, string>> = {
  summary: 'Summary',
  events: 'Events',
  outline: 'Outline',
  compare: 'Compare',
};

export class Side {
  readonly element = document.createElement('div');
  private readonly actions: Actions;
  private readonly open: (tab: Tab) => void;
  /** The tab and event that were shown last: a reader who scrolls on is left where they are. */
  private seen = '';

  constructor(actions: Actions, open: (tab: Tab) => void) {
    this.element.className = 'tabs-place';
    this.actions = actions;
    this.open = open;
  }

  show(state: State, states: States | undefined, editor: boolean): void {
    const { reading, beside } = state;
    if (!reading) return;
    const { view } = reading;
    const shown = tabs.filter((tab) => (tab === 'outline' ? true : tab === 'compare' ? beside && view.run : view.run));
    const current = shown.includes(state.tab) ? state.tab : (shown[0] ?? 'outline');
    const count = view.run?.events.length ?? 0;
    render(
      html`${problems(view, this.actions)}
        <vscode-tabs
          .selectedIndex=${shown.indexOf(current)}
          selected-index=${shown.indexOf(current)}
          @vsc-tabs-select=${(event: CustomEvent<{ selectedIndex: number }>) => {
            const tab = shown[event.detail.selectedIndex];
            if (tab) this.open(tab);
          }}
        >
          ${tabs.map((tab) =>
            shown.includes(tab)
              ? html`<vscode-tab-header slot="header" data-tab=${tab}
                  >${titles[tab]}${tab === 'events' && count > 0 ? html`<span class="count">${count}</span>` : nothing}</vscode-tab-header
                >`
              : nothing,
          )}
          ${tabs.map((tab) =>
            shown.includes(tab)
              ? html`<vscode-tab-panel data-tab=${tab}>${tab === current ? this.content(tab, state, states, editor) : nothing}</vscode-tab-panel>`
              : nothing,
          )}
        </vscode-tabs>`,
      this.element,
    );
    const seen = `${current} ${reading.selected}`;
    if (seen !== this.seen)
      requestAnimationFrame(() =>
        this.element.querySelector('.event[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    this.seen = seen;
  }

  private content(tab: Tab, { reading, beside, pointed }: State, states: States | undefined, editor: boolean) {
    const { actions } = this;
    const run = reading?.view.run;
    if (!reading) return nothing;
    switch (tab) {
      case 'summary':
        return run ? html`${summary(run, actions)}${expectations(run, actions)}` : nothing;
      case 'events':
        return events(reading, actions);
      case 'outline':
        return outline(outlineOf(reading.view.scene, states), pointed, {
          ...actions,
          byHand: (verb, id) => {
            if (editor) actions.byHand(verb, id);
          },
        });
      case 'compare': {
        const other = beside?.view.run;
        if (!run || !other || !beside) return nothing;
        if (beside.how === 'picked')
          return comparison({
            before: { run, name: 'This run' },
            after: { run: other, name: other.title },
            apart: true,
            old: beside.old,
          });
        const same = beside.view === reading.view;
        return comparison({
          before: { run: other, name: 'Before' },
          after: { run, name: 'Now' },
          ...(same && {
            hint: 'This run is kept. Edit the text, or run something else: the new run stands beside it.',
          }),
        });
      }
    }
  }
}
