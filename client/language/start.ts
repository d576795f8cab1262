/** Starts the language server beside the extension's own activation. */
import { type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Does not wait: requests that come early are answered when the server is there. */
export function startClient(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push({ dispose: () => void client.dispose().catch(() => undefined) });
  client.start().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `The hatopo language server did not start: ${reason}. Its output is in Output › hatopo.`,
    );
  });
}
