/**
 * LikeC4's language server, the one nearest to ours, where it is installed (`npm install --global likec4`), and models for it
 * with as many elements as our topologies have.
 */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { TestClient } from '../../test/server/support/client.ts';
import { vmsPerHost } from '../topologies.ts';
import { TypedText } from '../typed-text.ts';

/** Why it cannot be measured here. */
export const noLikeC4 = 'LikeC4 is not installed: npm install --global likec4@1.59.4 (126 MB, Node 22.22 or later)';

/** The program `likec4` of the search path; undefined where there is none. */
export function likec4Program(): string | undefined {
  const found = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'likec4'));
  const program = found.find((file) => existsSync(file));
  return program && realpathSync(program);
}

/** Everything that `oneFile` declares, in LikeC4's words: what runs on, leads to or serves something is a relation. */
export function likec4Model(vms: number): string {
  const hosts = Math.max(2, Math.ceil(vms / vmsPerHost));
  const hostLines = Array.from({ length: hosts }, (_, host) => `    Host${host} = host 'Host${host}'`);
  const pairs = Array.from({ length: Math.floor(vms / 2) }, (_, pair) => {
    const host = Math.min(Math.floor(pair / (vmsPerHost / 2)), hosts - 1);
    return `${vm(`Vm${pair}_A`, host)}
${vm(`Vm${pair}_B`, (host + 1) % hosts)}
  Pair${pair} = service 'Pair${pair}' {
    -> Vm${pair}_A 'active'
    -> Vm${pair}_B 'standby'
  }`;
  });
  return `specification {
  element site
  element network
  element storage
  element host
  element vm
  element nic
  element service
}
model {
  DataCenter = site 'DataCenter' {
    lan = network 'lan'
    storageNet = network 'storage-net'
    duplication = network 'duplication'
    san = storage 'san'
${hostLines.join('\n')}
  }
${pairs.join('\n')}
}
`;
}

function vm(name: string, host: number): string {
  return `  ${name} = vm '${name}' {
    description '4 GB'
    -> DataCenter.Host${host}
    -> DataCenter.san
    eth0 = nic 'eth0' {
      -> DataCenter.lan
    }
    eth1 = nic 'eth1' {
      -> DataCenter.storageNet
    }
    eth2 = nic 'eth2' {
      -> DataCenter.lan
    }
  }`;
}

/** An editor with one opened model. */
export class LikeC4Editor {
  readonly client: TestClient;
  private readonly text: TypedText;

  private constructor(client: TestClient, text: TypedText) {
    this.client = client;
    this.text = text;
  }

  get uri(): string {
    return this.text.uri;
  }

  /** Starts a server in a folder in which the file is, opens it and waits for its first diagnostics. */
  static async open(program: string, uri: string, text: string, folder: string): Promise<LikeC4Editor> {
    const args = [program, 'lsp', '--stdio', '--no-manual-layouts', '--no-use-dot'];
    const client = await TestClient.start({ args, folder });
    const editor = new LikeC4Editor(client, new TypedText(uri, text));
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'likec4', version: 1, text },
    });
    await editor.shown(0);
    return editor;
  }

  /** Replaces `old`, which is looked for from `from` on, and waits for the diagnostics of the new text. */
  async replace(old: string, by: string, from: number): Promise<void> {
    const change = this.text.replace(old, by, from);
    const before = this.timesShown();
    await this.client.connection.sendNotification('textDocument/didChange', change);
    await this.shown(before);
  }

  /** An answer about the place `characters` behind the first `pattern`. */
  async ask(method: string, pattern: string, characters: number): Promise<unknown> {
    const position = this.text.positionOf(pattern, characters);
    const answer = await this.client.request(method, { textDocument: { uri: this.uri }, position });
    if (answer === null) throw new Error(`LikeC4 has no answer to ${method}`);
    return answer;
  }

  /** It says of no version which it shows: the next that it publishes of the file is that of the edit. */
  private shown(before: number): Promise<void> {
    return this.client.eventually(() => this.timesShown() > before, 300_000);
  }

  private timesShown(): number {
    return this.client.published.filter(({ uri }) => uri === this.uri).length;
  }
}
