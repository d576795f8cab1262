/** Whole topologies for a file that holds nothing yet. */
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-protocol';
import { type Starter, starters } from '../../language/starters/index.ts';
import { type Item, order } from './item.ts';

/** Comments at the head of a file are shorter. */
const longest = 20_000;

/** Whether a text holds nothing but comments and the word that is being written. */
export function isEmpty(text: string, prefix: string): boolean {
  return text.length < longest && text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === prefix;
}

export function starterItems(snippets: boolean): Item[] {
  return starters.map((starter, index) => ({
    label: `topology: ${starter.title}`,
    kind: CompletionItemKind.Snippet,
    detail: 'a whole topology to begin with',
    documentation: () => `${starter.summary}\n\n\`\`\`hatopo\n${starter.text}\`\`\``,
    sortText: `00${order(index)}`,
    ...(snippets
      ? { insertText: snippetOf(starter), insertTextFormat: InsertTextFormat.Snippet }
      : { insertText: starter.text }),
  }));
}

/** The text with a tab stop for each name that an author replaces first; the name changes wherever it stands. */
export function snippetOf({ text, names }: Starter): string {
  const seen = new Set<string>();
  const words = new RegExp(`(?<![\\w-])(${names.join('|')})(?![\\w-])`, 'g');
  const escaped = text.replace(/[\\$}]/g, '\\$&');
  // A title is prose: what it says by chance is no name.
  return escaped.replace(/"[^"]*"|[^"]+/g, (part) =>
    part.startsWith('"')
      ? part
      : part.replace(words, (name) => {
          const stop = names.indexOf(name) + 1;
          if (seen.has(name)) return `$${stop}`;
          seen.add(name);
          return `\${${stop}:${name}}`;
        }),
  );
}
