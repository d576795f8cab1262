/** What a run came to for a service or a kind of client, in few words. */
import { clock, span } from '../times.ts';
import type { TimelineRun, Told } from './lane.ts';

type Service = TimelineRun['services'][number];
type Endpoint = TimelineRun['endpoints'][number];

/** @param redundant whether it is protected at some time of the run: else it is not told that it is not */
export function toldOfService(service: Service, redundant: boolean): readonly Told[] {
  const out = isOut(service);
  const told = [outageTold(service, out), ...callsTold(service)];
  if (out) return told;
  if (service.redundancy !== 'full') {
    if (redundant) told.push({ text: 'not protected', tone: 'warn' });
  } else if ((service.protectedAt ?? 0) > 0)
    told.push({ text: `protected ${clock(service.protectedAt ?? 0)}`, tone: 'serving' });
  return told;
}

export function toldOfEndpoint(endpoint: Endpoint): readonly Told[] {
  return [outageTold(endpoint, !endpoint.inService), ...callsTold(endpoint)];
}

function isOut({ outages }: Service): boolean {
  return outages.some(({ to }) => to === undefined || to === null);
}

function outageTold({ outages, outage }: Service | Endpoint, out: boolean): Told {
  if (out) {
    const since = outages.findLast(({ to }) => to === undefined || to === null)?.from ?? outages.at(-1)?.from ?? 0;
    return { text: `out since ${clock(since)}`, tone: 'lost' };
  }
  return outage > 0 ? { text: `out ${span(outage)}`, tone: 'lost' } : { text: 'no outage', tone: 'serving' };
}

function callsTold({ calls, outages }: Service | Endpoint): readonly Told[] {
  if (calls === 'dropped') return [{ text: 'calls dropped', tone: 'lost' }];
  if (calls === 'no-features') return [{ text: 'calls without features', tone: 'warn' }];
  return outages.length > 0 ? [{ text: 'calls kept', tone: 'serving' }] : [];
}
