/** How one run fares beside another that is not an earlier one of the same text, in a sentence. Pure. */
import { type ComparedSubject, changeWords } from '../../../engine/diagram/compare.ts';
import { named } from './figures.ts';

/** `In “North is lost” PBX and IVR fare worse, Recording fares better.` */
export function apart(subjects: readonly ComparedSubject[], title: string): string {
  const parts = changeWords.flatMap(([change, word]) => {
    const of = subjects.filter((one) => one.change === change);
    return of.length === 0 ? [] : [`${named(of)} ${of.length === 1 ? 'fares' : 'fare'} ${word}`];
  });
  if (subjects.every(({ change }) => change === 'new' || change === 'gone'))
    return `“${title}” is of other services and clients.`;
  return parts.length === 0 ? `Nothing fares better or worse in “${title}”.` : `In “${title}” ${parts.join(', ')}.`;
}
