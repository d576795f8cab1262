/** Boxes: sites, clusters, hosts, servers, services, fixtures, and the chips of VMs. */
import type { Id } from '../../topology/model.ts';
import { lookOf, speaksWhenWell, type Tone } from '../look.ts';
import { fitText, font, size, textWidth } from '../metrics.ts';
import { type Occupancy, type Occupant, roleNow } from '../occupancy.ts';
import type { Box, Rectangle, Scene, Seat, Tag } from '../scene.ts';
import type { DrawnState, States } from '../states.ts';
import { glyph, sign } from './glyphs.ts';
import { tag, text } from './text.ts';

/** A group that can be pointed at, with a name for those who hear it. */
export function item(
  id: Id,
  classes: string,
  words: { readonly label: string; readonly title?: string },
  content: string,
): string {
  const attributes = { class: classes, 'data-id': id, role: 'img', tabindex: -1, 'aria-label': words.label };
  return tag('g', attributes, tag('title', {}, words.title ?? words.label) + content);
}

function frame({ x, y, width, height }: Rectangle, rx: number, className?: string): string {
  return tag('rect', { x, y, width, height, rx, class: className });
}

function stateOf(states: States | undefined, id: Id): string | undefined {
  return states?.get(id)?.state;
}

/** `cluster Farm, vSphere · HA: down` */
function labelOf(box: Box, word: string): string {
  const detail = box.detail ? `, ${box.detail}` : '';
  return `${box.kind} ${box.name}${detail}${word ? `: ${word}` : ''}`;
}

/** Sites, clusters, hosts and servers: a frame with a head. VMs are drawn by `chip`, cards by `card`. */
export function frameBox(box: Box, states: States | undefined): string {
  const state = stateOf(states, box.id);
  const { tone, word: shown } = lookOf(state);
  const troubled = tone !== 'serving' && tone !== 'calm' && tone !== 'ready';
  const inset = box.kind === 'host' || box.kind === 'server' ? size.boxPadding : 14;
  const word = troubled ? shown : '';
  const wordWidth = word ? textWidth(word, font.detail) + 18 : 0;
  const whole = box.room ?? box.width - 2 * inset;
  const room = whole - wordWidth;
  const name = fitText(box.name, font.name * font.bold, room);
  const parts = [frame(box, box.kind === 'site' ? 10 : 7, 'shape')];
  const middle = box.y + (box.kind === 'site' ? 19 : 18);
  parts.push(text(box.x + inset, middle, 'name', name));
  if (box.detail) {
    if (box.kind === 'cluster' || box.kind === 'failover-cluster') {
      const used = textWidth(name, font.name * font.bold) + 10;
      parts.push(text(box.x + inset + used, middle, 'detail', fitText(box.detail, font.detail, room - used)));
    } else {
      parts.push(text(box.x + inset, box.y + 32, 'detail', fitText(box.detail, font.detail, whole)));
    }
  }
  if (troubled) parts.push(badge(box.x + inset + whole, middle, tone, word));
  return item(box.id, `box ${box.kind} is-${tone}`, { label: labelOf(box, state ?? '') }, parts.join(''));
}

/** Glyph and word, right-aligned. */
function badge(right: number, baseline: number, tone: Tone, word: string): string {
  return (
    glyph(tone, right - textWidth(word, font.detail) - 9, baseline - 4) +
    text(right, baseline, `detail word ${tone}`, word, { 'text-anchor': 'end' })
  );
}

/** `active on Host4`, `not simulated` */
function cardWords(state: DrawnState | undefined, nameOf: (id: Id) => string): string {
  const { tone, word } = lookOf(state?.state);
  return state?.place !== undefined && tone !== 'lost' ? `${word || 'active'} on ${nameOf(state.place)}` : word;
}

/** A service or a failover cluster in the column of cards. */
export function card(box: Box, states: States | undefined, nameOf: (id: Id) => string): string {
  const state = states?.get(box.id);
  const { tone } = lookOf(state?.state);
  const shown = states ? tone : 'calm';
  const said = cardWords(state, nameOf);
  const second = said && states ? said : (box.detail ?? '');
  const parts = [
    frame(box, 7, 'shape'),
    tag('rect', {
      x: box.x,
      y: box.y + 7,
      width: 3,
      height: (box.frame ? size.cardHeight : box.height) - 14,
      rx: 1.5,
      class: 'edge',
    }),
    glyph(shown, box.x + 17, box.y + 16),
    text(box.x + 29, box.y + 20, 'name', fitText(box.name, font.name * font.bold, box.width - 38)),
    text(box.x + 29, box.y + 35, 'detail', fitText(second, font.detail, box.width - 38)),
  ];
  const label = labelOf(box, said || (state?.state ?? ''));
  return item(box.id, `box card ${box.kind} is-${shown}`, { label }, parts.join(''));
}

