/** Keys that do something wherever the keyboard is; `parts/help.ts` lists them. */

/** What a key does; `true` where it did something. */
export type KeyActions = Readonly<Record<string, () => boolean>>;

/** Where keys have their own meaning. */
const own = 'input, textarea, select, dialog, [role="menu"], vscode-single-select, vscode-textfield';
/** Where Space and Enter press what has the keyboard. */
const pressed = 'button, a, summary, vscode-button, vscode-toolbar-button, vscode-tab-header, [role="separator"]';
/** Where arrows, Home and End go from one to the next. */
const walked = 'vscode-tab-header, [role="tree"], [role="grid"], [role="separator"]';

export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    const host = event.target;
    if (!(target instanceof Element) || !(host instanceof Element)) return;
    if (target.closest(own) || host.closest(own)) return;
    const { key } = event;
    if ((key === ' ' || key === 'Enter') && (target.closest(pressed) || host.closest(pressed))) return;
    if (/^(Arrow|Home|End|Page)/.test(key) && host.closest(walked)) return;
    if (actions[key.length === 1 ? key.toLowerCase() : key]?.()) event.preventDefault();
  });
}
