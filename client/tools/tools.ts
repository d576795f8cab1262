/** What assistants may ask in an editor that has language-model tools: the server answers, as it does over MCP. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Requests, type ToolAnswer, type ToolParams } from '../../server/protocol.ts';
import { toolIds } from './ids.ts';

const doing: Readonly<Record<(typeof toolIds)[keyof typeof toolIds], string>> = {
  check: 'Checking the topology',
  simulate: 'Simulating',
  explain_rule: 'Looking up the rule',
  draw: 'Drawing the topology',
};

/** The part of VS Code's API that came with 1.95; the lowest version that we run in has none of it. */
interface ToolsApi {
  readonly lm?: {
    readonly registerTool?: (name: string, tool: object) => vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (parts: readonly unknown[]) => object;
  readonly LanguageModelTextPart?: new (text: string) => object;
}

/** Registers the tools where the editor has such; elsewhere does nothing. */
export function addTools(context: vscode.ExtensionContext, client: BaseLanguageClient): void {
  const { lm, LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as ToolsApi;
  if (!lm?.registerTool || !LanguageModelToolResult || !LanguageModelTextPart) return;
  for (const [id, name] of Object.entries(toolIds)) {
    const tool = {
      prepareInvocation: () => ({ invocationMessage: doing[name] }),
      async invoke({ input }: { readonly input: unknown }, token: vscode.CancellationToken) {
        const params: ToolParams = { name, input };
        const { text, file } = await client.sendRequest<ToolAnswer>(Requests.tool, params, token);
        const texts = file ? [text, file.content] : [text];
        return new LanguageModelToolResult(texts.map((each) => new LanguageModelTextPart(each)));
      },
    };
    context.subscriptions.push(lm.registerTool(id, tool));
  }
}
