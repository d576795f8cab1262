/** The picture: states at the moment, boxes that lead to the text and can fail, zoom, pan, and what is pointed at. */
import { html, nothing, render } from 'lit';
import { occupancyOf } from '../../../engine/diagram/occupancy.ts';
import type { Box, Scene } from '../../../engine/diagram/scene.ts';
import type { States } from '../../../engine/diagram/states.ts';
import { svgAttributes, svgParts } from '../../../engine/diagram/svg/render.ts';
import { type Found, find, findable } from '../model/finding.ts';
import { tool } from '../ui/tool.ts';
import { type CardActions, card } from './card.ts';
import { Drawing } from './drawing.ts';
import { Marks } from './marks.ts';
import { animate, movesBetween, spotsOf } from './moves.ts';
import { PanZoom } from './pan-zoom.ts';
import { searchBox } from './search-box.ts';
import { isArrow, nearest } from './walk.ts';

export interface Picture {
  readonly scene: Scene;
  readonly states: States | undefined;
  readonly title: string;
  /** What the moment is about. */
  readonly subject: string | undefined;
  readonly focus: { readonly id: string; readonly ids: ReadonlySet<string> | undefined } | undefined;
  readonly expanded: readonly string[];
}

export interface DiagramActions extends CardActions {
  /** What the reader points at. */
  pointed(id: string | undefined): void;
}

/** ms that a pointer rests on a box before its card shows. */
const rest = 350;

export class Diagram {
  readonly element = document.createElement('div');
  private readonly frame = document.createElement('div');
  private readonly sheet = document.createElement('div');
  private readonly cardElement = document.createElement('div');
  private readonly tools = document.createElement('div');
  private readonly drawing: Drawing;
  private readonly marks: Marks;
  private readonly zoom: PanZoom;
  private readonly actions: DiagramActions;
  private readonly editor: boolean;
  private picture: Picture | undefined;
  private all: readonly Found[] = [];
  private subject: string | undefined;
  /** What the reader chose; its card stays. */
  private chosen: string | undefined;
  private hovered: string | undefined;
  private quiet = false;
  private hoverTimer: ReturnType<typeof setTimeout> | undefined;
  private spots: ReturnType<typeof spotsOf> = new Map();
  private fate = true;
  private typed = '';
  private hit = 0;

  constructor(editor: boolean, actions: DiagramActions) {
    this.editor = editor;
    this.actions = actions;
    this.element.className = 'diagram';
    this.sheet.className = 'sheet';
    this.sheet.setAttribute('role', 'application');
    this.sheet.setAttribute('aria-roledescription', 'picture');
    this.sheet.setAttribute(
      'aria-label',
      'Topology. Arrow keys go from part to part; the outline tells the same in words.',
    );
    this.cardElement.className = 'card-of-part over';
    this.cardElement.hidden = true;
    this.tools.className = 'picture-tools';
    this.frame.className = 'frame';
    this.frame.append(this.sheet, this.cardElement);
    this.element.append(this.frame, this.tools);
    this.drawing = new Drawing(this.sheet);
    this.marks = new Marks(this.sheet);
    this.zoom = new PanZoom(this.frame, this.sheet, () => this.placeCard());
    this.listen();
  }

  show(picture: Picture): void {
    const before = this.picture;
    this.picture = picture;
    const { scene, states, title, subject } = picture;
    const focused = this.sheet.contains(document.activeElement);
    for (const element of this.sheet.querySelectorAll('[tabindex="0"]')) element.setAttribute('tabindex', '-1');
    this.drawing.show(svgAttributes(scene, { title }), svgParts(scene, states, { title }));
    const spots = spotsOf(occupancyOf(scene, states));
    if (before?.scene === scene) animate(this.sheet, movesBetween(this.spots, spots));
    this.spots = spots;
    if (scene !== before?.scene) {
      this.all = findable(scene);
      if (before?.scene.width !== scene.width || before.scene.height !== scene.height) {
        this.zoom.setContent(scene.width, scene.height);
      }
    }
    this.classify();
    if (subject !== undefined && subject !== this.subject) this.bringIntoView(subject);
    this.subject = subject;
    const first =
      (this.chosen === undefined ? undefined : this.at(this.chosen)) ?? this.sheet.querySelector('[data-id]');
    first?.setAttribute('tabindex', '0');
    if (focused && !this.sheet.contains(document.activeElement))
      (first as SVGElement | null)?.focus({ preventScroll: true });
    this.showTools();
    this.showCard();
  }

