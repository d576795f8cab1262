/** What `hatopo.config.json` says of each folder: read when a file there is first shown, and again when it changes on disk. */
import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import { type Config, configFor, noConfig } from '../../language/config.ts';

export class Configurations {
  private readonly files: FileSystemProvider;
  private readonly byFolder = new Map<string, Config>();
  /** One object for each configuration, however many folders it counts for. */
  private readonly byAddress = new Map<string, Config>();

  /** How often all was forgotten. */
  private round = 0;

  constructor(files: FileSystemProvider) {
    this.files = files;
  }

  /** What holds for a file; nothing is set where its folder was not read yet. */
  of(file: URI): Config {
    return this.byFolder.get(folderOf(file)) ?? noConfig;
  }

  /** What holds for a file; read once a folder. */
  async read(file: URI): Promise<Config> {
    const folder = folderOf(file);
    let config = this.byFolder.get(folder);
    if (!config) {
      const { round } = this;
      const found = await configFor(file, this.files);
      // it may have been read before it changed
      if (round !== this.round) return this.read(file);
      config = this.shared(found);
      this.byFolder.set(folder, config);
    }
    return config;
  }

  private shared(config: Config): Config {
    if (config.uri === undefined) return noConfig;
    const known = this.byAddress.get(config.uri);
    if (known) return known;
    this.byAddress.set(config.uri, config);
    return config;
  }

  /** A configuration changed: all are read anew. */
  forget(): void {
    this.round++;
    this.byFolder.clear();
    this.byAddress.clear();
  }
}

const folderOf = (file: URI) => UriUtils.dirname(file).toString();
