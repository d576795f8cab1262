/** A menu below a button: opened by it, closed by a choice, Escape or a click elsewhere. */
import { html, render } from 'lit';
import { type IconName, icon } from './icons.ts';

export interface MenuItem {
  readonly word: string;
  readonly detail?: string;
  readonly icon?: IconName;
  readonly run: () => void;
}

/** Opens a menu at a button; the keyboard goes into it, and back to the button when it closes. */
export function openMenu(button: HTMLElement, label: string, items: readonly MenuItem[]): void {
  document.querySelector('.menu')?.remove();
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  const close = (refocus: boolean) => {
    menu.remove();
    document.removeEventListener('pointerdown', outside, true);
    if (refocus) focusOn(button);
  };
  const outside = (event: Event) => {
    if (!event.composedPath().includes(menu)) close(false);
  };
  render(
    items.map(
      (item) => html`<button
        role="menuitem"
        type="button"
        tabindex="-1"
        @click=${() => {
          close(true);
          item.run();
        }}
      >
        ${item.icon ? icon(item.icon) : ''}<span>${item.word}</span>
        ${item.detail ? html`<span class="detail">${item.detail}</span>` : ''}
      </button>`,
    ),
    menu,
  );
  const buttons = () => [...menu.querySelectorAll<HTMLButtonElement>('button')];
  menu.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to !== undefined) all[to]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(menu);
  const at = button.getBoundingClientRect();
  const left = Math.max(4, Math.min(at.left, window.innerWidth - menu.offsetWidth - 4));
  const below = at.bottom + 4 + menu.offsetHeight <= window.innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - menu.offsetHeight - 4)}px`;
  document.addEventListener('pointerdown', outside, true);
  buttons()[0]?.focus();
}

/** Puts the keyboard on a control, also where its button is inside it. */
export function focusOn(control: HTMLElement): void {
  (control.shadowRoot?.querySelector<HTMLElement>('button, [tabindex]') ?? control).focus();
}
