/** Cards: services, and failover clusters whose nodes stand apart. */
import type { Id } from '../../topology/model.ts';
import { append } from '../lists.ts';
import { lookOf, type Tone } from '../look.ts';
import { fitText, font, size, textWidth } from '../metrics.ts';
import { roleNow } from '../occupancy.ts';
import { quorumWords } from '../quorum.ts';
import type { Box, Scene, Seat } from '../scene.ts';
import type { DrawnState, States } from '../states.ts';
import { glyph } from './glyphs.ts';
import { frame, item, labelOf } from './items.ts';
import { tag, text } from './text.ts';

/** Services, and failover clusters that stand in the column instead of around their nodes. */
export function cardsOf(scene: Scene): readonly Box[] {
  const frames = new Set(scene.boxes.filter((box) => box.kind === 'server').map((box) => box.parent));
  return scene.boxes.filter(
    (box) => box.kind === 'service' || (box.kind === 'failover-cluster' && !frames.has(box.id)),
  );
}

export function drawCards(cards: readonly Box[], scene: Scene, states: States | undefined): readonly string[] {
  if (cards.length === 0) return [];
  const names = new Map(scene.boxes.map((box) => [box.id, box.name] as const));
  const seats = new Map<Id, Seat[]>();
  for (const seat of scene.seats) append(seats, seat.service, seat);
  const children = new Map<Id, Box[]>();
  for (const box of cards) if (box.parent !== undefined) append(children, box.parent, box);
  const nameOf = (id: Id) => names.get(id) ?? id;
  return cards.map((box) => {
    const state = states?.get(box.id);
    const dual = state?.state === 'dual-active';
    const serving = dual ? servingNow(seats.get(box.id) ?? [], children.get(box.id) ?? [], state, states) : [];
    const said = dual && serving.length > 1 ? `dual-active: ${serving.map(nameOf).join(', ')}` : words(state, nameOf);
    const siblings = box.parent === undefined ? 0 : (children.get(box.parent)?.length ?? 0);
    return card(box, states, said, roleIn(box, siblings, states));
  });
}

/** Who serves at once: machines by their role; of two services both. */
function servingNow(
  seats: readonly Seat[],
  children: readonly Box[],
  state: DrawnState,
  states: States | undefined,
): readonly Id[] {
  const machines = seats.filter((seat) => roleNow(seat, states) === 'active').map((seat) => seat.machine);
  const services = children.filter((box) => children.length === 2 || box.id === state.place).map((box) => box.id);
  return [...new Set([...services, ...machines])];
}

/** What a service is now in the one that it is a member of. */
function roleIn(box: Box, siblings: number, states: States | undefined): string | undefined {
  const parent = box.parent === undefined ? undefined : states?.get(box.parent);
  if (!parent || box.role === undefined) return box.role;
  // of two that serve at once it is both
  if (parent.state === 'dual-active' && siblings === 2) return 'active';
  return parent.place === box.id && lookOf(parent.state).tone !== 'lost' ? 'active' : box.role;
}

/** `active on Host4`, `not simulated` */
function words(state: DrawnState | undefined, nameOf: (id: Id) => string): string {
  const { tone, word } = lookOf(state?.state);
  return state?.place !== undefined && tone !== 'lost' ? `${word || 'active'} on ${nameOf(state.place)}` : word;
}

function card(box: Box, states: States | undefined, said: string, role: string | undefined): string {
  const state = states?.get(box.id);
  const { tone } = lookOf(state?.state);
  const shown = states ? tone : 'calm';
  const votes = box.quorum && states ? quorumWords(box.quorum, states).votes : '';
  const second = [states ? said : '', votes].filter(Boolean).join(', ') || (box.detail ?? '');
  const calls = callsWords(state);
  const roleWidth = role ? textWidth(role, font.detail) + 10 : 0;
  const right = box.x + box.width - 9;
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
    text(box.x + 29, box.y + 20, 'name', fitText(box.name, font.name * font.bold, box.width - 38 - roleWidth)),
    role ? text(right, box.y + 20, 'detail', role, { 'text-anchor': 'end' }) : '',
    text(box.x + 29, box.y + 35, 'detail', fitText(second, font.detail, box.width - 38)),
    calls
      ? glyph(calls.tone, box.x + 34, box.y + 46) +
        text(box.x + 43, box.y + 50, `detail word ${calls.tone}`, calls.said)
      : text(
          box.x + 29,
          box.y + 50,
          'detail',
          fitText(box.note ?? (second === box.detail ? '' : (box.detail ?? '')), font.detail, box.width - 38),
        ),
  ];
  const label = labelOf(box, [said || (state?.state ?? ''), votes, calls?.said].filter(Boolean).join(', '));
  return item(box.id, `box card ${box.kind} is-${shown}`, { label }, parts.join(''));
}

function callsWords(state: DrawnState | undefined): { readonly said: string; readonly tone: Tone } | undefined {
  if (state?.calls === 'dropped') return { said: 'calls dropped', tone: 'lost' };
  return state?.calls === 'no-features' ? { said: 'calls without features', tone: 'warn' } : undefined;
}
