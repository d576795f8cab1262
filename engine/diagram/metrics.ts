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

const emOf = new Map<string, number>();

/** Width of a text in px, on the safe side of the fonts that editors use. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) {
    let own = emOf.get(character);
    if (own === undefined) {
      if (narrow.test(character)) own = 0.36;
      else if (wide.test(character)) own = 0.92;
      else if (upper.test(character)) own = 0.68;
      else own = character.charCodeAt(0) > 0x2e7f ? 1.05 : 0.6;
      emOf.set(character, own);
    }
    em += own;
  }
  return Math.ceil(em * fontSize);
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSize) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
