/** A file system of texts in memory. */
import { EmptyFileSystemProvider, type FileSystemNode, type FileSystemProvider, URI } from 'langium';

/** Texts by their address. Texts may be added, replaced and removed while it is in use. */
export class MemoryFiles extends EmptyFileSystemProvider implements FileSystemProvider {
  readonly texts = new Map<string, string>();

  set(uri: URI | string, text: string): void {
    this.texts.set(URI.parse(uri.toString()).toString(), text);
  }

  delete(uri: URI | string): void {
    this.texts.delete(URI.parse(uri.toString()).toString());
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    return this.statSync(uri);
  }

  override statSync(uri: URI): FileSystemNode {
    this.readFileSync(uri);
    return { isFile: true, isDirectory: false, uri };
  }

  override async exists(uri?: URI): Promise<boolean> {
    return this.existsSync(uri);
  }

  override existsSync(uri?: URI): boolean {
    return uri !== undefined && this.texts.has(uri.toString());
  }

  override async readFile(uri?: URI): Promise<string> {
    return this.readFileSync(uri);
  }

  override readFileSync(uri?: URI): string {
    const text = uri && this.texts.get(uri.toString());
    if (text === undefined) throw new Error(`There is no file ${uri?.toString()}.`);
    return text;
  }
}
