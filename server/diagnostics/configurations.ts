/** What `hatopo.config.json` says of each folder: read when a file there is first shown, and again when it changes on disk. */
import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import { type Config, configFor, noConfig } from '../../language/config.ts';

export class Configurations {
  private readonly files: FileSystemProvider;
  private readonly byFolder = new Map<string, Config>();

  constructor(files: FileSystemProvider) {
    this.files = files;
  }

  /** What holds for a file; nothing is set where its folder was not read yet. */
  of(file: URI): Config {
    return this.byFolder.get(folderOf(file)) ?? noConfig;
  }

  /** Reads what holds for a file, once a folder. */
  async read(file: URI): Promise<void> {
    const folder = folderOf(file);
    if (!this.byFolder.has(folder)) this.byFolder.set(folder, await configFor(file, this.files));
  }

  /** A configuration changed: all are read anew. */
  forget(): void {
    this.byFolder.clear();
  }
}

const folderOf = (file: URI) => UriUtils.dirname(file).toString();
