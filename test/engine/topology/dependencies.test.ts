/** What an element needs in order to work, and what needs it. */
import { describe, expect, it } from 'vitest';
import {
  dependenciesOf,
  dependentsOf,
  firstDependenciesOf,
  firstDependentsOf,
} from '../../../engine/topology/dependencies.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

const sorted = (ids: ReadonlySet<string>) => [...ids].sort();
const needs = (topology: Topology, id: string) => sorted(dependenciesOf(topology, id));

describe('what an element needs', () => {
  it('are its members, where they may run, their storage, adapters and networks, power and place', async () => {
    const topology = await topologyOf(`
      site S {
        circuit feed  circuit other
        rack R { circuits: feed }
        network lan  network dup  network backup
        storage san { kind: san  rack: R }  storage spare { kind: san }
        cluster C { ha
          host A { rack: R  storage: san, spare  nic n0 -> lan  nic n1 -> dup  nic n2 -> backup }
          host B { rack: R  circuits: other  nic n0 -> lan  nic n1 -> dup }
        }
        host alone { nic n0 -> lan }
      }
      vm one on S.A { disk: S.san  nic e0 -> S.lan via n0 }
      vm two on S.alone
      service Web : standalone { member: one }
    `);
    expect(needs(topology, 'Web')).toEqual(
      ['C', 'A', 'A.n0', 'B', 'B.n0', 'lan', 'san', 'R', 'feed', 'other']
        .map((name) => `S.${name}`)
        .concat('S', 'one', 'one.e0', 'Web')
        .sort(),
    );
    expect(needs(topology, 'two')).toEqual(['S', 'S.alone', 'two']);
    // B names its own circuit: that of its rack does not feed it
    expect(needs(topology, 'S.B')).toEqual(['S', 'S.B', 'S.R', 'S.other']);
  });

  it('is the way of clients to what they register with, without dead ends', async () => {
    const topology = await topologyOf(`
      network branch  network core  network dmz  network lab
      link wan1 between branch, core  link wan2 between branch, dmz  link ring between dmz, core
      link stub between lab, core
      server app { nic n0 -> core }
      service S : standalone { member: app }
      endpoint Phones : sip { on: branch  registers: S  count: 3 }
    `);
    expect(needs(topology, 'Phones')).toEqual(
      ['Phones', 'S', 'app', 'app.n0', 'branch', 'core', 'dmz', 'ring', 'wan1', 'wan2'].sort(),
    );
    expect(needs(topology, 'stub')).toEqual(['core', 'lab', 'stub']);
  });

  it('is what joins the switches of one network, not a way through other networks', async () => {
    const topology = await topologyOf(`
      switch w1  switch w2  switch far
      network lan { switches: w1, w2 }  network away { switches: far }
      link trunk between w1, w2  link out1 between w1, far  link out2 between w2, far
      server a { nic n0 -> w1 }  server b { nic n0 -> w2 }
      service Pair : active-active { members: a, b }
    `);
    expect(needs(topology, 'Pair')).toEqual(['Pair', 'a', 'a.n0', 'b', 'b.n0', 'lan', 'trunk', 'w1', 'w2']);
  });

  it('are the nodes, networks and witness of a failover cluster for a group on it', async () => {
    const topology = await topologyOf(exampleText('virtualcenter-mns'));
    const found = dependenciesOf(topology, 'VirtualCenter');
    for (const id of ['VCCluster', 'HQ.vc1', 'HQ.vc2', 'HQ.witness', 'HQ.heartbeat', 'Database', 'HQ.sql1'])
      expect(found, id).toContain(id);
    expect(found).not.toContain('LicenseServer');
  });

  it('of a site are not what stands in another', async () => {
    const topology = await topologyOf(exampleText('avaya-geo-redundancy'));
    const found = dependenciesOf(topology, 'CM01');
    expect(found).toContain('Denver.dup');
    expect([...found].filter((id) => id.startsWith('Paris') || id === 'wan')).toEqual([]);
    expect(dependenciesOf(topology, 'SessionManagement')).toContain('wan');
  });

  it('survives rings of services, and is empty for what is not there', async () => {
    const topology = await topologyOf(`server a  server b
      service One : standalone { member: a  needs: Two }  service Two : standalone { member: b  needs: One }`);
    expect(needs(topology, 'One')).toEqual(['One', 'Two', 'a', 'b']);
    expect(needs(topology, 'gone')).toEqual([]);
  });
});

describe('what needs an element', () => {
  it.each(exampleNames)('is the reverse of what it needs, in %s', async (name) => {
    const topology = await topologyOf(exampleText(name));
    const ids = [...topology.elements.keys()];
    for (const id of ids) {
      const expected = ids.filter((other) => dependenciesOf(topology, other).has(id)).sort();
      expect(sorted(dependentsOf(topology, id)), id).toEqual(expected);
    }
  });
});

describe('one step', () => {
  it('goes to what is needed at first hand and back, and shows what a team stands for', async () => {
    const topology = await topologyOf(`
      network lan
      cluster C { ha
        host A { nic n0 -> lan }
        host B { nic n0 -> lan  nic n1 -> lan }
      }
      vm one on A { nic e0 -> lan via n0 }
      service Web : standalone { member: one }
    `);
    expect(firstDependenciesOf(topology, 'Web')).toEqual(['one']);
    expect([...firstDependenciesOf(topology, 'one')].sort()).toEqual(['A', 'C', 'one.e0']);
    expect([...firstDependenciesOf(topology, 'one.e0')].sort()).toEqual(['A.n0', 'B.n0', 'lan']);
    expect(firstDependentsOf(topology, 'B.n0')).toEqual(['one.e0']);
    expect(firstDependentsOf(topology, 'one')).toEqual(['Web']);
    expect(firstDependenciesOf(topology, 'nobody')).toEqual([]);
  });

  it.each(exampleNames)('of %s taken again and again leads to everything', async (name) => {
    const topology = await topologyOf(exampleText(name));
    for (const [first, all] of [
      [firstDependenciesOf, dependenciesOf],
      [firstDependentsOf, dependentsOf],
    ] as const) {
      const [id] = topology.elements.keys();
      const found = new Set([id ?? '']);
      for (const each of found) for (const next of first(topology, each)) found.add(next);
      expect(sorted(found)).toEqual(sorted(all(topology, id ?? '')));
    }
  });
});
