/** The keys of the page, as a dialog. */
import { html, render } from 'lit';

const groups: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['Space', 'play, pause'],
      ['← →', 'back, on one event'],
      ['Home End', 'to the beginning, to the end'],
      ['O T P', 'to the first outage, the takeover, protected again'],
      ['/', 'find something in the picture'],
      ['+ − 0', 'zoom in, zoom out, show all'],
      ['Esc', 'let go of what is pointed at, of a focus, of a search'],
      ['?', 'these keys'],
    ],
  },
  {
    title: 'In the picture and the outline',
    keys: [
      ['↑ ↓ ← →', 'from part to part'],
      ['F or Del', 'it fails, at this moment'],
      ['R', 'it is restored'],
      ['D', 'dims what it does not depend on'],
      ['Enter', 'shows it in the text'],
    ],
  },
  {
    title: 'In the timeline and the events',
    keys: [
      ['← →', 'an event back, an event on'],
      ['Page ↑ ↓', 'ten events'],
      ['Enter', 'shows the event’s subject in the text'],
    ],
  },
];

/** Opens the dialog; closing puts the keyboard back. */
export function openHelp(page: HTMLElement): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'help';
  dialog.setAttribute('aria-label', 'Keys');
  render(
    html`<h2>Keys</h2>
      <div class="groups">
        ${groups.map(
          ({ title, keys }) => html`<section>
            <h3>${title}</h3>
            <dl>
              ${keys.map(
                ([key, does]) => html`<div>
                  <dt>${key.split(' ').map((one) => (one === 'or' ? html` or ` : html`<kbd>${one}</kbd>`))}</dt>
                  <dd>${does}</dd>
                </div>`,
              )}
            </dl>
          </section>`,
        )}
      </div>
      <form method="dialog"><button class="primary">Close</button></form>`,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  // what is typed in here does nothing behind it
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  page.append(dialog);
  dialog.showModal();
}