  /** Marks an element and brings it into view. @param quiet without its card: who writes in the text does not ask for it */
  pointAt(id: string, quiet = false): void {
    if (!this.at(id)) return;
    this.chosen = id;
    this.quiet = quiet;
    this.classify();
    this.bringIntoView(id);
    this.showCard();
  }

  /** What the reader points at: chosen, else under the pointer. */
  get current(): string | undefined {
    return this.chosen ?? this.hovered;
  }

  /** Lets go of what was chosen; whether there was something. */
  letGo(): boolean {
    const was = this.chosen !== undefined || this.hovered !== undefined;
    this.chosen = undefined;
    this.hovered = undefined;
    this.actions.pointed(undefined);
    this.classify();
    this.showCard();
    return was;
  }

  /** Puts the keyboard into the field that finds. */
  search(): void {
    this.tools.querySelector<HTMLInputElement>('.search-input')?.focus();
  }

  zoomBy(factor: number): void {
    this.zoom.zoomBy(factor);
  }

  fit(): void {
    this.zoom.fit();
  }

  private listen(): void {
    const { sheet } = this;
    sheet.addEventListener('click', (event) => {
      const id = idAt(event.target);
      if (this.zoom.dragged) return;
      const fold =
        event.target instanceof Element ? event.target.closest<SVGElement>('[data-fold]')?.dataset.fold : undefined;
      if (fold !== undefined) return this.actions.unfold(fold, true);
      if (id === undefined) {
        this.letGo();
        return;
      }
      this.choose(id);
      this.actions.reveal(id, false);
      const kind = this.kindOf(id);
      if (kind === 'service' && this.editor) this.actions.focusOn(this.picture?.focus?.id === id ? undefined : id);
    });
    sheet.addEventListener('focusin', (event) => {
      const id = idAt(event.target);
      if (id !== undefined && (event.target as Element).matches(':focus-visible')) this.choose(id);
    });
    sheet.addEventListener('pointerover', (event) => this.hover(idAt(event.target)));
    this.element.addEventListener('pointerleave', () => this.hover(undefined));
    this.cardElement.addEventListener('pointerenter', () => clearTimeout(this.hoverTimer));
    sheet.addEventListener('keydown', (event) => {
      const id = idAt(event.target);
      if (id === undefined) return;
      if (event.key === 'Enter') {
        const fold = (event.target as Element).closest<SVGElement>('[data-fold]')?.dataset.fold;
        if (fold !== undefined) this.actions.unfold(fold, true);
        else this.actions.reveal(id, true);
      } else if (isArrow(event.key)) this.walk(event.target as Element, event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  private choose(id: string): void {
    this.chosen = id;
    this.quiet = false;
    this.actions.pointed(id);
    this.classify();
    this.showCard();
  }

  private hover(id: string | undefined): void {
    clearTimeout(this.hoverTimer);
    this.hoverTimer = setTimeout(() => {
      if (this.hovered === id) return;
      this.hovered = id;
      this.showCard();
    }, rest);
  }

  private walk(from: Element, key: string): void {
    const start = from.closest('[data-id]');
    const next = start && nearest(this.sheet, start, key);
    if (!start || !next) return;
    start.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus({ preventScroll: true });
    this.zoom.bringIntoView(next);
  }

  /** What is pointed at, found, or does not matter now. */
  private classify(): void {
    const { picture } = this;
    if (!picture) return;
    const wanted = picture.focus?.ids;
    const found = this.typed.trim() === '' ? undefined : new Set(this.hits().map((one) => one.id));
    this.marks.show('is-subject', picture.subject);
    this.marks.show('is-chosen', this.chosen);
    this.marks.dim(wanted, found);
    this.sheet.classList.toggle('no-fate', !this.fate);
  }

  private showTools(): void {
    const scene = this.picture?.scene;
    render(
      html`${searchBox(
        { typed: this.typed, hits: this.typed ? this.hits() : [], current: this.hit },
        {
          type: (text) => this.find(text),
          choose: (index) => this.goToHit(index < 0 ? this.hit : index),
          move: (by) => this.moveHit(by),
          end: () => this.find(''),
        },
      )}
        <span class="zoom" role="group" aria-label="Zoom">
          ${
            scene && scene.tags.length > 0
              ? tool({
                  icon: 'layers',
                  title: 'Racks and circuits',
                  on: this.fate,
                  run: () => {
                    this.fate = !this.fate;
                    this.classify();
                    this.showTools();
                  },
                })
              : nothing
          }
          ${tool({ icon: 'zoomOut', title: 'Zoom out (−)', run: () => this.zoomBy(1 / 1.25) })}
          ${tool({ icon: 'zoomIn', title: 'Zoom in (+)', run: () => this.zoomBy(1.25) })}
          ${tool({ icon: 'fit', title: 'Show all of it (0)', run: () => this.fit() })}
        </span>`,
      this.tools,
    );
  }

  private hits(): readonly Found[] {
    return find(this.all, this.typed);
  }

  private find(text: string): void {
    if (text === this.typed) return;
    this.typed = text;
    this.hit = 0;
    this.classify();
    this.showTools();
    const [first] = this.hits();
    if (first) this.bringIntoView(first.id);
  }

  private moveHit(by: number): void {
    const { length } = this.hits();
    if (length === 0) return;
    this.hit = (this.hit + by + length) % length;
    this.showTools();
    const hit = this.hits()[this.hit];
    if (hit) this.bringIntoView(hit.id);
    this.tools.querySelector('.is-current')?.scrollIntoView({ block: 'nearest' });
  }

  private goToHit(index: number): void {
    const hit = this.hits()[index];
    if (!hit) return;
    this.find('');
    this.choose(hit.id);
    const element = this.at(hit.id);
    if (!element) return;
    this.zoom.bringIntoView(element);
    for (const other of this.sheet.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    element.setAttribute('tabindex', '0');
    element.focus({ preventScroll: true });
  }

  private showCard(): void {
    const { picture } = this;
    const id = this.quiet ? this.hovered : this.current;
    const part = picture && id !== undefined && this.at(id) ? id : undefined;
    this.cardElement.hidden = part === undefined;
    if (!picture || part === undefined) return;
    const box = picture.scene.boxes.find((one) => one.id === part);
    const name = box?.name ?? this.all.find((one) => one.id === part)?.name ?? part;
    render(
      card(
        {
          id: part,
          kind: box?.kind ?? this.kindOf(part),
          name,
          state: picture.states?.get(part)?.state,
          focused: picture.focus?.id === part,
          fold: foldOf(part, box, name, picture.expanded),
          editor: this.editor,
        },
        this.actions,
      ),
      this.cardElement,
    );
    this.placeCard();
  }

  /** Above the part, below it where there is no room. */
  private placeCard(): void {
    const id = this.quiet ? this.hovered : this.current;
    const element = id === undefined ? undefined : this.at(id);
    if (!element || this.cardElement.hidden) return;
    const frame = this.frame.getBoundingClientRect();
    const box = (element.querySelector('.shape, .pill, .label') ?? element).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.cardElement;
    const x = Math.max(4, Math.min(box.left - frame.left, frame.width - width - 4));
    const above = box.top - frame.top - height - 3;
    const y = above >= 2 ? above : Math.min(box.bottom - frame.top + 3, frame.height - height - 4);
    this.cardElement.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  private kindOf(id: string): string {
    return (
      this.picture?.scene.boxes.find((one) => one.id === id)?.kind ?? this.all.find((one) => one.id === id)?.kind ?? ''
    );
  }

  private bringIntoView(id: string): void {
    const element = this.at(id);
    if (element) this.zoom.bringIntoView(element);
  }

  private at(id: string): SVGElement | undefined {
    return this.sheet.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }
}

/** What can be folded again. */
function foldOf(id: string, box: Box | undefined, name: string, expanded: readonly string[]) {
  if (expanded.includes(id)) return { id, title: `Count what is in ${name} again` };
  const others = box?.openedAs;
  return others !== undefined && expanded.includes(others)
    ? { id: others, title: `Count ${name} and the others of its kind again` }
    : undefined;
}

function idAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGElement>('[data-id]')?.dataset.id : undefined;
}
