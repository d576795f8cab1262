/** Texts as the editor colours them before the server runs: with the engine of VS Code and the grammar that ships. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import onig from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = join(import.meta.dirname, '../..');
const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');

const onigLib = onig.loadWASM(new Uint8Array(readFileSync(wasm)).buffer).then(() => ({
  createOnigScanner: (patterns: string[]) => new onig.OnigScanner(patterns),
  createOnigString: (text: string) => new onig.OnigString(text),
}));
const registry = new textmate.Registry({
  onigLib,
  loadGrammar: async () => {
    const file = join(root, 'syntaxes/hatopo.tmLanguage.json');
    return textmate.parseRawGrammar(readFileSync(file, 'utf8'), file);
  },
});

export interface Scoped {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The innermost scope without `.hatopo`; empty where there is none but the file's. */
  readonly scope: string;
}

/** The tokens of a text, in order, without blanks that have no scope of their own. */
export async function scopesOf(text: string): Promise<readonly Scoped[]> {
  const grammar = await registry.loadGrammar('source.hatopo');
  if (!grammar) throw new Error('there is no grammar');
  const found: Scoped[] = [];
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const part = line.slice(startIndex, Math.min(endIndex, line.length));
      const [, ...own] = scopes;
      if (part.trim() === '') continue;
      const scope = (own.at(-1) ?? '').replace(/\.hatopo$/, '');
      found.push({ start: offset + startIndex, end: offset + startIndex + part.length, text: part, scope });
    }
    offset += line.length + 1;
  }
  return found;
}
