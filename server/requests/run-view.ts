/** A run as the panel reads it: names and places instead of ids and sources. */
import type { LangiumDocuments } from 'langium';
import type { Run, RunEvent, ServiceResult } from '../../engine/simulation/run.ts';
import type { Topology } from '../../engine/topology/model.ts';
import type { EventView, RunView, ServiceView } from '../protocol.ts';
import { placeOfSource } from '../text.ts';
import { nameOf } from './elements.ts';

export function runView(run: Run, topology: Topology, documents: LangiumDocuments): RunView {
  return {
    title: run.title,
    end: run.end,
    cut: run.cut,
    events: run.events.map((event) => eventView(event, topology)),
    expectations: run.expectations.map(({ text, holds, judged = true, actual, source }) => ({
      text,
      verdict: holds ? 'holds' : judged ? 'fails' : 'unjudged',
      actual,
      place: placeOfSource(source, documents),
    })),
    services: run.services.map(serviceView),
    endpoints: run.endpoints.map(({ registeredWith: _, ...endpoint }) => endpoint),
    initial: Object.fromEntries([...run.initial, ...run.unknown.map((id) => [id, { state: 'unknown' }] as const)]),
    unmodelled: run.unmodelled,
  };
}

function eventView({ cause, place, ...event }: RunEvent, topology: Topology): EventView {
  return {
    ...event,
    name: nameOf(topology, event.subject),
    ...(cause !== undefined && { cause }),
    ...(place !== undefined && { place }),
  };
}

function serviceView({ activeMembers: _, recoveredAt, protectedAt, ...service }: ServiceResult): ServiceView {
  return {
    ...service,
    ...(recoveredAt !== undefined && { recoveredAt }),
    ...(protectedAt !== undefined && { protectedAt }),
  };
}
