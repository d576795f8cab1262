/** What links state, in the words of messages. */
import type { Link, Topology } from '../../topology/model.ts';
import { listed, message } from '../message.ts';
import type { Related } from '../rule.ts';
import { referenceTo } from './names.ts';
import { writtenRate, writtenShare } from './written.ts';

/** Templates for rules that use these words. */
export const linkWords = {
  stated: message`${'what'}: ${'fact'}.`,
};

const facts = {
  latency: ({ latency }: Link) => (latency === undefined ? undefined : `${latency} ms`),
  bandwidth: ({ bandwidth }: Link) => (bandwidth === undefined ? undefined : writtenRate(bandwidth)),
  loss: ({ loss }: Link) => (loss === undefined ? undefined : writtenShare(loss)),
};

/** What a link may state of its quality. */
export type LinkFact = keyof typeof facts;

/** `wan`, `ab and bc`. */
export function namesOfLinks(topology: Topology, links: readonly Link[]): string {
  return listed(links.map((link) => referenceTo(topology, link)));
}

/** The links that state a fact, where they state it. */
export function whereStated(topology: Topology, links: readonly Link[], property: LinkFact): readonly Related[] {
  return links.flatMap((link) => {
    const fact = facts[property](link);
    if (fact === undefined) return [];
    return [{ source: link.source, property, message: linkWords.stated({ what: referenceTo(topology, link), fact }) }];
  });
}
