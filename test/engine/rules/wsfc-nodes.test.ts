import { describe, expect, test } from 'vitest';
import heartbeatNetworkPrivate from '../../../engine/rules/wsfc/heartbeat-network-private.ts';
import vmwareOvercommit from '../../../engine/rules/wsfc/vmware-overcommit.ts';
import { checked, expectMarked, firstFixed } from '../../support/rules.ts';

describe('wsfc/heartbeat-network-private', () => {
  const rules = { rules: [heartbeatNetworkPrivate] };
  const text = (networks: string, more = '', beat = 'network beat') => `network lan
${beat}
network half { dedicated }
server a { nic lan0 -> lan  nic lan1 -> beat  nic lan2 -> half }
server b { nic lan0 -> lan  nic lan1 -> beat }
${more}failover-cluster F { nodes: a, b  ${networks}  quorum: majority }
`;
  const found = async (...parts: Parameters<typeof text>) => (await checked(text(...parts), rules)).findings;

  test('one network is not enough; another that all nodes are on is offered', async () => {
    const [finding] = await expectMarked(
      `${text('networks: lan')}//                                ^^^^^^^^^^^^^ wsfc/heartbeat-network-private\n`,
      rules,
    );
    expect(finding?.message).toBe(
      'a and b hear each other over lan alone: when it fails, each takes the other for lost, and F may stop although all nodes live. Connect them by a second, private network.',
    );
    expect(finding?.severity).toBe('warning');
    expect(await firstFixed(text('networks: lan'), rules)).toBe(
      text('networks: lan, beat', '', 'network beat { dedicated }'),
    );
    // with others on it, that it is not private would be said then
    expect((await found('networks: lan', 'server x { nic lan0 -> beat }\n'))[0]?.fixes).toEqual([]);
    const [dedicated] = await found('networks: lan', '', 'network beat { dedicated }');
    expect(dedicated?.fixes.map(({ title }) => title)).toEqual(['Let F use beat too']);
  });

  test('none private is information, and one that carries nobody else may be set apart', async () => {
    const [finding] = await found(
      'networks: lan, beat',
      'endpoint P : sip { on: lan  registers: S }\nservice S : standalone { member: a }\n',
    );
    expect(finding).toMatchObject({ severity: 'info' });
    expect(finding?.message).toContain('None of the networks of F (lan and beat) is private to it');
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Set beat apart']);
    const fixed = await firstFixed(text('networks: lan, beat', 'server x { nic lan0 -> lan }\n'), rules);
    expect(fixed).toContain('network beat { dedicated }');
    expect((await checked(fixed, rules)).findings).toEqual([]);
  });

  test('a private network carries nodes of failover clusters alone', async () => {
    const beat = 'network beat { dedicated }';
    const [finding] = await found(
      'networks: lan, beat',
      'server x { nic lan1 -> beat }\nhost H { nic v -> beat }\nvm y on H { nic e -> beat }\n',
      beat,
    );
    expect(finding?.message).toBe(
      'beat, the private network of F, carries x and y too: heartbeats share it with others, and a burst of load can make a living node look lost. Take them off it.',
    );
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'x is on beat.',
      'y is on beat.',
      'beat is declared here.',
    ]);
    const others = 'server x { nic lan1 -> beat }\nserver y { nic lan1 -> beat }\nfailover-cluster G { nodes: x, y }\n';
    expect(await found('networks: lan, beat', others, beat)).toEqual([]);
  });

  test('who is cabled to a switch of several networks may be on another', async () => {
    const net = (more: string) => `switch sw
network beat { dedicated  switches: sw }
${more}network lan
server a { nic lan0 -> lan  nic lan1 -> beat }
server b { nic lan0 -> lan  nic lan1 -> beat }
server x { nic lan1 -> sw }
failover-cluster F { nodes: a, b  networks: lan, beat }
`;
    expect((await checked(net(''), rules)).findings.length).toBe(1);
    expect((await checked(net('network other { switches: sw }\n'), rules)).findings).toEqual([]);
  });

  test.each([
    ['states no networks', ''],
    ['has two, one of them private', 'networks: lan, half'],
  ])('a cluster that %s is left alone', async (_, networks) => {
    expect(await found(networks)).toEqual([]);
  });
});

describe('wsfc/vmware-overcommit', () => {
  const rules = { rules: [vmwareOvercommit] };
  const text = (vms: string, memory = '32 GB') => `site S {
  network lan
  host H1 { memory: ${memory}  nic v -> lan }
  host H2 { memory: 64 GB  nic v -> lan }
}
vm n on H1 { memory: 16 GB  nic e -> lan }
server b { nic lan0 -> S.lan }
${vms}failover-cluster F { nodes: n, b }
`;
  const found = async (...parts: Parameters<typeof text>) => (await checked(text(...parts), rules)).findings;

  test('adds up what the VMs on the host of a node state', async () => {
    const [finding] = await expectMarked(
      text(
        'vm x on H1 { memory: 10 GB  nic e -> lan }\nvm y on H1 { memory: 8 GB  nic e -> lan }\nvm z on H1 { nic e -> lan }\n',
      ).replace('  host H2', '  //        ^^^^^^^^^^^^^ wsfc/vmware-overcommit\n  host H2'),
      rules,
    );
    expect(finding?.message).toBe(
      'H1 has 32 GB of memory, and its 4 VMs have 34 GB, among them n of F: a host of cluster nodes must not be overcommitted, since a node whose memory is paged out stalls and counts as lost. Place VMs elsewhere, or give H1 more memory.',
    );
    // the smallest that is enough, before the node itself
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move y to H2']);
  });

  test.each([
    ['what fits exactly', 'vm x on H1 { memory: 16 GB  nic e -> lan }\n', '32 GB'],
    [
      'another host',
      'vm x on H2 { memory: 40 GB  nic e -> lan }\nvm y on H2 { memory: 40 GB  nic e -> lan }\n',
      '32 GB',
    ],
  ])('%s is left alone', async (_, vms, memory) => {
    expect(await found(vms, memory)).toEqual([]);
  });

  test('a host that states no memory is left alone', async () => {
    const bare = text('vm x on H1 { memory: 30 GB  nic e -> lan }\n').replace('memory: 32 GB  ', '');
    expect((await checked(bare, rules)).findings).toEqual([]);
  });

  test('there is no fix where no host has room', async () => {
    const full = text('vm x on H1 { memory: 20 GB  nic e -> lan }\nvm y on H2 { memory: 60 GB  nic e -> lan }\n');
    expect((await checked(full, rules)).findings.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
