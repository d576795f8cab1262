/** What a scenario is called that somebody made by hand. */
import { listed } from '../../engine/rules/message.ts';

/** Something that was done at one time, with the names of what it was done to. */
export interface Deed {
  readonly verb: 'fail' | 'restore';
  readonly names: readonly string[];
}

/** At most so many names and deeds: a title is read at a glance. */
const mostNames = 3;
const mostDeeds = 3;

/**
 * `Host1 and Host3 fail, then Host1 is restored`; added to a scenario, `Power is lost, and Host3 fails`. Followed by a
 * number where the title is taken.
 */
export function titleFor(deeds: readonly Deed[], added: string | undefined, taken: ReadonlySet<string>): string {
  const said = deeds.slice(0, mostDeeds).map(wordsOf).join(', then ');
  const more = deeds.length > mostDeeds ? ' and so on' : '';
  const wanted = added === undefined ? said + more : `${added}, and ${said}${more}`;
  let title = wanted;
  for (let number = 2; taken.has(title); number++) title = `${wanted} ${number}`;
  return title;
}

function wordsOf({ verb, names }: Deed): string {
  const one = names.length === 1;
  const does = verb === 'fail' ? (one ? 'fails' : 'fail') : one ? 'is restored' : 'are restored';
  return `${listed(names, mostNames)} ${does}`;
}
