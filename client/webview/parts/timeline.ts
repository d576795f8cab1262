/** The timeline: lanes to scale, and the moment as a line that is dragged, or moved with arrow keys. */
import type { Scene } from '../../../engine/diagram/scene.ts';
import type { TimelineFrame } from '../../../engine/diagram/timeline/frame.ts';
import type { Lane } from '../../../engine/diagram/timeline/lane.ts';
import { lanesOf } from '../../../engine/diagram/timeline/lanes.ts';
import { importantTimes } from '../../../engine/diagram/timeline/plan.ts';
import { readable } from '../../../engine/diagram/timeline/readable.ts';
import { type TimeScale, timeScale } from '../../../engine/diagram/timeline/scale.ts';
import { timelineAttributes, timelineFrame, timelineParts } from '../../../engine/diagram/timeline/svg.ts';
import { clock } from '../../../engine/diagram/times.ts';
import type { PanelView, RunView } from '../../../server/protocol.ts';
import { Drawing } from '../diagram/drawing.ts';
import { type Reading, toldTime } from '../model/moment.ts';
import type { Actions } from './actions.ts';
import { momentWord } from './transport.ts';

/** A run on the timeline; where two are held beside each other each has a name. */
export interface Track {
  readonly view: PanelView;
  readonly name?: string;
}

/** Lanes of a run, as the timeline and what is taken away show them. */
export function lanesOfView({ run, scene }: { readonly run: RunView; readonly scene: Scene }): readonly Lane[] {
  const unknown = Object.entries(run.initial).flatMap(([id, { state }]) => (state === 'unknown' ? [id] : []));
  const rails = scene.rails.map(({ id, name, kind }) => ({ id, name, kind }));
  const edges = scene.edges.map(({ id, label, kind }) => ({ id, name: label.split(' · ')[0] ?? id, kind }));
  const services = run.services.map(({ id, name }) => ({ id, name, kind: 'service' as const }));
  const endpoints = run.endpoints.map(({ id, name }) => ({ id, name, kind: 'endpoint' as const }));
  // what is counted in the picture changes in the run all the same
  const told = new Map(run.events.map(({ subject, name }) => [subject, name] as const));
  const counted = scene.folds.flatMap(({ ids, kind }) =>
    ids.map((id) => ({ id, name: told.get(id) ?? id.split('.').at(-1) ?? id, kind })),
  );
  const all = [...services, ...endpoints, ...scene.boxes, ...counted, ...rails, ...edges];
  return lanesOf({ ...run, unknown }, all);
}

interface Drawn {
  readonly lanes: readonly Lane[];
  readonly frame: TimelineFrame;
}

export class Timeline {
  readonly element = document.createElement('div');
  private readonly content = document.createElement('div');
  private readonly cursor = document.createElement('div');
  private readonly flag = document.createElement('span');
  private readonly actions: Actions;
  private tracks: readonly Track[] = [];
  private drawn: readonly Drawn[] = [];
  private scale: TimeScale | undefined;
  private reading: Reading | undefined;
  private width = 0;

  constructor(actions: Actions) {
    this.actions = actions;
    this.element.className = 'timeline';
    this.content.className = 'tracks';
    this.cursor.className = 'cursor';
    this.cursor.tabIndex = 0;
    this.cursor.setAttribute('role', 'slider');
    this.cursor.setAttribute('aria-label', 'Moment of the run');
    this.cursor.setAttribute('aria-valuemin', '0');
    this.flag.className = 'flag';
    this.cursor.append(this.flag);
    this.content.append(this.cursor);
    this.element.append(this.content);
    this.cursor.addEventListener('keydown', (event) => this.pressed(event));
    this.content.addEventListener('pointerdown', (event) => this.down(event));
    new ResizeObserver(() => {
      const width = this.element.clientWidth;
      if (width > 0 && width !== this.width) this.draw();
    }).observe(this.element);
  }

  show(reading: Reading, tracks: readonly Track[]): void {
    const same =
      tracks.length === this.tracks.length &&
      tracks.every((one, index) => one.view === this.tracks[index]?.view && one.name === this.tracks[index]?.name);
    this.reading = reading;
    if (!same) {
      this.tracks = tracks;
      this.draw();
    }
    this.moveCursor();
  }

