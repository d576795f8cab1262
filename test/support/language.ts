/** Questions to loaded texts that the tests of the language ask. */
import { AstUtils } from 'langium';
import type { Declaration, Path } from '../../language/generated/ast.ts';
import { isPath } from '../../language/generated/ast.ts';
import { type Loaded, loadText } from '../../language/load.ts';
import { targetOf, textOf } from '../../language/paths.ts';
import { siteOf } from '../../language/scope/visible.ts';

const MARK = /‹([^›]*)›/g;

/**
 * Loads a text in which paths are marked with `‹…›` and says what each resolves to: its type, site and
 * name (`Storage Denver.san`), or `nothing`.
 */
export async function resolved(marked: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const offsets = [...marked.matchAll(MARK)].map((match, i) => match.index - 2 * i);
  const loaded = await loadText(marked.replaceAll(MARK, '$1'), { files });
  const paths = [...AstUtils.streamAst(loaded.document.parseResult.value)].filter(isPath);
  return offsets.map((offset) => {
    const path = paths.find((each) => each.$cstNode?.offset === offset);
    if (!path) throw new Error(`no path begins at the mark at ${offset}`);
    return described(path);
  });
}

function described(path: Path): string {
  const target = targetOf(path);
  return target ? `${target.$type} ${nameOf(target)}` : `nothing for ${textOf(path)}`;
}

function nameOf(declaration: Declaration): string {
  const site = siteOf(declaration);
  return site ? `${site.name}.${declaration.name}` : declaration.name;
}

/** The language's messages on names in a text, with the text that each marks. */
export async function nameMessages(text: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return nameMessagesOf(await loadText(text, { files }), { 'main.hatopo': text, ...files });
}

function nameMessagesOf(loaded: Loaded, texts: Readonly<Record<string, string>>): string[] {
  return loaded.diagnostics
    .filter(({ code }) => code === 'hatopo/unresolved-name' || code === 'hatopo/ambiguous-name')
    .map(({ uri, start, end, message }) => {
      const file = Object.keys(texts).find((name) => uri.endsWith(name.replace(/^\.\//, '')));
      return `${texts[file ?? '']?.slice(start, end)}: ${message}`;
    });
}
