/** Files on disk are read here, all others (virtual folders) by the editor. */
import type { FileSystemNode, FileSystemProvider, URI } from 'langium';
import type { FindingFiles } from './finding-files.ts';

export class FilesByScheme implements FindingFiles {
  private readonly disk: FileSystemProvider;
  private readonly others: FindingFiles;

  constructor(disk: FileSystemProvider, others: FindingFiles) {
    this.disk = disk;
    this.others = others;
  }

  private of(uri: URI): FileSystemProvider {
    return isOnDisk(uri) ? this.disk : this.others;
  }

  findFiles(folder: URI): Promise<readonly URI[]> | undefined {
    return isOnDisk(folder) ? undefined : this.others.findFiles(folder);
  }

  stat(uri: URI): Promise<FileSystemNode> {
    return this.of(uri).stat(uri);
  }

  statSync(uri: URI): FileSystemNode {
    return this.of(uri).statSync(uri);
  }

  exists(uri: URI): Promise<boolean> {
    return this.of(uri).exists(uri);
  }

  existsSync(uri: URI): boolean {
    return this.of(uri).existsSync(uri);
  }

  readBinary(uri: URI): Promise<Uint8Array> {
    return this.of(uri).readBinary(uri);
  }

  readBinarySync(uri: URI): Uint8Array {
    return this.of(uri).readBinarySync(uri);
  }

  readFile(uri: URI): Promise<string> {
    return this.of(uri).readFile(uri);
  }

  readFileSync(uri: URI): string {
    return this.of(uri).readFileSync(uri);
  }

  readDirectory(uri: URI): Promise<FileSystemNode[]> {
    return this.of(uri).readDirectory(uri);
  }

  readDirectorySync(uri: URI): FileSystemNode[] {
    return this.of(uri).readDirectorySync(uri);
  }
}

function isOnDisk({ scheme }: URI): boolean {
  return scheme === 'file';
}
