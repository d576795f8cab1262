/** What the run meant for users: a line a service, a line a kind of client. */
import type { RunView, ServiceView } from '../../server/protocol.ts';
import { type Child, h } from './dom.ts';
import { mark } from './marks.ts';
import { clock, span } from './time.ts';

const calls: Readonly<Record<ServiceView['calls'], string>> = {
  preserved: 'kept',
  dropped: 'dropped',
  'no-features': 'kept, without features',
};
const redundancy: Readonly<Record<ServiceView['redundancy'], string>> = {
  full: 'protected',
  degraded: 'degraded',
  none: 'not protected',
};

/** More rows than this of what the run did not touch are shown on demand. */
const mostUntouched = 3;

export function summary(run: RunView, reveal: (id: string) => void): HTMLElement | undefined {
  if (run.services.length + run.endpoints.length === 0) return undefined;
  const head = ['', 'Outage', 'Calls', 'In the end'].map((title) => h('th', { scope: 'col' }, title));
  const rows = [
    ...run.services.map((service) => ({
      touched:
        service.outages.length > 0 ||
        service.calls !== 'preserved' ||
        service.redundancy !== 'full' ||
        (service.protectedAt ?? 0) > 0,
      row: serviceRow(service, reveal),
    })),
    ...run.endpoints.map((endpoint) => ({
      touched: endpoint.outage > 0 || endpoint.calls !== 'preserved' || !endpoint.inService,
      row: endpointRow(endpoint),
    })),
  ];
  const untouched = rows.filter((one) => !one.touched);
  const folded = untouched.length > mostUntouched ? untouched : [];
  const shown = rows.filter((one) => !folded.includes(one));
  return h(
    'table',
    { class: 'summary', 'aria-label': 'What the run meant' },
    h('thead', {}, h('tr', {}, ...head)),
    h('tbody', {}, ...shown.map((one) => one.row)),
    ...(folded.length > 0 ? fold(folded.map((one) => one.row)) : []),
  );
}

/** A row that shows the others when it is pressed. */
function fold(rows: readonly HTMLElement[]): HTMLElement[] {
  const rest = h('tbody', { hidden: true }, ...rows);
  const button = h('button', { class: 'plain more', type: 'button', 'aria-expanded': 'false' });
  const say = () => {
    button.setAttribute('aria-expanded', String(!rest.hidden));
    button.replaceChildren(mark('good'), `${rows.length} others without an outage ${rest.hidden ? '▸' : '▾'}`);
  };
  button.addEventListener('click', () => {
    rest.hidden = !rest.hidden;
    say();
  });
  say();
  return [h('tbody', {}, h('tr', {}, h('td', { colspan: 4 }, button))), rest];
}

function endpointRow(endpoint: RunView['endpoints'][number]): HTMLElement {
  return row(
    endpoint.inService ? 'good' : 'bad',
    h('span', {}, endpoint.name),
    outage(endpoint.outage, !endpoint.inService),
    calls[endpoint.calls],
    endpoint.inService ? 'in service' : 'out of service',
  );
}

function serviceRow(service: ServiceView, reveal: (id: string) => void): HTMLElement {
  const stillOut = service.outages.some((one) => one.to === undefined || one.to === null);
  const name = h('button', { class: 'plain', type: 'button' }, service.name);
  name.addEventListener('click', () => reveal(service.id));
  const tone = stillOut ? 'bad' : service.redundancy === 'full' ? 'good' : 'fair';
  const end = [stillOut ? 'down' : redundancy[service.redundancy]];
  if (!stillOut && service.redundancy === 'full' && (service.protectedAt ?? 0) > 0) {
    end[0] = `protected again at ${clock(service.protectedAt ?? 0)}`;
  }
  if (service.state === 'lost') end.push('state lost');
  return row(tone, name, outage(service.outage, stillOut), calls[service.calls], end.join(', '));
}

function outage(ms: number, still: boolean): string {
  if (ms === 0 && !still) return 'none';
  return still ? `${span(ms)}, still` : span(ms);
}

function row(tone: 'good' | 'fair' | 'bad', name: Child, ...cells: readonly string[]): HTMLElement {
  return h(
    'tr',
    { class: tone },
    h('th', { scope: 'row' }, h('div', {}, mark(tone), name)),
    ...cells.map((cell) => h('td', {}, cell)),
  );
}
