/** Finding something in the picture by a part of its name. Pure. */
import type { Scene } from '../../../engine/diagram/scene.ts';

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** No more hits than this are listed. */
const most = 40;

/** Everything that the picture shows under a name. */
export function findable(scene: Scene): readonly Found[] {
  const all = new Map<string, Found>();
  const add = (id: string, name: string, kind: string) => {
    if (!all.has(id)) all.set(id, { id, name, kind });
  };
  for (const box of scene.boxes) if (box.kind !== 'adapter') add(box.id, box.name, box.kind);
  for (const rail of scene.rails) add(rail.id, rail.name, rail.kind);
  for (const edge of scene.edges) add(edge.id, edge.label.split(' · ')[0] ?? edge.id, edge.kind);
  for (const tag of scene.tags) add(tag.id, tag.name, tag.kind);
  return [...all.values()];
}

/** Hits of what was typed: names that begin so first, then those that hold it; every word has to be in name or kind. */
export function find(all: readonly Found[], typed: string): readonly Found[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = all.filter(({ name, kind, id }) => {
    const text = `${name} ${kind} ${id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (one: Found) => (one.name.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return hits.sort((a, b) => begins(a) - begins(b) || a.name.length - b.name.length).slice(0, most);
}
