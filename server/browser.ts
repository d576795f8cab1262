/** The language server as a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './start.ts';
import { ClientFiles } from './workspace/client-files.ts';

/** The worker's own global object, which the compiler takes for a window. */
const worker = self as unknown as Worker;
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
startServer({ connection, fileSystemProvider: () => new ClientFiles(connection) });
