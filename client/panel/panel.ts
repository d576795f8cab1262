/** The panel beside the text: one for the window. It asks the server what to show and follows edits. */
import {
  type Disposable,
  type ExtensionContext,
  env,
  type Memento,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewOptions,
  type WebviewPanel,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DependenciesParams,
  type FromPanel,
  type PanelDeed,
  type PanelView,
  Requests,
  type Room,
  type RunChoice,
  type SavedFile,
  type Shown,
  type ToPanel,
} from '../../server/protocol.ts';
import { InlineMarks } from '../inline/marks.ts';
import { Beside } from './beside.ts';
import { type Comparable, remembered } from './comparable.ts';
import { setContexts } from './contexts.ts';
import type { EarlierTexts } from './earlier.ts';
import { type FollowsTexts, followTexts } from './follow-texts.ts';
import { insertScenario } from './insert.ts';
import { isWebAddress } from './links.ts';
import { Newest } from './newest.ts';
import { panelPage } from './page.ts';
import { pickComparison, pickScenario } from './pick-run.ts';
import { Pointing } from './pointing.ts';
import { replayOf } from './replay.ts';
import { placeOf, reveal } from './reveal.ts';
import { save } from './save.ts';
import { isSameRun, newerView, renamedIn } from './view.ts';

export interface Panel {
  /** The document that it shows, as the server names it. */
  readonly uri: string | undefined;
  /** Opens the panel and shows a run of the document, or its topology. */
  show(document: TextDocument, choice: RunChoice | undefined): Promise<void>;
  /** Does what the page could ask for too, for commands; nothing where no panel is open. */
  does(message: FromPanel | 'insert' | PanelDeed): Promise<void>;
}

/** ms: a text that is being typed does not build now and then; what is shown is not called old before this has passed. */
const patience = 400;

const viewType = 'hatopo.run';
/** Under which the window's memory holds what was shown last. */
const memoryKey = 'hatopo.shown';

export function addPanel(context: ExtensionContext, client: BaseLanguageClient, earlier: EarlierTexts): Panel {
  const panel = new RunPanel(context, client, earlier);
  context.subscriptions.push(
    panel,
    ...followTexts(client, panel),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (restored, state: Shown | undefined) => panel.restore(restored, state),
    }),
  );
  return panel;
}

class RunPanel implements Panel, FollowsTexts, Disposable {
  /** What is to be shown; absent while no panel is open. */
  private wanted: Shown | undefined;
  private panel: WebviewPanel | undefined;
  /** Where the page shows the picture; nothing is asked before the page has said so. */
  private room: Room | undefined;
  /** What the page shows, and for which wish: a scenario may have another title by now, or be gone. */
  private seen: { readonly wanted: Shown; readonly shown: Shown; readonly view: PanelView } | undefined;
  /** The page says that what it shows is old. */
  private isOld = false;
  private before: readonly Comparable[] = [];
  private diskTimer: ReturnType<typeof setTimeout> | undefined;
  private troubleTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly newest = new Newest(() => this.refresh());
  private readonly extensionUri: Uri;
  private readonly client: BaseLanguageClient;
  private readonly memory: Memento;
  private readonly earlier: EarlierTexts;
  private readonly inline: InlineMarks;
  private readonly pointing: Pointing;
  private readonly beside: Beside;

  constructor({ extensionUri, workspaceState }: ExtensionContext, client: BaseLanguageClient, earlier: EarlierTexts) {
    this.extensionUri = extensionUri;
    this.client = client;
    this.memory = workspaceState;
    this.earlier = earlier;
    this.inline = new InlineMarks(client, extensionUri);
    this.pointing = new Pointing(
      client,
      () => (this.panel?.visible ? this.uri : undefined),
      (id) => this.post({ type: 'pointAt', id }),
    );
    this.beside = new Beside(
      (shown, known) => this.viewBeside(shown, known),
      (message) => this.post(message),
    );
  }

  get uri(): string | undefined {
    return this.wanted?.uri;
  }

  async show(document: TextDocument, choice: RunChoice | undefined): Promise<void> {
    this.want({ uri: this.client.code2ProtocolConverter.asUri(document.uri), ...(choice && { choice }) });
    if (this.panel) this.panel.reveal(undefined, true);
    else this.open();
    await this.newest.again();
  }

