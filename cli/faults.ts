/** `--fail NAME[@TIME]`: which component, when. */
import { find } from '../engine/topology/lookup.ts';
import type { Id, Topology } from '../engine/topology/model.ts';
import { idsNamed, similarNames } from '../engine/topology/names.ts';
import { UsageError } from './command.ts';

const unitInMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A component that fails at a time (ms). */
export interface Fault {
  readonly id: Id;
  readonly at: number;
}

/**
 * Reads one `--fail` argument.
 * @throws {UsageError} for a name that nothing or several things have, and for a time without a unit
 */
export function parseFault(topology: Topology, argument: string): Fault {
  const split = argument.lastIndexOf('@');
  const name = split < 0 ? argument : argument.slice(0, split);
  return { id: theOne(topology, name), at: split < 0 ? 0 : parseTime(argument.slice(split + 1)) };
}

function theOne(topology: Topology, name: string): Id {
  const ids = idsNamed(topology, name).filter((id) => !find(topology, 'endpoint', id));
  if (ids.length === 1 && ids[0] !== undefined) return ids[0];
  if (ids.length > 1) throw new UsageError(`${name} is ambiguous: write ${ids.join(' or ')}.`);
  const names = [...topology.elements.values()].flatMap((element) => [element.name, element.id]);
  const near = similarNames(name, names);
  throw new UsageError(`Nothing is called ${name}.${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''}`);
}

function parseTime(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(text.trim());
  const unit = unitInMs[match?.[2] ?? ''];
  if (!match || unit === undefined) throw new UsageError(`The time ${text} needs a unit: 30s, 5min, 500ms, 1h.`);
  return Math.round(Number(match[1]) * unit);
}
