/** Lines: rails of networks and storages, links, and the lines of redundancy groups to their members. */
import type { Id } from '../../topology/model.ts';
import { append } from '../lists.ts';
import { lookOf } from '../look.ts';
import { font, textWidth } from '../metrics.ts';
import { type Occupancy, roleNow } from '../occupancy.ts';
import type { Edge, Point, Rail, Scene } from '../scene.ts';
import type { States } from '../states.ts';
import { glyph } from './glyphs.ts';
import { item } from './items.ts';
import { path, tag, text } from './text.ts';

export function rail(one: Rail, states: States | undefined): string {
  const state = states?.get(one.id)?.state;
  const { tone } = lookOf(state);
  const lost = tone === 'lost';
  const colour = one.colour < 0 ? one.kind : `c${one.colour}`;
  const dead = (id: Id) => states !== undefined && lookOf(states.get(id)?.state).tone === 'lost';
  const branches = one.branches.map((points) => tag('path', { d: path(points), class: 'branch' }));
  const trunk = one.points.length > 0 ? tag('path', { d: path(one.points, 0), class: 'trunk' }) : '';
  const drops = one.drops.map((drop) => {
    const end = drop.points.at(-1) as Point;
    const className = dead(drop.adapter) ? 'drop dead' : 'drop';
    return (
      tag('path', { d: path(drop.points), class: className }) +
      tag('circle', { cx: end[0], cy: end[1], r: 2.6, class: className })
    );
  });
  const labels = one.labels.map(
    (label) =>
      text(label.x, label.y + 4, 'label', label.text, { 'text-anchor': 'end' }) +
      (lost ? glyph('lost', label.x + 14, label.y) : ''),
  );
  const detail = one.detail ? `, ${one.detail}` : '';
  const label = `${one.kind} ${one.name}${detail}${state && tone !== 'serving' ? `: ${state}` : ''}`;
  const classes = `rail ${one.kind} ${colour} is-${tone}${one.dedicated ? ' dedicated' : ''}`;
  return item(one.id, classes, { label }, drops.join('') + branches.join('') + trunk + labels.join(''));
}

export function edge(one: Edge, states: States | undefined): string {
  const state = states?.get(one.id)?.state;
  const { tone } = lookOf(state);
  const lost = tone === 'lost';
  const width = textWidth(one.label, font.label) + (lost ? 32 : 18);
  const [x, y] = one.labelAt;
  const ends = [one.points[0], one.points.at(-1)].filter((point) => point !== undefined);
  const parts = [
    tag('path', { d: path(one.points, 8), class: 'line' }),
    ...ends.map(([cx, cy]) => tag('circle', { cx, cy, r: 3.4, class: 'end' })),
    tag('rect', { x: x - width / 2, y: y - 10, width, height: 20, rx: 10, class: 'pill' }),
    text(x + (lost ? 7 : 0), y + 4, 'label', one.label, { 'text-anchor': 'middle' }),
    lost ? glyph('lost', x - width / 2 + 14, y) : '',
  ];
  return item(one.id, `link is-${tone}`, { label: `link ${one.label}${lost ? `: ${state}` : ''}` }, parts.join(''));
}

/** Who serves is reached by a full line, who waits by a dashed one, who is lost by a faint one. */
export function groupLines(scene: Scene, occupancy: Occupancy, states: States | undefined): readonly string[] {
  const rowOf = new Map(scene.rows.flatMap((row, index) => row.map((machine) => [machine, index] as const)));
  const boxOf = new Map(scene.boxes.filter((box) => rowOf.has(box.id)).map((box) => [box.id, box] as const));
  const routes = new Map(scene.routes.map((route) => [`${route.row} ${route.group}`, route] as const));
  const placeOf = new Map(occupancy.occupants.filter((one) => !one.copy).map((one) => [one.box.id, one] as const));
  const order = { lost: 0, unknown: 1, busy: 1, calm: 2, ready: 3, warn: 4, serving: 5 } as const;
  const drawn = scene.seats.flatMap((seat) => {
    const vm = placeOf.get(seat.machine);
    const home = vm?.host ?? seat.machine;
    const box = boxOf.get(home);
    const route = routes.get(`${rowOf.get(home) ?? -1} ${seat.service}`);
    const at = vm?.at ?? seat.at;
    const thread = route?.points.at(-1);
    if (!route || !box || !at || !thread) return [];
    const middle = at.y + at.height / 2;
    const x = box.x + box.width - route.inset;
    // that a node belongs to a cluster is no service to anybody
    const role = lookOf(roleNow(seat, states)).tone;
    const tone = seat.position === 'node' && role === 'serving' ? 'calm' : role;
    const whole: Point[] = [...route.points, [x, thread[1]], [x, middle], [at.x + at.width, middle]];
    const d = path(whole, 6);
    const end = tag('circle', { cx: at.x + at.width, cy: middle, r: 2.6, class: 'end' });
    return [{ group: seat.service, rank: order[tone], tone, d, end }];
  });
  // who serves lies on top; a line hides those of other groups that it crosses, not those of its own
  const groups = new Map<Id, (typeof drawn)[number][]>();
  for (const one of drawn) append(groups, one.group, one);
  return [...groups]
    .map(([group, lines]) => {
      const sorted = lines.sort((a, b) => a.rank - b.rank);
      // on what is lost a halo would be a dark stripe
      const living = sorted.filter(({ tone }) => tone !== 'lost').map(({ d }) => d);
      const halo = living.length > 0 ? tag('path', { d: living.join(''), class: 'halo' }) : '';
      const content = sorted.map(({ tone, d, end }) =>
        tag('g', { class: `group is-${tone}`, 'data-group': group }, tag('path', { d, class: 'line' }) + end),
      );
      return { rank: sorted.at(-1)?.rank ?? 0, content: tag('g', { class: 'group' }, halo + content.join('')) };
    })
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.content);
}
