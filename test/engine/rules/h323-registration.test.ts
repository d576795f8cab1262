import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/h323-registration.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) =>
  (await checked(text, only)).findings.map(({ severity, message }) => `${severity}: ${message}`);

/** Two pairs, one the survivable core of the other, and a third site with another survivable core. */
const system = (more = '') => `
site North { network lan  server n1 { nic e -> lan }  server n2 { nic e -> lan } }
site South { network lan  server s1 { nic e -> lan }  server s2 { nic e -> lan } }
site West { network lan  server w1 { nic e -> lan } }
service Main : duplication { product: avaya.communication-manager  active: n1  standby: n2 }
service Spare : duplication { product: avaya.communication-manager  active: s1  standby: s2 }
service Core : survivable-core { product: avaya.communication-manager  main: Main  survivable: Spare, w1 }
service Sessions : active-active { product: avaya.session-manager  members: n1, s1 }
${more}`;
const phones = (body: string, kind = 'h323') => system(`endpoint Phones : ${kind} { ${body} }\n`);

describe('the alternate list', () => {
  test.each([
    ['of phones at the core itself', 'registers: Core'],
    ['that names the survivable pair', 'registers: Main  alternate: Spare'],
    ['that names a machine of it', 'registers: Main  alternate: s2'],
    ['that names the other survivable core', 'registers: n1  alternate: w1'],
    ['that names the service of the core', 'registers: Main  alternate: Core'],
    ['of phones at a survivable core', 'registers: Spare'],
  ])('%s is complete', async (_, body) => {
    expect(await messages(phones(body))).toEqual([]);
  });

  test.each([
    ['registers: Main', 'Main'],
    ['registers: n1', 'Main'],
    ['registers: n1, n2', 'Main'],
    ['registers: Main  alternate: n2', 'Main'],
  ])('%s lacks the survivable core', async (body, core) => {
    expect(await messages(phones(body))).toEqual([
      `warning: Phones registers with ${core}, and its alternate list does not name the survivable core Spare and w1: when ${core} cannot be reached the phones do not find it. Add alternate: Spare.`,
    ]);
  });

  test('gets the core at the site of the phones; by itself only where there is no choice', async () => {
    const text = phones('on: West.lan  registers: Main');
    const [finding] = (await checked(text, only)).findings;
    expect(finding?.fixes.map(({ title, safe }) => [title, safe])).toEqual([['Add alternate: w1 to Phones', false]]);
    expect(await messages(await firstFixed(text, only))).toEqual([]);
    const single = text.replace('survivable: Spare, w1', 'survivable: Spare');
    expect((await checked(single, only)).findings[0]?.fixes[0]?.safe).toBe(true);
  });

  test('is appended to, where there is one', async () => {
    const text = phones('registers: Main  alternate: n2');
    expect(await firstFixed(text, only)).toContain('registers: Main  alternate: n2, Spare }');
  });

  test('is of no interest without a survivable core', async () => {
    const text = phones('registers: Main').replace(/service Core.*\n/, '');
    expect(await messages(text)).toEqual([]);
  });
});

describe('registrations', () => {
  test('with two cores are an error, and the main one is kept', async () => {
    const text = `${system()}endpoint Phones : h323 { on: North.lan  registers: Spare, Main }
//                                      ^^^^^^^^^^^^^^^^^^^^^^ avaya/h323-registration
`;
    const [finding] = await expectMarked(text, only);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain('with Spare and Main at once');
    const fixed = await firstFixed(text, only);
    expect(fixed).toContain('endpoint Phones : h323 { on: North.lan  registers: Main  alternate: Spare }');
  });

  test('with the core and one of its survivable members are two', async () => {
    expect((await messages(phones('registers: Core, Spare'))).length).toBe(1);
    expect(await messages(phones('registers: Core, Main'))).toEqual([]);
  });

  test('with a Session Manager are an error without a guess of what is meant', async () => {
    const text = phones('registers: Sessions')
      .replace('members: n1, s1', 'members: West.w1, x1')
      .replace('service Main', 'server x1 { nic e -> West.lan }\nservice Main')
      .replace('survivable: Spare, w1', 'survivable: Spare');
    const { findings } = await checked(text, only);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'error',
        'Phones registers with Sessions, Session Managers: they serve SIP phones. Register H.323 phones with the Communication Manager.',
      ],
    ]);
    expect(findings[0]?.fixes).toEqual([]);
  });

  test('of other clients, and with other products, are left alone', async () => {
    expect(await messages(phones('registers: Main, Spare', 'sip'))).toEqual([]);
    expect(await messages(phones('registers: Main, Spare', 'media-gateway'))).toEqual([]);
    const plain = `server a\nserver b\nservice A : standalone { member: a }\nservice B : standalone { member: b }\n`;
    expect(await messages(`${plain}endpoint P : h323 { registers: A, B }`)).toEqual([]);
    expect(await messages(phones(''))).toEqual([]);
  });
});

test('the example with a survivable core registers as it should', async () => {
  const text = exampleText('avaya-geo-redundancy');
  expect(await messages(text)).toEqual([]);
  const direct = text.replace('on: Paris.lan   registers: CallControl', 'on: Paris.lan   registers: CM01');
  expect(await messages(direct)).toEqual([expect.stringMatching(/^warning: ParisPhones .* Add alternate: CM02\.$/)]);
});
