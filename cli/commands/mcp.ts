/** `hatopo mcp`: the tools for assistants, over the Model Context Protocol. */
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';

const help = `Usage: hatopo mcp

Serves an assistant over the Model Context Protocol, on the standard input and output, with four tools: check, simulate,
explain_rule and draw. Each takes a file, by its path from the folder in which hatopo was started, or a text. Files are
read, never written. The reference of the language and the rules are there to be read, as resources. It is started by
the assistant, and ends with it.

docs/assistants.md tells how it is set up, and what the tools take.
`;

export const mcp: Command = {
  name: 'mcp',
  summary: 'serves assistants: check, simulate, explain_rule, draw as tools',
  help,
  async run(args, io) {
    parseArgs({ args: [...args], options: {} });
    const { serve } = await import('../mcp/serve.ts');
    await serve(io.cwd);
    // from here it lives as long as the assistant talks to it
    return 0;
  },
};
