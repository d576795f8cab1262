import { afterEach, describe, expect, test, vi } from 'vitest';
import type { InlayHint } from 'vscode-languageserver-protocol';
import { exampleNames, exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, opened } from './support/services.ts';

const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

async function hintsIn(services: InMemory, text: string, range = whole): Promise<readonly InlayHint[]> {
  const document = await opened(services, text);
  const hints = await services.hatopo.lsp.InlayHintProvider?.getInlayHints(document, {
    textDocument: { uri: document.uri.toString() },
    range,
  });
  return hints ?? [];
}

/** The lines that have hints, with the hints in guillemets. */
async function shown(text: string, services = inMemory()): Promise<readonly string[]> {
  await hintsIn(services, text);
  // The first question may only have begun what it needs: here all is worked out at once.
  const hints = await hintsIn(services, text);
  const lines = text.split('\n');
  for (const { position, label } of [...hints].reverse()) {
    const line = lines[position.line] ?? '';
    lines[position.line] = `${line.slice(0, position.character)}«${String(label)}»${line.slice(position.character)}`;
  }
  return lines.filter((line) => line.includes('«')).map((line) => line.trim());
}

afterEach(() => vi.useRealTimers());

describe('what is computed stands beside what it is about', () => {
  test('of a pair: takeover, headroom, hosts for a restart', async () => {
    expect(await shown(exampleText('avaya-duplication'))).toEqual([
      'cluster DataClusterA«N+1: 123 GB free» {',
      'cluster DataClusterB«N+1: 123 GB free» {',
      'vm CMVM_01 on Host1«restarts on Host3» {',
      'vm CMVM_02 on Host4«restarts on Host2» {',
      'service CommunicationManager : duplication«takes over in 0.2 s, protected again 5:30» {',
    ]);
  });

  test('of a majority node set: votes', async () => {
    const lines = await shown(exampleText('virtualcenter-mns'));
    expect(lines).toContain('quorum: majority with witness witness«2 of 3 votes, survives 1»');
    expect(lines).toContain('service VirtualCenter : failover-group«takes over in 2 min 19 s, not protected again» {');
  });

  test('of a quorum disk', async () => {
    const lines = await shown(exampleText('virtualcenter-mscs'));
    expect(lines.filter((line) => line.includes('quorum'))).toContainEqual(
      expect.stringMatching(/quorum: disk quorumSan«quorumSan decides, survives 1 node, not the disk»/),
    );
  });

  test.each([
    ['2', '', '2 of 2 votes, survives none'],
    ['2', ' dynamic-quorum: on', '2 of 2 votes, survives 1 of the two'],
    ['3', ' dynamic-quorum: on', '2 of 3 votes, survives 1, then perhaps another'],
    ['4', ' dynamic-quorum: on', '3 of 4 votes, survives 1, then another'],
    ['5', ' dynamic-quorum: on', '3 of 5 votes, survives 2 at once'],
    ['5', ' dynamic-quorum: off', '3 of 5 votes, survives 2'],
  ])('%s nodes%s: %s', async (count, dynamic, words) => {
    const nodes = Array.from({ length: Number(count) }, (_, at) => `n${at}`);
    const text = `${nodes.map((node) => `server ${node}`).join('\n')}
failover-cluster F { nodes: ${nodes.join(', ')}  quorum: majority${dynamic} }`;
    expect((await shown(text)).join()).toContain(`quorum: majority«${words}»`);
  });

  test('a cluster without room says who stays down, one that does not state its memory nothing', async () => {
    const text = (memory: string) => `cluster C {
  ha
  host A { ${memory} }
  host B { ${memory} }
}
vm a on A { memory: 40 GB }
vm b on B { memory: 40 GB }
vm c on B { memory: 10 GB }`;
    expect((await shown(text('memory: 64 GB')))[0]).toBe('cluster C«no N+1: a stays down without A» {');
    expect((await shown(text('')))[0]).toBe('vm a on A«restarts on B» { memory: 40 GB }');
  });

  test('a VM of Fault Tolerance, one that nothing restarts, one with many hosts', async () => {
    expect(await shown(exampleText('mx-one-fault-tolerance'))).toContainEqual(
      expect.stringMatching(/vm SN1 +on Esx1«goes live on Esx2»/),
    );
    expect(await shown('host h\nvm a on h')).toEqual(['vm a on h«restarts nowhere»']);
    const hosts = Array.from({ length: 6 }, (_, at) => `host h${at}`).join(' ');
    expect(await shown(`cluster C { ha ${hosts} }\nvm a on h0`)).toContain('vm a on h0«restarts on any of 5 hosts»');
  });

  test('hosts that are too full are not among those that restart a VM; where all are, it stays down', async () => {
    const hosts = 'cluster C { ha  host a { memory: 64 GB }  host b { memory: 64 GB }  host c { memory: 32 GB } }';
    const vms = [
      'vm one on a { memory: 20 GB }',
      'vm big on a { memory: 40 GB }',
      'vm two on b { memory: 20 GB }',
      'vm full on c { memory: 30 GB }',
    ];
    // when one came to b, 24 GB are left there: big needs 40; without b, a has 4 and c 2 for two's 20
    expect(await shown([hosts, ...vms].join('\n'))).toEqual([
      'cluster C«no N+1: big stays down without a» { ha  host a { memory: 64 GB }  host b { memory: 64 GB }  host c { memory: 32 GB } }',
      'vm one on a«restarts on b» { memory: 20 GB }',
      'vm big on a«stays down: no room» { memory: 40 GB }',
      'vm two on b«stays down: no room» { memory: 20 GB }',
      'vm full on c«restarts on b» { memory: 30 GB }',
    ]);
  });

  test('a cluster without room says who stays down', async () => {
    const text =
      'cluster C { ha  host a { memory: 8 GB }  host b { memory: 8 GB } }\nvm one on a { memory: 6 GB }\nvm two on b { memory: 6 GB }';
    const [hint] = await hintsIn(inMemory(), text);
    expect(hint).toMatchObject({ label: 'no N+1: one stays down without a' });
    expect(hint?.tooltip).toMatchObject({ value: 'When a is lost, no other host can take one.' });
  });

  test('a VM says why it restarts where it does, or nowhere', async () => {
    const reason = async (text: string) => (await hintsIn(inMemory(), text)).at(-1)?.tooltip;
    const saying = (words: string) => ({ value: expect.stringContaining(words) });
    const cluster = (more: string) => `cluster C { ${more} host h0 host h1 }\nvm a on h0`;
    expect(await reason(cluster('ha'))).toMatchObject(saying('HA may restart it'));
    expect(await reason(cluster(''))).toMatchObject(saying('HA of C is off'));
    expect(await reason(`${cluster('ha')} { restart-priority: disabled }`)).toMatchObject(saying('`disabled`'));
    expect(await reason(`${cluster('ha')} { ft { secondary: h1 } }`)).toMatchObject(saying('copy on h1 goes on'));
    expect(await reason('cluster C { ha host h0 }\nvm a on h0')).toMatchObject(saying('C has no other host'));
    expect(await reason('host h\nvm a on h')).toMatchObject(saying('in no cluster'));
    const bound = 'cluster C { ha drs { keep a on h0 must } host h0 host h1 }\nvm a on h0';
    expect(await reason(bound)).toMatchObject(saying('No other host of C'));
  });

  test('only in the range that is asked for', async () => {
    const services = inMemory();
    const text = exampleText('avaya-duplication');
    const line = text.split('\n').findIndex((each) => each.startsWith('vm CMVM_01'));
    const hints = await hintsIn(services, text, {
      start: { line, character: 0 },
      end: { line: line + 1, character: 0 },
    });
    expect(hints.map(({ label }) => label)).toEqual(['restarts on Host3']);
  });
});

test('each kind can be switched off', async () => {
  for (const [kind, part] of [
    ['restart', 'restarts'],
    ['headroom', 'N+1'],
    ['takeover', 'takes over'],
  ] as const) {
    const services = inMemory();
    const provider = services.shared.workspace.ConfigurationProvider;
    vi.spyOn(provider, 'getConfiguration').mockResolvedValue({ [kind]: false });
    const lines = (await shown(exampleText('avaya-duplication'), services)).join('\n');
    expect(lines).not.toContain(part);
    expect(lines).toContain('«');
  }
});

test('in unfinished text nothing fails', async () => {
  const services = inMemory();
  for (const name of exampleNames) {
    const text = exampleText(name);
    for (let end = 50; end < text.length; end += 397) await hintsIn(services, text.slice(0, end));
  }
  await hintsIn(
    services,
    'failover-cluster F { quorum: majority }\ncluster C { ha host A host B }\nvm v\nservice S : duplication {',
  );
  expect(services.shared.server.Losses).toBeDefined();
});
