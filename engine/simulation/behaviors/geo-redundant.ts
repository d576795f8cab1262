/**
 * Geo-redundancy: a warm standby at another site, activated by an operator (or by itself where so stated),
 * then controls what it reaches. In a split both may be active; that ends by hand.
 */

import type { Behavior, Mode } from '../behavior.ts';
import { nameOf, namesOf } from '../log.ts';
import { geoSource, sourceFor } from '../sources.ts';
import { membersEvent } from '../state/causes.ts';
import { memberWord, memberWorks } from '../state/services.ts';
import type { ServiceState, World } from '../world.ts';
import { areaOf } from './area/area.ts';
import { isBridged, lookAt, passOnLosses, servingMembers } from './area/member.ts';
import { activateSite, settleAutomatic, settleReturn } from './geo-redundant/activation.ts';
import { settleReplication } from './geo-redundant/replication.ts';
import { areTogether, type Sites, settleClients, sitesOf } from './geo-redundant/sites.ts';
import { note } from './service.ts';

const mode: Mode = {
  applications: true,
  react(world, state) {
    const sites = sitesOf(world, state);
    lookAt(world, state, sites.members);
    passOnLosses(world, state, sites.members, sites.areas);
    if (!world.silent) {
      settleReturn(world, state, sites);
      for (const { member, cause } of sites.asked.splice(0)) activateSite(world, state, sites, member, cause);
      settleAutomatic(world, state, sites);
      settleReplication(world, state, sites);
    }
    settleClients(world, state, sites);
    publish(world, state, sites);
  },
  servesFor(world, state, client) {
    const area = areaOf(sitesOf(world, state).areas, client);
    if (!area) return state.serving;
    return world.now >= area.openAt && state.serving.includes(area.home) ? [area.home] : [];
  },
  activate(world, state, member, cause) {
    sitesOf(world, state).asked.push({ member, cause });
  },
};

function publish(world: World, state: ServiceState, sites: Sites): void {
  const { members } = sites;
  const before = { served: state.served, protected: state.protected };
  const serving = servingMembers(world, state, members);
  const since = (ref: number) => members.find((member) => member.ref === ref)?.since ?? 0;
  // The newly active comes first: it is the one that a picture shows.
  state.serving = [...serving].sort((a, b) => since(b) - since(a));
  state.served = serving.length > 0;
  state.bridged = members.some(({ ref, active }) => active && isBridged(world, ref));
  state.roles = members.map(({ ref, active }) => {
    if (!memberWorks(world, state, ref)) return '';
    return active ? 'primary' : 'secondary';
  });
  state.dual = serving.length > 1;
  state.protected = serving.length === 1 && sites.replicates && areTogether(world, sites);
  state.partnered = members.filter(({ works }) => works).length > 1;
  if (world.silent) return;
  if (before.served && !state.served) explainDown(world, state, sites);
  else if (before.protected && serving.length === 1 && !state.protected) explainBare(world, state, sites);
}

/** Down, though another member stands ready. */
function explainDown(world: World, state: ServiceState, { members, service }: Sites): void {
  const ready = members.find(({ works, active }) => works && !active);
  const lost = members.filter(({ active }) => active).map(({ ref }) => ref);
  if (!ready || lost.length === 0) return;
  const [name, other] = [nameOf(world, state.ref), nameOf(world, ready.ref)];
  const gone = lost.map((ref) => `${nameOf(world, ref)} is ${memberWord(world, ref)}`).join(', ');
  const next =
    service.activation === 'automatic' ? `${other} takes over` : `${other} waits for an operator to activate it`;
  const cause = membersEvent(world, lost);
  note(world, state, {
    mechanism: 'geo-redundancy',
    cause,
    text: `${name} is down: ${gone}; ${next}`,
    source: sourceFor(state.plan.service, geoSource),
  });
}

/** Not protected, though both work. */
function explainBare(world: World, state: ServiceState, { members }: Sites): void {
  if (!members.every(({ works }) => works)) return;
  const both = members.map(({ ref }) => ref);
  note(world, state, {
    mechanism: 'geo-redundancy',
    cause: membersEvent(world, both),
    text: `${nameOf(world, state.ref)} is no longer protected: ${namesOf(world, both)} do not reach each other`,
    source: sourceFor(state.plan.service, geoSource),
  });
}

export const geoRedundant: Behavior = { mechanism: 'geo-redundancy', modes: { 'geo-redundant': mode } };
