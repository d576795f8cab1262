import { describe, expect, it } from 'vitest';
import type { Step } from '../../../engine/topology/model.ts';
import { topologyOf } from '../../support/topology.ts';

const world = `
  site S { network lan  storage san  host H1 { nic vmnic0 -> lan }  host H2  host H3 }
  vm V on H1
  server a  server b
  failover-cluster F { nodes: a, b }
  service G : failover-group { cluster: F  resource ip : ip-address }
  service P : standalone { member: V }
`;

async function steps(text: string): Promise<Record<string, unknown>[]> {
  const topology = await topologyOf(`${world} scenario "t" { ${text} }`);
  expect(topology.unbuilt).toEqual([]);
  return (topology.scenarios[0]?.steps ?? []).map(plain);
}

function plain(step: Step): Record<string, unknown> {
  return JSON.parse(JSON.stringify(step));
}

describe('injections', () => {
  it('are read with all their targets', async () => {
    expect(await steps('at 0 s fail H1, storage san  at 1.5 min restore H1')).toEqual([
      {
        step: 'inject',
        kind: 'fail',
        time: 0,
        text: 'fail H1, storage san',
        targets: [
          { id: 'S.H1', text: 'H1' },
          { id: 'S.san', text: 'storage san' },
        ],
        forHosts: [],
        otherSide: [],
      },
      {
        step: 'inject',
        kind: 'restore',
        time: 90_000,
        text: 'restore H1',
        targets: [{ id: 'S.H1', text: 'H1' }],
        forHosts: [],
        otherSide: [],
      },
    ]);
  });

  it('name adapters, nodes of clusters, resources and paths to storage', async () => {
    const found = await steps('at 0 s fail H1.vmnic0  at 1 s fail F.b  at 2 s fault G.ip  at 3 s fail san for H2, H3');
    expect(found.map(({ targets, forHosts }) => ({ targets, forHosts }))).toEqual([
      { targets: [{ id: 'S.H1.vmnic0', text: 'H1.vmnic0' }], forHosts: [] },
      { targets: [{ id: 'F', node: 'b', text: 'F.b' }], forHosts: [] },
      { targets: [{ id: 'G.ip', text: 'G.ip' }], forHosts: [] },
      { targets: [{ id: 'S.san', text: 'san' }], forHosts: ['S.H2', 'S.H3'] },
    ]);
  });

  it('name an adapter that a template gives', async () => {
    const topology = await topologyOf(
      'network lan  template T { nic n -> lan }  host H : T  scenario "t" { at 0 s fail H.n }',
    );
    expect(topology.scenarios[0]?.steps[0]).toMatchObject({ targets: [{ id: 'H.n' }] });
  });

  it('have two sides or a destination', async () => {
    const found = await steps(
      'at 0 s partition S | a, b  at 1 s heal S | a, b  at 2 s move G to b  at 3 s migrate V to H2',
    );
    expect(found).toMatchObject([
      { kind: 'partition', targets: [{ id: 'S' }], otherSide: [{ id: 'a' }, { id: 'b' }] },
      { kind: 'heal', targets: [{ id: 'S' }], otherSide: [{ id: 'a' }, { id: 'b' }] },
      { kind: 'move', targets: [{ id: 'G' }], to: 'b' },
      { kind: 'migrate', targets: [{ id: 'V' }], to: 'S.H2' },
    ]);
  });
});

describe('expectations', () => {
  it('are read in every form', async () => {
    const found = await steps(`
      expect P active on V within 1 s
      expect P never down
      expect V not running
      expect P calls preserved
      expect P calls dropped within 2 min
      expect P state lost
      expect outage of P < 5 min
      expect outage of P >= 120 s within 1 h
      expect G active on F.b
      expect F not quorate
    `);
    expect(
      found.map(({ subject, claim, within }) => ({ subject: (subject as { id: string }).id, claim, within })),
    ).toEqual([
      { subject: 'P', claim: { kind: 'state', state: 'active', on: 'V' }, within: 1000 },
      { subject: 'P', claim: { kind: 'state', state: 'down', negation: 'never' } },
      { subject: 'V', claim: { kind: 'state', state: 'running', negation: 'not' } },
      { subject: 'P', claim: { kind: 'calls', preserved: true } },
      { subject: 'P', claim: { kind: 'calls', preserved: false }, within: 120_000 },
      { subject: 'P', claim: { kind: 'preserved-state', preserved: false } },
      { subject: 'P', claim: { kind: 'outage', comparison: '<', limit: 300_000 } },
      { subject: 'P', claim: { kind: 'outage', comparison: '>=', limit: 120_000 }, within: 3_600_000 },
      { subject: 'G', claim: { kind: 'state', state: 'active', on: 'b' } },
      { subject: 'F', claim: { kind: 'state', state: 'quorate', negation: 'not' } },
    ]);
    expect(found[0]?.text).toBe('P active on V within 1 s');
  });

  it('stand between the injections as in the text', async () => {
    const found = await steps('at 0 s fail H1  expect P down  at 5 min restore H1  expect P up');
    expect(found.map(({ step }) => step)).toEqual(['inject', 'expect', 'inject', 'expect']);
  });
});

describe('a scenario', () => {
  it('has its documentation and its horizon', async () => {
    const topology = await topologyOf('/// What *must* not happen.\nscenario "t" { horizon: 2 h }\nscenario "u" { }');
    expect(topology.scenarios).toMatchObject([
      { title: 't', documentation: 'What *must* not happen.', horizon: 7_200_000 },
      { title: 'u', horizon: 86_400_000 },
    ]);
  });

  it('of an imported file is not played', async () => {
    const topology = await topologyOf('import "./a.hatopo"', {
      './a.hatopo': 'host H  scenario "t" { at 0 s fail H }',
    });
    expect(topology.scenarios).toEqual([]);
  });
});
