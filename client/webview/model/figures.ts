/** What a run meant for users, in figures and in one sentence. Pure. */
import { clock, span } from '../../../engine/diagram/times.ts';
import type { RunView } from '../../../server/protocol.ts';

/** `bad` is what users feel; `fair` is a reserve that is gone; all else is `good`. */
export type Judgement = 'good' | 'fair' | 'bad';

export interface Figure {
  readonly id: string;
  readonly name: string;
  readonly kind: 'service' | 'endpoint';
  readonly judgement: Judgement;
  /** Whether users feel it. */
  readonly felt: boolean;
  /** Whether the run did anything to it. */
  readonly touched: boolean;
  /** `0.2 s`, `since 0:18`, `none` */
  readonly outage: string;
  readonly calls: string;
  /** When it was served again: `0:00.200`; empty where it never was out. */
  readonly back: string;
  /** When it was protected again; empty where it never lost that, or has it no more. */
  readonly protectedAt: string;
  /** `protected`, `protected again at 5:30`, `degraded`, `not protected`, `down` */
  readonly now: string;
  /** How many clients, for endpoints. */
  readonly count?: number;
}

/** ms: an interruption that is shorter, with calls kept, is not noticed. */
const noticed = 1000;

const callWords = { preserved: 'kept', dropped: 'dropped', 'no-features': 'kept, without features' } as const;
const redundancyWords = { full: 'protected', degraded: 'degraded', none: 'not protected' } as const;

type Service = RunView['services'][number];
type Endpoint = RunView['endpoints'][number];

export function figuresOf(run: RunView): readonly Figure[] {
  return [
    ...run.services.map((service) => ofService(service, run.initial[service.id]?.state === 'unknown')),
    ...run.endpoints.map(ofEndpoint),
  ];
}

function ofService(service: Service, unknown: boolean): Figure {
  const out = openSince(service) !== undefined;
  const felt = out || service.calls === 'dropped' || service.outage >= noticed;
  const full = service.redundancy === 'full';
  const again = service.protectedAt !== undefined && service.protectedAt > 0;
  const last = service.outages.at(-1)?.to;
  return {
    id: service.id,
    name: service.name,
    kind: 'service',
    felt: felt && !unknown,
    judgement: unknown ? 'fair' : felt ? 'bad' : full ? 'good' : 'fair',
    touched: service.outages.length > 0 || service.calls !== 'preserved' || !full || again || unknown,
    outage: unknown ? 'not simulated' : outageWord(service),
    calls: unknown ? '' : callWords[service.calls] + (service.state === 'lost' ? ', state lost' : ''),
    // not when another member took over later, without anybody being out
    back: last !== undefined && last !== null && !out ? clock(last) : '',
    protectedAt: again && full ? clock(service.protectedAt ?? 0) : '',
    now: unknown
      ? 'unknown'
      : out
        ? 'down'
        : again && full
          ? `protected again at ${clock(service.protectedAt ?? 0)}`
          : redundancyWords[service.redundancy],
  };
}

function ofEndpoint(endpoint: Endpoint): Figure {
  const out = !endpoint.inService;
  const felt = out || endpoint.calls === 'dropped' || endpoint.outage >= noticed;
  const last = endpoint.outages.at(-1)?.to;
  return {
    id: endpoint.id,
    name: endpoint.name,
    kind: 'endpoint',
    felt,
    judgement: felt ? 'bad' : endpoint.calls === 'no-features' ? 'fair' : 'good',
    touched: endpoint.outages.length > 0 || endpoint.calls !== 'preserved' || out,
    outage: outageWord(endpoint),
    calls: callWords[endpoint.calls],
    back: last !== undefined && last !== null && !out ? clock(last) : '',
    protectedAt: '',
    now: out ? 'out of service' : 'in service',
    count: endpoint.count,
  };
}

/** Since when it is out, where that lasts: such an outage has no end, of which messages make `null` at times. */
function openSince({ outages }: Pick<Service, 'outages'>): number | undefined {
  const last = outages.at(-1);
  return last && (last.to === undefined || last.to === null) ? last.from : undefined;
}

function outageWord(one: Pick<Service, 'outages' | 'outage'>): string {
  const since = openSince(one);
  if (since !== undefined) return `since ${clock(since)}`;
  return one.outage === 0 ? 'none' : span(one.outage);
}

export interface Verdict {
  readonly judgement: Judgement;
  readonly text: string;
}

/** The run in one sentence, for who reads nothing else. */
export function verdictOf(run: RunView): Verdict {
  const services = run.services.filter(({ id }) => run.initial[id]?.state !== 'unknown');
  const figures = figuresOf(run);
  const end = protection(services, run);
  const clients = figures.filter((one) => one.felt && one.kind === 'endpoint');
  const felt = clients.length > 0 ? clients : figures.filter((one) => one.felt);
  if (felt.length > 0) {
    const still = felt.filter((one) => one.now === 'down' || one.now === 'out of service');
    const back = felt.filter((one) => !still.includes(one));
    const lost = clients.length > 0 ? `${named(still)} ${still.length === 1 ? 'stays' : 'stay'} out of service.` : '';
    const said = [
      still.length > 0 &&
        (lost || `Users lose ${named(still)} and do not get ${still.length === 1 ? 'it' : 'them'} back.`),
      back.length > 0 &&
        `${still.length > 0 ? capital(interruption(back, run)) : `Users notice: ${interruption(back, run)}`}.`,
    ];
    return { judgement: 'bad', text: said.filter(Boolean).join(' ') + (still.length > 0 ? '' : end) };
  }
  const blips = services.filter((service) => service.outage > 0);
  const begin =
    blips.length === 0
      ? 'Users notice nothing.'
      : `Users hardly notice: ${span(Math.max(...blips.map((one) => one.outage)))} without ${named(blips)}, calls are kept.`;
  const weak = services.some((service) => service.redundancy !== 'full');
  return { judgement: weak ? 'fair' : 'good', text: begin + end };
}

function protection(services: readonly Service[], run: RunView): string {
  const weak = services.filter((service) => service.redundancy !== 'full');
  if (weak.length > 0) return ` Another loss would be felt: ${named(weak)} ${isAre(weak)} not fully protected.`;
  const again = Math.max(0, ...services.map((service) => service.protectedAt ?? 0));
  if (again > 0) return ` All is protected again at ${clock(again)}.`;
  return run.services.length > 0 ? ' All stays protected.' : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isAre(all: readonly unknown[]): string {
  return all.length === 1 ? 'is' : 'are';
}

/** `A and B are interrupted for up to 5 min, calls are dropped`; of what never was out only that calls were. */
function interruption(felt: readonly Figure[], run: RunView): string {
  const all = [...run.services, ...run.endpoints];
  const outages = felt.map((one) => all.find(({ id }) => id === one.id)?.outage ?? 0);
  const most = Math.max(...outages);
  const dropped = felt.some((one) => one.calls.startsWith('dropped'));
  if (most === 0) return `calls of ${named(felt)} are dropped`;
  const time = ` for ${outages.every((one) => one === most) ? '' : 'up to '}${span(most)}`;
  return `${named(felt)} ${isAre(felt)} interrupted${time}${dropped ? ', calls are dropped' : ''}`;
}

/** `A`, `A and B`, `A, B and 3 more` */
export function named(all: readonly { readonly name: string }[]): string {
  const names = all.map((one) => one.name);
  if (names.length <= 2) return names.join(' and ');
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} more`;
}
