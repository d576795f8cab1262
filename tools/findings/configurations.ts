/** The configurations of files, each read once. */
import type { FileSystemProvider, URI } from 'langium';
import { type Config, configFor } from '../../language/config.ts';

/** What holds for a file; of a folder it is read when it is first asked for. */
export function configurations(files: FileSystemProvider): (uri: URI) => Promise<Config> {
  const byFolder = new Map<string, Promise<Config>>();
  return (uri) => {
    const address = uri.toString();
    const folder = address.slice(0, address.lastIndexOf('/'));
    let config = byFolder.get(folder);
    if (!config) {
      config = configFor(uri, files);
      byFolder.set(folder, config);
    }
    return config;
  };
}