/** Endpoints, switches, storages. */
export function fixture(box: Box, states: States | undefined): string {
  const state = stateOf(states, box.id);
  const { tone, word } = lookOf(state);
  const shown =
    states && (tone === 'lost' || tone === 'warn' || tone === 'busy' || tone === 'unknown' || speaksWhenWell(box.kind));
  const parts = [
    frame(box, 7, 'shape'),
    sign(box.kind, box.x + 19, box.y + 22),
    text(box.x + 34, box.y + 19, 'name', fitText(box.name, font.name, box.width - 54)),
    text(
      box.x + 34,
      box.y + 34,
      'detail',
      fitText((tone === 'lost' || tone === 'unknown') && word ? word : (box.detail ?? ''), font.detail, box.width - 42),
    ),
  ];
  if (shown) parts.push(glyph(tone, box.x + box.width - 12, box.y + 14));
  return item(box.id, `box fixture ${box.kind} is-${tone}`, { label: labelOf(box, state ?? '') }, parts.join(''));
}

/** VMs where they run now, the places that they left, free places. */
export function chips(scene: Scene, occupancy: Occupancy, states: States | undefined): readonly string[] {
  const seatsOf = new Map<Id, Seat[]>();
  for (const seat of scene.seats) if (!seat.at) seatsOf.set(seat.machine, [...(seatsOf.get(seat.machine) ?? []), seat]);
  return [
    ...occupancy.free.map((slot) => frame(slot, 6, 'slot')),
    ...occupancy.left.map((box) => departed(box)),
    ...occupancy.occupants.map((one) => chip(one, seatsOf.get(one.box.id) ?? [], states)),
    ...[...occupancy.crowded].map(([host, names]) => crowd(scene, host, names)),
  ];
}

function departed(box: Box): string {
  const said = fitText(`${box.name} ran here`, font.detail, box.width - 30);
  return tag('g', {}, frame(box, 6, 'slot departed') + text(box.x + 24, box.y + 22, 'detail departed', said));
}

function chip({ box, at, copy }: Occupant, seats: readonly Seat[], states: States | undefined): string {
  const state = states?.get(box.id)?.state;
  const roles = seats.map((seat) => roleNow(seat, states)).filter((role) => role !== 'unknown');
  const role = roles[0] ?? state ?? '';
  const look = copy ? { tone: 'ready' as const, word: 'second copy' } : lookOf(role);
  const services = seats.map((seat) => seat.name).join(', ');
  const second = copy ? 'second copy' : [look.word, services].filter(Boolean).join(' · ') || (box.detail ?? '');
  const tone = !states && seats.length === 0 && !copy ? 'calm' : look.tone;
  const parts = [
    frame(at, 6, 'shape'),
    glyph(tone, at.x + 14, at.y + 13),
    text(at.x + 25, at.y + 17, 'name', fitText(box.name, font.name, at.width - 30)),
    text(at.x + 25, at.y + 30, 'detail', fitText(second, font.detail, at.width - 30)),
  ];
  const label = labelOf(box, [look.word || (state ?? ''), services].filter(Boolean).join(', '));
  return item(box.id, `box chip vm is-${tone}${copy ? ' copy' : ''}`, { label }, parts.join(''));
}

/** More VMs than places: their number, their names on hover. */
function crowd(scene: Scene, host: Id, names: readonly string[]): string {
  const box = scene.boxes.find((one) => one.id === host);
  if (!box) return '';
  const at = { x: box.x + size.boxPadding + (box.room ?? box.width), y: box.y + 32 };
  return tag(
    'g',
    { class: 'crowd' },
    tag('title', {}, names.join(', ')) + text(at.x, at.y, 'detail word', `+${names.length}`, { 'text-anchor': 'end' }),
  );
}

/** What a server does for a service: a line in its box. */
export function seatLine(seat: Seat, states: States | undefined): string {
  const { at } = seat;
  if (!at) return '';
  const role = roleNow(seat, states);
  const { tone, word } = lookOf(role);
  const shown = word === 'possible owner' || tone === 'unknown' ? '' : word;
  const width = shown ? textWidth(shown, font.detail) + 8 : 0;
  const parts = [
    frame(at, 5, 'shape'),
    glyph(tone, at.x + 12, at.y + 11),
    text(at.x + 22, at.y + 15, 'seat-name', fitText(seat.name, font.label, at.width - 28 - width)),
    shown ? text(at.x + at.width - 7, at.y + 15, `detail word ${tone}`, shown, { 'text-anchor': 'end' }) : '',
  ];
  return item(
    seat.service,
    `box seat is-${tone}`,
    { label: `${seat.name}: ${tone === 'unknown' ? word : role}` },
    parts.join(''),
  );
}

/** Racks and circuits: small tags on what stands there. */
export function tagMark(one: Tag, states: States | undefined): string {
  const { tone } = lookOf(stateOf(states, one.id));
  const shape = one.kind === 'rack' ? 'M0-3.5v7M3-3.5v7M0-2h3M0 0h3M0 2h3' : 'M2-4-1 .8h2.4L.6 4';
  const parts = [
    frame(one, 4, 'shape'),
    tag('path', { d: shape, class: 'tag-sign', transform: `translate(${one.x + 6} ${one.y + 7.5})` }),
    text(one.x + 13, one.y + 11, 'tag-name', fitText(one.name, 9.5, one.width - 16)),
  ];
  return item(one.id, `tag ${one.kind} is-${tone}`, { label: `${one.kind} ${one.name}` }, parts.join(''));
}
