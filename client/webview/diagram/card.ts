/** What can be done with a part of the picture, in a small card beside it. */
import { html, nothing, type TemplateResult } from 'lit';
import { lookOf } from '../../../engine/diagram/look.ts';
import { canFail, verbFor } from '../model/by-hand.ts';
import { icon } from '../ui/icons.ts';
import { stateMark } from '../ui/marks.ts';

export interface Part {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: string | undefined;
  /** Whether others are dimmed for it. */
  readonly focused: boolean;
  /** What folds again when it was opened: what is in it, or all that was opened with it. */
  readonly fold?: { readonly id: string; readonly title: string } | undefined;
  readonly editor: boolean;
}

export interface CardActions {
  byHand(verb: 'fail' | 'restore', id: string): void;
  reveal(id: string, focus?: boolean): void;
  focusOn(id: string | undefined): void;
  unfold(id: string, open: boolean): void;
}

export function card(part: Part, actions: CardActions): TemplateResult {
  const { tone, word } = lookOf(part.state);
  const verb = verbFor(part.state);
  const button = (className: string, title: string, run: () => void, content: unknown) =>
    html`<button type="button" class=${className} title=${title} aria-label=${title} @click=${run}>${content}</button>`;
  return html`
    <span class="of">${stateMark(tone)}<b>${part.name}</b>${word ? html`<span class="state">${word}</span>` : nothing}</span>
    ${
      part.editor && canFail(part.kind)
        ? verb === 'fail'
          ? button('fail', `Fail ${part.name} at this moment (F)`, () => actions.byHand('fail', part.id), html`✕ Fail`)
          : button(
              'restore',
              `Restore ${part.name} at this moment (R)`,
              () => actions.byHand('restore', part.id),
              html`↺ Restore`,
            )
        : nothing
    }
    ${part.fold ? button('', part.fold.title, () => part.fold && actions.unfold(part.fold.id, false), 'Fold') : nothing}
    ${
      part.editor
        ? html`${button(
            part.focused ? 'is-on' : '',
            part.focused ? 'Show all alike again (D)' : `Dim what ${part.name} does not depend on (D)`,
            () => actions.focusOn(part.focused ? undefined : part.id),
            icon('target'),
          )}${button('', `Show ${part.name} in the text (Enter)`, () => actions.reveal(part.id, true), icon('toFile'))}`
        : nothing
    }
  `;
}
