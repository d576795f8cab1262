/** The page: one state, what changes it, and the parts that show it. */
import { html, nothing, render } from 'lit';
import { inlineMarks } from '../../engine/diagram/inline.ts';
import { statesAfter } from '../../engine/diagram/states.ts';
import type { HandStep, InlineMark, PanelDeed, RunChoice, ToPanel } from '../../server/protocol.ts';
import { Diagram } from './diagram/diagram.ts';
import type { Host } from './host.ts';
import { listenForKeys } from './keys.ts';
import { canFail, verbFor, withoutStep, withoutSteps, withStep } from './model/by-hand.ts';
import { drawnIn } from './model/drawn.ts';
import { landmarksOf } from './model/landmarks.ts';
import { atTime, follow, goTo, isAtEnd, openReading, type Reading, select } from './model/moment.ts';
import { followRoom, pictureRoom } from './model/room.ts';
import type { Actions } from './parts/actions.ts';
import { header } from './parts/header.ts';
import { openHelp } from './parts/help.ts';
import { Side } from './parts/side.ts';
import { Timeline, type Track } from './parts/timeline.ts';
import { transport } from './parts/transport.ts';
import { makePlaces, type Places } from './places.ts';
import { Player } from './player.ts';
import { atFirst, type Beside, type State } from './state.ts';
import { takeAwayMenu } from './take-away-menu.ts';
import { Telling } from './telling.ts';
import { throttled } from './ui/throttled.ts';

/** ms: the editor follows the moment this often while it moves. */
const editorPause = 100;

export class App {
  private state: State = atFirst;
  private readonly host: Host;
  private readonly page: HTMLElement;
  private readonly places: Places;
  private readonly diagram: Diagram;
  private readonly timeline: Timeline;
  private readonly side: Side;
  private readonly player: Player;
  private readonly telling = new Telling();
  private readonly tellEditor: (marks: readonly InlineMark[]) => void;
  /** The moment at which something was done by hand: there the new run is shown. */
  private handTime: number | undefined;

  constructor(page: HTMLElement, host: Host) {
    this.page = page;
    this.host = host;
    this.places = makePlaces(page);
    this.diagram = new Diagram(host.editor, {
      ...this.actions,
      unfold: (id, open) => this.unfold(id, open),
      pointed: (id) => this.set({ pointed: id }),
    });
    this.timeline = new Timeline(this.actions);
    this.side = new Side(this.actions, (tab) => this.set({ tab }));
    this.player = new Player({
      moved: (reading) => this.moved(reading),
      ended: () => this.set({ playing: false }),
    });
    this.places.picture.append(this.diagram.element);
    this.places.lower.append(this.timeline.element);
    this.places.side.append(this.side.element);
    page.append(this.telling.element);
    this.tellEditor = throttled((marks) => host.send({ type: 'marks', marks }), editorPause);
    document.body.classList.toggle('no-editor', !host.editor);
    render(html`<p class="note">Working out the run…</p>`, this.places.head);
    this.listenForKeys();
    host.onMessage((message) => this.receive(message));
    host.send({ type: 'ready', room: pictureRoom() });
    followRoom((room) => host.send({ type: 'room', room }));
  }

  private receive(message: ToPanel): void {
    this.page.removeAttribute('aria-busy');
    const stale = message.type === 'trouble';
    if (stale || message.type === 'show') {
      this.places.trouble.hidden = !stale;
      document.body.classList.toggle('is-stale', stale && this.state.reading !== undefined);
    }
    switch (message.type) {
      case 'trouble':
        render(
          html`${message.message}${this.state.reading ? html`<p>Below is what the text said before.</p>` : nothing}`,
          this.places.trouble,
        );
        if (!this.state.reading) render(nothing, this.places.head);
        break;
      case 'show':
        this.shows(message);
        break;
      case 'compare':
        this.set({
          beside: {
            view: message.view,
            shown: message.shown,
            how: message.before ? 'kept' : 'picked',
            ...(message.old !== undefined && { old: message.old }),
          },
          // one that only follows its text does not take the reader away from what they look at
          ...(!message.again && { tab: 'compare' as const }),
        });
        break;
      case 'dependencies':
        if (this.state.focus?.id === message.id) this.set({ focus: { id: message.id, ids: new Set(message.ids) } });
        break;
      case 'pointAt':
        this.pointAt(message.id, true);
        break;
      case 'do':
        this.does(message.what);
        break;
    }
  }

  /** What a command of the editor asks for. */
  private does(what: PanelDeed): void {
    if (what === 'play') this.actions.togglePlay();
    else if (what === 'search') this.diagram.search();
    else this.actions.takeAway(this.places.head.querySelector<HTMLElement>('.take-away') ?? this.places.head);
  }

