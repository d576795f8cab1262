/** The page in the panel: a run's summary, its expectations, the topology at a moment, the events. */
import './panel.css';
import { statesAfter } from '../../engine/diagram/states.ts';
import { diagramStyle } from '../../engine/diagram/svg/style.ts';
import type { Place, RunView, Shown, ToPanel } from '../../server/protocol.ts';
import { Diagram } from './diagram.ts';
import { fill, h } from './dom.ts';
import { expectations } from './expectations.ts';
import { connect } from './host.ts';
import { drawnFor, follow, goTo, openReading, type Reading, select } from './model.ts';
import { problems } from './problems.ts';
import { followRoom, pictureRoom } from './room.ts';
import { Scrubber } from './scrubber.ts';
import { summary } from './summary.ts';
import { span } from './time.ts';
import { Timeline } from './timeline.ts';

const { keep, kept, onMessage, send } = connect();
const revealElement = (id: string, focus = false) => send({ type: 'reveal', id, focus });
const revealPlace = (place: Place) => send({ type: 'revealPlace', place });

let reading: Reading | undefined;
let shown: Shown | undefined;

const trouble = h('div', { class: 'trouble', role: 'alert' });
const head = h('header', {});
const diagram = new Diagram(revealElement);
const scrubber = new Scrubber((step) => {
  if (reading) update(goTo(reading, step));
});
const timeline = new Timeline({
  select: (id) => {
    if (reading) update(select(reading, id));
  },
  reveal: (id, focus) => {
    const event = reading?.view.run?.events.find((one) => one.id === id);
    if (event) revealElement(event.subject, focus);
  },
});
const picture = h('section', { class: 'picture', 'aria-label': 'Topology' }, diagram.element, scrubber.element);
const eventsTitle = h('h2', {});
const events = h('section', { class: 'run', 'aria-label': 'Events' }, eventsTitle, timeline.element);

start();

function start(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(diagramStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const app = document.getElementById('app');
  if (!app) return;
  trouble.hidden = true;
  fill(head, h('p', { class: 'note' }, 'Working out the run…'));
  picture.hidden = true;
  events.hidden = true;
  app.append(trouble, head, picture, events);
  onMessage(receive);
  send({ type: 'ready', room: pictureRoom() });
  followRoom((room) => send({ type: 'room', room }));
}

function receive(message: ToPanel): void {
  document.getElementById('app')?.removeAttribute('aria-busy');
  const stale = message.type === 'trouble';
  trouble.hidden = !stale;
  document.body.classList.toggle('is-stale', stale && reading !== undefined);
  if (message.type === 'trouble') {
    fill(trouble, message.message, reading && h('p', {}, 'Below is what the text said before.'));
    if (!reading) fill(head);
    return;
  }
  if (message.type !== 'show') return;
  shown = message.shown;
  const next = reading ? follow(reading, message.view) : reopen(message);
  showHead(next);
  update(next);
}

/** The first view of this page: where the reader was in it before the window was reloaded. */
function reopen({ view, shown: now }: Extract<ToPanel, { type: 'show' }>): Reading {
  const first = openReading(view);
  const before = kept();
  const same = before?.uri === now.uri && JSON.stringify(before.choice) === JSON.stringify(now.choice);
  return same && before.step !== undefined ? goTo(first, before.step) : first;
}

/** `13 events in 5 min 30 s` */
function lengthOf({ events, end, cut }: RunView): string {
  const count = events.length === 1 ? '1 event' : `${events.length} events`;
  return `${count}${end > 0 ? ` in ${span(end)}` : ''}${cut ? ', cut at its horizon' : ''}`;
}

function showHead({ view }: Reading): void {
  const { run } = view;
  const said = run
    ? `${view.title} · ${lengthOf(run)}`
    : view.scene.boxes.length > 0
      ? 'As the text has it. Run a scenario or let a part of it fail to see what happens.'
      : 'Nothing to draw yet: declare a site, a host or a server, and it appears here.';
  fill(
    head,
    h('h1', {}, run?.title ?? view.title),
    h('p', { class: 'note' }, said),
    problems(view, revealPlace),
    run && summary(run, revealElement),
    run && expectations(run, revealPlace),
  );
}

function update(next: Reading): void {
  reading = next;
  const { view, step, selected } = next;
  if (shown) keep({ ...shown, ...(step < (view.run?.events.length ?? 0) && { step }) });
  const { run, scene } = view;
  picture.hidden = false;
  events.hidden = !run;
  scrubber.element.hidden = !run || run.events.length === 0;
  document.body.classList.toggle('has-run', run !== undefined);
  const event = run?.events.find((one) => one.id === selected);
  const drawn = new Set([...scene.boxes, ...scene.rails, ...scene.edges, ...scene.tags].map((one) => one.id));
  const subject = event && drawnFor(event.subject, drawn);
  diagram.show(scene, run && statesAfter(run, step), view.title, subject);
  if (!run) return;
  const assumed = run.events.filter((one) => one.assumption).length;
  eventsTitle.textContent = `Events${assumed > 0 ? ` · ${assumed} rest on an assumption` : ''}`;
  scrubber.show(run, step);
  timeline.show(run, step, selected);
}
