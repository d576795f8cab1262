import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/smgr-geo-pair.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) => (await checked(text, only)).findings.map(({ message }) => message);

const pair = ({ link = '', one = '', other = '', service = '' } = {}) => `
network a
network b
link way between a, b { ${link} }
host h { nic p -> a }
host g { nic p -> b }
vm First on h { ${one}  nic e -> a }
vm Second on g { ${other}  nic e -> b }
service S : geo-redundant { product: avaya.system-manager  primary: First  secondary: Second  ${service} }
`;

test('automatic activation is not what a System Manager does', async () => {
  const text = `${pair().replace(/service S.*\n/, '')}
service S : geo-redundant {
  product: avaya.system-manager
  primary: First
  secondary: Second
  activation: automatic
//^^^^^^^^^^^^^^^^^^^^^ avaya/smgr-geo-pair
}
`;
  const [finding] = await expectMarked(text, only);
  expect(finding?.severity).toBe('warning');
  expect(await firstFixed(text, only)).toContain('  activation: manual\n');
  expect(await messages(pair({ service: 'activation: manual' }))).toEqual([]);
});

describe('alike', () => {
  test.each([
    ['release: "10.2.1"', 'release: "10.2.0"', '', 1],
    ['release: 10.2', 'release: 10.2', '', 0],
    ['release: 10.2', '', '', 0],
    ['', 'release: 10.1', 'release: 10.2', 1],
    ['', '', 'release: 10.2', 0],
  ])('releases %s | %s | %s', async (one, other, service, count) => {
    const found = await messages(pair({ one, other, service }));
    expect(found.length).toBe(count);
    if (count > 0) expect(found[0]).toMatch(/^First runs release .* and Second 10/);
  });

  test.each([
    ['vcpu: 4  memory: 12 GB', 'vcpu: 4  memory: 12 GB', undefined],
    ['vcpu: 4', 'memory: 12 GB', undefined],
    ['vcpu: 6  memory: 12 GB', 'vcpu: 4  memory: 12 GB', 'First has 6 vCPUs and Second 4 vCPUs: '],
    [
      'vcpu: 6  memory: 18 GB',
      'vcpu: 4  memory: 12 GB',
      'First has 6 vCPUs and 18 GB of memory and Second 4 vCPUs and 12 GB of memory: ',
    ],
  ])('sizes %s | %s', async (one, other, words) => {
    const text = pair({ one, other });
    const found = await messages(text);
    expect(found.length).toBe(words === undefined ? 0 : 1);
    if (words === undefined) return;
    expect(found[0]).toContain(words);
    const fixed = await firstFixed(text, only);
    expect(fixed).toContain(`vm Second on g { ${one}  nic`);
    expect(await messages(fixed)).toEqual([]);
  });
});

test.each([
  ['latency: 499 ms  bandwidth: 1544 Kbps', []],
  [
    'latency: 500 ms',
    ['First and Second are 500 ms of round trip apart (way): the replication of S wants less than 500 ms.'],
  ],
  [
    'bandwidth: 1 Mbps',
    ['way between First and Second carries 1 Mbps: the replication of S wants 1544 Kbps (a T1 line) or more.'],
  ],
  [
    'latency: 2000 ms  bandwidth: 64 Kbps',
    ['First and Second are 2000 ms', 'way between First and Second carries 64 Kbps'],
  ],
  ['', []],
])('the way: %s', async (link, expected) => {
  const found = await messages(pair({ link }));
  expect(found.length).toBe(expected.length);
  for (const [index, words] of expected.entries()) expect(found[index]).toContain(words);
});

test('members that are services, one machine in both places, other products, another mode', async () => {
  const inner = pair({ link: 'latency: 700 ms' })
    .replace('primary: First', 'primary: One')
    .replace('service S', 'service One : standalone { product: avaya.system-manager  member: First }\nservice S');
  expect((await messages(inner)).length).toBe(1);
  expect(await messages(pair({ link: 'latency: 700 ms' }).replace('secondary: Second', 'secondary: First'))).toEqual(
    [],
  );
  expect(await messages(pair({ link: 'latency: 700 ms' }).replace('product: avaya.system-manager', ''))).toEqual([]);
});

test('the example is as it should be', async () => {
  expect(await messages(exampleText('avaya-geo-redundancy'))).toEqual([]);
});
