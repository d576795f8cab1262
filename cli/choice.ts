/** The value of an option that takes one of a few words. */
import { UsageError } from './command.ts';

/**
 * @param of what the words are, as a message says it: `format`
 * @throws {UsageError} where the word is none of them; the message names those that are
 */
export function choice<Word extends string>(of: string, given: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === given);
  if (word === undefined) throw new UsageError(`There is no ${of} ${given}: ${words.join(', ')}.`);
  return word;
}
