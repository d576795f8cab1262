/** Carries a run into the editors: text behind the declarations and shapes in the gutter, as the run is at its moment. */
import {
  type DecorationOptions,
  type Disposable,
  Position,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type InlineMark, type PlacesParams, Requests, type Tone } from '../../server/protocol.ts';
import { linesOf, type MarkedLine } from './lines.ts';
import { KnownPlaces } from './places.ts';

/** Colours of package.json, legible on light and on dark. Words and shapes say the same. */
const colors: Readonly<Record<Tone, string>> = {
  lost: 'hatopo.inline.lost',
  warn: 'hatopo.inline.warning',
  busy: 'hatopo.inline.busy',
  serving: 'hatopo.inline.good',
  ready: 'hatopo.inline.good',
  calm: 'hatopo.inline.calm',
  unknown: 'hatopo.inline.calm',
};
const tones = Object.keys(colors) as readonly Tone[];

export class InlineMarks implements Disposable {
  private readonly client: BaseLanguageClient;
  private readonly places: KnownPlaces;
  private readonly types: ReadonlyMap<Tone, TextEditorDecorationType>;
  private readonly listening: readonly Disposable[];
  private lines: ReturnType<typeof linesOf> = new Map();
  private last: Parameters<InlineMarks['show']> | undefined;
  /** Lines have gone since the marks were placed: those of the marks on them lie together somewhere. */
  private isDisplaced = false;
  /** Marks that were told later have been shown: places that arrive late are dropped. */
  private turn = 0;

  constructor(client: BaseLanguageClient, extensionUri: Uri) {
    this.client = client;
    this.places = new KnownPlaces((uri, ids) =>
      client.sendRequest(Requests.places, { uri, ids } satisfies PlacesParams),
    );
    this.types = new Map(tones.map((tone) => [tone, typeOf(tone, extensionUri)] as const));
    this.listening = [
      window.onDidChangeVisibleTextEditors(() => this.draw()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('hatopo.inline')) this.draw();
      }),
    ];
  }

  /** Shows these marks and no others; they belong to what the panel shows of a text, at a version of it. */
  async show(uri: string, version: number, marks: readonly InlineMark[]): Promise<void> {
    const turn = ++this.turn;
    this.last = [uri, version, marks];
    this.isDisplaced = false;
    const ids = marks.flatMap(({ at }) => (typeof at === 'string' ? [at] : []));
    const places = await this.places.of(uri, version, ids);
    if (turn !== this.turn) return;
    this.lines = linesOf(marks, places);
    this.draw();
  }

  /** Lines of a text have gone. */
  displaced(): void {
    this.isDisplaced = true;
  }

  /** The text says the same as when the marks were placed, perhaps after lines had gone and came back. */
  async again(): Promise<void> {
    const { last } = this;
    if (!last || !this.isDisplaced) return;
    this.places.forget();
    await this.show(...last);
  }

  clear(): void {
    this.turn++;
    this.last = undefined;
    this.places.forget();
    if (this.lines.size === 0) return;
    this.lines = new Map();
    this.draw();
  }

  dispose(): void {
    this.turn++;
    for (const one of [...this.listening, ...this.types.values()]) one.dispose();
  }

  private draw(): void {
    for (const editor of window.visibleTextEditors) {
      const uri = this.client.code2ProtocolConverter.asUri(editor.document.uri);
      const isOn = workspace.getConfiguration('hatopo.inline', editor.document.uri).get<boolean>('enabled', true);
      const lines = (isOn && this.lines.get(uri)) || [];
      for (const [tone, type] of this.types)
        editor.setDecorations(
          type,
          lines.filter((line) => line.tone === tone).flatMap((line) => optionsOf(line, editor)),
        );
    }
  }
}

function optionsOf({ line, text }: MarkedLine, { document }: TextEditor): DecorationOptions[] {
  if (line >= document.lineCount) return []; // the text is another already
  const end = document.lineAt(line).range.end;
  return [
    { range: new Range(new Position(line, end.character), end), renderOptions: { after: { contentText: text } } },
  ];
}

function typeOf(tone: Tone, extensionUri: Uri): TextEditorDecorationType {
  const icon = (shade: string) => Uri.joinPath(extensionUri, 'images', 'gutter', `${tone}-${shade}.svg`);
  return window.createTextEditorDecorationType({
    after: { color: new ThemeColor(colors[tone]), margin: '0 0 0 2em' },
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
    gutterIconSize: 'contain',
  });
}
