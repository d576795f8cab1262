/** The language server as it ships, and an editor that talks to it. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { inRepo } from '../scripts/lib/repo.ts';
import { serverBundle } from '../scripts/lib/server-bundle.ts';
import { TestClient } from '../test/server/support/client.ts';
import { TypedText } from './typed-text.ts';

const bundle = inRepo('out', 'bench', 'server.cjs');
let built: Promise<unknown> | undefined;

/** Arguments of Node that start the server, bundled for this run. */
export async function serverArguments(): Promise<readonly string[]> {
  built ??= build({
    entryPoints: [inRepo('server', 'main.ts')],
    outfile: bundle,
    bundle: true,
    minify: true,
    ...serverBundle,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  await built;
  return [bundle, '--stdio'];
}

/** What the extension sets for the server: Node keeps what it compiled, from the first end of a server on. */
export const serverEnvironment = { NODE_COMPILE_CACHE: inRepo('out', 'bench', 'compiled') };

/** An editor with one opened file, which it edits keystroke by keystroke. */
export class Editor {
  readonly client: TestClient;
  private readonly text: TypedText;

  private constructor(client: TestClient, text: TypedText) {
    this.client = client;
    this.text = text;
  }

  get uri(): string {
    return this.text.uri;
  }

  /** Starts a server, opens a file and waits for its first diagnostics. */
  static async open(uri: string, text: string, folder?: string): Promise<Editor> {
    const client = await TestClient.start({
      args: await serverArguments(),
      env: serverEnvironment,
      ...(folder && { folder }),
    });
    const editor = new Editor(client, new TypedText(uri, text));
    await client.open(uri, text);
    await client.eventually(() => editor.isShown(), 120_000);
    return editor;
  }

  /** Replaces `old`, which is looked for from `from` on, and waits for the diagnostics of the new text; milliseconds. */
  async replace(old: string, by: string, from = 0): Promise<number> {
    const begin = await this.type(old, by, from);
    await this.client.eventually(() => this.isShown(), 120_000);
    return performance.now() - begin;
  }

  /** The version of the text that was typed last. */
  get typed(): number {
    return this.text.version;
  }

  /** Replaces `old` and waits for nothing; when it was sent. */
  async type(old: string, by: string, from = 0): Promise<number> {
    const change = this.text.replace(old, by, from);
    const begin = performance.now();
    await this.client.connection.sendNotification('textDocument/didChange', change);
    return begin;
  }

  /** Position of the first `pattern`, moved by `characters`. */
  positionOf(pattern: string, characters = 0): { line: number; character: number } {
    return this.text.positionOf(pattern, characters);
  }

  /** Kilobytes of memory that the server has now; undefined where the system does not say. */
  memory(): number | undefined {
    const pid = (this.client as unknown as { process: { pid: number } }).process.pid;
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    const kilobytes = Number.parseInt(stdout ?? '', 10);
    return Number.isNaN(kilobytes) ? undefined : kilobytes;
  }

  close(): Promise<number | null> {
    return this.client.stop();
  }

  private isShown(): boolean {
    return this.client.published.some((params) => params.uri === this.uri && params.version === this.text.version);
  }
}
