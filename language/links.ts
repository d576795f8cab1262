/** Addresses in comments, documentation and texts. */

/** Offsets of an address, in UTF-16 units. */
export interface WebLink {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

const address = /https?:\/\/[^\s<>"`\\{}|^]+/g;

/** The web addresses in a text, without what belongs to the sentence or the Markdown around them. */
export function webLinksIn(text: string): readonly WebLink[] {
  const found: WebLink[] = [];
  for (const match of text.matchAll(address)) {
    const url = trimmed(match[0]);
    if (isAddress(url)) found.push({ start: match.index, end: match.index + url.length, url });
  }
  return found;
}

/** Without full stops and the like at the end, nor a closing bracket that was opened before the address. */
function trimmed(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1];
    const inside = url.slice(0, end);
    const isForeign =
      (last === ')' && count(inside, ')') > count(inside, '(')) ||
      (last === ']' && count(inside, ']') > count(inside, '['));
    if (last === undefined || !(isForeign || ".,;:!?'*".includes(last))) return inside;
    end--;
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname !== '';
}
