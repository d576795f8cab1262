/** Shows places of the text in the editor beside the panel. */
import { Position, Range, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type LocateParams, type Place, Requests } from '../../server/protocol.ts';

/** Where an element is declared now; says so where it is declared no more. */
export async function placeOf(client: BaseLanguageClient, uri: string, id: string): Promise<Place | undefined> {
  const params: LocateParams = { uri, id };
  const place = await client.sendRequest<Place | null>(Requests.locate, params);
  if (!place) void window.setStatusBarMessage(`hatopo: ${id} is no longer declared in the text.`, 5000);
  return place ?? undefined;
}

/**
 * Opens the text where it is open already, else in another column than the panel's, so that the panel stays in view.
 * @param focus moves the keyboard there too
 */
export async function reveal({ uri, range }: Place, beside: ViewColumn | undefined, focus = false): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const open = window.visibleTextEditors.find((editor) => String(editor.document.uri) === String(document.uri));
  const selection = new Range(
    new Position(range.start.line, range.start.character),
    new Position(range.end.line, range.end.character),
  );
  const other = beside === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
  const editor = await window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? other,
    preserveFocus: !focus,
    // with the keyboard in the text, the next key must not overwrite what was looked for
    selection: focus ? new Range(selection.start, selection.start) : selection,
  });
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