  private shows(message: Extract<ToPanel, { type: 'show' }>): void {
    const { view, shown } = message;
    const before = this.state.reading;
    this.player.stop();
    const reading =
      before && this.handTime !== undefined && view.run
        ? atTime(openReading(view), this.handTime)
        : before
          ? follow(before, view)
          : this.reopen(message);
    this.handTime = undefined;
    const other = before?.view.uri !== view.uri;
    if (this.state.focus && !other) this.host.send({ type: 'dependencies', id: this.state.focus.id });
    document.body.classList.toggle('has-run', view.run !== undefined);
    this.set({ reading, shown, playing: false, ...(other && { focus: undefined, expanded: [], pointed: undefined }) });
  }

  /** The first view of this page: where the reader was in it before the window was reloaded. */
  private reopen({ view, shown }: Extract<ToPanel, { type: 'show' }>): Reading {
    const first = openReading(view);
    const before = this.host.kept();
    const same = before?.uri === shown.uri && JSON.stringify(before.choice) === JSON.stringify(shown.choice);
    return same && before.step !== undefined ? goTo(first, before.step) : first;
  }

  /** Changes the state and shows it. */
  private set(change: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.show(before);
  }

  private show(before: State): void {
    const { state, places, actions } = this;
    const { reading, shown } = state;
    if (!reading) return;
    const { run, scene } = reading.view;
    const moved = reading !== before.reading;
    render(
      header(
        {
          view: reading.view,
          choice: shown?.choice,
          editor: this.host.editor,
          comparing: state.beside !== undefined,
          nameOf: (id) => scene.boxes.find((box) => box.id === id)?.name ?? id.split('.').at(-1) ?? id,
        },
        actions,
      ),
      places.head,
    );
    const event = run?.events.find((one) => one.id === reading.selected);
    const states = run && statesAfter(run, reading.step);
    this.diagram.show({
      scene,
      states,
      title: reading.view.title,
      subject: event && drawnIn(scene, event.subject),
      focus: state.focus,
      expanded: state.expanded,
    });
    if (run) {
      render(transport(reading, state.playing, state.speed, actions), places.transport);
      this.timeline.show(reading, tracksOf(reading, state.beside));
    }
    this.side.show(state, states, this.host.editor);
    if (!moved) return;
    if (shown) this.host.keep({ ...shown, ...(reading.step < (run?.events.length ?? 0) && { step: reading.step }) });
    if (this.host.editor) this.tellEditor(run ? inlineMarks(run, reading.step) : []);
    if (before.reading) this.telling.moved(reading);
  }

  /** While it plays: the line moves with every frame, the rest with every event. */
  private moved(reading: Reading): void {
    if (reading.step !== this.state.reading?.step) this.set({ reading });
    else {
      this.state = { ...this.state, reading };
      render(transport(reading, this.state.playing, this.state.speed, this.actions), this.places.transport);
      this.timeline.show(reading, tracksOf(reading, this.state.beside));
    }
  }

  /** Changes where the reader is; a run that plays stops. */
  private go(to: (reading: Reading) => Reading): void {
    const { reading } = this.state;
    if (!reading?.view.run) return;
    this.player.stop();
    this.set({ reading: to(reading), playing: false });
  }

  /** @param quiet see `Diagram.pointAt` */
  private pointAt(id: string, quiet = false): void {
    const scene = this.state.reading?.view.scene;
    this.diagram.pointAt((scene && drawnIn(scene, id)) ?? id, quiet);
    this.set({ pointed: id });
  }

  private unfold(id: string, open: boolean): void {
    const others = this.state.expanded.filter((one) => one !== id);
    const expanded = open ? [...others, id] : others;
    this.set({ expanded });
    this.host.send({ type: 'expanded', ids: expanded });
  }

  private run(choice: RunChoice | undefined): void {
    this.handTime = this.state.reading?.time;
    this.host.send({ type: 'run', ...(choice && { choice }) });
  }

