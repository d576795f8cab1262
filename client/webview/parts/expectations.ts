/** What the scenario expects, whether it holds, and what was seen. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RunView, Verdict } from '../../../server/protocol.ts';
import { expectationsTitle, worstOf } from '../model/verdicts.ts';
import { mark } from '../ui/marks.ts';
import type { Actions } from './actions.ts';

const looks = {
  holds: { mark: 'good', heard: 'Holds: ' },
  fails: { mark: 'bad', heard: 'Does not hold: ' },
  unjudged: { mark: 'unknown', heard: 'Cannot be judged: ' },
} as const;

/** Those that do not hold first: the others are as they should be. */
export function expectations(run: RunView, actions: Actions): TemplateResult | typeof nothing {
  const all = run.expectations;
  if (all.length === 0) return nothing;
  const verdicts = all.map((one) => one.verdict);
  const rank: Readonly<Record<Verdict, number>> = { fails: 0, unjudged: 1, holds: 2 };
  const sorted = [...all].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
  return html`<section class="expectations" aria-label="Expectations">
    <h2>${mark(looks[worstOf(verdicts)].mark)}${expectationsTitle(verdicts)}</h2>
    <ul>
      ${sorted.map(
        (one) => html`<li class=${looks[one.verdict].mark}>
          <button class="plain line" type="button" @click=${() => actions.revealPlace(one.place)}>
            ${mark(looks[one.verdict].mark)}<span class="visually-hidden">${looks[one.verdict].heard}</span
            ><span class="said">${one.text}</span><span class="seen">${one.actual}</span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}
