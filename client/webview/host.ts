/** The other end: the extension. */
import type { FromPanel, Shown, ToPanel } from '../../server/protocol.ts';

/** What outlives the page when the window is reloaded. */
export interface Kept extends Shown {
  /** How many events had happened in the picture; absent at the end of the run. */
  readonly step?: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
};

const api = acquireVsCodeApi();

export function send(message: FromPanel): void {
  api.postMessage(message);
}

export function onMessage(receive: (message: ToPanel) => void): void {
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));
}

/** What this page, or the one before it, kept. */
export function kept(): Kept | undefined {
  return api.getState();
}

export function keep(state: Kept): void {
  api.setState(state);
}
