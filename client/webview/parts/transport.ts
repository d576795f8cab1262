/** Playing a run: begin, back, play, on, end, how fast, and the moments that people ask for. */
import { html, type TemplateResult } from 'lit';
import { clock } from '../../../engine/diagram/times.ts';
import { landmarksOf } from '../model/landmarks.ts';
import { type Reading, toldTime } from '../model/moment.ts';
import { type Speed, speeds } from '../model/playing.ts';
import type { Select } from '../ui/elements.ts';
import { tool } from '../ui/tool.ts';
import type { Actions } from './actions.ts';

/** `event 8 of 13` */
export function momentWord({ view, step }: Reading): string {
  const count = view.run?.events.length ?? 0;
  return step === 0 ? 'before the first event' : step >= count ? 'end' : `event ${step} of ${count}`;
}

const landmarkTitles = {
  outage: 'To the first outage (O)',
  takeover: 'To where something takes over (T)',
  protected: 'To where all is protected again (P)',
} as const;

export function transport(reading: Reading, playing: boolean, speed: Speed, actions: Actions): TemplateResult {
  const { run } = reading.view;
  const { step } = reading;
  const count = run?.events.length ?? 0;
  return html`
    <div class="buttons" role="group" aria-label="Play">
      ${tool({ icon: 'toBegin', title: 'To the beginning (Home)', className: 'far', run: () => actions.goTo(0) })}
      ${tool({ icon: 'back', title: 'Back one event (←)', run: () => actions.goTo(step - 1) })}
      ${tool({
        icon: playing ? 'pause' : 'play',
        title: playing ? 'Pause (Space)' : 'Play (Space)',
        className: 'play',
        run: actions.togglePlay,
      })}
      ${tool({ icon: 'on', title: 'On one event (→)', run: () => actions.goTo(step + 1) })}
      ${tool({ icon: 'toEnd', title: 'To the end (End)', className: 'far', run: () => actions.goTo(count) })}
    </div>
    <output class="now"><b>${clock(toldTime(reading))}</b> <span>${momentWord(reading)}</span></output>
    <div class="landmarks" role="group" aria-label="Go to">
      ${(run ? landmarksOf(run) : []).map(
        (one) => html`<button
          type="button"
          class=${`landmark ${one.kind}${one.step === step ? ' is-here' : ''}`}
          aria-pressed=${one.step === step}
          title=${landmarkTitles[one.kind]}
          @click=${() => actions.goTo(one.step)}
        >
          ${one.word}
        </button>`,
      )}
    </div>
    <vscode-single-select
      class="speed"
      label="Speed"
      .value=${String(speed)}
      @change=${(event: Event) => {
        const { value } = event.target as Select;
        const chosen = speeds.find((one) => String(one.speed) === value);
        if (chosen) actions.setSpeed(chosen.speed);
      }}
    >
      ${speeds.map(
        (one) =>
          html`<vscode-option value=${String(one.speed)} ?selected=${one.speed === speed}>${one.word}</vscode-option>`,
      )}
    </vscode-single-select>
  `;
}
