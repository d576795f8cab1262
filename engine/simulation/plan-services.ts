/** Services in the order in which one hangs on the other, and those that hang on themselves. */
import { find, membersOf } from '../topology/lookup.ts';
import type { Id, Service, Topology } from '../topology/model.ts';

export interface Dependencies {
  /** Every service after its members and what it needs; a circle is cut where it closes. */
  readonly ordered: readonly Service[];
  /** Circles of services that are each other's members or needs (the language reports them too): each from where it is entered. */
  readonly circles: readonly (readonly Service[])[];
}

/** What hangs on what, over members and needs. */
export function dependenciesOf(topology: Topology): Dependencies {
  const ordered: Service[] = [];
  const circles: Service[][] = [];
  const done = new Set<Id>();
  for (const start of topology.services) {
    if (done.has(start.id)) continue;
    // Without recursion: a chain may be as long as the text.
    const trail: Visit[] = [];
    const places = new Map<Id, number>();
    const enter = (service: Service): void => {
      places.set(service.id, trail.length);
      trail.push({ service, below: belowOf(topology, service), next: 0 });
    };
    enter(start);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const below = top.below[top.next++];
      if (below === undefined) {
        trail.pop();
        places.delete(top.service.id);
        done.add(top.service.id);
        ordered.push(top.service);
      } else if (!done.has(below.id)) {
        const closes = places.get(below.id);
        if (closes !== undefined) circles.push(trail.slice(closes).map(({ service }) => service));
        else enter(below);
      }
    }
  }
  return { ordered, circles };
}

interface Visit {
  readonly service: Service;
  readonly below: readonly Service[];
  next: number;
}

function belowOf(topology: Topology, service: Service): readonly Service[] {
  return [...membersOf(service), ...service.needs]
    .map((id) => find(topology, 'service', id))
    .filter((below) => below !== undefined);
}
