/** Calls the command line as a shell would, and keeps what it wrote. */
import { join } from 'node:path';
import { main } from '../../cli/main.ts';

export const repo = join(import.meta.dirname, '../..');

export interface CallOptions {
  /** The standard input. */
  readonly input?: string;
  readonly colour?: boolean;
  readonly width?: number;
  /** The folder with the panel's page as it is built. */
  readonly page?: string;
  /** The language server as it is built. */
  readonly server?: string;
}

/** Exit code and output of one call; the working folder is the repository's unless said. */
export async function call(
  args: readonly string[],
  cwd = repo,
  { input = '', colour = false, width = 100, page = join(repo, 'out/webview'), server = '' }: CallOptions = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: async () => input,
    colour,
    width,
    cwd,
    page,
    server,
  });
  return { code, out, err };
}
