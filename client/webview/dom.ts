/** Elements from words: all that this page needs of a framework. */

export type Child = Node | string | undefined | false | null;
export type Props = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element; `true` sets an attribute without a value, `false` and `undefined` leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false && child !== null));
  return element;
}

/** Replaces what is in an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...children.filter((child) => child !== undefined && child !== false && child !== null));
}
