/** Messages: templates whose parameters are named, and checked where they are called. */

/** Makes a text of its parameters; `template` shows them by name, for pages (`{vm} runs on {host}`). */
export interface Message<Names extends string = never> {
  (parameters: Readonly<Record<Names, string | number>>): string;
  readonly template: string;
}

/**
 * A message: ``message`${'vm'} runs on ${'host'}` `` is called with `{ vm, host }`, and with nothing less.
 */
export function message<Names extends string = never>(
  parts: TemplateStringsArray,
  ...names: readonly Names[]
): Message<Names> {
  const weave = (fill: (name: Names) => string | number) =>
    parts.map((part, index) => part + (index < names.length ? fill(names[index] as Names) : '')).join('');
  return Object.assign((parameters: Readonly<Record<Names, string | number>>) => weave((name) => parameters[name]), {
    template: weave((name) => `{${name}}`),
  });
}

/** `A`, `A and B`, `A, B and C`; behind `most` names the rest is counted: `A, B and 7 more`. */
export function listed(names: readonly string[], most = 6): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  const last = shown.at(-1) ?? 'none';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
}

/** The same of elements, by their names. */
export function listedNames(elements: readonly { readonly name: string }[], most?: number): string {
  return listed(
    elements.map(({ name }) => name),
    most,
  );
}