  /** Fills a panel of a window that was opened again with what it showed: as the page kept it, else as noted here. */
  restore(panel: WebviewPanel, state: Shown | undefined): void {
    const shown = typeof state?.uri === 'string' ? state : this.memory.get<Shown>(memoryKey);
    if (this.panel || !shown) {
      panel.dispose();
      return;
    }
    const { uri, choice, expanded } = shown;
    this.want({ uri, ...(choice && { choice }), ...(expanded && { expanded }) });
    panel.webview.options = this.options();
    this.fill(panel);
  }

  renamed(from: string, to: string): void {
    const { wanted } = this;
    if (!wanted || (wanted.uri !== from && !wanted.uri.startsWith(`${from}/`))) return;
    this.want({ ...wanted, uri: to + wanted.uri.slice(from.length) });
    void this.newest.again();
  }

  changed(uri: string, wait = 0): void {
    if (!this.panel) return;
    if (wait === 0) void this.beside.again();
    if (uri !== this.uri && wait === 0) return;
    clearTimeout(this.diskTimer);
    if (wait === 0) void this.newest.again();
    else this.diskTimer = setTimeout(() => void this.again(), wait);
  }

  /** Asked now, it is answered before the text is checked. */
  edited(linesGone: boolean): void {
    if (linesGone) this.inline.displaced();
    // the language client tells the server of the edit first
    if (this.panel?.visible) setTimeout(() => void this.again());
  }

  private async again(): Promise<void> {
    await this.newest.again();
    await this.beside.again();
  }

  dispose(): void {
    this.forget();
    this.inline.dispose();
    this.pointing.dispose();
    this.panel?.dispose();
  }

  async does(message: FromPanel | 'insert' | PanelDeed): Promise<void> {
    if (!this.panel) return;
    if (typeof message === 'object') await this.receive(message);
    else if (message !== 'insert') this.post({ type: 'do', what: message });
    else if (this.current?.choice) await this.receive({ type: 'insertScenario', choice: this.current.choice });
  }

  /** What is shown, where it is what is wanted; else what is wanted. */
  private get current(): Shown | undefined {
    const { seen, wanted } = this;
    return seen && wanted && isSameRun(seen.wanted, wanted) ? seen.shown : wanted;
  }

