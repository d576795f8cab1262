/** Replication between the two sites: off after a time without the peer, and on again only by hand. */

import { formatTime } from '../../format-time.ts';
import { log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import { geoSource, sourceFor } from '../../sources.ts';
import { membersEvent } from '../../state/causes.ts';
import { cancel, type ServiceState, schedule, touch, type World } from '../../world.ts';
import type { Member } from '../area/member.ts';
import { areTogether, type Sites } from './sites.ts';

export function settleReplication(world: World, state: ServiceState, sites: Sites): void {
  if (sites.members.length < 2) return;
  if (areTogether(world, sites)) {
    sites.replicationTimer = cancel(sites.replicationTimer);
    if (!sites.replicates && !sites.told) tellStale(world, state, sites);
    return;
  }
  sites.told = false;
  if (!sites.replicates || sites.replicationTimer) return;
  const { replicationTimeout } = sites.service.timings;
  const cause = changeOf(world, sites);
  sites.replicationTimer = schedule(world, replicationTimeout.value, Phase.recovery, state.ref, () => {
    sites.replicationTimer = undefined;
    sites.replicates = false;
    touch(world, 'services');
    log(world, {
      mechanism: 'geo-redundancy',
      subject: state.ref,
      cause,
      text: `Replication of ${nameOf(world, state.ref)} goes off: ${namesOfAll(world, sites)} have been without each other for ${formatTime(replicationTimeout.value)}`,
      source: replicationTimeout,
    });
  });
}

function tellStale(world: World, state: ServiceState, sites: Sites): void {
  sites.told = true;
  log(world, {
    mechanism: 'geo-redundancy',
    subject: state.ref,
    cause: changeOf(world, sites),
    text: `${namesOfAll(world, sites)} reach each other again; replication of ${nameOf(world, state.ref)} stays off until an operator activates one of them`,
    source: sourceFor(state.plan.service, geoSource),
  });
}

/** An operator has chosen whose data stay: they are copied to the other. */
export function switchOn(world: World, state: ServiceState, sites: Sites, from: Member, cause: number): void {
  sites.replicates = true;
  touch(world, 'services');
  log(world, {
    mechanism: 'geo-redundancy',
    subject: state.ref,
    cause,
    text: `Replication of ${nameOf(world, state.ref)} is on again: the data of ${nameOf(world, from.ref)} stay`,
    source: sourceFor(state.plan.service, geoSource),
  });
}

function changeOf(world: World, sites: Sites): number {
  return membersEvent(
    world,
    sites.members.map(({ ref }) => ref),
  );
}

function namesOfAll(world: World, sites: Sites): string {
  return namesOf(
    world,
    sites.members.map(({ ref }) => ref),
  );
}
