/** Two runs beside each other: what got better, what got worse, and by how much. */
import { html, nothing, type TemplateResult } from 'lit';
import { type ComparedExpectation, type ComparedSubject, compareRuns } from '../../../engine/diagram/compare.ts';
import type { RunView } from '../../../server/protocol.ts';
import { apart } from '../model/apart.ts';
import { mark } from '../ui/marks.ts';

export interface Sides {
  readonly before: { readonly run: RunView; readonly name: string };
  readonly after: { readonly run: RunView; readonly name: string };
  /** Two runs that are not one before and after an edit: the second is told by its name, and nothing became anything. */
  readonly apart?: boolean;
  /** Why the second is what its text said before. */
  readonly old?: string | undefined;
  /** What can be done to see a difference where there is none yet. */
  readonly hint?: string;
}

type Change = ComparedSubject['change'];

const words: Readonly<Record<Change, string>> = {
  better: 'better',
  worse: 'worse',
  mixed: 'better and worse',
  same: 'as before',
  new: 'new',
  gone: 'gone',
};
/** Of two runs that are apart. */
const wordsApart: typeof words = {
  ...words,
  same: 'the same',
  new: 'only there',
  gone: 'only in this run',
};
const rank: Readonly<Record<Change, number>> = { worse: 0, mixed: 1, better: 2, new: 3, gone: 4, same: 5 };

export function comparison({ before, after, apart: isApart = false, hint, old }: Sides): TemplateResult {
  const compared = compareRuns(before.run, after.run);
  const subjects = [...compared.subjects].sort((a, b) => rank[a.change] - rank[b.change]);
  const changed = subjects.filter((one) => one.change !== 'same');
  const same = subjects.filter((one) => one.change === 'same');
  const expectations = [...compared.expectations].sort((a, b) => rank[a.change] - rank[b.change]);
  return html`<div class="comparison">
    <p class="outcome">${isApart ? apart(compared.subjects, after.name) : compared.text}</p>
    ${old ? html`<p class="note">${after.name} is as its text was before. ${old}</p>` : nothing}
    ${hint ? html`<p class="note">${hint}</p>` : nothing}
    ${
      changed.length > 0
        ? html`<table class="sides" aria-label="What changed">
            <thead>
              <tr>
                <td></td>
                <th scope="col">${before.name}</th>
                <th scope="col">${after.name}</th>
              </tr>
            </thead>
            ${changed.map((one) => subject(one, isApart))}
          </table>`
        : nothing
    }
    ${
      expectations.length > 0
        ? html`<section class="expectations" aria-label="Expectations compared">
            <h2>Expectations</h2>
            <ul>
              ${expectations.map((one) => expectation(one, isApart))}
            </ul>
          </section>`
        : nothing
    }
    ${same.length > 0 ? html`<p class="note">${isApart ? 'The same in both' : 'As before'}: ${same.map((one) => one.name).join(', ')}.</p>` : nothing}
  </div>`;
}

function badge(change: Change, isApart: boolean): TemplateResult {
  return html`<span class=${`change ${change}`}>${arrow(change)} ${(isApart ? wordsApart : words)[change]}</span>`;
}

/** A shape beside the colour. */
function arrow(change: Change): string {
  return { better: '▲', worse: '▼', mixed: '◆', same: '=', new: '+', gone: '−' }[change];
}

function subject(one: ComparedSubject, isApart: boolean): TemplateResult {
  const told = one.differences.filter((each) => each.change !== 'same' || each.what === 'outage');
  return html`<tbody>
    <tr class="of">
      <th scope="rowgroup" colspan="3">${one.name} ${badge(one.change, isApart)}</th>
    </tr>
    ${told.map(
      (each) => html`<tr class=${each.change}>
        <th scope="row">${isApart || each.text === '' ? each.what : each.text}</th>
        <td>${each.before}</td>
        <td><b>${each.after}</b></td>
      </tr>`,
    )}
  </tbody>`;
}

function expectation(one: ComparedExpectation, isApart: boolean): TemplateResult {
  const verdict = (one.after ?? one.before)?.verdict;
  const judged = verdict === 'holds' ? 'good' : verdict === 'fails' ? 'bad' : 'unknown';
  return html`<li class="line">
    ${mark(judged)}<span class="said">${one.text}</span>
    <span class="seen">${one.change === 'same' ? nothing : badge(one.change, isApart)} ${one.words}</span>
  </li>`;
}
