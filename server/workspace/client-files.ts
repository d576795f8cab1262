/** Files read by the editor: a worker in a browser has none of its own. */
import { EmptyFileSystemProvider, type FileSystemNode, URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { type FileText, type FindFilesParams, type FoundFiles, FromServer, type ReadFileParams } from '../protocol.ts';
import type { FindingFiles } from './finding-files.ts';

export class ClientFiles extends EmptyFileSystemProvider implements FindingFiles {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    super();
    this.connection = connection;
  }

  override async readFile(uri?: URI): Promise<string> {
    const text = uri && (await this.ask(uri));
    if (text === undefined) throw new Error(`${uri?.toString() ?? 'The file'} cannot be read.`);
    return text;
  }

  override async exists(uri?: URI): Promise<boolean> {
    return uri !== undefined && (await this.ask(uri)) !== undefined;
  }

  /** What has files of the language below it is a folder. */
  override async stat(uri: URI): Promise<FileSystemNode> {
    if (await this.exists(uri)) return { isFile: true, isDirectory: false, uri };
    if ((await this.findFiles(uri)).length > 0) return { isFile: false, isDirectory: true, uri };
    throw new Error(`There is no file ${uri.toString()}.`);
  }

  async findFiles(folder: URI): Promise<readonly URI[]> {
    const params: FindFilesParams = { uri: folder.toString() };
    try {
      const found = await this.connection.sendRequest<FoundFiles | null>(FromServer.findFiles, params);
      return (found ?? []).map((uri) => URI.parse(uri));
    } catch {
      // another editor, which knows no such request: files count once they are opened or imported
      return [];
    }
  }

  /** The text of a file; `undefined` where there is none, and where the editor knows no such request. */
  private async ask(uri: URI): Promise<string | undefined> {
    const params: ReadFileParams = { uri: uri.toString() };
    try {
      const answer = await this.connection.sendRequest<FileText | null>(FromServer.readFile, params);
      return answer?.text;
    } catch {
      return undefined;
    }
  }
}
