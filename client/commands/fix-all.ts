/** *Fix all …*: mends the files of the workspace or of a folder, after the author has seen how much that is. */
import {
  FileType,
  ProgressLocation,
  Range,
  Uri,
  WorkspaceEdit,
  type WorkspaceEditEntryMetadata,
  window,
  workspace,
} from 'vscode';
import {
  type FixAllAnswer,
  type FixAllParams,
  type Fixable,
  type FixableParams,
  Requests,
} from '../../server/protocol.ts';
import { hatopoFiles } from '../language/find-files.ts';
import { choose } from './choose.ts';
import type { Desk } from './desk.ts';
import { fixPicks, question, told } from './fix-words.ts';

/** Every safe fix, in the workspace or in the folder or file that is given. */
export async function fixAllSafe(desk: Desk, given?: unknown): Promise<void> {
  const files = await filesIn(given);
  if (files) await mend(desk, { files });
}

/** The fixes of one rule, which the author picks of those that find something. */
export async function fixAllOfRule(desk: Desk, given?: unknown): Promise<void> {
  const files = await filesIn(given);
  if (!files) return;
  const params: FixableParams = { files };
  const picks = fixPicks(await looking(() => desk.client.sendRequest<Fixable>(Requests.fixable, params)));
  if (picks.items.length === 0) {
    void window.showInformationMessage('hatopo: There is no finding with a fix.');
    return;
  }
  const code = await choose(picks, 'Fix all findings of a rule', 'The rule whose findings are mended');
  if (code !== undefined) await mend(desk, { files, code });
}

async function mend(desk: Desk, params: FixAllParams): Promise<void> {
  const answer = await looking(() => desk.client.sendRequest<FixAllAnswer>(Requests.fixAll, params));
  if (answer.files.length === 0) {
    void window.showInformationMessage(`hatopo: ${told(answer)}`);
    return;
  }
  const { message, detail } = question(answer);
  const [apply, preview] = ['Apply', 'Preview'] as const;
  const chosen = await window.showInformationMessage(message, { modal: true, detail }, apply, preview);
  if (chosen === undefined) return;
  if (hasChanged(answer)) {
    void window.showWarningMessage('hatopo: A file was changed meanwhile, so nothing was mended. Try again.');
    return;
  }
  const edit = workspaceEdit(answer, chosen === preview);
  // as a refactoring: files that were not open are saved with it, if the author's settings say so
  if (await workspace.applyEdit(edit, { isRefactoring: true })) window.setStatusBarMessage(told(answer), 5_000);
}

/** Says so in the status bar: with a thousand VMs it takes half a minute. */
async function looking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const options = { location: ProgressLocation.Window, title: 'hatopo: Looking for fixes…' };
  return window.withProgress(options, ask);
}

function workspaceEdit({ files }: FixAllAnswer, needsConfirmation: boolean): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const metadata: WorkspaceEditEntryMetadata = { needsConfirmation, label: 'Fixes of hatopo' };
  for (const { uri, edits } of files)
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(
        Uri.parse(uri),
        new Range(start.line, start.character, end.line, end.character),
        newText,
        ...(needsConfirmation ? [metadata] : []),
      );
    }
  return edit;
}

/** Whether an opened text is another than the one that the edits belong to. */
function hasChanged({ files }: FixAllAnswer): boolean {
  return files.some(({ uri, version }) => {
    const document = workspace.textDocuments.find((each) => String(each.uri) === String(Uri.parse(uri)));
    return document !== undefined && (version === undefined ? document.isDirty : document.version !== version);
  });
}

/** The files of the language in the workspace, in the folder that is given, or the given file; nothing where no folder is open. */
async function filesIn(given: unknown): Promise<readonly string[] | undefined> {
  if (given instanceof Uri) {
    const { type } = await workspace.fs.stat(given);
    if (type === FileType.File) return [given.toString()];
  } else if (!workspace.workspaceFolders) {
    void window.showInformationMessage('hatopo: Open a folder first; the command works on the files in it.');
    return undefined;
  }
  const found = await hatopoFiles(given instanceof Uri ? given : undefined);
  if (found.length === 0) void window.showInformationMessage('hatopo: There is no .hatopo file.');
  return found.length === 0 ? undefined : found.map(String).sort();
}
