/** Files with other texts laid over some of them: unsaved edits, or changes that are only tried. */
import type { FileSystemNode, FileSystemProvider, URI } from 'langium';

export class OverlaidFiles implements FileSystemProvider {
  /** Texts by address; they count instead of what the files hold. */
  readonly overlay = new Map<string, string>();
  private readonly below: FileSystemProvider;

  constructor(below: FileSystemProvider) {
    this.below = below;
  }

  private textOf(uri: URI): string | undefined {
    return this.overlay.get(uri.toString());
  }

  private nodeOf(uri: URI): FileSystemNode | undefined {
    return this.overlay.has(uri.toString()) ? { isFile: true, isDirectory: false, uri } : undefined;
  }

  async stat(uri: URI): Promise<FileSystemNode> {
    return this.nodeOf(uri) ?? (await this.below.stat(uri));
  }

  statSync(uri: URI): FileSystemNode {
    return this.nodeOf(uri) ?? this.below.statSync(uri);
  }

  async exists(uri: URI): Promise<boolean> {
    return this.overlay.has(uri.toString()) || (await this.below.exists(uri));
  }

  existsSync(uri: URI): boolean {
    return this.overlay.has(uri.toString()) || this.below.existsSync(uri);
  }

  readBinary(uri: URI): Promise<Uint8Array> {
    const text = this.textOf(uri);
    return text === undefined ? this.below.readBinary(uri) : Promise.resolve(new TextEncoder().encode(text));
  }

  readBinarySync(uri: URI): Uint8Array {
    const text = this.textOf(uri);
    return text === undefined ? this.below.readBinarySync(uri) : new TextEncoder().encode(text);
  }

  async readFile(uri: URI): Promise<string> {
    return this.textOf(uri) ?? (await this.below.readFile(uri));
  }

  readFileSync(uri: URI): string {
    return this.textOf(uri) ?? this.below.readFileSync(uri);
  }

  readDirectory(uri: URI): Promise<FileSystemNode[]> {
    return this.below.readDirectory(uri);
  }

  readDirectorySync(uri: URI): FileSystemNode[] {
    return this.below.readDirectorySync(uri);
  }
}
