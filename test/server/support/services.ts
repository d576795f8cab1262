/** The server's services in memory, and what they answer at a mark `<|>` in a text. */
import { type FileSystemProvider, type LangiumDocument, URI } from 'langium';
import type { CompletionItem, Position } from 'vscode-languageserver-protocol';
import type { Document } from '../../../language/generated/ast.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createServerServices } from '../../../server/module.ts';
import type { ServerServices, ServerSharedServices } from '../../../server/services.ts';

export interface InMemory {
  readonly shared: ServerSharedServices;
  readonly hatopo: ServerServices;
  readonly files: MemoryFiles;
}

export function inMemory(): InMemory {
  const files = new MemoryFiles();
  return { ...createServerServices({ fileSystemProvider: (): FileSystemProvider => files }), files };
}

export interface Marked {
  readonly text: string;
  /** Offsets of the marks. */
  readonly offsets: readonly number[];
}

/** Takes the marks `<|>` out of a text. */
export function marked(input: string): Marked {
  const parts = input.split('<|>');
  const offsets: number[] = [];
  let length = 0;
  for (const part of parts.slice(0, -1)) {
    length += part.length;
    offsets.push(length);
  }
  return { text: parts.join(''), offsets };
}

/** Reads a text, with the files that it imports, and checks it. */
export async function opened(
  { shared, files }: InMemory,
  text: string,
  others: Readonly<Record<string, string>> = {},
  uri = 'file:///main.hatopo',
): Promise<LangiumDocument<Document>> {
  const address = URI.parse(uri);
  files.set(address, text);
  for (const [name, content] of Object.entries(others)) files.set(URI.parse(`file:///${name}`), content);
  const document = await shared.workspace.LangiumDocuments.getOrCreateDocument(address);
  await shared.workspace.DocumentBuilder.build([document], { validation: true });
  return document as LangiumDocument<Document>;
}

export function positionIn(document: LangiumDocument, offset: number): Position {
  return document.textDocument.positionAt(offset);
}

export interface CompletionOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly snippets?: boolean;
  /** The editor can open its list again. */
  readonly again?: boolean;
  /** The character by which the editor asks on its own. */
  readonly by?: string;
}

/** What is offered at the mark, in the order in which an editor shows it. */
export async function offered(input: string, options: CompletionOptions = {}): Promise<readonly CompletionItem[]> {
  const services = inMemory();
  services.shared.server.Client.snippets = options.snippets ?? false;
  services.shared.server.Client.suggestsAgain = options.again ?? false;
  const { text, offsets } = marked(input);
  const document = await opened(services, text, options.files);
  const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
    ...(options.by && { context: { triggerKind: 2, triggerCharacter: options.by } }),
  });
  const rank = ({ sortText, label }: CompletionItem) => `${sortText ?? label}\0${label}`;
  return [...(list?.items ?? [])].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

export async function labelsOffered(input: string, options?: CompletionOptions): Promise<readonly string[]> {
  return (await offered(input, options)).map(({ label }) => label);
}