  private want(shown: Shown): void {
    if (this.wanted && !isSameRun(this.wanted, shown)) {
      this.inline.clear();
      this.pointing.forget();
    }
    this.wanted = shown;
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
      this.forget();
      this.panel = undefined;
      this.room = undefined;
      this.wanted = undefined;
      this.seen = undefined;
      this.beside.end();
      setContexts(undefined);
    });
    panel.webview.html = panelPage(panel.webview, this.extensionUri);
    setContexts(this.wanted);
  }

  private forget(): void {
    clearTimeout(this.diskTimer);
    clearTimeout(this.troubleTimer);
    this.inline.clear();
    this.pointing.forget();
  }

  /** Asks for what is wanted now and shows it. What is wanted by then may be another: that is asked next. */
  private async refresh(): Promise<void> {
    const { wanted, room, panel } = this;
    if (!wanted || !room || !panel) return;
    try {
      const { seen } = this;
      const known = seen && isSameRun(seen.wanted, wanted) ? seen.view.id : undefined;
      const view = (await newerView(this.client, wanted, room, known)) ?? seen?.view;
      if (this.panel !== panel || !view || !this.wanted || !isSameRun(this.wanted, wanted)) return;
      if (view !== this.seen?.view || this.isOld) this.showView(view, wanted);
      else {
        clearTimeout(this.troubleTimer);
        await this.inline.again();
      }
    } catch (error) {
      if (this.panel !== panel || this.wanted !== wanted) return;
      this.showTrouble(reasonOf(error));
    }
  }

  private showView(view: PanelView, wanted: Shown): void {
    clearTimeout(this.troubleTimer);
    const title = view.run?.title ?? view.title;
    const shown = view.choice ? { ...wanted, choice: view.choice } : wanted;
    const isNew = !this.seen || JSON.stringify(this.seen.shown) !== JSON.stringify(shown);
    const wish = renamedIn(wanted, view);
    if (this.wanted && wish.choice !== wanted.choice)
      this.wanted = { ...this.wanted, ...(wish.choice && { choice: wish.choice }) };
    this.seen = { wanted: wish, view, shown };
    this.isOld = false;
    this.post({ type: 'show', view, shown });
    if (this.panel && this.panel.title !== title) this.panel.title = title;
    if (view.run) this.before = remembered(this.before, { shown, title });
    if (!isNew) return;
    setContexts(shown);
    void this.memory.update(memoryKey, shown);
  }

  /** A page that shows something goes on showing it for a moment; one that does not says at once why. */
  private showTrouble(message: string): void {
    clearTimeout(this.troubleTimer);
    const isThere = this.seen && this.wanted && isSameRun(this.seen.wanted, this.wanted);
    const tell = () => {
      this.isOld = true;
      // what they stood behind may be gone
      this.inline.clear();
      this.post({ type: 'trouble', message });
    };
    this.troubleTimer = setTimeout(tell, isThere ? patience : 0);
  }

  private post(message: ToPanel): void {
    void this.panel?.webview.postMessage(message);
  }

  private async receive(message: FromPanel): Promise<void> {
    try {
      await this.follow(message);
    } catch (error) {
      void window.showWarningMessage(`hatopo: ${reasonOf(error)}`);
    }
  }

  private async follow(message: FromPanel): Promise<void> {
    const { wanted, client } = this;
    if (!wanted) return;
    switch (message.type) {
      case 'ready':
        this.seen = undefined; // a new page shows nothing yet
        this.room = message.room;
        await this.newest.again();
        return this.beside.showAgain();
      case 'room':
        this.room = message.room;
        return await this.newest.again();
      case 'expanded':
        this.want({ ...wanted, expanded: message.ids });
        return await this.newest.again();
      case 'run':
        return await this.run({ uri: wanted.uri, ...(message.choice && { choice: message.choice }) });
      case 'reveal': {
        const place = await placeOf(client, wanted.uri, message.id);
        return place && (await this.reveal(place, message.focus));
      }
      case 'revealPlace':
        return await this.reveal(message.place, message.focus);
      case 'pickScenario': {
        const picked = await pickScenario(client, this.current ?? wanted);
        return picked && (await this.run(picked));
      }
      case 'insertScenario': {
        const { title, place } = await insertScenario(client, wanted.uri, message.choice);
        await this.reveal(place, true);
        // undo takes it out again: then what was done by hand is shown as it was
        const { otherwise: _, ...byHand } = message.choice;
        return await this.run({ uri: wanted.uri, choice: { scenario: title, otherwise: byHand } });
      }
      case 'pickComparison':
        return await this.compare(this.current ?? wanted);
      case 'endComparison':
        return this.beside.end();
      case 'marks':
        return this.seen && (await this.inline.show(wanted.uri, this.seen.view.version, message.marks));
      case 'dependencies': {
        const params: DependenciesParams = { uri: wanted.uri, id: message.id };
        const ids = await client.sendRequest<readonly string[]>(Requests.dependencies, params);
        return this.post({ type: 'dependencies', id: message.id, ids });
      }
      case 'save':
        return await this.save(message.file);
      case 'saveReplay':
        return this.seen && (await this.save(await replayOf(this.seen, this.extensionUri)));
      case 'openLink':
        if (isWebAddress(message.url)) await env.openExternal(Uri.parse(message.url, true));
        return;
    }
  }

  /** Another run of the same text, with what is open of the picture. */
  private async run(shown: Shown): Promise<void> {
    const { expanded } = this.wanted ?? {};
    this.want({ ...shown, ...(expanded && { expanded }) });
    await this.newest.again();
  }

  private async reveal(place: Parameters<typeof reveal>[0], focus: boolean | undefined): Promise<void> {
    this.pointing.expect(place);
    await reveal(place, this.panel?.viewColumn, focus);
  }

  private async compare(wanted: Shown): Promise<void> {
    const picked = await pickComparison(this.client, wanted, this.before, this.earlier);
    if (!picked) return;
    try {
      await this.beside.hold(picked);
    } finally {
      const changes = this.earlier.readOf(Uri.parse(picked.shown.uri)).map((uri) => ({ uri, type: 3 as const }));
      if (changes.length > 0) void this.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    }
  }

  /** With what is open of the picture: only one scene of a text is made. */
  private viewBeside(shown: Shown, known: string | undefined): Promise<PanelView | undefined> {
    const expanded = shown.uri === this.uri ? this.wanted?.expanded : undefined;
    return newerView(this.client, { ...shown, ...(expanded && { expanded }) }, this.room, known);
  }

  private async save(file: SavedFile): Promise<void> {
    await save(file, this.uri === undefined ? undefined : Uri.parse(this.uri));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
