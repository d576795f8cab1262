/** What the text says wrongly or not at all, so that it is missing in the picture; and what no run plays yet. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelView } from '../../../server/protocol.ts';
import { mark } from '../ui/marks.ts';
import type { Actions } from './actions.ts';

export function problems(view: PanelView, actions: Actions): TemplateResult | typeof nothing {
  const count = view.problems.length;
  const unmodelled = view.run?.unmodelled ?? [];
  if (count + unmodelled.length === 0) return nothing;
  return html`<section class="problems" role="status" aria-label="What is not shown">
    ${
      count > 0
        ? html`<details ?open=${count <= 2}>
            <summary>${mark('fair')}The text has ${count === 1 ? 'an error' : `${count} errors`}; the rest is shown</summary>
            <ul>
              ${view.problems.map(
                ({ message, place }) => html`<li>
                  <button class="plain line" type="button" @click=${() => actions.revealPlace(place)}>
                    <span class="where">line ${place.range.start.line + 1}</span><span class="said">${message}</span>
                  </button>
                </li>`,
              )}
            </ul>
          </details>`
        : nothing
    }
    ${
      unmodelled.length > 0
        ? html`<details ?open=${unmodelled.length === 1}>
            <summary>${mark('fair')}Parts of this are not simulated yet</summary>
            <ul>
              ${unmodelled.map((sentence) => html`<li class="line">${sentence}</li>`)}
            </ul>
          </details>`
        : nothing
    }
  </section>`;
}