  private readonly actions: Actions = {
    reveal: (id, focus = false) => this.host.send({ type: 'reveal', id, focus }),
    revealPlace: (place) => this.host.send({ type: 'revealPlace', place }),
    select: (event) => this.go((reading) => select(reading, event)),
    goTo: (step) => this.go((reading) => goTo(reading, step)),
    atTime: (ms) => this.go((reading) => atTime(reading, ms)),
    togglePlay: () => {
      const { reading, playing, speed } = this.state;
      if (!reading?.view.run) return;
      if (playing) this.player.stop();
      else this.player.start(isAtEnd(reading) ? goTo(reading, 0) : reading, speed);
      this.set({ playing: !playing });
    },
    setSpeed: (speed) => {
      this.player.setSpeed(speed);
      this.set({ speed });
    },
    byHand: (verb, id) => this.byHand(verb, id),
    takeBack: (step) => {
      const choice = this.state.shown?.choice;
      if (choice) this.run(withoutStep(choice, step));
    },
    clearSteps: () => {
      const choice = this.state.shown?.choice;
      if (choice) this.run(withoutSteps(choice));
    },
    insertScenario: () => {
      const choice = this.state.shown?.choice;
      if (choice) this.host.send({ type: 'insertScenario', choice });
    },
    pickScenario: () => this.host.send({ type: 'pickScenario' }),
    focusOn: (id) => {
      this.set({ focus: id === undefined ? undefined : { id, ids: undefined } });
      if (id !== undefined) this.host.send({ type: 'dependencies', id });
    },
    pointAt: (id) => this.pointAt(id),
    pickComparison: () => this.host.send({ type: 'pickComparison' }),
    keepToCompare: () => {
      const { reading, shown } = this.state;
      if (reading && shown) this.set({ beside: { view: reading.view, shown, how: 'kept' }, tab: 'compare' });
    },
    endComparison: () => {
      this.host.send({ type: 'endComparison' });
      this.set({ beside: undefined, tab: 'summary' });
    },
    takeAway: (button) => {
      const { reading } = this.state;
      if (reading) takeAwayMenu(button, reading, this.host);
    },
    showHelp: () => openHelp(this.page),
    openLink: (url) => this.host.send({ type: 'openLink', url }),
  };

  private byHand(verb: HandStep['verb'], id: string): boolean {
    const { reading, shown } = this.state;
    if (!reading || !this.host.editor) return false;
    const kind =
      reading.view.scene.boxes.find((box) => box.id === id)?.kind ??
      [...reading.view.scene.rails, ...reading.view.scene.edges, ...reading.view.scene.tags].find(
        (one) => one.id === id,
      )?.kind;
    if (kind === undefined || !canFail(kind)) return false;
    const at = reading.view.run ? Math.round(reading.time) : 0;
    this.run(withStep(shown?.choice, { at, verb, id }));
    return true;
  }

  /** A key that fails or restores what is pointed at. */
  private handKey(verb: HandStep['verb']): boolean {
    const { reading } = this.state;
    const id = this.diagram.current;
    if (!reading || id === undefined) return false;
    const { run } = reading.view;
    const state = run && statesAfter(run, reading.step).get(id)?.state;
    // pressed again on what is lost, the key that fails restores
    return this.byHand(verb === 'fail' ? verbFor(state) : verb, id);
  }

  private listenForKeys(): void {
    const step = (by: number) => () => {
      const { reading } = this.state;
      if (!reading?.view.run) return false;
      this.actions.goTo(reading.step + by);
      return true;
    };
    const landmark = (kind: string) => () => {
      const run = this.state.reading?.view.run;
      const found = run && landmarksOf(run).find((one) => one.kind === kind);
      if (found) this.actions.goTo(found.step);
      return found !== undefined;
    };
    const does = (run: () => void) => () => {
      run();
      return true;
    };
    listenForKeys({
      ' ': does(() => this.actions.togglePlay()),
      ArrowLeft: step(-1),
      ArrowRight: step(1),
      PageUp: step(-10),
      PageDown: step(10),
      Home: step(Number.NEGATIVE_INFINITY),
      End: step(Number.POSITIVE_INFINITY),
      o: landmark('outage'),
      t: landmark('takeover'),
      p: landmark('protected'),
      '/': does(() => this.diagram.search()),
      '?': does(() => this.actions.showHelp()),
      '+': does(() => this.diagram.zoomBy(1.25)),
      '=': does(() => this.diagram.zoomBy(1.25)),
      '-': does(() => this.diagram.zoomBy(1 / 1.25)),
      '0': does(() => this.diagram.fit()),
      f: () => this.handKey('fail'),
      Delete: () => this.handKey('fail'),
      r: () => this.handKey('restore'),
      d: () => {
        const id = this.diagram.current;
        if (id === undefined || !this.host.editor) return false;
        this.actions.focusOn(this.state.focus?.id === id ? undefined : id);
        return true;
      },
      Escape: () => {
        const had = this.diagram.letGo() || this.state.focus !== undefined;
        this.set({ focus: undefined, pointed: undefined });
        return had;
      },
    });
  }
}

/** What stands on the timeline: the run, and where one is held beside it both, the earlier one first. */
function tracksOf({ view }: Reading, beside: Beside | undefined): readonly Track[] {
  if (!beside) return [{ view }];
  const other = {
    view: beside.view,
    name: beside.how === 'kept' ? 'Before' : (beside.view.run?.title ?? beside.view.title),
  };
  return beside.how === 'kept' ? [other, { view, name: 'Now' }] : [{ view, name: 'This run' }, other];
}