  private draw(): void {
    this.width = this.element.clientWidth;
    const width = Math.max(260, this.width);
    const runs = this.tracks.flatMap(({ view, name }) =>
      view.run ? [{ run: view.run, scene: view.scene, name }] : [],
    );
    // two runs are held beside each other by what users have of them
    const felt = (all: readonly Lane[]) => all.filter(({ kind }) => kind === 'service' || kind === 'endpoint');
    const told = runs.map(lanesOfView).map((all) => readable(runs.length > 1 ? felt(all) : all));
    const lanes = told.map((one) => one.lanes);
    const frames = aligned(told.map((one) => timelineFrame(one.lanes, width, one.left)));
    const events = runs.flatMap(({ run }) => run.events.map(({ time }) => ({ time }))).sort((a, b) => a.time - b.time);
    const end = Math.max(0, ...runs.map(({ run }) => run.end));
    const plot = frames[0]?.plot.width ?? width;
    const scale = timeScale({ events, end }, plot, { important: importantTimes(lanes.flat()) });
    this.scale = scale;
    this.drawn = frames.map((frame, index) => ({ frame, lanes: lanes[index] ?? [] }));
    const holders = this.drawn.map(({ lanes: own, frame }, index) => {
      const track = document.createElement('div');
      track.className = 'track';
      const name = runs[index]?.name;
      if (name !== undefined) {
        const title = document.createElement('h2');
        const own = runs[index]?.run.title ?? name;
        title.textContent = own === name ? name : `${name}: ${own}`;
        track.append(title);
      }
      const title = `Timeline of ${runs[index]?.run.title ?? ''}`;
      new Drawing(track).show(timelineAttributes({ frame, title }), timelineParts(own, scale, { frame }));
      return track;
    });
    this.content.replaceChildren(...holders, this.cursor);
    // the flag stands by the times, below the title of the first run
    const title = holders[0]?.querySelector('h2');
    this.cursor.style.top = title ? `${title.offsetHeight}px` : '';
    // no frame has anything told above its times
    this.cursor.classList.toggle(
      'is-high',
      frames.every(({ head }) => head.flags >= (head.ticks[0] ?? 0)),
    );
    this.moveCursor();
  }

  /** Called for every frame while a run plays: it moves one element. */
  private moveCursor(): void {
    const plot = this.drawn[0]?.frame.plot;
    const { scale, reading } = this;
    if (!plot || !scale || !reading) return;
    const { time } = reading;
    const events = reading.view.run?.events.length ?? 0;
    // before anything happened there is only what was
    const x = reading.step === 0 && time === 0 ? plot.x + scale.x(0) / 2 : plot.x + scale.x(time);
    this.cursor.style.transform = `translateX(${Math.round(x * 10) / 10}px)`;
    this.flag.textContent = clock(toldTime(reading));
    this.flag.classList.toggle('is-left', x > this.width - 70);
    this.cursor.setAttribute('aria-valuemax', String(events));
    this.cursor.setAttribute('aria-valuenow', String(reading.step));
    this.cursor.setAttribute('aria-valuetext', `${clock(toldTime(reading))}, ${momentWord(reading)}`);
  }

  private down(event: PointerEvent): void {
    const { scale } = this;
    const plot = this.drawn[0]?.frame.plot;
    if (event.button !== 0 || !scale || !plot) return;
    const left = this.content.getBoundingClientRect().left;
    const onCursor = event.target === this.cursor || event.target === this.flag;
    const at = event.target instanceof Element ? event.target : undefined;
    const inPlot = event.clientX - left >= plot.x - 6 && event.clientX - left <= plot.x + plot.width + 6;
    if (!inPlot && !onCursor) {
      const id = at?.closest<SVGElement>('[data-id]')?.dataset.id;
      if (id !== undefined) this.actions.pointAt(id);
      return;
    }
    const eventId = onCursor ? undefined : at?.closest<SVGElement>('[data-event]')?.dataset.event;
    // the words of a stretch begin with its event; its length is where one scrubs
    const mark = at?.closest('.mark, .flag-group') !== null && eventId !== undefined;
    const scrub = (to: PointerEvent) => this.actions.atTime(scale.time(to.clientX - left - plot.x));
    let dragged = false;
    event.preventDefault();
    this.cursor.focus({ preventScroll: true });
    if (!mark && !onCursor) scrub(event);
    const move = (to: PointerEvent) => {
      dragged ||= Math.abs(to.clientX - event.clientX) > 3;
      if (dragged) scrub(to);
    };
    const up = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
      if (!dragged && mark) this.actions.select(Number(eventId));
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
  }

  private pressed(event: KeyboardEvent): void {
    const { reading } = this;
    if (!reading) return;
    const { step } = reading;
    const count = reading.view.run?.events.length ?? 0;
    const to = {
      ArrowLeft: step - 1,
      ArrowDown: step - 1,
      ArrowRight: step + 1,
      ArrowUp: step + 1,
      PageDown: step - 10,
      PageUp: step + 10,
      Home: 0,
      End: count,
    }[event.key];
    if (to === undefined) {
      const chosen = reading.view.run?.events.find((one) => one.id === reading.selected);
      if (event.key !== 'Enter' || !chosen) return;
      this.actions.reveal(chosen.subject, true);
    } else this.actions.goTo(to);
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Frames whose plots begin and end at the same place, so that one moment is one line through all. */
function aligned(frames: readonly TimelineFrame[]): readonly TimelineFrame[] {
  const x = Math.max(...frames.map(({ plot }) => plot.x));
  const right = Math.min(...frames.map(({ plot }) => plot.x + plot.width));
  return frames.map((frame) => ({
    ...frame,
    plot: { ...frame.plot, x, width: right - x },
    told: { ...frame.told, x: right + (frame.told.x - frame.plot.x - frame.plot.width) },
  }));
}
