/** States and outcomes: the words of `expect`, what each says, and of what it can be true. */
import { componentKinds } from '../../engine/topology/kinds.ts';
import type { ModeName, ReferenceKind } from './entry.ts';

export interface StateEntry {
  readonly state: string;
  readonly summary: string;
  /** Kinds of the subjects that can be in it. */
  readonly of: readonly ReferenceKind[];
  /** For services as subjects: the modes in which it can be true; absent: all. */
  readonly modes?: readonly ModeName[];
  /** For members as subjects: the modes that have members in this role; absent: it is no role. */
  readonly roleIn?: readonly ModeName[];
  /** What may follow `on`; absent: no `on`. */
  readonly on?: readonly ReferenceKind[];
}

const machines = ['vm', 'server'] as const;
const components = [...componentKinds, 'nic'] as const;
const places = ['host', 'cluster', 'site'] as const;
const redundantModes = [
  'duplication',
  'switchover',
  'active-active',
  'geo-redundant',
  'survivable-core',
  'failover-group',
  'n-plus-one',
] as const;

export const states: readonly StateEntry[] = [
  {
    state: 'running',
    summary: 'Powered on, also while it boots, stalls or its application is faulted.',
    of: [...machines, 'host'],
    on: places,
  },
  {
    state: 'up',
    summary: 'A machine is booted and its application started; a service is served; a component works.',
    of: [...machines, 'service', 'resource', ...components],
    on: [...machines, ...places],
  },
  { state: 'down', summary: 'Not up.', of: [...machines, 'service', 'resource', ...components] },
  {
    state: 'active',
    summary:
      'Serving. Of a member: it serves in the service that has it as member. Of a service that is nobody’s member: some member serves. `active on P`: P (a member, its machine, node, host or site) is one of those that serve.',
    of: [...machines, 'service'],
    on: [...machines, 'service', ...places],
  },
  {
    state: 'dual-active',
    summary: 'More than one member serves where the mode allows one.',
    of: ['service'],
    modes: ['duplication', 'switchover', 'geo-redundant', 'survivable-core', 'failover-group', 'n-plus-one'],
  },
  {
    state: 'standby',
    summary: 'Of a member of a duplication, or a spare: it stands by now, refreshed and ready to take over.',
    of: [...machines, 'service'],
    roleIn: ['duplication', 'n-plus-one'],
    on: places,
  },
  {
    state: 'backup',
    summary: 'Of a member of a switchover pair: it is the backup now, started and ready to take over.',
    of: [...machines, 'service'],
    roleIn: ['switchover'],
    on: places,
  },
  {
    state: 'primary',
    summary:
      'Of a member of a switchover or geo-redundant pair: it holds this role now. Of a fault-tolerant VM: its primary copy runs (`on` a host).',
    of: [...machines, 'service'],
    roleIn: ['switchover', 'geo-redundant'],
    on: places,
  },
  {
    state: 'secondary',
    summary:
      'Of a member of a geo-redundant pair: it holds this role now, and is ready. Of a fault-tolerant VM: its secondary copy is in sync (`on` a host).',
    of: [...machines, 'service'],
    roleIn: ['geo-redundant'],
    on: places,
  },
  {
    state: 'protected',
    summary:
      'One more failure of the serving member would be taken over with what the mode promises: duplication refreshed, backup ready, another possible owner and quorum left; of a fault-tolerant VM, its secondary in sync.',
    of: ['service', 'vm'],
    modes: redundantModes,
  },
  { state: 'degraded', summary: 'Up and not protected.', of: ['service', 'vm'] },
  {
    state: 'in-service',
    summary: 'An endpoint reaches what it is registered with, and that serves.',
    of: ['endpoint'],
  },
  { state: 'out-of-service', summary: 'An endpoint is not in service.', of: ['endpoint'] },
  { state: 'quorate', summary: 'Enough votes of a failover cluster are together.', of: ['failover-cluster'] },
];

export interface OutcomeEntry {
  readonly outcome: string;
  readonly summary: string;
}

/** What may follow `calls` or `state`. */
export const outcomes: readonly OutcomeEntry[] = [
  { outcome: 'preserved', summary: 'None was cut in the window: neither an established call, nor state in memory.' },
  { outcome: 'dropped', summary: 'At least one established call of the subject was cut in the window.' },
  { outcome: 'lost', summary: 'The same as `dropped`; of `state`: what was in memory is gone.' },
];

/** Whose calls, state and outage can be spoken of. */
export const aspects: Readonly<Record<'calls' | 'state' | 'outage', readonly ReferenceKind[]>> = {
  calls: ['service', 'endpoint'],
  state: ['service', 'vm', 'server'],
  outage: ['service', 'endpoint', 'vm', 'server'],
};
