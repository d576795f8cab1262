import { expect, test } from 'vitest';
import { bestPath, pathBetween, segmentsOfNetwork } from '../../../engine/rules/facts/path-quality.ts';
import { findMachine } from '../../../engine/topology/lookup.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { topologyOf } from '../../support/topology.ts';

const machine = (topology: Topology, id: string) => {
  const found = findMachine(topology, id);
  if (!found) throw new Error(`no machine ${id}`);
  return found;
};
const between = (topology: Topology, one: string, other: string) =>
  pathBetween(topology, machine(topology, one), machine(topology, other));

test('latencies add up, the least bandwidth counts, losses combine', async () => {
  const topology = await topologyOf(`
network a  network b  network c
link ab between a, b { latency: 20 ms  bandwidth: 10 Gbps  loss: 1 % }
link bc between b, c { latency: 30 ms  bandwidth: 1 Gbps  loss: 2 % }
server x { nic n -> a }
server y { nic n -> c }`);
  const path = between(topology, 'x', 'y');
  expect(path?.links.map(({ name }) => name)).toEqual(['ab', 'bc']);
  expect(path?.latency).toBe(50);
  expect(path?.bandwidth).toBe(1e9);
  expect(path?.loss).toBeCloseTo(0.0298, 6);
});

test('what is not stated stays out of the sums', async () => {
  const topology = await topologyOf(`
network a  network b  network c
link ab between a, b
link bc between b, c { latency: 30 ms }
server x { nic n -> a }
server y { nic n -> c }`);
  expect(between(topology, 'x', 'y')).toMatchObject({ latency: 30, loss: 0 });
  expect(between(topology, 'x', 'y')?.bandwidth).toBeUndefined();
});

test('the quicker way is taken, and where needs are given the one that fits them', async () => {
  const topology = await topologyOf(`
network a  network b
link thin between a, b { latency: 5 ms  bandwidth: 100 Mbps }
link thick between a, b { latency: 40 ms  bandwidth: 10 Gbps }
server x { nic n -> a }
server y { nic n -> b }`);
  const way = (needs?: { bandwidth: number }) =>
    pathBetween(topology, machine(topology, 'x'), machine(topology, 'y'), needs)?.links.map(({ name }) => name);
  expect(way()).toEqual(['thin']);
  expect(way({ bandwidth: 1e9 })).toEqual(['thick']);
  expect(way({ bandwidth: 1e11 })).toEqual(['thin']);
});

test('inside one network only its own links count', async () => {
  const topology = await topologyOf(`
switch w1  switch w2
network dup { switches: w1, w2 }
network lan { switches: w1, w2 }
network other
link trunk between w1, w2 { latency: 7 ms }
link detour between lan, other { latency: 1 ms }
server x { nic n -> w1 }
server y { nic n -> w2 }`);
  const [dup] = topology.networks;
  const segments = dup ? segmentsOfNetwork(topology, dup) : [];
  expect(bestPath(topology, segments.slice(0, 1), segments.slice(1))?.latency).toBe(7);
});

test('a VM stands where its host is cabled; on one segment there is no link, and none may lead there at all', async () => {
  const topology = await topologyOf(`
network a  network b  network away
link ab between a, b { latency: 9 ms }
host h { nic p -> a }
host g { nic p -> b }
vm v on h { nic e -> a via p }
vm w on h { nic e -> a }
vm u on g { nic e -> b }
vm z on g { nic e -> away }
vm bare on g`);
  expect(between(topology, 'v', 'w')?.links).toEqual([]);
  expect(between(topology, 'v', 'u')?.latency).toBe(9);
  expect(between(topology, 'v', 'z')).toBeUndefined();
  expect(between(topology, 'v', 'bare')).toBeUndefined();
});

test('a way without a certain switch', async () => {
  const topology = await topologyOf(`
switch w1  switch w2  switch w3
network dup { switches: w1, w2, w3 }
link t12 between w1, w2
link t23 between w2, w3
link t13 between w1, w3 { latency: 3 ms }
server x { nic n -> w1 }
server y { nic n -> w3 }`);
  const [from, to] = [0, 2].map((index) => [segmentsOfNetwork(topology, topology.networks[0] as never)[index] ?? -1]);
  expect(bestPath(topology, from ?? [], to ?? [])?.links.map(({ name }) => name)).toEqual(['t12', 't23']);
  expect(bestPath(topology, from ?? [], to ?? [], { without: 'w2' })?.links.map(({ name }) => name)).toEqual(['t13']);
  expect(bestPath(topology, from ?? [], to ?? [], { without: 'w1' })).toBeUndefined();
});
