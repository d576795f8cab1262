import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/dup-link-quality.ts';
import { checked } from '../../support/avaya.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) =>
  (await checked(text, only)).findings.map(({ severity, message }) => `${severity}: ${message}`);

interface Parts {
  readonly link?: string;
  readonly speed?: string;
  readonly network?: string;
  readonly service?: string;
  readonly sites?: readonly [string, string];
}

/** A pair on two hosts, each on a switch of its own, with a link between the switches. */
const apart = ({ link = '', speed = '', network = '', service = '', sites = ['', ''] }: Parts = {}) => `
switch west
switch east
link way between west, east { ${link} }
network lan { switches: west, east }
network sync { dedicated  switches: west, east  ${network} }
${sites[0]}
cluster W { ha  host h1 { nic p0 -> west  nic p1 -> west ${speed} }  host h2 { nic p0 -> west  nic p1 -> west } }
${sites[0] && '}'}
${sites[1]}
cluster E { ha  host h3 { nic p0 -> east  nic p1 -> east }  host h4 { nic p0 -> east  nic p1 -> east } }
${sites[1] && '}'}
vm A on h1 { nic e -> lan via p0  nic f -> sync via p1 }
vm B on h3 { nic e -> lan via p0  nic f -> sync via p1 }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync  ${service} }
`;
const twoSites = ['site Left {', 'site Right {'] as const;

