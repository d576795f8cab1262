/** Changes of texts as the protocol carries them. */
import { TextDocument, URI } from 'langium';
import type { SnippetTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { TextEdit as PlacedEdit } from '../../language/edits/text-edit.ts';
import type { FixedFile } from '../../language/fix-all.ts';
import type { Client } from '../client.ts';
import type { ServerSharedServices } from '../services.ts';
import { rangeIn } from '../text.ts';

/** What changes in one text; `version` is that of the editor's text which the changes belong to. */
export interface FileChange {
  readonly uri: string;
  readonly version: number | undefined;
  readonly edits: readonly (TextEdit | SnippetTextEdit)[];
}

/** Edits as what changes in each text that the server has; those of others are left out. */
export function fileChanges(
  edits: readonly PlacedEdit[],
  { LangiumDocuments, TextDocuments }: ServerSharedServices['workspace'],
): readonly FileChange[] {
  return [...new Set(edits.map(({ uri }) => uri))].flatMap((uri): FileChange[] => {
    const document = LangiumDocuments.getDocument(URI.parse(uri));
    if (!document) return [];
    const ofFile = edits
      .filter((edit) => edit.uri === uri)
      .map(({ start, end, newText }) => ({ range: rangeIn(document, start, end), newText }));
    return [{ uri, version: TextDocuments.get(uri)?.version, edits: ofFile }];
  });
}

/** With versions where the editor takes them, so that it refuses what belongs to an older text. */
export function workspaceEdit(changes: readonly FileChange[], { versionedEdits }: Client): WorkspaceEdit {
  if (versionedEdits) {
    return {
      documentChanges: changes.map(({ uri, version, edits }) => ({
        textDocument: { uri, version: version ?? null },
        edits: [...edits],
      })),
    };
  }
  return {
    changes: Object.fromEntries(
      changes.map(({ uri, edits }) => [uri, edits.filter((edit): edit is TextEdit => 'newText' in edit)]),
    ),
  };
}

/** A file that comes to be, with its text. To be asked for only where the client creates files. */
export function fileCreation(uri: string, text: string): NonNullable<WorkspaceEdit['documentChanges']> {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return [
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
    { textDocument: { uri, version: null }, edits: [{ range, newText: text }] },
  ];
}

/** The edits of a file that was mended, in lines and columns of the text that it was before. */
export function editsOf({ uri, before, edits }: FixedFile): readonly TextEdit[] {
  const text = TextDocument.create(uri, 'hatopo', 0, before);
  return edits.map(({ start, end, newText }) => ({
    range: { start: text.positionAt(start), end: text.positionAt(end) },
    newText,
  }));
}
