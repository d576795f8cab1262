/** Media Server clusters, and IP Office. */
import { describe, expect, test } from 'vitest';
import ipOffice from '../../../engine/rules/avaya/ipoffice-ha-vs-resilience.ts';
import mediaServer from '../../../engine/rules/avaya/media-server-1plus1-subnet.ts';
import restart from '../../../engine/rules/vsphere/ha-restart-disabled.ts';
import { checked, firstFixed } from '../../support/avaya.ts';

describe('avaya/media-server-1plus1-subnet', () => {
  const only = { rules: [mediaServer] };
  const messages = async (text: string) =>
    (await checked(text, only)).findings.map(({ severity, message }) => `${severity}: ${message}`);
  const cluster = (a: string, b: string, more = '', mode = 'duplication', members = 'active: One  standby: Two') => `
network a { ${a} }
network b { ${b} }
${more}
server One { nic e -> a }
server Two { nic e -> b }
service Media : ${mode} { product: avaya.media-server  ${members} }
`;

  test.each([
    ['subnet: "10.1.0.0/24"', 'subnet: "10.1.0.0/24"', undefined],
    [
      'subnet: "10.1.0.0/24"',
      'subnet: "10.2.0.0/24"',
      /^error: One is on a and Two on b: the two servers of the 1\+1 cluster Media must be in the same subnet/,
    ],
    ['subnet: "10.1.0.0/24"', '', /^info: .* it is not stated that these are one subnet/],
    ['', '', /^info: /],
  ])('%s and %s', async (a, b, words) => {
    const found = await messages(cluster(a, b));
    expect(found.length).toBe(words ? 1 : 0);
    if (words) expect(found[0]).toMatch(words);
  });

  test('the fix connects the standby, by a name that is free', async () => {
    const text = cluster('subnet: "10.1.0.0/24"', 'subnet: "10.2.0.0/24"');
    const fixed = await firstFixed(text, only);
    expect(fixed).toContain('server Two { nic e -> b  nic e0 -> a }');
    expect(await messages(fixed)).toEqual([]);
  });

  test('one network in common is enough; a server without adapters is not judged', async () => {
    const text = cluster('subnet: "10.1.0.0/24"', 'subnet: "10.2.0.0/24"');
    expect(await messages(text.replace('Two { nic e -> b', 'Two { nic e -> b  nic f -> a'))).toEqual([]);
    expect(await messages(text.replace('Two { nic e -> b }', 'Two'))).toEqual([]);
  });

  test.each([
    ['latency: 49 ms', 0],
    ['latency: 50 ms', 1],
    ['', 0],
  ])('a way of %s', async (way, count) => {
    const same = 'subnet: "10.1.0.0/24"';
    const found = await messages(cluster(same, same, `link way between a, b { ${way} }`));
    expect(found.length).toBe(count);
    if (count > 0)
      expect(found[0]).toBe(
        'error: One and Two of the 1+1 cluster Media are 50 ms of round trip apart (way): a cluster that is stretched over two places needs less than 50 ms. Shorten the way, or place both in one data centre.',
      );
  });

  test('two sites are a warning', async () => {
    const text = `network n
site L { server One { nic e -> n } }
site R { server Two { nic e -> n } }
service Media : duplication { product: avaya.media-server  active: One  standby: Two }`;
    expect(await messages(text)).toEqual([
      'warning: One is in L and Two in R: a 1+1 cluster over two data centres is not recommended. Place both in one.',
    ]);
  });

  test('load sharing may use several subnets, and so may other products', async () => {
    const [a, b] = ['subnet: "10.1.0.0/24"', 'subnet: "10.2.0.0/24"'];
    expect(await messages(cluster(a, b, '', 'active-active', 'members: One, Two'))).toEqual([]);
    expect(await messages(cluster(a, b).replace('product: avaya.media-server', ''))).toEqual([]);
  });
});

describe('avaya/ipoffice-ha-vs-resilience', () => {
  const only = { rules: [ipOffice, restart] };
  const messages = async (text: string) =>
    (await checked(text, only)).findings.map(({ code, message }) => `${code}: ${message}`);
  const office = (
    ha: string,
    one = '',
    two = '',
    service = 'switchover { product: avaya.ip-office  primary: A  backup: B }',
  ) => `
network lan
cluster C { ${ha}  host h { nic p -> lan }  host g { nic p -> lan } }
vm A on h { ${one}  nic e -> lan }
vm B on g { ${two}  nic e -> lan }
service Office : ${service}
`;
  const off = 'restart-priority: disabled';

  test('HA and resilience together are an error; the fix leaves resilience, and nobody misses the restart', async () => {
    const text = office('ha');
    expect(await messages(text)).toEqual([
      'avaya/ipoffice-ha-vs-resilience: Office uses IP Office resilience, and HA restarts A and B as well: the two conflict, and phones that have failed over meet a server that comes back after some 10 minutes. Choose one: resilience (restart-priority: disabled), or HA with a single server.',
    ]);
    const fixed = await firstFixed(text, only);
    expect(fixed.match(/restart-priority: disabled/g)?.length).toBe(2);
    expect(await messages(fixed)).toEqual([]);
  });

  test('only the VM that HA restarts is named', async () => {
    expect(await messages(office('ha', off))).toEqual([expect.stringContaining('HA restarts B as well')]);
  });

  test.each([
    ['no HA', office('')],
    ['HA that leaves both alone', office('ha', off, off)],
    ['one server, restarted by HA', office('ha', '', '', 'standalone { product: avaya.ip-office  member: A }')],
    ['another product', office('ha', '', '', 'switchover { primary: A  backup: B }')],
  ])('%s is fine', async (_, text) => {
    expect(await messages(text)).toEqual([]);
  });
});
