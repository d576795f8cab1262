/** VS Code's icons, as pictures in the page: a font would need a style sheet in every control. */

import first from '@vscode/codicons/src/icons/chevron-left.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import colorMode from '@vscode/codicons/src/icons/color-mode.svg';
import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import stepBack from '@vscode/codicons/src/icons/debug-step-back.svg';
import stepOn from '@vscode/codicons/src/icons/debug-step-over.svg';
import restore from '@vscode/codicons/src/icons/discard.svg';
import share from '@vscode/codicons/src/icons/export.svg';
import stop from '@vscode/codicons/src/icons/flame.svg';
import compare from '@vscode/codicons/src/icons/git-compare.svg';
import toFile from '@vscode/codicons/src/icons/go-to-file.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import layers from '@vscode/codicons/src/icons/layers.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import help from '@vscode/codicons/src/icons/question.svg';
import fit from '@vscode/codicons/src/icons/screen-full.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import target from '@vscode/codicons/src/icons/target.svg';
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg';
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg';
import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/** Two of a player, which VS Code's icons lack: to the begin and to the end. */
const toBegin = '<svg viewBox="0 0 16 16" fill="currentColor"><path d="M3 3h1.2v10H3zM13 3.4v9.2L5.6 8z"/></svg>';
const toEnd = '<svg viewBox="0 0 16 16" fill="currentColor"><path d="M11.8 3H13v10h-1.2zM3 3.4v9.2L10.4 8z"/></svg>';
const back = '<svg viewBox="0 0 16 16" fill="currentColor"><path d="M11.5 3.4v9.2L4 8z"/></svg>';
const on = '<svg viewBox="0 0 16 16" fill="currentColor"><path d="M4.5 3.4v9.2L12 8z"/></svg>';

const pictures = {
  back,
  close,
  colorMode,
  compare,
  first,
  fit,
  help,
  insert,
  layers,
  on,
  pause,
  pin,
  play,
  restore,
  search,
  share,
  stepBack,
  stepOn,
  stop,
  target,
  toBegin,
  toEnd,
  toFile,
  zoomIn,
  zoomOut,
} as const;

export type IconName = keyof typeof pictures;

/** A picture beside or instead of words; who hears the page hears the words. */
export function icon(name: IconName): TemplateResult {
  // the pictures are constants of the build, never text of a document
  return html`<span class="icon" aria-hidden="true">${unsafeHTML(pictures[name])}</span>`;
}
