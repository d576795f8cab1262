/** The panel points at what the cursor stands in. */
import { type Disposable, type TextEditor, type TextEditorSelectionChangeEvent, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ElementAtParams, type Place, Requests } from '../../server/protocol.ts';

/** ms: a cursor that moves through the text on its way is not followed. */
const rest = 100;

export class Pointing implements Disposable {
  private readonly client: BaseLanguageClient;
  private readonly point: (id: string) => void;
  /** The address of the text that is shown where somebody can see it. */
  private readonly shown: () => string | undefined;
  private readonly listening: Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the panel itself put the cursor: that is no news to it. */
  private own: Place | undefined;
  private last: string | undefined;

  constructor(client: BaseLanguageClient, shown: () => string | undefined, point: (id: string) => void) {
    this.client = client;
    this.shown = shown;
    this.point = point;
    this.listening = window.onDidChangeTextEditorSelection((event) => this.moved(event));
  }

  /** The panel is about to put the cursor there. */
  expect(place: Place): void {
    this.own = place;
  }

  /** What was pointed at may be pointed at anew. */
  forget(): void {
    this.last = undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private moved({ textEditor }: TextEditorSelectionChangeEvent): void {
    clearTimeout(this.timer);
    if (this.addressOf(textEditor) === undefined || this.isOwn(textEditor)) return;
    this.timer = setTimeout(() => void this.look(textEditor), rest);
  }

  private addressOf({ document }: TextEditor): string | undefined {
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    return uri === this.shown() ? uri : undefined;
  }

  private isOwn({ document, selection }: TextEditor): boolean {
    const { own } = this;
    if (!own || own.uri !== this.client.code2ProtocolConverter.asUri(document.uri)) return false;
    const { start } = own.range;
    return selection.start.line === start.line && selection.start.character === start.character;
  }

  private async look(editor: TextEditor): Promise<void> {
    const uri = this.addressOf(editor);
    if (uri === undefined) return;
    this.own = undefined;
    const position = this.client.code2ProtocolConverter.asPosition(editor.selection.active);
    const params: ElementAtParams = { uri, position };
    // a text that cannot be asked now is asked with the next move
    const id = await this.client.sendRequest<string | null>(Requests.elementAt, params).catch(() => null);
    if (id === null || id === this.last || this.addressOf(editor) !== uri) return;
    this.last = id;
    this.point(id);
  }
}
