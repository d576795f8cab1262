/** Times with where they are from: from the text, from a product, else from the table of defaults. */
import type { Timing } from '../../engine/topology/model.ts';
import type { MeasureProperty } from '../generated/ast.ts';
import { sourceOf } from '../source.ts';
import { type Body, measure, timingStatement } from './body.ts';

/** The timing `key` of the first body that states it, else the default. */
export function timing(key: string, bodies: readonly (Body | undefined)[], standard: Timing): Timing {
  return statedTiming(key, bodies) ?? standard;
}

/** The timing `key` of the first body that states it. */
export function statedTiming(key: string, bodies: readonly (Body | undefined)[]): Timing | undefined {
  for (const body of bodies) {
    const statement = timingStatement(body, key);
    if (statement) return read(statement);
  }
  return undefined;
}

function read(statement: MeasureProperty): Timing {
  const value = measure(statement.value, 'time') ?? 0;
  return Object.freeze({
    value,
    min: Math.min(value, measure(statement.min, 'time') ?? value),
    max: Math.max(value, measure(statement.max, 'time') ?? value),
    origin: statement.note ?? 'stated in the text',
    assumption: statement.mark === 'assumed',
    source: sourceOf(statement),
  });
}
