/** Which text a tool is asked about: a file, a text, or a text in place of a file's. */
import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import { type Loaded, loadUri } from '../language/load.ts';
import { OverlaidFiles } from '../language/overlaid-files.ts';
import type { Field } from './input.ts';
import type { Desk } from './tool.ts';
import { UsageError } from './usage-error.ts';

/** The two inputs that name a text. */
export const textFields = {
  file: {
    type: 'string',
    description: 'Path of a .hatopo file. What it imports is read with it.',
  },
  text: {
    type: 'string',
    description:
      'The text of a topology in the hatopo language, instead of a file; with `file`, what that file would hold (unsaved changes, a change that is only tried).',
  },
} as const satisfies Record<string, Field>;

export interface TextInput {
  readonly file?: string;
  readonly text?: string;
}

export interface Text {
  readonly uri: URI;
  readonly files: FileSystemProvider;
}

/** @throws {UsageError} where nothing is named, or a file that cannot be read */
export async function textOf({ file, text }: TextInput, desk: Desk): Promise<Text> {
  if (text === undefined) {
    if (file === undefined) throw new UsageError('Name a file, or give a text.');
    return { uri: await desk.find(file, true), files: desk.files };
  }
  const uri = file === undefined ? UriUtils.joinPath(desk.folder, 'text.hatopo') : await desk.find(file, false);
  const files = new OverlaidFiles(desk.files);
  files.overlay.set(uri.toString(), text);
  return { uri, files };
}

/** The topology of a text with all that it imports; what could be built of it. */
export async function loadedText(input: TextInput, desk: Desk): Promise<Loaded> {
  const { uri, files } = await textOf(input, desk);
  const loaded = await loadUri(uri, files);
  stopIfCancelled(desk);
  return loaded;
}

/** @throws {UsageError} */
export function stopIfCancelled({ isCancelled }: Desk): void {
  if (isCancelled?.()) throw new UsageError('Cancelled.');
}

/** What is wrong with a text stops no run and no drawing, but it is not silent. */
export function troubleOf({ diagnostics, topology, document }: Loaded, desk: Desk): readonly string[] {
  const errors = diagnostics.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  const file = desk.show(document.uri.toString());
  return [
    ...(first
      ? [
          `${file} has ${errors.length} error${errors.length > 1 ? 's' : ''} (${first.message}): what could be built counts. check tells all.`,
        ]
      : []),
    ...topology.unbuilt.map(({ name, reason }) => `Left out: ${name}: ${reason}`),
  ];
}
