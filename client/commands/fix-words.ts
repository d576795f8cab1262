/** What the commands that mend files say and offer. No editor in here. */
import type { FixAllAnswer, Fixable } from '../../server/protocol.ts';
import type { Picks } from './picks.ts';

/** The rules with findings that have a fix, those with most first. */
export function fixPicks({ codes }: Fixable): Picks {
  const items = [...codes]
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
    .map(({ code, title, count }) => ({
      label: code,
      description: [`${counted(count, 'finding')} with a fix`, title].filter(Boolean).join(': '),
      value: code,
    }));
  return { items, preselected: items[0]?.value };
}

/** What is asked before files are changed. */
export function question({ files, fixed, left }: FixAllAnswer): { readonly message: string; readonly detail: string } {
  const most = 8;
  const names = files.map(({ uri }) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
  const shown = names.length > most ? [...names.slice(0, most), `and ${names.length - most} more`] : names;
  return {
    message: `Mend ${counted(fixed, 'finding')} in ${counted(files.length, 'file')}?`,
    detail: [shown.join('\n'), ...(left > 0 ? [leftWords(left)] : [])].join('\n\n'),
  };
}

/** What was done. */
export function told({ files, fixed, left }: FixAllAnswer): string {
  const done =
    files.length === 0
      ? 'Nothing was mended: there is no finding with such a fix.'
      : `${counted(fixed, 'finding')} mended in ${counted(files.length, 'file')}.`;
  if (left === 0) return done;
  return files.length === 0 ? `Nothing was mended. ${leftWords(left)}` : `${done} ${leftWords(left)}`;
}

function leftWords(left: number): string {
  return `${counted(left, 'finding')} ${left === 1 ? 'has' : 'have'} a fix that would break something else, or needs another one first.`;
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
