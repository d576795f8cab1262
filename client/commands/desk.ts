/** What every command starts from: the text that is meant, and what can be picked in it. */
import { type Position, type TextDocument, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Outline, type OutlineParams, Requests } from '../../server/protocol.ts';
import { languageId } from '../language/options.ts';
import type { Panel } from '../panel/panel.ts';

export interface Desk {
  readonly client: BaseLanguageClient;
  readonly panel: Panel;
}

/** A document with where the cursor stands in it, if it does. */
export interface Subject {
  readonly document: TextDocument;
  readonly position?: Position;
}

/** The text that is meant: the one given by a link, else the active one, else the one that the panel shows, else one in view. */
export async function subjectOf({ panel }: Desk, given: unknown): Promise<Subject | undefined> {
  const named = typeof given === 'string' ? Uri.parse(given) : given instanceof Uri ? given : undefined;
  const active = window.activeTextEditor;
  if (active?.document.languageId === languageId && (!named || String(active.document.uri) === String(named))) {
    return { document: active.document, position: active.selection.active };
  }
  const uri = named ?? (panel.uri === undefined ? undefined : Uri.parse(panel.uri));
  if (uri) return { document: await workspace.openTextDocument(uri) };
  const visible = window.visibleTextEditors.find((editor) => editor.document.languageId === languageId);
  if (visible) return { document: visible.document, position: visible.selection.active };
  void window.showInformationMessage('hatopo: Open a .hatopo file first; the command works on the topology in it.');
  return undefined;
}

export async function outlineOf({ client }: Desk, { document, position }: Subject): Promise<Outline> {
  const params: OutlineParams = {
    uri: client.code2ProtocolConverter.asUri(document.uri),
    ...(position && { position: client.code2ProtocolConverter.asPosition(position) }),
  };
  return await client.sendRequest<Outline>(Requests.outline, params);
}
