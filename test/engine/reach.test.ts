/** Who reaches whom over living switches, networks and links. */
import { describe, expect, test } from 'vitest';
import type { Topology } from '../../engine/topology/model.ts';
import { ranksOf } from '../../engine/topology/ranks.ts';
import { attachmentsOf, join, reaches, segmentsOf } from '../../engine/topology/reach.ts';
import { topologyOf } from '../support/topology.ts';

/** Whether two servers reach each other while the named elements are down. */
function reach(topology: Topology, a: string, b: string, ...down: readonly string[]): boolean {
  const { refs, elements } = ranksOf(topology);
  const lives = new Uint8Array(elements.length).fill(1);
  for (const name of down) lives[refs.get(name) ?? -1] = 0;
  const segments = segmentsOf(topology);
  const of = (name: string) => {
    const server = topology.servers.find((one) => one.name === name);
    return (server ? attachmentsOf(topology, server) : []).flatMap((attachment) => attachment.segments);
  };
  return reaches(segments, join(segments, lives), of(a), of(b));
}

describe('reach', () => {
  test('in a network with switches needs living switches and links between them', async () => {
    const topology = await topologyOf(`switch w1 switch w2 switch w3
      link t12 between w1, w2  link t23 between w2, w3
      network lan { switches: w1, w2, w3 }
      server a { nic n -> w1 }  server b { nic n -> w3 }  server any { nic n -> lan }`);
    expect(reach(topology, 'a', 'b')).toBe(true);
    expect(reach(topology, 'a', 'b', 'w2')).toBe(false);
    expect(reach(topology, 'a', 'b', 't12')).toBe(false);
    expect(reach(topology, 'a', 'any', 'w2', 'w3')).toBe(true);
    expect(reach(topology, 'b', 'any', 'w1', 'w2')).toBe(true);
    expect(reach(topology, 'a', 'any', 'lan')).toBe(false);
  });

  test('of switches that no link joins does not come about, not even through a link elsewhere', async () => {
    const topology = await topologyOf(`switch w1 switch w2
      network lan { switches: w1, w2 }  network far
      link wan between lan, far
      server a { nic n -> w1 }  server b { nic n -> w2 }  server c { nic n -> far }`);
    expect(reach(topology, 'a', 'b')).toBe(false);
    expect(reach(topology, 'a', 'c')).toBe(true);
    expect(reach(topology, 'b', 'c', 'w1')).toBe(true);
  });

  test('a link carries the networks that both switches have, and keeps them apart', async () => {
    const topology = await topologyOf(`switch w1 switch w2
      link trunk between w1, w2
      network lan { switches: w1, w2 }  network dup { switches: w1, w2  dedicated }
      server a { nic n -> lan }  server b { nic n -> dup }  server c { nic n -> w1 }  server d { nic n -> w2 }`);
    expect(reach(topology, 'a', 'b')).toBe(false);
    expect(reach(topology, 'c', 'd')).toBe(true);
    expect(reach(topology, 'c', 'd', 'trunk')).toBe(false);
    expect(reach(topology, 'c', 'b')).toBe(true);
  });

  test('a link between switches of different networks routes, past dedicated ones', async () => {
    const topology = await topologyOf(`switch w1 switch w2
      network here { switches: w1 }  network private { switches: w1  dedicated }  network there { switches: w2 }
      link wan between w1, w2
      server a { nic n -> here }  server p { nic n -> private }  server b { nic n -> there }`);
    expect(reach(topology, 'a', 'b')).toBe(true);
    expect(reach(topology, 'p', 'b')).toBe(false);
  });

  test('different networks are joined by a link only, in transit too; machines never forward', async () => {
    const topology = await topologyOf(`network one network two network three network four
      link l12 between one, two  link l23 between two, three
      server a { nic n -> one }  server b { nic n -> three }  server c { nic n -> four }
      server both { nic n -> one  nic m -> four }`);
    expect(reach(topology, 'a', 'b')).toBe(true);
    expect(reach(topology, 'a', 'b', 'two')).toBe(false);
    expect(reach(topology, 'a', 'c')).toBe(false);
    expect(reach(topology, 'both', 'c')).toBe(true);
  });
});
