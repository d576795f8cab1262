/**
 * DRS: in fully automated mode, every interval while a rule is broken or a host is in maintenance. Moves
 * are live, and need vCenter; a must rule is never broken by one.
 */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { own } from '../own.ts';
import { Phase } from '../phases.ts';
import type { ClusterPlan } from '../plan.ts';
import type { Timer } from '../queue.ts';
import { cancel, schedule, touch, type World } from '../world.ts';
import { runPass, workOf } from './drs/pass.ts';

interface Schedule {
  timer: Timer | undefined;
  /** The world as a pass that could do nothing has seen it: until something changes the next could not either. */
  futile: string;
  /** The world as it was looked at last. */
  seen: string;
}

const schedules = own(() => new Map<Ref, Schedule>());

export const drs: Behavior = {
  mechanism: 'drs',
  acts: ({ topology }) => topology.clusters.some(({ drs: settings }) => settings?.mode === 'fully-automated'),
  // A rule may be broken from the start.
  start: lookAtAll,
  react: {
    [Phase.placement](world) {
      if (!world.silent) lookAtAll(world);
    },
  },
};

function lookAtAll(world: World): void {
  for (const plan of world.plan.clusters) if (plan.cluster.drs?.mode === 'fully-automated') look(world, plan);
}

function look(world: World, plan: ClusterPlan): void {
  let known = schedules(world).get(plan.ref);
  if (!known) {
    known = { timer: undefined, futile: '', seen: '' };
    schedules(world).set(plan.ref, known);
  }
  const now = stampOf(world);
  if (known.seen === now) return;
  known.seen = now;
  const { broken, leaving, copies } = workOf(world, plan);
  if (broken.length + leaving.length + copies.length === 0) {
    known.timer = cancel(known.timer);
    known.futile = '';
  } else if (!known.timer && known.futile !== now) scheduleNext(world, plan, known);
}

function scheduleNext(world: World, plan: ClusterPlan, known: Schedule): void {
  known.timer = schedule(world, plan.cluster.timings.interval.value, Phase.placement, plan.ref, () => {
    known.timer = undefined;
    known.seen = '';
    if (runPass(world, plan)) touch(world, 'machines');
    else known.futile = stampOf(world);
  });
}

/** What a move depends on: where machines run, what lives, who reaches whom, whether vCenter is up. */
function stampOf({ versions }: World): string {
  return `${versions.machines} ${versions.components} ${versions.network} ${versions.storage} ${versions.services}`;
}
