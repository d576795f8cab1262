/** What every thing in a drawing is: a group that can be pointed at, with a name; and its frame. */
import type { Id } from '../../topology/model.ts';
import type { Box, Rectangle } from '../scene.ts';
import { escapeXml, tag } from './text.ts';

/** A group that can be pointed at, with a name for those who hear it. */
export function item(
  id: Id,
  classes: string,
  words: { readonly label: string; readonly title?: string },
  content: string,
): string {
  const attributes = { class: classes, 'data-id': id, role: 'img', tabindex: -1, 'aria-label': words.label };
  return tag('g', attributes, tag('title', {}, escapeXml(words.title ?? words.label)) + content);
}

export function frame({ x, y, width, height }: Rectangle, rx: number, className?: string): string {
  return tag('rect', { x, y, width, height, rx, class: className });
}

/** `cluster Farm, vSphere · HA: down` */
export function labelOf(box: Box, word: string): string {
  const detail = box.detail ? `, ${box.detail}` : '';
  return `${box.kind} ${box.name}${detail}${word ? `: ${word}` : ''}`;
}
