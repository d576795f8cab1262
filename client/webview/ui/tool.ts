/** A button of a toolbar: an icon with a name that is told on hover, or an icon beside a word. */
import { html, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from './icons.ts';

export interface Tool {
  readonly icon: IconName;
  /** What it does, with its key: `Play (Space)`. */
  readonly title: string;
  readonly word?: string;
  readonly run: (event: Event) => void;
  readonly className?: string;
  /** Set where it is a switch. */
  readonly on?: boolean;
}

export function tool({ icon: name, title, word, run, className, on }: Tool): TemplateResult {
  const classes = `${className ?? ''}${on ? ' is-on' : ''}`;
  if (on === undefined) {
    // where there is a word, that is its name
    return html`<vscode-toolbar-button class=${classes} title=${title} .label=${word ? undefined : title} @click=${run}
      >${icon(name)}${word ? html`<span class="word">${word}</span>` : nothing}</vscode-toolbar-button
    >`;
  }
  return html`<vscode-toolbar-button
    class=${classes}
    title=${title}
    .label=${word ? undefined : title}
    .toggleable=${true}
    .checked=${on}
    @change=${run}
    >${icon(name)}${word ? html`<span class="word">${word}</span>` : nothing}</vscode-toolbar-button
  >`;
}
