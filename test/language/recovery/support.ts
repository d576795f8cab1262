/** Damaged texts, and what is left of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { AstUtils, URI } from 'langium';
import { type Document, type Item, isItem } from '../../../language/generated/ast.ts';
import { diagnosticsOf, type LanguageDiagnostic } from '../../../language/load.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { type Damage, damageOf, type Flaw } from '../../../language/recovery/index.ts';

const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => new MemoryFiles() });
export const services = hatopo;

export interface Example {
  readonly name: string;
  readonly text: string;
  readonly lines: readonly string[];
}

export const examples: readonly Example[] = readdirSync('examples').map((name) => {
  const text = readFileSync(`examples/${name}`, 'utf8');
  return { name, text, lines: text.split('\n') };
});

export interface Read {
  readonly text: string;
  readonly root: Document;
  readonly flaws: readonly Flaw[];
  readonly damage: Damage;
  /** What the parser itself says: the flaws, and nothing else. */
  readonly messages: readonly string[];
}

export function read(text: string): Read {
  const result = services.parser.LangiumParser.parse<Document>(text);
  const damage = damageOf(result.value);
  const messages = [...result.lexerErrors, ...result.parserErrors].map(({ message }) => message);
  return { text, root: result.value, flaws: damage.flaws, damage, messages };
}

/** What is in a tree, in any order: each statement and property by what is written of it before its body. */
export function contents(root: Document): string[] {
  return AstUtils.streamAllContents(root).filter(isItem).map(described).toArray();
}

/** Statements at top level by what is written before their body. */
export function topLevel(root: Document): string[] {
  return root.items.map(described);
}

/** A statement or property by what is written of it before its body. */
export function described(item: Item): string {
  return `${item.$type} ${headOf(item.$cstNode?.text ?? '')}`;
}

function headOf(text: string): string {
  const open = text.startsWith('rule') ? -1 : text.indexOf('{');
  return (open < 0 ? text : text.slice(0, open)).replace(/\s+/g, ' ').trim();
}

/** Those of `expected` that are not in `actual`, each as often as it is missing. */
export function missingFrom(actual: readonly string[], expected: readonly string[]): string[] {
  const left = [...actual];
  return expected.filter((each) => {
    const found = left.indexOf(each);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

let texts = 0;

/** Everything that the language says of a text. */
export async function findings(text: string): Promise<LanguageDiagnostic[]> {
  const uri = URI.parse(`file:///damaged/${texts++}.hatopo`);
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const document = LangiumDocumentFactory.fromString(text, uri);
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  const found = diagnosticsOf(document);
  await DocumentBuilder.update([], [uri]);
  return found;
}

/** The text with a line below each flaw that marks its place and says its message. */
export function marked({ text, flaws }: Read): string {
  const marks = flaws.map(({ start, end, message }) => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = `${text}\n`.indexOf('\n', start);
    const length = Math.max(1, Math.min(end, lineEnd) - start);
    return { after: lineEnd, note: `${' '.repeat(start - lineStart)}${'^'.repeat(length)} ${message}` };
  });
  let result = '';
  let from = 0;
  for (const { after, note } of marks) {
    result += `${text.slice(from, after)}${from <= after ? '\n' : ''}${note}`;
    from = after;
  }
  return result + text.slice(from);
}
