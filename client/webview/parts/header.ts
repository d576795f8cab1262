/** The head of the page: which run, what it meant in a sentence, and what can be done with it. */
import { html, nothing, type TemplateResult } from 'lit';
import { clock, span } from '../../../engine/diagram/times.ts';
import type { HandStep, PanelView, RunChoice, RunView } from '../../../server/protocol.ts';
import { verdictOf } from '../model/figures.ts';
import { expectationsTitle, worstOf } from '../model/verdicts.ts';
import { icon } from '../ui/icons.ts';
import { mark } from '../ui/marks.ts';
import { tool } from '../ui/tool.ts';
import type { Actions } from './actions.ts';

export interface Head {
  readonly view: PanelView;
  readonly choice: RunChoice | undefined;
  readonly editor: boolean;
  /** Whether a run is held beside this one. */
  readonly comparing: boolean;
  readonly nameOf: (id: string) => string;
}

/** `13 events in 5 min 30 s` */
function lengthOf({ events, end, cut }: RunView): string {
  const count = events.length === 1 ? '1 event' : `${events.length} events`;
  return `${count}${end > 0 ? ` in ${span(end)}` : ''}${cut ? ', cut at its horizon' : ''}`;
}

export function header(head: Head, actions: Actions): TemplateResult {
  const { run } = head.view;
  return html`
    <div class="titles">
      <h1>${run?.title ?? head.view.title}</h1>
      <p class="note">${said(head.view)}</p>
    </div>
    ${tools(head, actions)} ${run ? verdict(run) : nothing} ${byHand(head, actions)}
  `;
}

function said({ run, title, scene }: PanelView): string {
  if (run) {
    const assumed = run.events.filter((one) => one.assumption).length;
    const rests = assumed > 0 ? ` · ${assumed} ${assumed === 1 ? 'rests' : 'rest'} on an assumption` : '';
    return `${title} · ${lengthOf(run)}${rests}`;
  }
  return scene.boxes.length > 0
    ? 'As the text has it. Point at a part and press F to see what happens when it fails.'
    : 'Nothing to draw yet: declare a site, a host or a server, and it appears here.';
}

function tools({ view, editor, comparing }: Head, actions: Actions): TemplateResult {
  return html`<div class="tools" role="toolbar" aria-label="Run">
    ${editor ? tool({ icon: 'play', word: 'Scenario…', title: 'Run a scenario of the text', run: actions.pickScenario }) : nothing}
    ${
      view.run && editor
        ? comparing
          ? tool({ icon: 'close', word: 'End comparison', title: 'Show this run alone', run: actions.endComparison })
          : html`${tool({
              icon: 'pin',
              word: 'Keep to compare',
              title: 'Keep this run: after an edit it stands beside the new one',
              run: actions.keepToCompare,
            })}
            ${tool({ icon: 'compare', word: 'Compare with…', title: 'Hold another run beside this one', run: actions.pickComparison })}`
        : nothing
    }
    ${tool({
      icon: 'share',
      word: 'Take away',
      className: 'take-away',
      title: 'Save the picture, the timeline or the whole run',
      run: (event) => actions.takeAway(event.currentTarget as HTMLElement),
    })}
    ${tool({ icon: 'help', title: 'Keys (?)', run: actions.showHelp })}
  </div>`;
}

function verdict(run: RunView): TemplateResult {
  const { judgement, text } = verdictOf(run);
  const verdicts = run.expectations.map((one) => one.verdict);
  const worst = worstOf(verdicts);
  return html`<p class=${`verdict ${judgement}`}>
    ${mark(judgement)}<b>${text}</b>
    ${
      verdicts.length > 0
        ? html`<span class=${`pill ${worst}`}
            >${mark(worst === 'holds' ? 'good' : worst === 'fails' ? 'bad' : 'unknown')}${expectationsTitle(verdicts)}</span
          >`
        : nothing
    }
  </p>`;
}

/** What was failed and restored by hand, each to be taken back. */
function byHand({ choice, editor, nameOf }: Head, actions: Actions): TemplateResult | typeof nothing {
  const steps = choice?.steps ?? [];
  if (steps.length === 0 || !editor) return nothing;
  return html`<div class="by-hand" role="group" aria-label="Done by hand">
    ${steps.map((step) => chip(step, nameOf(step.id), actions))}
    <vscode-button @click=${actions.insertScenario}>Insert as scenario</vscode-button>
    <vscode-button secondary @click=${actions.clearSteps}>Clear</vscode-button>
  </div>`;
}

function chip(step: HandStep, name: string, actions: Actions): TemplateResult {
  const words = `${clock(step.at)} ${name} ${step.verb === 'fail' ? 'fails' : 'is restored'}`;
  return html`<span class=${`chip ${step.verb}`}
    >${words}<button type="button" class="plain" aria-label=${`Take back: ${words}`} title="Take back" @click=${() => actions.takeBack(step)}>
      ${icon('close')}
    </button></span
  >`;
}
