/** What another file is about, for those who import it. */
import type { LangiumDocument } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';

export function titleOf({ parseResult }: LangiumDocument): string | undefined {
  return itemsOf(parseResult.value).find(ast.isTopologyTitle)?.title || undefined;
}

/** So many names tell what a file is about. */
const named = 8;

/** Markdown: the names that an import of the file makes visible. */
export function contentsOf(file: LangiumDocument): string {
  const names = itemsOf(file.parseResult.value)
    .filter(ast.isDeclaration)
    .map(({ name }) => name)
    .filter((name) => name !== undefined);
  if (names.length === 0) return 'It declares nothing.';
  const more = names.length > named ? ` and ${names.length - named} more` : '';
  return `Makes visible ${names
    .slice(0, named)
    .map((name) => `\`${name}\``)
    .join(', ')}${more}.`;
}
