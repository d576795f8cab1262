/** Small glyphs before words: the same shapes as in the diagram. */
import type { Tone } from '../../engine/diagram/look.ts';
import { glyphShapes } from '../../engine/diagram/svg/glyphs.ts';

export type Judgement = 'good' | 'fair' | 'bad' | 'unknown';

const namespace = 'http://www.w3.org/2000/svg';

const judgements: Readonly<Record<Judgement, string>> = {
  good: '<path d="M-4 .4-1.2 3.2 4-3.2" class="stroke"/>',
  fair: glyphShapes.warn,
  bad: glyphShapes.lost,
  unknown: glyphShapes.unknown,
};

/** ✓, △, ✕ or ?. */
export function mark(judgement: Judgement): SVGElement {
  return shape(judgements[judgement], `mark ${judgement}`);
}

/** The glyph of a state. */
export function stateMark(tone: Tone): SVGElement {
  return shape(glyphShapes[tone], `mark glyph ${tone}`);
}

/** A sign on a button, drawn around its middle. */
export function icon(d: string): SVGElement {
  return shape(`<path d="${d}"/>`, 'icon');
}

function shape(content: string, className: string): SVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '-6 -6 12 12');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  // shapes are constants of this project, never text of a document
  svg.innerHTML = content;
  return svg;
}
