/** Small glyphs before words: the same shapes as in the diagram. */
import { html, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import type { Tone } from '../../../engine/diagram/look.ts';
import { glyphShapes } from '../../../engine/diagram/svg/glyphs.ts';

export type Judged = 'good' | 'fair' | 'bad' | 'unknown';

const judgements: Readonly<Record<Judged, string>> = {
  good: '<path d="M-4 .4-1.2 3.2 4-3.2" class="stroke"/>',
  fair: glyphShapes.warn,
  bad: glyphShapes.lost,
  unknown: glyphShapes.unknown,
};

/** ✓, △, ✕ or ?. */
export function mark(judgement: Judged): TemplateResult {
  return shape(judgements[judgement], `mark ${judgement}`);
}

/** The glyph of a state. */
export function stateMark(tone: Tone): TemplateResult {
  return shape(glyphShapes[tone], `mark ${tone}`);
}

function shape(content: string, className: string): TemplateResult {
  // shapes are constants of this project, never text of a document
  return html`<svg class=${className} viewBox="-6 -6 12 12" aria-hidden="true">${unsafeSVG(content)}</svg>`;
}
