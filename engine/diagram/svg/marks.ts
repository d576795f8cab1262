/** Small marks on boxes: votes, racks and circuits. */
import type { Id } from '../../topology/model.ts';
import { lookOf } from '../look.ts';
import { fitText } from '../metrics.ts';
import { canVote } from '../quorum.ts';
import type { Box, Scene, Tag } from '../scene.ts';
import type { States } from '../states.ts';
import { frame, item } from './items.ts';
import { escapeXml, tag, text } from './text.ts';

/** What a mark of votes takes. */
export const voteWidth = 22;

/** `a vote in VCCluster`; empty where it has none. */
export function voteWords(box: Box, states: States | undefined, nameOf: (id: Id) => string): string {
  if (!box.votes) return '';
  const counted = !states || canVote(box.id, states);
  return `${counted ? 'a vote' : 'its vote is lost'} in ${box.votes.map(nameOf).join(', ')}`;
}

/** A ballot with its tick; crossed out where the vote cannot be counted. Its right upper corner at (`right`, `top`). */
export function voteMark(
  box: Box,
  right: number,
  top: number,
  states: States | undefined,
  nameOf: (id: Id) => string,
): string {
  if (!box.votes) return '';
  const counted = !states || canVote(box.id, states);
  return tag(
    'g',
    { class: counted ? 'vote' : 'vote is-lost', transform: `translate(${right - 14} ${top})` },
    tag('title', {}, escapeXml(voteWords(box, states, nameOf))) +
      '<rect width="14" height="12" rx="2.5"/>' +
      `<path d="${counted ? 'M3.6 6.2 6.2 8.8 10.6 3.4' : 'M4.2 3.2 9.8 8.8M9.8 3.2 4.2 8.8'}"/>`,
  );
}

/** Racks and circuits: small tags on what stands there, in the colour of the rack or circuit. */
export function tagMark(one: Tag, states: States | undefined): string {
  const { tone } = lookOf(states?.get(one.id)?.state);
  const shape = one.kind === 'rack' ? 'M0-3.5v7M3-3.5v7M0-2h3M0 0h3M0 2h3' : 'M2-4-1 .8h2.4L.6 4';
  const parts = [
    frame(one, 4, 'shape'),
    tag('path', { d: shape, class: 'tag-sign', transform: `translate(${one.x + 6} ${one.y + 7.5})` }),
    text(one.x + 13, one.y + 11, 'tag-name', fitText(one.name, 9.5, one.width - 16)),
  ];
  return item(
    one.id,
    `tag fate ${one.kind} c${one.colour} is-${tone}`,
    { label: `${one.kind} ${one.name}` },
    parts.join(''),
  );
}

/** The outline of what stands in a rack, in the rack's colour: who shares its fate is seen at once. */
export function fateOutlines(scene: Scene): readonly string[] {
  const racks = scene.tags.filter((one) => one.kind === 'rack');
  if (racks.length === 0) return [];
  const boxes = new Map(scene.boxes.map((box) => [box.id, box] as const));
  return racks.flatMap(({ owner, colour, id }) => {
    const box = boxes.get(owner);
    if (!box) return [];
    const { x, y, width, height } = box;
    const outline = { x: x + 2, y: y + 2, width: width - 4, height: height - 4, rx: 5 };
    return [tag('rect', { ...outline, class: `fate outline c${colour}`, 'data-of': id })];
  });
}
