/** Finding something in the picture: a field, and what it finds below it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Found } from '../model/finding.ts';
import { icon } from '../ui/icons.ts';

export interface Search {
  readonly typed: string;
  readonly hits: readonly Found[];
  /** Index of the hit that Enter goes to. */
  readonly current: number;
}

export interface SearchActions {
  type(text: string): void;
  choose(index: number): void;
  move(by: number): void;
  end(): void;
}

export function searchBox({ typed, hits, current }: Search, actions: SearchActions): TemplateResult {
  const open = typed.trim() !== '';
  return html`<div class="search" title="Find (/)">
    ${icon('search')}
    <input
      type="text"
      role="combobox"
      class="search-input"
      placeholder="Find ( / )"
      aria-label="Find in the picture"
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls="found"
      aria-activedescendant=${open && hits[current] ? `found-${current}` : nothing}
      autocomplete="off"
      spellcheck="false"
      .value=${typed}
      @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => pressed(event, actions)}
      @blur=${() => setTimeout(() => actions.end(), 150)}
    />
    <ul id="found" class="found" role="listbox" aria-label="Found" ?hidden=${!open}>
      ${
        open && hits.length === 0
          ? html`<li role="option" aria-selected="false" aria-disabled="true" class="none">Nothing is called so.</li>`
          : nothing
      }
      ${hits.map(
        (hit, index) => html`<li
          role="option"
          id=${`found-${index}`}
          aria-selected=${index === current}
          class=${index === current ? 'is-current' : ''}
          @pointerdown=${(event: Event) => {
            event.preventDefault();
            actions.choose(index);
          }}
        >
          <span class="kind">${hit.kind}</span> ${hit.name}
        </li>`,
      )}
    </ul>
  </div>`;
}

function pressed(event: KeyboardEvent, actions: SearchActions): void {
  switch (event.key) {
    case 'ArrowDown':
      actions.move(1);
      break;
    case 'ArrowUp':
      actions.move(-1);
      break;
    case 'Enter':
      actions.choose(-1);
      break;
    case 'Escape':
      actions.end();
      (event.target as HTMLElement).blur();
      break;
    default:
      // letters are typed here, not keys of the page
      event.stopPropagation();
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
