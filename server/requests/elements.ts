/** Elements of a topology in people's words. */
import { failingKinds } from '../../engine/topology/kinds.ts';
import type { Element, ElementKind, Id, Topology } from '../../engine/topology/model.ts';

/** Kinds that `fail` takes. */
const failing: ReadonlySet<ElementKind> = new Set(failingKinds);

export function canFail(element: Element): boolean {
  return failing.has(element.kind);
}

/** The name of an element, or the id where there is none. */
export function nameOf(topology: Topology, id: Id): string {
  return topology.elements.get(id)?.name ?? id;
}

/** Where an element stands: `site DataCenter, cluster DataClusterA`. */
export function whereabouts(topology: Topology, element: Element): string {
  const parts: string[] = [];
  if (element.site !== undefined) parts.push(`site ${nameOf(topology, element.site)}`);
  switch (element.kind) {
    case 'host':
      if (element.cluster !== undefined) parts.push(`cluster ${nameOf(topology, element.cluster)}`);
      break;
    case 'vm':
      parts.push(`on ${nameOf(topology, element.host)}`);
      break;
    case 'adapter':
    case 'virtual-adapter':
      parts.push(`of ${nameOf(topology, element.machine)}`);
      break;
    case 'link':
      parts.push(element.ends.map((end) => nameOf(topology, end)).join(' – '));
      break;
  }
  const file = element.id.includes('#') ? element.id.slice(0, element.id.indexOf('#')) : undefined;
  if (file !== undefined) parts.push(`in ${file}`);
  return parts.join(', ');
}
