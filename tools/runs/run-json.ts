/** A run for programs: the form of `schemas/simulate.schema.json`. */
import type { TimingChoice } from '../../engine/simulation/index.ts';
import type { Outage, Run } from '../../engine/simulation/run.ts';
import type { Loaded } from '../../language/load.ts';
import { placeOf } from '../findings/place.ts';

const orNull = (time: number | undefined): number | null => time ?? null;
const outagesAsJson = (outages: readonly Outage[]) => outages.map(({ from, to }) => ({ from, to: orNull(to) }));

/** Everything that a run reports, with `null` where something never happened. */
export function runsAsJson(loaded: Loaded, runs: readonly Run[], file: string, timing: TimingChoice) {
  return {
    version: 1,
    file,
    title: loaded.topology.title ?? null,
    timing,
    unbuilt: loaded.topology.unbuilt.map((left) => ({
      name: left.name,
      line: placeOf(loaded, left.source).line,
      reason: left.reason,
    })),
    scenarios: runs.map((run) => ({
      title: run.title,
      end: run.end,
      cut: run.cut,
      events: run.events.map(({ cause, place, ...event }) => ({
        ...event,
        cause: cause ?? null,
        ...(place === undefined ? {} : { place }),
      })),
      expectations: run.expectations.map((expectation) => ({
        text: expectation.text,
        line: placeOf(loaded, expectation.source).line,
        holds: expectation.holds,
        ...(expectation.judged === false ? { judged: false } : {}),
        actual: expectation.actual,
      })),
      services: run.services.map((service) => ({
        ...service,
        outages: outagesAsJson(service.outages),
        recoveredAt: orNull(service.recoveredAt),
        protectedAt: orNull(service.protectedAt),
      })),
      endpoints: run.endpoints.map((endpoint) => ({ ...endpoint, outages: outagesAsJson(endpoint.outages) })),
      unmodelled: run.unmodelled,
    })),
  };
}
