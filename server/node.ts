/** The language server as a process of its own, over IPC or `--stdio`. */
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { libraryOnDisk } from './library-on-disk.ts';
import { startServer } from './start.ts';
import { ClientFiles } from './workspace/client-files.ts';
import { FilesByScheme } from './workspace/files-by-scheme.ts';

const connection = createConnection(ProposedFeatures.all);
const { shared } = startServer({
  connection,
  fileSystemProvider: () => new FilesByScheme(NodeFileSystem.fileSystemProvider(), new ClientFiles(connection)),
  libraryOnDisk,
});

// A fault that nobody caught costs what was being done, not the author's session.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => shared.server.Trouble.report(error, 'working'));
}
