/**
 * Two unrelated faults at one instant, in two halves of a text that have nothing to do with each other: each
 * event, of whatever mechanism, follows from the fault in its own half.
 */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import type { Run, RunEvent } from '../../../engine/simulation/run.ts';
import { topologyOf } from '../../support/topology.ts';

/** A text, `$` standing for the half, and faults: each of one half meets each of the other. */
interface Half {
  readonly text: string;
  readonly faults: readonly string[];
}

const hosts = (count: number, more = '') =>
  Array.from(
    { length: count },
    (_, at) =>
      `host h${at + 1}$ { memory: 32 GB storage: d$ nic m$ -> m$ for management, vmotion nic p$ -> p$ ${more} }`,
  ).join('\n');

const ha = `network m$ network p$ storage d$
  cluster C$ { ha { monitoring: vm storage-response: on isolation: power-off } drs { mode: fully-automated } ${hosts(3)} }
  vm v$ on h1$ { memory: 8 GB disk: d$ nic e$ -> p$ via p$ }
  vm w$ on h2$ { memory: 8 GB disk: d$ nic e$ -> p$ via p$ }
  service V$ : standalone { member: v$ }
  service W$ : standalone { member: w$ needs: V$ }
  endpoint E$ : sip { on: p$ registers: V$ alternate: W$ }`;
const duo = (kind: string) => `network lan$ network x$ { dedicated }
  server a$ { nic l$ -> lan$ nic x$ -> x$ } server b$ { nic l$ -> lan$ nic x$ -> x$ }
  service S$ : ${kind}
  endpoint E$ : sip { on: lan$ registers: S$ }`;
const sites = (service: string) => `site L$ { network l$ server a$ { nic e$ -> l$ } }
  site R$ { network r$ server b$ { nic e$ -> r$ } }
  link wan$ between L$.l$, R$.r$
  service S$ : ${service}
  endpoint EL$ : h323 { on: L$.l$ registers: S$ }
  endpoint ER$ : h323 { on: R$.r$ registers: S$ }`;
const group = (quorum: string) => `network lan$ network hb$ storage q$ server wit$ { nic l$ -> lan$ }
  server n1$ { storage: q$ nic l$ -> lan$ nic h$ -> hb$ } server n2$ { storage: q$ nic l$ -> lan$ nic h$ -> hb$ }
  failover-cluster F$ { nodes: n1$, n2$ networks: lan$, hb$ quorum: ${quorum} }
  service G$ : failover-group { cluster: F$ resource ip$ : ip-address resource app$ : generic-service { after: ip$ } }
  endpoint E$ : agent { on: lan$ registers: G$ }`;

