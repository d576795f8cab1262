/** `hatopo lsp`: the language server of the extension, for any other editor. */
import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Command, InputError, UsageError } from '../command.ts';

const help = `Usage: hatopo lsp [--stdio | --socket PORT | --pipe NAME] [--clientProcessId PID]

Serves the language to an editor over the Language Server Protocol: findings with fixes, completion, hover,
definitions, references, rename, formatting and the rest of what the extension for VS Code has in the text. It is
started by the editor, which talks to it over the standard input and output (--stdio, also where nothing is said), or
over a socket or a named pipe that the editor listens on. It ends with the editor.

docs/editors.md tells how Neovim, Helix, Zed and Emacs are set up.
`;

export const lsp: Command = {
  name: 'lsp',
  summary: 'serves the language to an editor',
  help,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stdio: { type: 'boolean', default: false },
        socket: { type: 'string' },
        pipe: { type: 'string' },
        clientProcessId: { type: 'string' },
      },
    });
    const ways = [values.stdio, values.socket !== undefined, values.pipe !== undefined].filter(Boolean).length;
    if (ways > 1) throw new UsageError('Name one way to talk: --stdio, --socket or --pipe.');
    await access(io.server).catch(() => {
      throw new InputError(`The language server is not built: there is no ${io.server}. npm run build makes it.`);
    });
    // the server reads from the process's arguments over what it talks
    if (ways === 0) process.argv.push('--stdio');
    await import(pathToFileURL(io.server).href);
    // from here it lives as long as the editor talks to it
    return 0;
  },
};
