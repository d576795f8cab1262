/** The language server as a process of its own, over IPC or `--stdio`. */
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './start.ts';

startServer({ connection: createConnection(ProposedFeatures.all), ...NodeFileSystem });