describe('round trip', () => {
  test.each([
    ['latency: 60 ms', 'settings { application-enablement: none }', []],
    ['latency: 61 ms', '', [/^error: A and B are 61 ms of round trip apart \(way\): .* at most 60 ms, or/]],
    ['latency: 30 ms', 'settings { application-enablement: configured }', []],
    [
      'latency: 31 ms',
      'settings { application-enablement: configured }',
      [/^error: .* at most 30 ms with Application Enablement Services, or/],
    ],
    ['latency: 31 ms', 'settings { application-enablement: none }', []],
    ['latency: 31 ms', '', [/^info: A and B are 31 ms .*: enough .* 30 ms at most\. Whether they are is not stated/]],
    ['latency: 30 ms', '', []],
    ['latency: 90 ms', 'release: 7.1', [/^error: .*90 ms/]],
    ['latency: 90 ms', 'release: 7.0', []],
    ['latency: 90 ms', 'release: 6.2', []],
    ['', '', []],
  ])('%s %s', async (link, service, expected) => {
    const found = await messages(apart({ link, service }));
    expect(found.length).toBe(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });

  test('is added up over the links on the way, and found where they state it', async () => {
    const text = `switch a  switch b  switch c
link ab between a, b { latency: 35 ms }
link bc between b, c { latency: 35 ms }
network sync { dedicated  switches: a, b, c }
server A { nic n -> a }
server B { nic n -> c }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync }`;
    const { findings } = await checked(text, only);
    expect(findings[0]?.message).toContain('70 ms of round trip apart (ab and bc)');
    expect(findings[0]?.related.map(({ message }) => message)).toEqual(['ab: 35 ms.', 'bc: 35 ms.']);
    expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('link: sync');
  });

  test('a quicker way beside the slow one is the one that counts', async () => {
    expect(
      await messages(`${apart({ link: 'latency: 90 ms' })}link short between west, east { latency: 3 ms }`),
    ).toEqual([]);
    // one that is quick and too narrow is no way
    expect(
      await messages(
        `${apart({ link: 'latency: 20 ms  bandwidth: 1 Gbps' })}link thin between west, east { latency: 3 ms  bandwidth: 10 Mbps }`,
      ),
    ).toEqual([]);
  });
});

describe('bandwidth', () => {
  test.each([
    ['bandwidth: 1 Gbps', '{ speed: 1 Gbps }', []],
    ['bandwidth: 999 Mbps', '', ['way (999 Mbps) carries less than the 1 Gbps', 'Widen it']],
    ['', '{ speed: 100 Mbps }', ['p1 of h1 (100 Mbps) carries less than the 1 Gbps']],
    [
      'bandwidth: 10 Mbps',
      '{ speed: 100 Mbps }',
      ['way (10 Mbps) and p1 of h1 (100 Mbps) carry less than the 1 Gbps', 'Widen them'],
    ],
  ])('%s %s', async (link, speed, expected) => {
    const found = await messages(apart({ link, speed }));
    expect(found.map((text) => expected.filter((words) => text.includes(words)))).toEqual(
      expected.length > 0 ? [expected] : [],
    );
  });

  test('the adapters of a host where HA may restart a member count, not those of others', async () => {
    const slow = apart().replace(
      'host h2 { nic p0 -> west  nic p1 -> west',
      'host h2 { nic p0 -> west  nic p1 -> west { speed: 100 Mbps }',
    );
    expect((await messages(slow))[0]).toContain('p1 of h2 (100 Mbps)');
    expect(await messages(slow.replace('cluster W { ha', 'cluster W {'))).toEqual([]);
    expect(await messages(apart().replace('nic p0 -> west', 'nic p0 -> west { speed: 10 Mbps }'))).toEqual([]);
  });

  test('of a team the fastest counts', async () => {
    const team = (second: string) =>
      apart({ speed: `{ speed: 100 Mbps }  nic p2 -> west ${second}` }).replace('via p1', 'via p1, p2');
    expect(await messages(team('{ speed: 10 Gbps }'))).toEqual([]);
    expect(await messages(team(''))).toEqual([]);
    expect((await messages(team('{ speed: 200 Mbps }')))[0]).toContain('p2 of h1 (200 Mbps)');
  });

  test('dedicated servers are looked at as well', async () => {
    const text = `network sync { dedicated }
server A { nic n -> sync { speed: 100 Mbps } }
server B { nic n -> sync { speed: 1 Gbps } }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync }`;
    expect((await messages(text))[0]).toContain('n of A (100 Mbps)');
  });
});

test.each([
  ['loss: 0.1 %', 0],
  ['loss: 0.11 %', 1],
])('%s', async (link, count) => {
  const found = await messages(apart({ link }));
  expect(found.length).toBe(count);
  if (count > 0)
    expect(found[0]).toContain('loses 0.11 % of the packets (way): the duplication of T wants 0.1 % or less');
});

test.each([
  ['subnet: "10.1.0.0/24"', 'subnet: "10.1.0.0/24"', 0],
  ['subnet: "10.1.0.0/24"', 'subnet: "10.2.0.0/24"', 1],
  ['subnet: "10.1.0.0/24"', '', 0],
])('over a cable between two networks, %s and %s', async (one, other, count) => {
  const text = `network left { dedicated  ${one} }
network right { dedicated  ${other} }
link cable between left, right
server A { nic n -> left }
server B { nic n -> right }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: cable }`;
  const found = await messages(text);
  expect(found.length).toBe(count);
  if (count > 0) expect(found[0]).toContain('A duplicates from 10.1.0.0/24 and B from 10.2.0.0/24');
});

describe('what is not stated', () => {
  test.each([
    [
      '',
      /^info: A is in Left and B in Right: .* 1 Gbps, 60 ms of round trip and 0\.1 % loss, but latency, bandwidth and loss of way are not stated/,
    ],
    ['latency: 5 ms  bandwidth: 1 Gbps', /but loss of way is not stated/],
  ])('between two sites is said, once: %s', async (link, words) => {
    const found = await messages(apart({ link, sites: twoSites }));
    expect(found.length).toBe(1);
    expect(found[0]).toMatch(words);
  });

  test('is of no interest where all is stated, within one site, or where sites are not stated', async () => {
    const all = 'latency: 5 ms  bandwidth: 1 Gbps  loss: 0 %';
    expect(await messages(apart({ link: all, sites: twoSites }))).toEqual([]);
    expect(await messages(apart({ sites: ['site Same {', ''] }))).toEqual([]);
    expect(await messages(apart())).toEqual([]);
  });

  test('a network that spans two sites without a link is said to lack it', async () => {
    const text = `network sync { dedicated }
site L { server A { nic n -> sync } }
site R { server B { nic n -> sync } }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync }`;
    expect((await messages(text))[0]).toContain('but a link between them on sync is not stated');
  });

  test('without a way at all the other rules speak', async () => {
    const text = `network one { dedicated }
network two { dedicated }
server A { nic n -> one }
server B { nic n -> two }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: one }`;
    expect(await messages(text)).toEqual([]);
  });
});

test('encryption is mentioned for the load that it makes, and is no limit of 30 ms', async () => {
  const found = await messages(
    apart({ link: 'latency: 31 ms  encryption: aes', service: 'settings { application-enablement: none }' }),
  );
  expect(found).toEqual([expect.stringMatching(/^info: The duplication of T is encrypted: .* 40 % CPU/)]);
  expect((await messages(apart({ network: 'encryption: aes' }))).length).toBe(1);
  expect(await messages(apart({ network: 'encryption: off' }))).toEqual([]);
});

test('a service without the product, or without a link, is left alone', async () => {
  const slow = apart({ link: 'latency: 900 ms' });
  expect(await messages(slow.replace('product: avaya.communication-manager', ''))).toEqual([]);
  expect(await messages(slow.replace('link: sync', ''))).toEqual([]);
});

test.each(exampleNames)('%s has a good link, or states none', async (name) => {
  expect(await messages(exampleText(name))).toEqual([]);
});
