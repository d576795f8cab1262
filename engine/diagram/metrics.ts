/** Sizes of what is drawn, in pixels at zoom 1, and how wide a text will be without asking a browser. */

export const size = {
  margin: 16,
  /** Between boxes that stand side by side. */
  gap: 14,
  frameHeader: 26,
  framePadding: 12,
  siteHeader: 30,
  sitePadding: 16,
  /** Name, second line and tags of a host, server, switch, storage. */
  nameLine: 24,
  detailLine: 14,
  tagLine: 19,
  tagHeight: 15,
  chipHeight: 36,
  smallChip: 22,
  chipGap: 6,
  seatHeight: 22,
  boxPadding: 10,
  cardHeight: 58,
  cardGap: 12,
  pin: 8,
  /** Between the places where lines leave a box. */
  tap: 16,
  /** Between rails. */
  lane: 17,
  /** Between lines of redundancy groups. */
  thread: 7,
  stripLane: 26,
} as const;

/** Sizes of texts; `bold` is what a heading takes more. */
export const font = { name: 12, detail: 10.5, label: 11, bold: 1.1 } as const;

const narrow = /[ijlIft.,:;|!'()[\]{}·-]/;
const wide = /[mwMW@%→×]/;
const upper = /[A-Z0-9_]/;

function emOf(character: string): number {
  if (narrow.test(character)) return 0.36;
  if (wide.test(character)) return 0.92;
  if (upper.test(character)) return 0.68;
  return character.charCodeAt(0) > 0x2e7f ? 1.05 : 0.6;
}

/** Of the characters that nearly all texts are made of, by their code. */
const latin = Float64Array.from({ length: 256 }, (_, code) => emOf(String.fromCharCode(code)));

/** Width of a text in px, on the safe side of the fonts that editors use. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // the second half of a pair has the width of the first
    if (code < 256) em += latin[code] ?? 0;
    else if (code < 0xdc00 || code > 0xdfff) em += emOf(text.charAt(index));
  }
  return Math.ceil(em * fontSize);
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  const room = width - textWidth('…', fontSize);
  let taken = 0;
  let count = 0;
  for (const character of characters) {
    taken += textWidth(character, 1000) / 1000;
    if (taken * fontSize > room) break;
    count++;
  }
  return `${characters.slice(0, Math.max(1, count)).join('').trimEnd()}…`;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
