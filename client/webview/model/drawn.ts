/** What of a picture can be pointed at for something that a run or a timeline names. Pure. */
import type { Scene } from '../../../engine/diagram/scene.ts';
import { drawnFor } from './moment.ts';

interface Drawn {
  readonly ids: ReadonlySet<string>;
  /** What opens what is only counted, by its id. */
  readonly folds: ReadonlyMap<string, string>;
}

/** Worked out once a scene: it is asked at every step of a run. */
const known = new WeakMap<Scene, Drawn>();

/** Itself, what it is part of, or the count that stands in for it; `undefined` where it is nowhere. */
export function drawnIn(scene: Scene, subject: string): string | undefined {
  let drawn = known.get(scene);
  if (!drawn) {
    const { boxes, rails, edges, tags, folds } = scene;
    drawn = {
      ids: new Set([boxes, rails, edges, tags].flatMap((all) => all.map(({ id }) => id))),
      folds: new Map(folds.flatMap(({ of, ids }) => ids.map((id) => [id, of] as const))),
    };
    known.set(scene, drawn);
  }
  return drawn.ids.has(subject) ? subject : (drawn.folds.get(subject) ?? drawnFor(subject, drawn.ids));
}
