/** The panel beside the text: one for the window. It asks the server what to show and follows edits. */
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DrawParams,
  type FromPanel,
  type PanelView,
  Requests,
  type RunChoice,
  type SimulateParams,
  type ToPanel,
  TopologyChanged,
  type TopologyChangedParams,
} from '../../server/protocol.ts';
import { panelPage } from './page.ts';
import { reveal, revealElement } from './reveal.ts';

export interface Panel {
  /** The document that it shows, as the server names it. */
  readonly uri: string | undefined;
  /** Opens the panel and shows a run of the document, or its topology. */
  show(document: TextDocument, choice: RunChoice | undefined): Promise<void>;
}

/** Edits come in bursts: a run is made again when this many ms passed without one. */
const quiet = 200;

export function addPanel(context: ExtensionContext, client: BaseLanguageClient): Panel {
  const panel = new RunPanel(context.extensionUri, client);
  context.subscriptions.push(
    panel,
    client.onNotification(TopologyChanged, ({ uri }: TopologyChangedParams) => panel.changed(uri)),
  );
  return panel;
}

class RunPanel implements Panel, Disposable {
  uri: string | undefined;
  private choice: RunChoice | undefined;
  private panel: WebviewPanel | undefined;
  private ready = false;
  /** What the page has not been sent yet because it was not ready. */
  private waiting: ToPanel | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to older questions are dropped. */
  private turn = 0;
  private readonly extensionUri: Uri;
  private readonly client: BaseLanguageClient;

  constructor(extensionUri: Uri, client: BaseLanguageClient) {
    this.extensionUri = extensionUri;
    this.client = client;
  }

  async show(document: TextDocument, choice: RunChoice | undefined): Promise<void> {
    this.uri = this.client.code2ProtocolConverter.asUri(document.uri);
    this.choice = choice;
    if (this.panel) this.panel.reveal(undefined, true);
    else this.open();
    await this.refresh();
  }

  /** The topology of a document is another now. */
  changed(uri: string): void {
    if (!this.panel || uri !== this.uri) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), quiet);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
  }

  private open(): void {
    const roots = [Uri.joinPath(this.extensionUri, 'out', 'webview')];
    const panel = window.createWebviewPanel(
      'hatopo.run',
      'hatopo',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: roots, retainContextWhenHidden: true, enableFindWidget: true },
    );
    this.panel = panel;
    panel.iconPath = Uri.joinPath(this.extensionUri, 'images', 'icon.png');
    panel.webview.onDidReceiveMessage((message: FromPanel) => void this.receive(message));
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.turn++;
      this.panel = undefined;
      this.ready = false;
      this.uri = undefined;
      void commands.executeCommand('setContext', 'hatopo.panelOpen', false);
    });
    panel.webview.html = panelPage(panel.webview, this.extensionUri);
    void commands.executeCommand('setContext', 'hatopo.panelOpen', true);
  }

  private async refresh(): Promise<void> {
    const { uri, choice } = this;
    if (uri === undefined) return;
    const turn = ++this.turn;
    let message: ToPanel;
    try {
      const view = choice
        ? await this.client.sendRequest<PanelView>(Requests.simulate, { uri, choice } satisfies SimulateParams)
        : await this.client.sendRequest<PanelView>(Requests.draw, { uri } satisfies DrawParams);
      message = { type: 'show', view };
    } catch (error) {
      message = { type: 'trouble', message: error instanceof Error ? error.message : String(error) };
    }
    if (turn !== this.turn || !this.panel) return;
    if (message.type === 'show') this.panel.title = message.view.run?.title ?? message.view.title;
    this.post(message);
  }

  private post(message: ToPanel): void {
    if (this.ready) void this.panel?.webview.postMessage(message);
    else this.waiting = message;
  }

  private async receive(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready': {
        this.ready = true;
        const waiting = this.waiting;
        this.waiting = undefined;
        if (waiting) this.post(waiting);
        return;
      }
      case 'reveal':
        if (this.uri !== undefined)
          await revealElement(this.client, this.uri, message.id, this.panel?.viewColumn, message.focus);
        return;
      case 'revealPlace':
        await reveal(message.place, this.panel?.viewColumn, message.focus);
        return;
    }
  }
}
