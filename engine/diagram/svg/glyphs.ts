/** Glyphs of states, 10 by 10 around their middle; and small signs of kinds. Drawn, so that no font decides. */
import type { ElementKind } from '../../topology/model.ts';
import type { Tone } from '../look.ts';
import { tag } from './text.ts';

export const glyphShapes: Readonly<Record<Tone, string>> = {
  serving: '<circle r="4.2"/>',
  ready: '<circle r="3.6" class="hollow"/>',
  lost: '<path d="M-3.6-3.6 3.6 3.6M3.6-3.6-3.6 3.6" class="stroke"/>',
  busy: '<path d="M3.9-1A4 4 0 1 0 3.6 1.9" class="stroke"/><path d="M4.9-4.4V-.4H.9z"/>',
  warn: '<path d="M0-4.6 4.9 4H-4.9z" class="hollow"/><path d="M0-1.6V1.2" class="stroke"/><circle cy="2.6" r=".7"/>',
  calm: '<circle r="2"/>',
  unknown: '<path d="M-2.2-2.4C-2.2-5.4 2.4-5.4 2.4-2.5 2.4-.7 0-.7 0 1.3" class="stroke"/><circle cy="4" r="1"/>',
};

export function glyph(tone: Tone, x: number, y: number): string {
  return tag('g', { class: `glyph ${tone}`, transform: `translate(${x} ${y})` }, glyphShapes[tone]);
}

/** Signs of fixtures, 18 by 18 around their middle. */
const signs: Partial<Readonly<Record<ElementKind, string>>> = {
  storage: '<ellipse cy="-5" rx="7" ry="2.6"/><path d="M-7-5V5c0 3.4 14 3.4 14 0V-5M-7 0c0 3.4 14 3.4 14 0"/>',
  switch: '<rect x="-8.5" y="-4.5" width="17" height="9" rx="1.5"/><path d="M-5.5 1.5h2M-1.5 1.5h2M2.5 1.5h2"/>',
  endpoint: '<rect x="-5" y="-8.5" width="10" height="17" rx="2"/><path d="M-1.5 5.5h3M-5 2.8H5M-5-5.5H5"/>',
};

export function sign(kind: ElementKind, x: number, y: number): string {
  const shape = signs[kind];
  return shape ? tag('g', { class: 'sign', transform: `translate(${x} ${y})` }, shape) : '';
}
