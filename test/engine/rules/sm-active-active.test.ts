import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/sm-active-active.ts';
import { checked, firstFixed } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) =>
  (await checked(text, only)).findings.map(({ severity, message }) => `${severity}: ${message}`);
const servers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `server m${from + index} { nic e -> lan }`).join('\n');
const list = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `m${from + index}`).join(', ');

describe('roles', () => {
  test.each([
    ['switchover', 'primary: m0  backup: m1'],
    ['duplication', 'active: m0  standby: m1'],
    ['geo-redundant', 'primary: m0  secondary: m1'],
  ])('a %s of Session Managers becomes active-active', async (mode, members) => {
    const text = `network lan\n${servers(2)}\nservice S : ${mode} { product: avaya.session-manager  ${members} }\n`;
    expect(await messages(text)).toEqual([
      `error: m0 and m1 are Session Managers, and S has one of them serve while the other waits (${mode}): all Session Managers of a set are active and share the work. Make S active-active.`,
    ]);
    const fixed = await firstFixed(text, only);
    expect(fixed).toContain('service S : active-active { product: avaya.session-manager  members: m0, m1 }');
    const after = await checked(fixed, only);
    expect([...after.diagnostics, ...after.findings]).toEqual([]);
  });

  test('a set, and one alone, are as they should be', async () => {
    const text = `network lan\n${servers(3)}
service S : active-active { product: avaya.session-manager  members: m0, m1 }
service T : standalone { product: avaya.session-manager  member: m2 }`;
    expect(await messages(text)).toEqual([]);
  });

  test('the pair of another product is', async () => {
    const text = `network lan\n${servers(2)}\nservice S : switchover { product: pureconnect.cic  primary: m0  backup: m1 }`;
    expect(await messages(text)).toEqual([]);
  });
});

describe('number', () => {
  test.each([
    [28, 0],
    [29, 1],
  ])('%i of one set', async (count, findings) => {
    const text = `network lan\n${servers(count)}\nservice S : active-active { product: avaya.session-manager  members: ${list(count)} }`;
    const found = await messages(text);
    expect(found.length).toBe(findings);
    if (findings > 0)
      expect(found[0]).toContain('error: There are 29 Session Managers with those of S: a system has 28 at most.');
  });

  test('counts over all services, each machine once, and is said at the one that goes beyond', async () => {
    const text = `network lan\n${servers(30)}
service One : active-active { product: avaya.session-manager  members: ${list(20)} }
service Two : active-active { product: avaya.session-manager  members: ${list(10, 18)} }
service Three : active-active { product: avaya.session-manager  members: ${list(2, 28)} }`;
    const { findings } = await checked(text, only);
    expect(findings.map(({ message }) => message.slice(0, 52))).toEqual([
      'There are 30 Session Managers with those of Three: a',
    ]);
    expect(findings[0]?.related.map(({ message }) => message)).toEqual(['One has 20 of them.', 'Two has 10 of them.']);
  });
});

describe('round trip', () => {
  const apart = (one: string, other = one) => `network a\nnetwork b\nnetwork c
link ab between a, b { ${one} }
link bc between b, c { ${other} }
server x { nic e -> a }
server y { nic e -> b }
server z { nic e -> c }
service S : active-active { product: avaya.session-manager  members: x, y, z }`;

  test.each([
    ['latency: 400 ms', 'latency: 599 ms', 0],
    ['latency: 400 ms', 'latency: 600 ms', 1],
    ['', '', 0],
    ['', 'latency: 999 ms', 0],
  ])('%s and %s', async (one, other, count) => {
    expect((await messages(apart(one, other))).length).toBe(count);
  });

  test('the farthest two stand for the others', async () => {
    const text = apart('latency: 1100 ms', 'latency: 1000 ms');
    const { findings } = await checked(text, only);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'warning',
        'x and z of S are 2100 ms of round trip apart (ab and bc), and 2 further pairs are too far from each other: Session Managers share what they know within less than 1000 ms. Shorten the way, or make two sets of them.',
      ],
    ]);
    expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('members: x, y, z');
    expect(findings[0]?.related.length).toBe(2);
  });
});

test('the example is as it should be, and nothing is made of a number in a name', async () => {
  expect(await messages(exampleText('avaya-geo-redundancy'))).toEqual([]);
});
