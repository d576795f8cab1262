import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/survivable-core.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) =>
  (await checked(text, only)).findings.map(
    ({ severity, severityFrom, message }) => `${severity} ${severityFrom}: ${message}`,
  );

const sites = `
site North { network lan  server n1 { nic e -> lan }  server n2 { nic e -> lan } }
site South { network lan  server s1 { nic e -> lan }  server s2 { nic e -> lan } }
service Main : duplication { product: avaya.communication-manager  active: n1  standby: n2 }
`;
const spare = 'service Spare : duplication { product: avaya.communication-manager  active: s1  standby: s2 }\n';
const core = (more = '', survivable = 'Spare') =>
  `service Core : survivable-core { product: avaya.communication-manager  main: Main  survivable: ${survivable}  ${more} }\n`;

describe('a core behind a system of several sites', () => {
  const phones = (on: string, registers = 'Main', kind = 'h323') =>
    `endpoint Phones : ${kind} { on: ${on}.lan  registers: ${registers} }\n`;

  test('is missed where clients stand elsewhere', async () => {
    const text = `${sites}${phones('South')}endpoint Gates : media-gateway { on: South.lan  registers: n1 }\n`;
    const { findings } = await checked(text, only);
    expect(findings.map(({ message }) => message)).toEqual([
      'No survivable core stands behind Main at North, on which Phones and Gates at South depend: when North cannot be reached from there nobody serves them. Put a survivable core at another site (service … : survivable-core).',
    ]);
    expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('Main');
    expect(findings[0]?.related.map(({ message }) => message)).toEqual([
      'Phones registers with Main.',
      'Gates registers with Main.',
    ]);
  });

  test('is missed by SIP phones that subscribe to it', async () => {
    const text = `${sites}service SMs : standalone { product: avaya.session-manager  member: s1 }
endpoint Sip : sip { on: South.lan  registers: SMs  subscribes: Main }`;
    expect((await messages(text)).length).toBe(1);
  });

  test.each([
    ['clients at home', phones('North')],
    ['clients on no network that is stated', 'endpoint Phones : h323 { registers: Main }\n'],
    ['a core', `${spare}${core()}${phones('South')}`],
    ['phones that register with the core', `${spare}${core()}${phones('South', 'Core')}`],
    ['phones of the survivable core at home', `${spare}${core()}${phones('North', 'Spare')}`],
    ['no clients at all', ''],
  ])('is not missed with %s', async (_, more) => {
    expect(await messages(`${sites}${more}`)).toEqual([]);
  });

  test('is not missed where sites are not stated, by a pair that is in both, or by other products', async () => {
    const placeless = `network a\nnetwork b\nserver x { nic e -> a }\nservice M : standalone { product: avaya.communication-manager  member: x }\nendpoint P : h323 { on: b  registers: M }`;
    expect(await messages(placeless)).toEqual([]);
    expect(await messages(`${sites.replace('standby: n2', 'standby: s1')}${phones('South')}`)).toEqual([]);
    expect(await messages(`${sites.replace('product: avaya.communication-manager', '')}${phones('South')}`)).toEqual(
      [],
    );
  });
});

describe('a survivable core that is no pair', () => {
  test('is reported where the main one is', async () => {
    const branch = 'service Branch : standalone { product: avaya.communication-manager  member: s1 }\n';
    expect(await messages(`${sites}${branch}${core('', 'Branch')}`)).toEqual([
      'warning rule: Branch of Core is no duplicated pair, as Main is: while it serves, one more failure ends all calls. Make a pair of it.',
    ]);
    expect(await messages(`${sites}${core('', 's1, s2')}`)).toEqual([
      expect.stringContaining('s1 and s2 of Core are no duplicated pair'),
    ]);
    expect(await messages(`${sites}${spare}${core('', 'Spare')}`)).toEqual([]);
    expect(await messages(`${sites}${branch}${core('', 'Branch').replace('main: Main', 'main: n1')}`)).toEqual([]);
  });
});

describe('the No-Service timer', () => {
  test.each([
    ['', []],
    ['no-service: 3 min', []],
    ['no-service: 5 min', []],
    [
      'no-service: 179 s',
      [
        'warning rule: The No-Service timer of Core is 179 s: Communication Manager takes 3 min to 15 min. Write no-service: 5 min.',
      ],
    ],
    ['no-service: 16 min', ['warning rule: The No-Service timer of Core is 16 min']],
    ['no-service: 15 min', ['info rule: The No-Service timer of Core is 15 min: allowed, but']],
    ['no-service: 6 min', ['info rule: ']],
  ])('%s', async (timer, expected) => {
    const found = await messages(`${sites}${spare}${core(timer)}`);
    expect(found.length).toBe(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toContain(words);
  });

  test('is set to its default', async () => {
    const text = `${sites}${spare}${core()}`.replace('survivable: Spare  ', 'survivable: Spare\n  no-service: 20 s\n');
    await expectMarked(
      text.replace('no-service: 20 s\n', 'no-service: 20 s\n//^^^^^^^^^^^^^^^^ avaya/survivable-core\n'),
      only,
    );
    const fixed = await firstFixed(text, only);
    expect(fixed).toContain('no-service: 5 min');
    expect(await messages(fixed)).toEqual([]);
  });
});

describe('the vSphere version', () => {
  const virtual = (version: string, release: string, ha = 'ha') => `network lan
network sync { dedicated }
cluster C { ${ha}  host a { version: ${version}  nic p -> lan }  host b { version: 5.1  nic p -> lan } }
host c { nic p -> lan }
vm A on b { nic e -> lan }
vm B on c { nic e -> lan }
service T : duplication { product: avaya.communication-manager  ${release}  active: A  standby: B }
`;
  test.each([
    ['5.1', 'release: 6.2', []],
    ['"5.0u3"', 'release: 6.3', []],
    [
      '5.5',
      'release: 6.2',
      ['warning rule: a runs vSphere 5.5 under T, release 6.2: that release is supported on vSphere 5.0 or 5.1.'],
    ],
    ['6.7', 'release: 6.2', ['a runs vSphere 6.7']],
    ['5.10', 'release: 6.2', ['a runs vSphere 5.10']],
    ['6.7', 'release: "10.2"', []],
    ['6.7', '', []],
    [
      '5.1',
      '',
      ['info not-stated: T states no release and stands on vSphere 5.1, which is what release 6.2 is supported on'],
    ],
    ['5.1', 'release: 7.0', []],
  ])('%s with %s', async (version, release, expected) => {
    const found = await messages(virtual(version, release));
    expect(found.length).toBe(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toContain(words);
  });

  test('only hosts on which it may run are looked at', async () => {
    expect(await messages(virtual('6.7', 'release: 6.2', ''))).toEqual([]);
  });

  test('of a survivable core is said once, at the core, whose release its members have', async () => {
    const text = exampleText('avaya-geo-redundancy');
    expect(await messages(text)).toEqual([
      expect.stringMatching(/^info not-stated: CallControl states no release and stands on vSphere 5\.1/),
    ]);
    const stated = text.replace('  main: CM01\n', '  release: 6.2\n  main: CM01\n');
    expect(await messages(stated)).toEqual([]);
    expect(await messages(stated.replace('version: 5.1', 'version: 6.0'))).toEqual([
      'warning rule: esxD1, esxD2, esxD3, esxD4, esxP1 and 3 more run vSphere 6.0 under CallControl, release 6.2: that release is supported on vSphere 5.0 or 5.1. Use one of these, or a newer release.',
    ]);
  });
});
