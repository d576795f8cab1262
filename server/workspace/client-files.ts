/** Files read by the editor: a worker in a browser has none of its own. */
import { EmptyFileSystemProvider, type FileSystemNode, type FileSystemProvider, type URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { type FileText, FromServer } from '../protocol.ts';

export class ClientFiles extends EmptyFileSystemProvider implements FileSystemProvider {
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

  override async stat(uri: URI): Promise<FileSystemNode> {
    if (!(await this.exists(uri))) throw new Error(`There is no file ${uri.toString()}.`);
    return { isFile: true, isDirectory: false, uri };
  }

  /** The text of a file; `undefined` where there is none, and where the editor knows no such request. */
  private async ask(uri: URI): Promise<string | undefined> {
    try {
      const answer = await this.connection.sendRequest<FileText | null>(FromServer.readFile, { uri: uri.toString() });
      return answer?.text;
    } catch {
      return undefined;
    }
  }
}
