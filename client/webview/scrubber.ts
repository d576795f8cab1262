/** Steps through a run: buttons, and a slider with one notch an event. */
import type { RunView } from '../../server/protocol.ts';
import { h } from './dom.ts';
import { icon } from './marks.ts';
import { clock } from './time.ts';

export class Scrubber {
  private readonly slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': 'Moment of the run' });
  private readonly now = h('output', { class: 'now' });
  private readonly buttons: readonly HTMLButtonElement[];
  readonly element: HTMLElement;
  private step = 0;
  private count = 0;

  constructor(goTo: (step: number) => void) {
    const button = (shape: string, title: string, to: () => number) => {
      const made = h('button', { type: 'button', title, 'aria-label': title }, icon(shape));
      made.addEventListener('click', () => goTo(to()));
      return made;
    };
    this.buttons = [
      button('M-4-4.5v9M4.5-4.5-2.5 0l7 4.5z', 'To the beginning', () => 0),
      button('M3-4.5-4 0l7 4.5z', 'Back one event', () => this.step - 1),
      button('M-3-4.5 4 0l-7 4.5z', 'On one event', () => this.step + 1),
      button('M4-4.5v9M-4.5-4.5 2.5 0l-7 4.5z', 'To the end', () => this.count),
    ];
    this.slider.addEventListener('input', () => goTo(this.slider.valueAsNumber));
    this.element = h(
      'div',
      { class: 'scrubber', role: 'group', 'aria-label': 'Steps of the run' },
      ...this.buttons,
      this.slider,
      this.now,
    );
  }

  show(run: RunView, step: number): void {
    this.step = step;
    this.count = run.events.length;
    const event = run.events[step - 1];
    const time = step >= this.count ? run.end : (event?.time ?? 0);
    const word = step === 0 ? 'before the first event' : step >= this.count ? 'end' : `event ${step} of ${this.count}`;
    this.slider.max = String(this.count);
    this.slider.value = String(step);
    this.slider.setAttribute('aria-valuetext', `${clock(time)}, ${word}`);
    this.now.textContent = `${clock(time)} · ${word}`;
    this.buttons.forEach((button, index) => {
      button.disabled = index < 2 ? step === 0 : step >= this.count;
    });
  }
}
