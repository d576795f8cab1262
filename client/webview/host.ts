/**
 * The other end: the extension; or nobody, where the page stands by itself with what it shows in it
 * (`<script type="application/json" id="hatopo-replay">`, a message of the extension).
 */
import type { FromPanel, SavedFile, Shown, ToPanel } from '../../server/protocol.ts';

/** What outlives the page when the window is reloaded. */
export interface Kept extends Shown {
  /** How many events had happened in the picture; absent at the end of the run. */
  readonly step?: number;
}

/** Whom the page talks to. */
export interface Host {
  /** Whether there is an editor: the text can be shown and written, other runs can be made. */
  readonly editor: boolean;
  send(message: FromPanel): void;
  onMessage(receive: (message: ToPanel) => void): void;
  /** What this page, or the one before it, kept. */
  kept(): Kept | undefined;
  keep(state: Kept): void;
}

interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
}

/** The id of the element that holds what a page without an editor shows. */
const replayId = 'hatopo-replay';

export function connect(): Host {
  const replay = document.getElementById(replayId);
  return replay ? alone(JSON.parse(replay.textContent ?? '') as ToPanel) : extension();
}

function extension(): Host {
  const api = (globalThis as unknown as { acquireVsCodeApi(): EditorApi }).acquireVsCodeApi();
  return {
    editor: true,
    send: (message) => api.postMessage(message),
    onMessage: (receive) =>
      window.addEventListener('message', (event: MessageEvent<ToPanel>) => {
        // other scripts of a page post messages too
        if (typeof event.data === 'object' && event.data !== null && 'type' in event.data) receive(event.data);
      }),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}

/** A page by itself: it tells what is in it once, and does what a browser can do. */
function alone(message: ToPanel): Host {
  let tell: (message: ToPanel) => void = () => {};
  return {
    editor: false,
    send: (said) => {
      if (said.type === 'ready') queueMicrotask(() => tell(message));
      else if (said.type === 'save') download(said.file);
      else if (said.type === 'openLink') window.open(said.url, '_blank', 'noopener');
    },
    onMessage: (receive) => {
      tell = receive;
    },
    kept: () => undefined,
    keep: () => {},
  };
}

function download({ name, content, binary }: SavedFile): void {
  const bytes = binary ? Uint8Array.from(atob(content), (character) => character.charCodeAt(0)) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
