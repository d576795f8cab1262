/** A client of the language server over stdio, as an editor is one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { TopologyChangedParams } from '../../../server/protocol.ts';

const root = join(import.meta.dirname, '../../..');

/** What VS Code says of itself, as far as the server asks. */
const plain: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
  workspace: { configuration: true },
};

export interface ClientOptions {
  /** A folder that is opened as the workspace. */
  readonly folder?: string;
  /** Arguments of Node: the server's source with `--stdio` unless said. */
  readonly args?: readonly string[];
  /** What the editor can do; what the server asks most unless said. */
  readonly capabilities?: ClientCapabilities;
  /** What is set under `hatopo`; nothing unless said. */
  readonly settings?: object;
  readonly initializationOptions?: object;
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Listens before the first message is sent. */
  readonly before?: (connection: ProtocolConnection) => void;
}

/** What VS Code can do with edits and fixes. */
export const withEdits: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true },
  },
  workspace: { configuration: true, workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
};

export class TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Every publication, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly topologies: TopologyChangedParams[] = [];
  readonly messages: string[] = [];
  /** What the process wrote to stderr. */
  stderr = '';
  readonly exited: Promise<number | null>;
  private readonly process: ChildProcess;
  private readonly versions = new Map<string, number>();

  private constructor(process: ChildProcess, connection: ProtocolConnection, initialized: InitializeResult) {
    this.process = process;
    this.connection = connection;
    this.initialized = initialized;
    this.exited = new Promise((resolve) => process.on('exit', (code) => resolve(code)));
  }

  static async start({
    folder,
    args,
    capabilities = plain,
    settings = {},
    initializationOptions,
    env,
    before,
  }: ClientOptions = {}): Promise<TestClient> {
    const server = spawn(process.execPath, [...(args ?? [join(root, 'server/node.ts'), '--stdio'])], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.onRequest('workspace/configuration', (params: ConfigurationParams) => params.items.map(() => settings));
    connection.onRequest('client/registerCapability', () => null);
    let stderr = '';
    server.stderr.on('data', (data) => {
      stderr += data;
    });
    const early: PublishDiagnosticsParams[] = [];
    before?.(connection);
    connection.listen();
    const uri = folder && pathToFileURL(folder).toString();
    const initialized = await connection
      .sendRequest<InitializeResult>('initialize', {
        processId: process.pid,
        clientInfo: { name: 'Visual Studio Code' },
        rootUri: uri ?? null,
        capabilities,
        ...(initializationOptions && { initializationOptions }),
        workspaceFolders: uri ? [{ uri, name: 'workspace' }] : null,
      })
      .catch((error: unknown) => {
        throw new Error(`the server did not start: ${stderr}`, { cause: error });
      });
    const client = new TestClient(server, connection, initialized);
    client.published.push(...early);
    server.stderr.on('data', (data) => {
      client.stderr += data;
    });
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      client.published.push(params);
      for (const wake of [...client.waiting]) wake();
    });
    connection.onNotification('hatopo/topologyChanged', (params: TopologyChangedParams) => {
      client.topologies.push(params);
      for (const wake of [...client.waiting]) wake();
    });
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      client.messages.push(message);
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  private readonly waiting = new Set<() => void>();

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  async open(uri: string, text: string): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'hatopo', version: 1, text },
    });
  }

  async change(uri: string, text: string): Promise<number> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** What a file shows at last. */
  shown(uri: string): readonly Diagnostic[] | undefined {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics;
  }

  /** Waits until a file shows what is asked for. */
  async until(uri: string, holds: (params: PublishDiagnosticsParams) => boolean): Promise<readonly Diagnostic[]> {
    await this.eventually(() => {
      const last = this.published.findLast((params) => params.uri === uri);
      return last !== undefined && holds(last);
    });
    return this.shown(uri) ?? [];
  }

  async eventually(holds: () => boolean, milliseconds = 20_000): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(wake);
        reject(
          new Error(`It did not come to be. Last shown: ${JSON.stringify(this.published.at(-1))}. ${this.stderr}`),
        );
      }, milliseconds);
      const wake = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
    });
  }

  /** Ends the server as an editor does; its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  kill(): void {
    this.process.kill();
  }
}
