import { describe, expect, test } from 'vitest';
import { canBeLost, isPrepared, knownLoss, lossOf } from '../../../engine/analysis/loss.ts';
import { lossWords, spanWords, takeoverWords } from '../../../engine/analysis/loss-words.ts';
import { servingAtStart } from '../../../engine/analysis/serving.ts';
import type { Topology } from '../../../engine/topology/model.ts';
import { loadText } from '../../../language/load.ts';
import { exampleText } from '../../support/topology.ts';

const topologyOf = async (text: string) => (await loadText(text)).topology;
const words = (topology: Topology, id: string) => lossWords(lossOf(topology, id));

function hint(topology: Topology, name: string): string | undefined {
  const service = topology.services.find((each) => each.name === name);
  const serving = service && servingAtStart(topology, service);
  const affected = serving && lossOf(topology, serving.metal).affected.find(({ id }) => id === service?.id);
  return affected && takeoverWords(affected);
}

describe('what a loss does', () => {
  test('to a duplicated pair, as the documents tell it', async () => {
    const topology = await topologyOf(exampleText('avaya-duplication'));
    expect(words(topology, 'DataCenter.Host1')).toBe(
      'CommunicationManager out 0.2 s, calls kept; protected again at 5:30',
    );
    expect(words(topology, 'DataCenter.Host3')).toBe('no service and no client notices');
    expect(words(topology, 'DataCenter.duplication')).toBe(
      'CommunicationManager serves on, calls kept; not protected any more',
    );
    expect(words(topology, 'DataCenter')).toBe(
      'CommunicationManager stays down, calls dropped. Phones out of service, calls dropped',
    );
    expect(hint(topology, 'CommunicationManager')).toBe('takes over in 0.2 s, protected again 5:30');
  });

  test('to what carries no calls, calls are not spoken of', async () => {
    const topology = await topologyOf(exampleText('virtualcenter-mns'));
    expect(words(topology, 'HQ.vc1')).toMatch(/^VirtualCenter out 2 min 19 s; not protected any more/);
    expect(words(topology, 'HQ.vc1')).not.toContain('calls');
  });

  test('a restart on another host is no takeover', async () => {
    const topology = await topologyOf(exampleText('pureconnect-switchover'));
    expect(hint(topology, 'OffHostSessionManager')).toMatch(/^back in 3 min/);
    expect(hint(topology, 'CIC')).toBe('takes over in 30 s, calls drop, protected again 6:30');
  });

  test('services come before clients, and of many some are told', async () => {
    const pairs = Array.from(
      { length: 5 },
      (_, at) => `vm v${at} on h\nservice S${at} : standalone { member: v${at} }`,
    );
    const topology = await topologyOf(
      `network lan\nhost h\n${pairs.join('\n')}\nendpoint E : sip { on: lan  registers: S0 }`,
    );
    expect(words(topology, 'h')).toMatch(/^S0 stays down.*S2 stays down\. E out of service.*And 2 more$/);
  });

  test('what is down from the start is not lost', async () => {
    const topology = await topologyOf(
      'host h\nvm a on h\nservice S : standalone { }\nservice T : standalone { member: a  needs: S }',
    );
    expect(words(topology, 'h')).toBe('no service and no client notices');
    const service = topology.services.find(({ name }) => name === 'S');
    expect(service && servingAtStart(topology, service)).toBeUndefined();
  });

  test('without services there is nobody to notice', async () => {
    expect(words(await topologyOf('host h'), 'h')).toBe('no service and no client is declared that could notice');
  });

  test('services that have each other as members do not hang', async () => {
    const topology = await topologyOf(
      'host h\nservice A : switchover { primary: B  backup: B }\nservice B : switchover { primary: A  backup: A }',
    );
    for (const service of topology.services) expect(servingAtStart(topology, service)).toBeUndefined();
    expect(words(topology, 'h')).toContain('no service');
  });
});

test('each loss is worked out once a topology', async () => {
  const topology = await topologyOf('host h\nvm a on h\nservice S : standalone { member: a }');
  expect(isPrepared(topology)).toBe(false);
  expect(knownLoss(topology, 'h')).toBeUndefined();
  const loss = lossOf(topology, 'h');
  expect(isPrepared(topology)).toBe(true);
  expect(knownLoss(topology, 'h')).toBe(loss);
  expect(lossOf(topology, 'h')).toBe(loss);
});

test('clients are not lost, components, machines and services are', async () => {
  const topology = await topologyOf(`${exampleText('virtualcenter-mns')}endpoint E : sip { registers: Database }`);
  const kinds = new Set([...topology.elements.values()].filter(canBeLost).map(({ kind }) => kind));
  expect(kinds).toContain('server');
  expect(kinds).toContain('resource');
  expect(kinds).not.toContain('endpoint');
  expect(kinds).not.toContain('failover-cluster');
});

test('lengths of time as people say them', () => {
  expect([200, 4100, 35_000, 119_000, 330_000, 7_200_000, 9_030_000].map(spanWords)).toEqual([
    '0.2 s',
    '4.1 s',
    '35 s',
    '119 s',
    '5 min 30 s',
    '2 h',
    '2 h 30 min 30 s',
  ]);
});