const halves: Readonly<Record<string, Half>> = {
  'host HA and clients': {
    text: ha,
    faults: [
      'fail h1$',
      'fail p$',
      'fail m$',
      'fail d$',
      'isolate h1$',
      'fail d$ for h1$',
      'crash v$',
      'fault v$',
      'fail v$',
    ],
  },
  'HA after the loss of all hosts': { text: ha, faults: ['fail h1$, h2$, h3$', 'fail C$'] },
  DRS: { text: ha, faults: ['maintenance h1$'] },
  'Fault Tolerance': {
    text: `network m$ network p$ network f$ storage d$
      cluster C$ { ha ${hosts(3, 'nic f$ -> f$ for ft-logging')} }
      vm v$ on h1$ { memory: 8 GB disk: d$ nic e$ -> p$ via p$ ft { secondary: h2$ } }
      service V$ : standalone { member: v$ }`,
    faults: ['fail h1$', 'fail h2$', 'fail f$', 'crash v$'],
  },
  'Hyper-V': {
    text: `network m$ network p$ storage d$
      cluster C$ { hypervisor: hyper-v ha ${hosts(3, 'version: 2019')} }
      vm v$ on h1$ { memory: 8 GB disk: d$ nic e$ -> p$ via p$ }
      service V$ : standalone { member: v$ }`,
    faults: ['fail h1$', 'isolate h1$'],
  },
  duplication: {
    text: duo('duplication { active: a$ standby: b$ link: x$ }'),
    faults: ['fail a$', 'fail b$', 'fail x$', 'fail lan$', 'fail x$, lan$', 'fault a$'],
  },
  switchover: {
    text: duo('switchover { primary: a$ backup: b$ }'),
    faults: ['fail a$', 'fail b$', 'fail lan$, x$', 'fault S$'],
  },
  'active-active': { text: duo('active-active { members: a$, b$ }'), faults: ['fail a$', 'fail lan$', 'fail a$, b$'] },
  'n-plus-one': {
    text: duo('n-plus-one { members: a$ spares: b$ }'),
    faults: ['fail a$', 'fail b$', 'fail lan$, x$'],
  },
  'survivable core': {
    text: sites('survivable-core { main: L$.a$ survivable: R$.b$ }'),
    faults: ['fail wan$', 'fail L$', 'fail L$.a$'],
  },
  'survivable core that fails back': {
    text: sites('survivable-core { main: L$.a$ survivable: R$.b$ fail-back: automatic }'),
    faults: ['fail wan$', 'fail L$.a$'],
  },
  'geo-redundancy': {
    text: sites('geo-redundant { primary: L$.a$ secondary: R$.b$ activation: automatic }'),
    faults: ['fail wan$', 'fail L$', 'fail L$.a$'],
  },
  'failover cluster, disk': {
    text: group('disk q$'),
    faults: ['fail n1$', 'fail q$', 'fail lan$, hb$', 'fail F$.n1$', 'fault G$.app$', 'fail q$ for n1$'],
  },
  'failover cluster, majority with witness': {
    text: group('majority with witness wit$'),
    faults: ['fail n1$', 'fail wit$', 'fail lan$, hb$', 'fail hb$', 'fail n1$, wit$'],
  },
};

const swap = (text: string, half: string) => text.replaceAll('$', half);
const endOf = (fault: string) => fault.replace(/^\w+ /, 'restore ');

/** The half that an id or name is of: `h1Q.mQ` → Q. */
const halfOf = (id: string) => id.at(-1);

/** The injection from which an event follows. */
function rootOf(run: Run, event: RunEvent): RunEvent {
  let at = event;
  for (;;) {
    const cause = run.events.find(({ id }) => id === at.cause);
    if (!cause) return at;
    at = cause;
  }
}

/** Events that come of the other half. */
function strays(run: Run): string[] {
  return run.events
    .filter((event) => halfOf(rootOf(run, event).subject) !== halfOf(event.subject))
    .map((event) => `${event.text} ← … ← ${rootOf(run, event).text}`);
}

const orders = [
  ['Q', 'Z'],
  ['Z', 'Q'],
] as const;

describe.each(Object.entries(halves))('%s', async (_, { text, faults }) => {
  const scenarios = faults.flatMap((fault) =>
    faults.flatMap((other) =>
      orders.map(([first, second]) => {
        const [one, two] = [swap(fault, first), swap(other, second)];
        const steps = `at 0 s ${one} at 0 s ${two} at 30 min ${endOf(one)} at 30 min ${endOf(two)}`;
        return `scenario "${one} and ${two}" { ${steps} }`;
      }),
    ),
  );
  const topology = await topologyOf([swap(text, 'Q'), swap(text, 'Z'), ...scenarios].join('\n'));

  test.each(faults)('%s, with each of the others at the same instant', (fault) => {
    const mine = topology.scenarios.filter(({ title }) =>
      orders.some(([half]) => title.startsWith(`${swap(fault, half)} and `)),
    );
    expect(mine).toHaveLength(2 * faults.length);
    for (const scenario of mine) {
      const run = simulate(topology, scenario);
      expect(run.events.length).toBeGreaterThan(2);
      expect(strays(run), scenario.title).toEqual([]);
    }
  });
});
