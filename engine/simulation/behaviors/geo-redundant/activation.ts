/** Which member is active: by an operator, by itself where so stated, and what a returning member finds. */

import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { geoSource, type Origin, sourceFor } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import { tellRole } from '../../state/roles.ts';
import { loseState, memberReachable, memberWord } from '../../state/services.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import type { Member } from '../area/member.ts';
import { switchOn } from './replication.ts';
import { areTogether, hear, type Sites, settleClients } from './sites.ts';

/** An operator makes a member active; the other stands down where it is reached. */
export function activateSite(world: World, state: ServiceState, sites: Sites, ref: Ref, cause: number): void {
  const to = sites.members.find((member) => member.ref === ref);
  if (!to) return;
  const down = othersHeard(world, sites, to);
  const stale = !sites.replicates && areTogether(world, sites);
  const idle = to.works && memberReachable(world, ref) ? undefined : `it is ${memberWord(world, ref)}`;
  const already = to.active && down.length === 0 ? 'it is active already' : undefined;
  const why = idle ?? already;
  if (why !== undefined && (idle !== undefined || !stale)) {
    const text = `${nameOf(world, ref)} does not become active of ${nameOf(world, state.ref)}: ${why}`;
    log(world, { mechanism: 'geo-redundancy', subject: state.ref, cause, text });
    return;
  }
  let event = cause;
  if (why === undefined)
    event = become(
      world,
      state,
      sites,
      to,
      down,
      cause,
      'is activated by hand',
      sourceFor(state.plan.service, geoSource),
    );
  if (stale) switchOn(world, state, sites, to, event);
}

/** The active members that a member reaches: they learn of it. */
function othersHeard(world: World, { members }: Sites, to: Member): readonly Member[] {
  return members.filter((other) => other !== to && other.active && other.works && hear(world, other, to));
}

function become(
  world: World,
  state: ServiceState,
  sites: Sites,
  to: Member,
  down: readonly Member[],
  cause: number,
  how: string,
  source: Origin,
): number {
  const others = sites.members.filter((other) => other !== to && other.active && !down.includes(other));
  to.active = true;
  to.since = world.now;
  for (const other of down) other.active = false;
  touch(world, 'services');
  const names = (list: readonly Member[]) =>
    namesOf(
      world,
      list.map(({ ref }) => ref),
    );
  const apart = others.filter(({ works }) => works);
  const rest = down.length > 0 ? `; ${names(down)} stands down` : '';
  const split = apart.length > 0 ? `; ${names(apart)} is out of its reach and stays active too` : '';
  const text = `${nameOf(world, to.ref)} ${how} and becomes primary of ${nameOf(world, state.ref)}: it controls what it reaches${rest}${split}`;
  const event = tellRole(world, state, to.ref, 'primary', { mechanism: 'geo-redundancy', cause, text, source });
  if (state.plan.service.preserves === 'nothing') loseState(world, state, event);
  state.recoveredAt = world.now;
  settleClients(world, state, sites, event);
  return event;
}

/** A member that starts and finds another active one is secondary: roles never return by themselves. */
export function settleReturn(world: World, state: ServiceState, sites: Sites): void {
  for (const member of sites.members) {
    if (!member.works || member.was || !member.active) continue;
    const [active] = othersHeard(world, sites, member);
    if (!active) continue;
    member.active = false;
    touch(world, 'services');
    tellRole(world, state, member.ref, 'secondary', {
      mechanism: 'geo-redundancy',
      cause: membersEvent(world, [member.ref, active.ref]),
      text: `${nameOf(world, member.ref)} is back and finds ${nameOf(world, active.ref)} active: it is secondary of ${nameOf(world, state.ref)}`,
      source: sourceFor(state.plan.service, geoSource),
    });
  }
}

/** `activation: automatic`: who hears no active member takes over. */
export function settleAutomatic(world: World, state: ServiceState, sites: Sites): void {
  if (sites.service.activation !== 'automatic') return;
  const heir = sites.members.find((member) => member.works && !member.active);
  if (!heir || othersHeard(world, sites, heir).length > 0) {
    sites.takeover = cancel(sites.takeover);
    sites.due = false;
    return;
  }
  const { takeover } = sites.service.timings;
  const lost = sites.members.filter((member) => member !== heir).map(({ ref }) => ref);
  const cause = membersEvent(world, [heir.ref, ...lost]);
  if (sites.due) {
    sites.due = false;
    const how = `no longer hears ${namesOf(world, lost)}`;
    become(world, state, sites, heir, [], latest(cause, state.cause), how, takeover);
  } else
    sites.takeover ??= schedule(world, takeover.value, Phase.recovery, state.ref, () => {
      sites.takeover = undefined;
      sites.due = true;
      touch(world, 'services');
    });
}
