/** What is shown as a page that replays it without an editor: this page, with that in it. */
import { replayPage, withoutFolders } from '../../engine/diagram/replay.ts';
import type { PanelView, Place, SavedFile, Shown } from '../../server/protocol.ts';
import { fileName } from './model/file-name.ts';

/** This page as it is built. */
interface Built {
  readonly script: string;
  readonly style: string;
}

export function replayFile(view: PanelView, { uri, choice }: Shown, built: Built): SavedFile {
  const title = view.run?.title ?? view.title;
  const shown = { uri, ...(choice && { choice }) };
  const data = withoutFolders<Place>({ type: 'show', view, shown });
  return { name: fileName(title, undefined, 'html'), content: replayPage({ ...built, title, data }) };
}
