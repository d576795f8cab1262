/** Words that are read one after another. */
import type { Declaration } from '../../language/generated/ast.ts';
import { innerWords, type WordEntry } from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import type { Expected } from './expected.ts';

/** A word that joins the parts of a statement: `on`, `via`, `within`. */
export function joint(statement: string, ...words: string[]): Expected {
  const entries = words.map((word) => {
    const known = innerWords.filter((entry) => entry.word === word);
    const entry = known.find((each) => each.in.split(', ').some((place) => place.startsWith(statement))) ?? known[0];
    return { word, summary: entry ? `${entry.summary}.` : '' };
  });
  return { is: 'words', words: entries, what: `in ${statement}` };
}

/** Words that come behind the names that may stand there too. */
export function late(expected: Expected): Expected {
  return expected.is === 'words' ? { ...expected, late: true } : expected;
}

/** Words that may only stand behind the name of something of a type. */
export function behind(expected: Expected, type: Declaration['$type'], path: readonly string[]): Expected {
  return expected.is === 'words' ? { ...expected, behind: { type, path } } : expected;
}

/** One word, or a list between commas. */
export function readWords(cursor: Cursor, words: readonly WordEntry[], what: string, list = false): readonly string[] {
  const taken: string[] = [];
  do {
    cursor.demand({ is: 'words', words, taken: [...taken], what });
    const word = cursor.takeWord();
    if (!word) break;
    taken.push(word.text);
  } while (list && cursor.take(','));
  return taken;
}
