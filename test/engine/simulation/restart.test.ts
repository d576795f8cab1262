/** Nothing of a run stays for the next, and nothing of the next reaches what a run has reported. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyWorld, restart } from '../../../engine/simulation/restart.ts';
import { simulate } from '../../../engine/simulation/simulate.ts';
import { createWorld } from '../../../engine/simulation/world.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';

const folder = path.join(import.meta.dirname, 'cases');

describe('runs of one topology', () => {
  test.each(readdirSync(folder))('do not know of each other: %s', async (file) => {
    const topology = await topologyOf(readFileSync(path.join(folder, file), 'utf8'));
    const runs = topology.scenarios.map((scenario) => {
      const run = simulate(topology, scenario);
      return { scenario, run, text: JSON.stringify(run) };
    });
    for (const { scenario, run, text } of runs.toReversed()) {
      expect(JSON.stringify(simulate(topology, scenario))).toBe(text);
      expect(JSON.stringify(simulate(topology, scenario, { thorough: true }))).toBe(text);
      expect(JSON.stringify(run)).toBe(text);
    }
  });
});

/** Changes all that may change of a state: a field that is forgotten when it is set back shows. */
function disturb(state: object, shared: readonly string[]): void {
  const fields = state as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) {
    if (shared.includes(key)) continue;
    if (typeof value === 'number') fields[key] = value + 1;
    else if (typeof value === 'boolean') fields[key] = !value;
    else if (typeof value === 'string') fields[key] = `${value} other`;
    else if (value === undefined) fields[key] = 1;
    else if (ArrayBuffer.isView(value)) (value as Uint8Array).fill(1);
    else if (value instanceof Set) value.add('other');
    else if (value instanceof Map) value.set('other', 1);
    else if (key === 'apps') for (const app of value as object[]) disturb(app, ['service']);
    else if (
      Array.isArray(value) &&
      !Object.isFrozen(value) &&
      !['serving', 'roles', 'copies', 'registered'].includes(key)
    )
      value.push(1);
    else if (Array.isArray(value)) fields[key] = [...value, 1];
  }
}

test('a world is set back in all that may change', async () => {
  const topology = await topologyOf(exampleText('avaya-duplication'));
  const start = createWorld(topology);
  const [world, anew] = [copyWorld(start), copyWorld(start)];
  for (const state of [...world.hosts, ...world.machines, ...world.services, ...world.endpoints])
    disturb(state, ['plan', 'ref']);
  const { hosts, machines, services, endpoints, queue, kept, keptOf, derived } = world;
  disturb(
    world,
    ['plan', 'topology', 'thorough', 'from', 'hosts', 'machines', 'services', 'endpoints'].concat([
      'hostOf',
      'machineOf',
      'serviceOf',
      'queue',
      'kept',
      'keptOf',
      'derived',
    ]),
  );
  disturb(queue, []);
  expect({ hosts, machines, services, endpoints, kept, keptOf, derived }).not.toEqual(anew);
  restart(world);
  expect(world).toEqual(anew);
});
