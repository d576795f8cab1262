/** What the run meant for users: a line a service, a line a kind of client. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RunView } from '../../../server/protocol.ts';
import { type Figure, figuresOf } from '../model/figures.ts';
import { mark } from '../ui/marks.ts';
import type { Actions } from './actions.ts';

/** More rows than this of what the run did not touch are shown on demand. */
const mostUntouched = 3;

/** What stands before a figure where there is no room for heads of columns. */
const narrowWords = { Outage: 'outage ', Calls: 'calls ', 'Served again': 'served again ', 'In the end': '' } as const;

const columns = ['Outage', 'Calls', 'Served again', 'In the end'] as const;

export function summary(run: RunView, actions: Actions): TemplateResult | typeof nothing {
  const figures = figuresOf(run);
  if (figures.length === 0) return nothing;
  const services = figures.filter((one) => one.kind === 'service');
  const endpoints = figures.filter((one) => one.kind === 'endpoint');
  return html`${table('Services', services, actions)}${table('Clients', endpoints, actions)}`;
}

function table(title: string, figures: readonly Figure[], actions: Actions): TemplateResult | typeof nothing {
  if (figures.length === 0) return nothing;
  const untouched = figures.filter((one) => !one.touched);
  const folded = untouched.length > mostUntouched ? untouched : [];
  const shown = figures.filter((one) => !folded.includes(one));
  // a column in which nothing stands is left out
  const used = columns.filter((column) => shown.some((one) => cellOf(one, column) !== ''));
  const head = html`<thead role="rowgroup">
    <tr role="row">
      <th role="columnheader" scope="col">${title}</th>
      ${used.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
    </tr>
  </thead>`;
  return html`<table role="table" class="summary" aria-label=${title}>
      ${shown.length > 0 ? html`${head}<tbody role="rowgroup">${shown.map((one) => row(one, used, actions))}</tbody>` : nothing}
    </table>
    ${
      folded.length > 0
        ? html`<details class="untouched">
            <summary>${mark('good')}${folded.length} ${shown.length > 0 ? 'others' : title.toLowerCase()} without an outage</summary>
            <ul>
              ${folded.map((one) => html`<li>${name(one, actions)}</li>`)}
            </ul>
          </details>`
        : nothing
    }`;
}

function cellOf(figure: Figure, column: (typeof columns)[number]): string {
  switch (column) {
    case 'Outage':
      return figure.outage;
    case 'Calls':
      return figure.calls;
    case 'Served again':
      return figure.back;
    case 'In the end':
      return figure.now;
  }
}

function row(figure: Figure, used: readonly (typeof columns)[number][], actions: Actions): TemplateResult {
  return html`<tr role="row" class=${figure.judgement}>
    <th role="rowheader" scope="row"><div>${mark(figure.judgement)}${name(figure, actions)}</div></th>
    ${used.map((column) => {
      const text = cellOf(figure, column);
      const className = `${column === 'Outage' ? 'figure' : text ? 'more' : 'more none'}${isFelt(figure, column) ? ' red' : ''}`;
      return html`<td role="cell" class=${className} data-word=${narrowWords[column]}>${text || '–'}</td>`;
    })}
  </tr>`;
}

/** Red is what users feel, and only the figure that says so. */
function isFelt({ felt, outage, calls }: Figure, column: (typeof columns)[number]): boolean {
  if (!felt) return false;
  return column === 'Outage' ? outage !== 'none' : column === 'Calls' && calls.startsWith('dropped');
}

function name(figure: Figure, actions: Actions): TemplateResult {
  return html`<button class="plain name" type="button" @click=${() => actions.reveal(figure.id)}>${figure.name}</button>${
    figure.count !== undefined ? html`<span class="count">${figure.count}</span>` : nothing
  }`;
}
