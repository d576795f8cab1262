/** The panel beside the text: one for the window. It asks the server what to show and follows edits. */
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type Memento,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewOptions,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DrawParams,
  type FromPanel,
  type PanelView,
  Requests,
  type Room,
  type RunChoice,
  type Shown,
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
/** The language client collects changes on disk for 250 ms before it tells the server: a run made sooner is of old text. */
const quietOnDisk = 600;

const viewType = 'hatopo.run';
/** Under which the window's memory holds what was shown last. */
const memoryKey = 'hatopo.shown';

export function addPanel(context: ExtensionContext, client: BaseLanguageClient): Panel {
  const panel = new RunPanel(context.extensionUri, client, context.workspaceState);
  const asUri = (uri: Uri) => client.code2ProtocolConverter.asUri(uri);
  const files = workspace.createFileSystemWatcher('**/*.hatopo');
  const onDisk = (uri: Uri) => {
    // of texts that are open the server says itself when they are another
    const open = workspace.textDocuments.some((document) => String(document.uri) === String(uri));
    if (!open) panel.changed(asUri(uri), quietOnDisk);
  };
  context.subscriptions.push(
    panel,
    files,
    client.onNotification(TopologyChanged, ({ uri }: TopologyChangedParams) => panel.changed(uri)),
    workspace.onDidRenameFiles(({ files: renamed }) => {
      for (const { oldUri, newUri } of renamed) panel.renamed(asUri(oldUri), asUri(newUri));
    }),
    files.onDidChange(onDisk),
    files.onDidCreate(onDisk),
    files.onDidDelete(onDisk),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (restored, state: Shown | undefined) => panel.restore(restored, state),
    }),
  );
  return panel;
}

class RunPanel implements Panel, Disposable {
  uri: string | undefined;
  private choice: RunChoice | undefined;
  private panel: WebviewPanel | undefined;
  /** Where the page shows the picture; nothing is asked before the page has said so. */
  private room: Room | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to older questions are dropped. */
  private turn = 0;
  private readonly extensionUri: Uri;
  private readonly client: BaseLanguageClient;

  private readonly memory: Memento;

  constructor(extensionUri: Uri, client: BaseLanguageClient, memory: Memento) {
    this.extensionUri = extensionUri;
    this.client = client;
    this.memory = memory;
  }

  async show(document: TextDocument, choice: RunChoice | undefined): Promise<void> {
    this.uri = this.client.code2ProtocolConverter.asUri(document.uri);
    this.choice = choice;
    if (this.panel) this.panel.reveal(undefined, true);
    else this.open();
    await this.refresh();
  }

  /** Fills a panel of a window that was opened again with what it showed: as the page kept it, else as noted here. */
  restore(panel: WebviewPanel, state: Shown | undefined): void {
    const shown = typeof state?.uri === 'string' ? state : this.memory.get<Shown>(memoryKey);
    if (this.panel || !shown) {
      panel.dispose();
      return;
    }
    this.uri = shown.uri;
    this.choice = shown.choice;
    panel.webview.options = this.options();
    this.fill(panel);
  }

  /** A file or folder has another name now; the panel goes with it. */
  renamed(from: string, to: string): void {
    if (this.uri === undefined || (this.uri !== from && !this.uri.startsWith(`${from}/`))) return;
    this.uri = to + this.uri.slice(from.length);
    this.changed(this.uri);
  }

  /** The topology of a document is another now, or may be after `wait` ms. */
  changed(uri: string, wait = quiet): void {
    if (!this.panel || uri !== this.uri) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), wait);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
  }

  private open(): void {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel(viewType, 'hatopo', place, {
      ...this.options(),
      retainContextWhenHidden: true,
      enableFindWidget: true,
    });
    this.fill(panel);
  }

  private options(): WebviewOptions {
    return { enableScripts: true, localResourceRoots: [Uri.joinPath(this.extensionUri, 'out', 'webview')] };
  }

  private fill(panel: WebviewPanel): void {
    this.panel = panel;
    panel.iconPath = Uri.joinPath(this.extensionUri, 'images', 'icon.png');
    panel.webview.onDidReceiveMessage((message: FromPanel) => void this.receive(message));
    panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.turn++;
      this.panel = undefined;
      this.room = undefined;
      this.uri = undefined;
      void commands.executeCommand('setContext', 'hatopo.panelOpen', false);
    });
    panel.webview.html = panelPage(panel.webview, this.extensionUri);
    void commands.executeCommand('setContext', 'hatopo.panelOpen', true);
  }

  private async refresh(): Promise<void> {
    const { uri, choice, room } = this;
    if (uri === undefined || room === undefined) return;
    const turn = ++this.turn;
    let message: ToPanel;
    try {
      const view = choice
        ? await this.client.sendRequest<PanelView>(Requests.simulate, { uri, choice, room } satisfies SimulateParams)
        : await this.client.sendRequest<PanelView>(Requests.draw, { uri, room } satisfies DrawParams);
      message = { type: 'show', view, shown: { uri, ...(choice && { choice }) } };
    } catch (error) {
      message = { type: 'trouble', message: reasonOf(error) };
    }
    if (turn !== this.turn || !this.panel) return;
    if (message.type === 'show') {
      this.panel.title = message.view.run?.title ?? message.view.title;
      void this.memory.update(memoryKey, message.shown);
    }
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromPanel): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
        case 'room':
          this.room = message.room;
          return await this.refresh();
        case 'reveal':
          if (this.uri === undefined) return;
          return await revealElement(this.client, this.uri, message.id, this.panel?.viewColumn, message.focus);
        case 'revealPlace':
          return await reveal(message.place, this.panel?.viewColumn, message.focus);
      }
    } catch (error) {
      void window.showWarningMessage(`hatopo: ${reasonOf(error)}`);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
