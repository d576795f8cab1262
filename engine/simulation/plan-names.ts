/** Names as messages say them. */
import type { Element, Id } from '../topology/model.ts';

/** Each element's name where no other has it, else its path. An adapter always carries its machine's name. */
export function namesOf(elements: readonly Element[]): readonly string[] {
  const count = new Map<string, number>();
  for (const element of elements) {
    if (isPart(element)) continue;
    count.set(element.name, (count.get(element.name) ?? 0) + 1);
  }
  const names = new Map<Id, string>();
  for (const element of elements)
    if (!isPart(element)) names.set(element.id, count.get(element.name) === 1 ? element.name : pathOf(element.id));
  return elements.map((element) => {
    const whole = wholeOf(element);
    if (whole === undefined) return names.get(element.id) ?? element.name;
    return `${names.get(whole) ?? pathOf(whole)}.${element.name}`;
  });
}

function isPart(element: Element): boolean {
  return element.kind === 'adapter' || element.kind === 'virtual-adapter' || element.kind === 'resource';
}

function pathOf(id: Id): string {
  return id.slice(id.lastIndexOf('#') + 1);
}

function wholeOf(element: Element): Id | undefined {
  if (element.kind === 'resource') return element.group;
  return element.kind === 'adapter' || element.kind === 'virtual-adapter' ? element.machine : undefined;
}
