/** VMs as chips in the host that runs them, and what servers do for services. */
import type { Id } from '../../topology/model.ts';
import { append } from '../lists.ts';
import { lookOf, type Tone } from '../look.ts';
import { fitText, font, size, textWidth } from '../metrics.ts';
import { type Occupancy, type Occupant, roleNow } from '../occupancy.ts';
import type { Box, Rectangle, Scene, Seat } from '../scene.ts';
import type { States } from '../states.ts';
import { glyph } from './glyphs.ts';
import { frame, item, labelOf } from './items.ts';
import { voteMark, voteWidth } from './marks.ts';
import { escapeXml, tag, text } from './text.ts';

/** VMs where they run now, the places that they left, free places. */
export function chips(
  scene: Scene,
  occupancy: Occupancy,
  states: States | undefined,
  nameOf: (id: Id) => string,
): readonly string[] {
  const seatsOf = new Map<Id, Seat[]>();
  for (const seat of scene.seats) if (!seat.at) append(seatsOf, seat.machine, seat);
  return [
    ...occupancy.free.map((slot) => frame(slot, 6, 'slot')),
    ...occupancy.left.map((box) => departed(box)),
    ...occupancy.occupants.map((one) => chip(one, seatsOf.get(one.box.id) ?? [], states, nameOf)),
    ...[...occupancy.crowded].map(([host, names]) => crowd(scene, host, names)),
  ];
}

function departed(box: Box): string {
  const said = fitText(`${box.name} ran here`, font.detail, box.width - 30);
  return tag(
    'g',
    {},
    frame(box, 6, 'slot departed') + text(box.x + 24, box.y + box.height / 2 + 4, 'detail departed', said),
  );
}

function chip(one: Occupant, seats: readonly Seat[], states: States | undefined, nameOf: (id: Id) => string): string {
  const { box, at, copy } = one;
  const state = states?.get(box.id)?.state;
  const played = seats.map((seat) => ({ name: seat.name, role: roleNow(seat, states) }));
  const roles = played.filter((one) => one.role !== 'unknown');
  // what it owns comes before the cluster in which it is a node
  const first = roles.find((one) => one.role === 'owner') ?? roles[0];
  const role = first?.role ?? state ?? '';
  const look = copy ? { tone: 'ready' as const, word: 'second copy' } : lookOf(role);
  const services = copy
    ? ''
    : [...played]
        .sort((a, b) => Number(b === first) - Number(a === first))
        .map((one) => one.name)
        .join(', ');
  const tone = !states && seats.length === 0 && !copy ? 'calm' : look.tone;
  const vote = box.votes && !copy ? voteWidth : 0;
  const content = at.height < size.chipHeight ? compactWords : chipWords;
  const parts = [
    frame(at, 6, 'shape'),
    glyph(tone, at.x + 14, at.y + (at.height < size.chipHeight ? 11 : 13)),
    content(at, at.width - 30 - vote, {
      name: box.name,
      tone,
      role: look.word,
      rest: services || (look.word ? '' : (box.detail ?? '')),
    }),
    copy ? '' : voteMark(box, at.x + at.width - 6, at.y + 5, states, nameOf),
  ];
  const label = labelOf(box, [look.word || (state ?? ''), services].filter(Boolean).join(', '));
  return item(box.id, `box chip vm is-${tone}${copy ? ' copy' : ''}`, { label }, parts.join(''));
}

interface ChipWords {
  readonly name: string;
  readonly tone: Tone;
  /** `active`; empty where the glyph says it. */
  readonly role: string;
  /** For whom, or what it is made of. */
  readonly rest: string;
}

/** The name, and below it what it does for whom. */
function chipWords(at: Rectangle, room: number, { name, tone, role, rest }: ChipWords): string {
  const x = at.x + 25;
  const second = fitText([role, rest].filter(Boolean).join(' · '), font.detail, at.width - 30);
  const own = second.startsWith(role) ? role : '';
  return (
    text(x, at.y + 17, 'name', fitText(name, font.name * font.bold, room)) +
    tag(
      'text',
      { x, y: at.y + 30, class: 'detail' },
      (own ? tag('tspan', { class: `role ${tone}` }, escapeXml(own)) : '') + escapeXml(second.slice(own.length)),
    )
  );
}

/** One line: the name and, where there is room, what it does. */
function compactWords(at: Rectangle, room: number, { name, tone, role }: ChipWords): string {
  const width = role ? textWidth(role, font.detail) + 8 : 0;
  const shown = width > 0 && textWidth(name, font.name) + width <= room;
  return (
    text(at.x + 25, at.y + 15, 'name compact', fitText(name, font.name, shown ? room - width : room)) +
    (shown ? text(at.x + at.width - 7, at.y + 15, `detail role ${tone}`, role, { 'text-anchor': 'end' }) : '')
  );
}

/** More VMs than places: their number, their names on hover. */
function crowd(scene: Scene, host: Id, names: readonly string[]): string {
  const box = scene.boxes.find((one) => one.id === host);
  if (!box) return '';
  const at = { x: box.x + size.boxPadding + (box.room ?? box.width), y: box.y + 32 };
  return tag(
    'g',
    { class: 'crowd' },
    tag('title', {}, escapeXml(names.join(', '))) +
      text(at.x, at.y, 'detail word', `+${names.length}`, { 'text-anchor': 'end' }),
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
