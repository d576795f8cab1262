import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/sip-multi-registration.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) => (await checked(text, only)).findings.map(({ message }) => message);

const system = (body: string, kind = 'sip') => `
site North { network lan  server n1 { nic e -> lan }  server n2 { nic e -> lan }  server c1 { nic e -> lan } }
site South { network lan  server s1 { nic e -> lan }  server c2 { nic e -> lan } }
service Near : active-active { product: avaya.session-manager  members: n1, n2 }
service Far : standalone { product: avaya.session-manager  member: s1 }
service Main : standalone { product: avaya.communication-manager  member: c1 }
service Spare : standalone { product: avaya.communication-manager  member: c2 }
service Core : survivable-core { product: avaya.communication-manager  main: Main  survivable: Spare }
endpoint Phones : ${kind} { ${body} }
`;

describe('registrations', () => {
  test.each(['Near, Far', 'n1, s1', 'n2, Far', 'Near, s1'])('with %s are enough', async (registers) => {
    expect(await messages(system(`registers: ${registers}`))).toEqual([]);
  });

  test.each([
    ['n1', 'n1', 'registers: n1, s1'],
    ['Far', 's1', 'registers: Far, n1'],
    ['n1, n1', 'n1', 'registers: n1, n1, s1'],
  ])('with %s are one: another is added, of another site first', async (registers, manager, fixed) => {
    const text = system(`registers: ${registers}`);
    expect(await messages(text)).toEqual([
      `Phones registers with one Session Manager, ${manager}: when it fails the phones are without service until they find another. Register them with a second one.`,
    ]);
    expect(await firstFixed(text, only)).toContain(fixed);
  });

  test('at one site are told of the other', async () => {
    const text = system('registers: Near');
    expect(await messages(text)).toEqual([
      'Phones registers with n1 and n2, all at North: when North fails the phones are registered nowhere, though there are Session Managers at South. Register them with one there too.',
    ]);
    expect(await firstFixed(text, only)).toContain('registers: Near, Far');
  });

  test('at one site are fine where there is no other, or sites are not stated', async () => {
    expect(await messages(system('registers: Near').replace(/service Far.*\n/, ''))).toEqual([]);
    const placeless = system('registers: Near')
      .replaceAll(/site \w+ \{ (.*) \}\n/g, '$1\n')
      .replace('network lan  server s1', 'server s1');
    expect(await messages(placeless)).toEqual([]);
  });

  test('with the only Session Manager there is are reported, and nothing is offered', async () => {
    const text = `server a\nservice S : standalone { product: avaya.session-manager  member: a }\nendpoint P : sip { registers: S }`;
    const { findings } = await checked(text, only);
    expect(findings.length).toBe(1);
    expect(findings[0]?.fixes).toEqual([]);
  });

  test('with a Communication Manager are reported where there are Session Managers', async () => {
    const text = system('registers: Core');
    expect(await messages(text)).toEqual([
      'Phones registers with Core, no Session Manager: SIP phones register with two Session Managers or more, and subscribe to the Communication Manager. Register it with Near and Far.',
    ]);
    expect(await firstFixed(text, only)).toContain('endpoint Phones : sip { registers: Near, Far  subscribes: Core }');
    expect(await messages(text.replace(/service (Near|Far).*\n/g, ''))).toEqual([]);
  });

  test('of other phones and with other products are left alone', async () => {
    expect(await messages(system('registers: n1', 'h323'))).toEqual([]);
    expect(await messages(system('registers: n1').replaceAll('product: avaya.session-manager', ''))).toEqual([]);
    expect(await messages(system(''))).toEqual([]);
  });
});

describe('subscriptions', () => {
  test.each(['Core', 'Main', 'Core, Main', 'c1, Main'])('to %s are to one core', async (subscribes) => {
    expect(await messages(system(`registers: Near, Far  subscribes: ${subscribes}`))).toEqual([]);
  });

  test('to two cores: the main one is kept', async () => {
    const [finding] = await expectMarked(
      `${system('on: North.lan  registers: Near, Far').trimEnd()}
endpoint Desks : sip { on: North.lan  registers: Near, Far  subscribes: Spare, Main }
//                                                          ^^^^^^^^^^^^^^^^^^^^^^^ avaya/sip-multi-registration
`,
      only,
    );
    expect(finding?.message).toContain('Desks subscribes to Spare and Main');
    expect(finding?.fixes[0]?.title).toBe('Subscribe Desks to Main');
    const text = system('registers: Near, Far  subscribes: Spare, Main');
    expect(await firstFixed(text, only)).toContain('registers: Near, Far  subscribes: Main }');
  });
});

test('the example registers as it should; with one Session Manager it does not', async () => {
  const text = exampleText('avaya-geo-redundancy');
  expect(await messages(text)).toEqual([]);
  const broken = text.replace('on: Paris.lan   registers: SessionManagement', 'on: Paris.lan   registers: SM03');
  expect(await messages(broken)).toEqual([
    expect.stringContaining('ParisSip registers with one Session Manager, SM03'),
  ]);
  expect(await firstFixed(broken, only)).toContain('registers: SM03, SM02');
});
