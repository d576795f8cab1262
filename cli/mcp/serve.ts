/** The tools over the Model Context Protocol, on the standard streams. Read only when it is asked for: it brings the SDK. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  CompleteRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import manifest from '../../package.json' with { type: 'json' };
import { toolNamed, tools } from '../../tools/index.ts';
import type { Answer, Desk } from '../../tools/tool.ts';
import { UsageError } from '../command.ts';
import { deskOnDisk } from './desk.ts';
import { completionsOf, read, resources, resourceTemplates } from './resources.ts';

const instructions = `hatopo checks, simulates and draws high-availability topologies, written as text in .hatopo files. \
After every change of such a text, check it; what a finding means, explain_rule tells; simulate says what a failure comes to. \
Every tool takes a file or a text. The resource hatopo:///language tells the language; read it before you write.`;

/** Serves until the other end hangs up. */
export async function serve(cwd: string): Promise<void> {
  const server = new Server(
    { name: manifest.name, title: manifest.displayName, version: manifest.version },
    { capabilities: { tools: {}, resources: {}, completions: {} }, instructions },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, title, description, input }) => ({
      name,
      title,
      description,
      inputSchema: { ...input, properties: { ...input.properties }, required: [...(input.required ?? [])] },
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    called(
      params.name,
      params.arguments,
      deskOnDisk(cwd, () => signal.aborted),
    ),
  );
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => {
    try {
      return read(params.uri);
    } catch (error) {
      throw error instanceof UsageError ? new McpError(ErrorCode.InvalidParams, error.message) : error;
    }
  });
  server.setRequestHandler(CompleteRequestSchema, ({ params: { argument, context } }) => {
    const values = completionsOf(argument.name, argument.value, context?.arguments?.pack);
    return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
  });
  await server.connect(new StdioServerTransport());
}

/** What is off in the question is an answer that the assistant can act on, no failure of the protocol. */
async function called(name: string, input: unknown, desk: Desk): Promise<CallToolResult> {
  try {
    return { content: contentOf(await toolNamed(name).answer(input, desk)) };
  } catch (error) {
    const text =
      error instanceof UsageError
        ? error.message
        : `hatopo failed inside; this is a fault of hatopo, not of the text: ${error instanceof Error ? error.stack : String(error)}`;
    return { content: [{ type: 'text', text }], isError: true };
  }
}

function contentOf({ text, file }: Answer): CallToolResult['content'] {
  const said = { type: 'text', text } as const;
  if (!file) return [said];
  const { name, mimeType, content } = file;
  return [
    said,
    { type: 'resource', resource: { uri: `hatopo:///drawings/${encodeURIComponent(name)}`, mimeType, text: content } },
  ];
}
