/** Pieces of SVG as text. No style attributes: what a strict content security policy forbids is never written. */

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// control characters are what XML cannot hold at all
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsafe = /[&<>"'\u0000-\u0008\u000b-\u001f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const unsafes = /[&<>"'\u0000-\u0008\u000b-\u001f]/g;

export function escapeXml(text: string): string {
  return unsafe.test(text) ? text.replace(unsafes, (character) => special[character] ?? '') : text;
}

export type Attributes = Readonly<Record<string, string | number | undefined | false>>;

export function tag(name: string, attributes: Attributes, content?: string): string {
  let text = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined || value === false) continue;
    text += ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`;
  }
  return content === undefined ? `${text}/>` : `${text}>${content}</${name}>`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 10) / 10);
}

export function text(x: number, y: number, className: string, content: string, more?: Attributes): string {
  if (more) return tag('text', { x, y, class: className, ...more }, escapeXml(content));
  return `<text x="${round(x)}" y="${round(y)}" class="${className}">${escapeXml(content)}</text>`;
}

/** A line through points with right angles rounded by `radius`. */
export function path(points: readonly (readonly [number, number])[], radius = 5): string {
  let d = '';
  points.forEach((point, index) => {
    const [x, y] = point;
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) d += `M${round(x)} ${round(y)}`;
    else if (!after) d += `L${round(x)} ${round(y)}`;
    else {
      const r = Math.min(radius, length(before, point) / 2, length(point, after) / 2);
      const from = towards(point, before, r);
      const to = towards(point, after, r);
      d += `L${round(from[0])} ${round(from[1])}Q${round(x)} ${round(y)} ${round(to[0])} ${round(to[1])}`;
    }
  });
  return d;
}

function length(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

function towards(
  from: readonly [number, number],
  to: readonly [number, number],
  distance: number,
): readonly [number, number] {
  const all = length(from, to);
  if (all === 0) return from;
  return [from[0] + ((to[0] - from[0]) * distance) / all, from[1] + ((to[1] - from[1]) * distance) / all];
}
