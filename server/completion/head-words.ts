import type { Token } from './tokens.ts';

/** The word after the colon of a statement's head: the mode of a service, the kind of an endpoint. */
export function wordAfterColon(head: readonly Token[]): string | undefined {
  const colon = head.findIndex(({ text }) => text === ':');
  return colon < 0 ? undefined : head[colon + 1]?.text;
}

/** The path after a word of a head: `on Denver.Host1` gives `Denver`, `Host1`. */
export function pathAfter(head: readonly Token[], word: string): readonly string[] {
  const found: string[] = [];
  let at = head.findIndex(({ text }, index) => index > 1 && text === word);
  if (at < 0) return found;
  do {
    const segment = head[at + 1];
    if (!segment?.word) break;
    found.push(segment.text);
    at += 2;
  } while (head[at]?.text === '.');
  return found;
}
