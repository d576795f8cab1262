/**
 * Propagation of loss: what is in a failed rack or site, on failed circuits, or cabled to a failed switch
 * goes down with it, and comes back with it.
 */
import type { Ref } from '../../topology/ranks.ts';
import type { Behavior } from '../behavior.ts';
import { latest, log, nameOf, namesOf } from '../log.ts';
import { Phase } from '../phases.ts';
import { noteElement } from '../state/causes.ts';
import { carriersOf, reasonsDown, settleComponents } from '../state/components.ts';
import type { World } from '../world.ts';

export const propagation: Behavior = {
  mechanism: 'propagation',
  react: {
    [Phase.propagation](world) {
      const changed = settleComponents(world);
      if (changed.length === 0) return;
      for (const ref of changed) {
        tell(world, ref);
        noteElement(world, world.lastEvent[ref] ?? -1, ref);
      }
    },
  },
};

/** A server's loss is told where machines lose power; what an injection has told is not told again. */
function tell(world: World, ref: Ref): void {
  const element = world.plan.elements[ref];
  if (!element || element.kind === 'server') return;
  if (world.lives[ref]) {
    if (world.shown[ref] !== 'down') return;
    const cause = latest(...carriersOf(world, ref).map((other) => world.lastEvent[other] ?? -1));
    const to = world.hostOf[ref]?.maintenance ? 'maintenance' : 'up';
    log(world, { mechanism: 'propagation', subject: ref, to, cause, text: `${nameOf(world, ref)} is back` });
    return;
  }
  if (world.shown[ref] === 'down') return;
  const reasons = reasonsDown(world, ref);
  const cause = latest(...reasons.map((other) => world.lastEvent[other] ?? -1));
  const lost = element.kind === 'adapter' ? 'loses its link' : 'is down';
  log(world, {
    mechanism: 'propagation',
    subject: ref,
    to: 'down',
    cause,
    text: `${nameOf(world, ref)} ${lost}: ${namesOf(world, reasons)} ${reasons.length > 1 ? 'are' : 'is'} down`,
  });
}
