/** What is told to who hears the page: what happened when the moment moved. */
import { lookOf } from '../../engine/diagram/look.ts';
import { clock } from '../../engine/diagram/times.ts';
import { type Reading, toldTime } from './model/moment.ts';

/** The least ms between two tellings: a voice needs time. */
const pause = 400;
/** Of many events at once the last few are told. */
const most = 3;

/** The words for a move from one moment to a later one; an earlier one is told by its time alone. */
export function tellingOf(before: Reading | undefined, now: Reading): string {
  const { run } = now.view;
  if (!run) return '';
  const time = clock(toldTime(now));
  if (!before || before.view !== now.view || now.step <= before.step) {
    const event = run.events[now.step - 1];
    return event ? `${time}: ${event.text}` : `${time}: before the first event`;
  }
  const passed = run.events.slice(before.step, now.step);
  if (passed.length === 0) return '';
  if (passed.length <= most) return `${time}: ${passed.map((event) => event.text).join('. ')}`;
  // what users feel, and who takes over, before all else
  const services = new Set([...run.services, ...run.endpoints].map(({ id }) => id));
  const weighty = passed.filter(
    (event) => services.has(event.subject) && lookOf(event.from).tone !== lookOf(event.to).tone,
  );
  const told = (weighty.length > 0 ? weighty : passed).slice(-most);
  return `${time}: ${passed.length} events. ${told.map((event) => event.text).join('. ')}`;
}

/** An element that assistive technology reads out when its words change. */
export class Telling {
  readonly element = document.createElement('div');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private before: Reading | undefined;

  constructor() {
    this.element.className = 'visually-hidden';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  moved(now: Reading): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.before && this.before.view === now.view && this.before.step === now.step) return;
      this.element.textContent = tellingOf(this.before, now);
      this.before = now;
    }, pause);
  }
}
