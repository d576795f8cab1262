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

export function summary(run: RunView, reveal: (id: string) => void): HTMLElement | undefined {
  if (run.services.length + run.endpoints.length === 0) return undefined;
  const head = ['', 'Outage', 'Calls', 'In the end'].map((title) => h('th', { scope: 'col' }, title));
  const rows = [
    ...run.services.map((service) => serviceRow(service, reveal)),
    ...run.endpoints.map((endpoint) =>
      row(
        endpoint.inService ? 'good' : 'bad',
        h('span', {}, endpoint.name),
        outage(endpoint.outage, !endpoint.inService),
        calls[endpoint.calls],
        endpoint.inService ? 'in service' : 'out of service',
      ),
    ),
  ];
  return h(
    'table',
    { class: 'summary', 'aria-label': 'What the run meant' },
    h('thead', {}, h('tr', {}, ...head)),
    h('tbody', {}, ...rows),
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
    h('th', { scope: 'row' }, mark(tone), name),
    ...cells.map((cell) => h('td', {}, cell)),
  );
}
