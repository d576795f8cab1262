/** Who is cut off from whom by hand: what no component's state tells. */
import type { Id, Scenario } from '../topology/model.ts';

/** Two sides that do not reach each other, from a time on (ms) and until another, where somebody mends it. */
export interface Cut {
  readonly from: number;
  readonly to?: number;
  readonly sides: readonly [readonly Id[], readonly Id[]];
}

/** The cuts of a scenario: its partitions, each until it is healed. */
export function cutsOf({ steps }: Pick<Scenario, 'steps'>): readonly Cut[] {
  const cuts: Cut[] = [];
  for (const step of steps) {
    if (step.step !== 'inject' || (step.kind !== 'partition' && step.kind !== 'heal')) continue;
    const ids = (side: typeof step.targets) => side.map((target) => target.id);
    const sides = [ids(step.targets), ids(step.otherSide)] as const;
    if (step.kind === 'partition') cuts.push({ from: step.time, sides });
    else {
      cuts.forEach((cut, index) => {
        if (cut.to === undefined && joins(cut, sides)) cuts[index] = { ...cut, to: step.time };
      });
    }
  }
  return cuts;
}

function joins({ sides: [left, right] }: Cut, [one, other]: Cut['sides']): boolean {
  const within = (part: readonly Id[], all: readonly Id[]) => part.every((id) => all.includes(id));
  return (within(left, one) && within(right, other)) || (within(left, other) && within(right, one));
}

/** Who is cut off from whom at a time, by who. */
export function cutAt(cuts: readonly Cut[], time: number): ReadonlyMap<Id, readonly Id[]> {
  const found = new Map<Id, readonly Id[]>();
  for (const { from, to, sides } of cuts) {
    if (time < from || (to !== undefined && time >= to)) continue;
    const [left, right] = sides;
    for (const id of left) found.set(id, [...(found.get(id) ?? []), ...right]);
    for (const id of right) found.set(id, [...(found.get(id) ?? []), ...left]);
  }
  return found;
}
