/** `hatopo/tool`: what an assistant asks in the editor. Texts are read as the editor has them, saved or not. */
import { type FileSystemProvider, URI, UriUtils } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { OverlaidFiles } from '../../language/overlaid-files.ts';
import { toolNamed } from '../../tools/index.ts';
import type { Desk } from '../../tools/tool.ts';
import { UsageError } from '../../tools/usage-error.ts';
import type { ToolAnswer, ToolParams } from '../protocol.ts';
import type { ServerServices } from '../services.ts';
import { Refusal } from './refusal.ts';

/** @throws {Refusal} with a sentence for the assistant */
export async function toolAnswer(
  { name, input }: ToolParams,
  services: ServerServices,
  cancelToken: CancellationToken,
): Promise<ToolAnswer> {
  await services.shared.workspace.WorkspaceManager.ready;
  try {
    return await toolNamed(name).answer(input, deskOf(services, cancelToken));
  } catch (error) {
    if (error instanceof UsageError) throw new Refusal(error.message);
    throw error;
  }
}

function deskOf({ shared }: ServerServices, cancelToken: CancellationToken): Desk {
  const folders = (shared.workspace.WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => URI.parse(uri));
  const files = new OverlaidFiles(shared.workspace.FileSystemProvider);
  for (const text of shared.workspace.TextDocuments.all()) files.overlay.set(text.uri, text.getText());
  return {
    files,
    folder: folders[0] ?? URI.parse('untitled:/'),
    find: async (file, isRead) => {
      if (UriUtils.extname(addressOf(file, folders)) !== '.hatopo') throw new UsageError(`${file} is no .hatopo file.`);
      if (isRead) return await existing(file, folders, files);
      return addressOf(file, folders);
    },
    show: (uri) => shownIn(uri, folders),
    isCancelled: () => cancelToken.isCancellationRequested,
  };
}

/** Of the folders the first that has the file. */
async function existing(file: string, folders: readonly URI[], files: FileSystemProvider): Promise<URI> {
  for (const folder of folders.length > 0 ? folders : [undefined]) {
    const uri = addressOf(file, folder ? [folder] : []);
    if (await files.exists(uri).catch(() => false)) return uri;
  }
  throw new UsageError(`There is no file ${file}${folders.length > 0 ? ' in this workspace' : ''}.`);
}

/** An address is taken as it is, a path in the first folder and where its files are. */
function addressOf(file: string, [folder]: readonly URI[]): URI {
  // a single letter before the colon is a drive
  if (/^[a-z][a-z\d+.-]+:/i.test(file)) return URI.parse(file);
  const isAbsolute = /^([\\/]|[a-z]:)/i.test(file);
  if (!isAbsolute && folder) return UriUtils.joinPath(folder, file.replaceAll('\\', '/'));
  return folder && folder.scheme !== 'file' ? folder.with({ path: file }) : URI.file(file);
}

/** The path in its folder; outside of all folders the path on disk, or the address. */
function shownIn(address: string, folders: readonly URI[]): string {
  for (const folder of folders) {
    const above = `${folder.toString().replace(/\/$/, '')}/`;
    if (address.startsWith(above)) return decodeURIComponent(address.slice(above.length));
  }
  const uri = URI.parse(address);
  return uri.scheme === 'file' ? uri.fsPath : address;
}
