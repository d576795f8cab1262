/** Draws a scene as SVG text: the same for the panel and the command line. */
import type { Id } from '../../topology/model.ts';
import { lookOf } from '../look.ts';
import { occupancyOf } from '../occupancy.ts';
import type { Box, Scene } from '../scene.ts';
import type { States } from '../states.ts';
import { fixture, frameBox } from './boxes.ts';
import { cardsOf, drawCards } from './cards.ts';
import { chips, seatLine } from './chips.ts';
import { foldMark } from './folds.ts';
import { item } from './items.ts';
import { edge, groupLines, rail } from './lines.ts';
import { fateOutlines, tagMark } from './marks.ts';
import { diagramStyle, type Theme } from './style.ts';
import { type Attributes, escapeXml, tag } from './text.ts';

export interface SvgOptions {
  /** What the whole picture is called. */
  readonly title?: string;
  /** Carries its own style and background: a file. Without, the page brings `diagramStyle`. */
  readonly standalone?: boolean;
  /** Of a file; without, as its reader's system prefers. */
  readonly theme?: Theme;
  /** How wide it is shown, px; without, as wide as it is. */
  readonly width?: number;
}

/** @param given what is drawn of each element's state; without, the topology as the text has it. */
export function renderSvg(scene: Scene, given?: States, options: SvgOptions = {}): string {
  const content = svgParts(scene, given, options).join('\n');
  return `${tag('svg', svgAttributes(scene, options), `\n${content}\n`)}\n`;
}

/** The elements of a drawing in order, each with all that is in it: a page that draws again changes only some of them. */
export function svgParts(scene: Scene, given?: States, options: SvgOptions = {}): readonly string[] {
  const states = given && withLostAdapters(scene, given);
  const occupancy = occupancyOf(scene, states);
  const names = new Map(scene.boxes.map((box) => [box.id, box.name] as const));
  const nameOf = (id: Id) => names.get(id) ?? id;
  const cards = cardsOf(scene);
  const carded = new Set(cards.map((box) => box.id));
  return [
    options.title ? tag('title', {}, escapeXml(options.title)) : '',
    options.standalone ? `<style>${diagramStyle}</style>` : '',
    options.standalone
      ? tag('rect', { class: 'paper', width: Math.ceil(scene.width), height: Math.ceil(scene.height) })
      : '',
    ...scene.boxes.filter((box) => box.frame && !carded.has(box.id)).map((box) => frameBox(box, states, nameOf)),
    ...fateOutlines(scene),
    ...drawCards(cards, scene, states),
    ...scene.rails.map((one) => rail(one, states)),
    ...groupLines(scene, occupancy, states),
    ...scene.edges.map((one) => edge(one, states)),
    ...scene.boxes.filter((box) => isFixture(box)).map((box) => fixture(box, states, nameOf)),
    ...scene.boxes.filter((box) => box.kind === 'adapter').map((box) => pin(box, states)),
    ...scene.tags.map((one) => tagMark(one, states)),
    ...scene.seats.map((seat) => seatLine(seat, states)),
    ...scene.folds.map((fold) => foldMark(fold, occupancy.counted.get(fold) ?? fold.ids, states)),
    ...chips(scene, occupancy, states, nameOf),
  ].filter(Boolean);
}

/** The attributes of the drawing itself. */
export function svgAttributes(scene: Scene, options: SvgOptions = {}): Attributes {
  const width = Math.ceil(scene.width);
  const height = Math.ceil(scene.height);
  return {
    xmlns: 'http://www.w3.org/2000/svg',
    class: classesOf('hatopo-diagram', options),
    viewBox: `0 0 ${width} ${height}`,
    width: options.width ?? width,
    height: options.width === undefined ? height : (height * options.width) / width,
    role: 'group',
    'aria-label': options.title,
  };
}

/** The classes of a drawing that may be a file by itself. */
export function classesOf(kind: string, { standalone, theme }: Pick<SvgOptions, 'standalone' | 'theme'>): string {
  return `${kind}${standalone ? ' standalone' : ''}${theme ? ` in-${theme}` : ''}`;
}

/** An adapter of a machine that is lost is lost with it: a run does not tell each. */
function withLostAdapters(scene: Scene, given: States): States {
  const states = new Map(given);
  for (const box of scene.boxes) {
    if (box.kind !== 'adapter' || box.parent === undefined) continue;
    const machine = given.get(box.parent)?.state;
    if (machine !== undefined && lookOf(machine).tone === 'lost') states.set(box.id, { state: machine });
  }
  return states;
}

function isFixture(box: Box): boolean {
  return box.kind === 'endpoint' || box.kind === 'switch' || box.kind === 'storage';
}

function pin(box: Box, states: States | undefined): string {
  const state = states?.get(box.id)?.state;
  const { tone } = lookOf(state);
  const { x, y, width, height } = box;
  const shape = tag('rect', { x, y, width, height, rx: 2, class: 'shape' });
  return item(
    box.id,
    `pin is-${tone}`,
    { label: `adapter ${box.name}${state && tone === 'lost' ? `: ${state}` : ''}` },
    shape,
  );
}
