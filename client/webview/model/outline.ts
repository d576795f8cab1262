/** The topology as a tree: sites, clusters, hosts, VMs, and what stands beside them, each with its state. Pure. */
import { lookOf, type Tone } from '../../../engine/diagram/look.ts';
import type { Box, Scene } from '../../../engine/diagram/scene.ts';
import type { States } from '../../../engine/diagram/states.ts';

export interface Branch {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly detail: string;
  readonly tone: Tone;
  /** `active on Host4`, `down`; empty where nothing is to be said. */
  readonly state: string;
  readonly branches: readonly Branch[];
}

/** Kinds in the order in which they are told. */
const order = [
  'service',
  'site',
  'failover-cluster',
  'cluster',
  'host',
  'server',
  'vm',
  'storage',
  'switch',
  'endpoint',
];

/** What the picture shows of a topology, as a tree in which everything stands once. */
export function outlineOf(scene: Scene, states: States | undefined): readonly Branch[] {
  const names = new Map<string, string>(scene.boxes.map((box) => [box.id, box.name] as const));
  const boxes = scene.boxes.filter((box) => box.kind !== 'adapter');
  const ids = new Set(boxes.map((box) => box.id));
  const parentOf = (box: Box) => {
    if (box.kind !== 'vm') return box.parent;
    const place = states?.get(box.id)?.place;
    return place !== undefined && ids.has(place) ? place : box.parent;
  };
  const children = new Map<string | undefined, Box[]>();
  for (const box of boxes) {
    const parent = parentOf(box);
    const key = parent !== undefined && ids.has(parent) ? parent : undefined;
    children.set(key, [...(children.get(key) ?? []), box]);
  }
  const roles = rolesOf(scene, states);
  const branch = (box: Box): Branch => {
    const now = states?.get(box.id);
    const { tone, word } = lookOf(now?.state);
    const on =
      now?.place !== undefined && now.place !== box.id && box.kind !== 'vm' && tone !== 'lost'
        ? ` on ${names.get(now.place) ?? now.place}`
        : '';
    const role = roles.get(box.id);
    return {
      id: box.id,
      kind: box.kind,
      name: box.name,
      detail: box.detail ?? '',
      tone,
      state: [`${word || (on ? 'active' : '')}${on}`, role].filter(Boolean).join(', '),
      branches: sorted(children.get(box.id) ?? []).map(branch),
    };
  };
  const lines = [
    ...scene.rails.map((rail) => line(rail.id, rail.kind, rail.name, rail.detail ?? '', states)),
    ...scene.edges.map((edge) => line(edge.id, edge.kind, edge.label.split(' · ')[0] ?? edge.id, edge.label, states)),
  ];
  const known = new Set(boxes.map((box) => box.id));
  return [...sorted(children.get(undefined) ?? []).map(branch), ...lines.filter(({ id }) => !known.has(id))];
}

function line(id: string, kind: string, name: string, detail: string, states: States | undefined): Branch {
  const { tone, word } = lookOf(states?.get(id)?.state);
  return { id, kind, name, detail: detail === name ? '' : detail, tone, state: word, branches: [] };
}

/** For which services a machine stands: `for CommunicationManager`. */
function rolesOf(scene: Scene, states: States | undefined): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  for (const seat of scene.seats) {
    const said = states ? `for ${seat.name}` : `${seat.position} of ${seat.name}`;
    const before = roles.get(seat.machine);
    roles.set(seat.machine, before ? `${before}, ${said}` : said);
  }
  return roles;
}

function sorted(boxes: readonly Box[]): readonly Box[] {
  const rank = (box: Box) => {
    const at = order.indexOf(box.kind);
    return at < 0 ? order.length : at;
  };
  return [...boxes].sort((a, b) => rank(a) - rank(b));
}
