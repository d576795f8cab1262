import { expect, test } from 'vitest';
import gratuitousArp from '../../../engine/rules/mxone/gratuitous-arp.ts';
import manualReturn from '../../../engine/rules/mxone/system-redundancy-manual-return.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const servers = `network lan
server A { nic e -> lan }
server S { nic e -> lan }
`;
const say = async (text: string) =>
  (await checked(text, { rules: [gratuitousArp, manualReturn] })).findings.map(({ message }) => message);

test('gratuitous ARP that is blocked counts where a standby takes over an address', async () => {
  await expectMarked(
    `${servers}service Nodes : n-plus-one {
  product: mitel.mx-one-service-node
  members: A
  spares: S
  settings { gratuitous-arp: blocked }
//           ^^^^^^^^^^^^^^^^^^^^^^^ mxone/gratuitous-arp
}
`,
    { rules: [gratuitousArp] },
  );
  const alone = `${servers}service Node : standalone { product: mitel.mx-one-service-node  member: A  settings { gratuitous-arp: blocked } }\n`;
  expect(await say(alone)).toEqual([]);
  const silent = `${servers}service Nodes : n-plus-one { product: mitel.mx-one-service-node  members: A  spares: S }\n`;
  expect(await say(silent)).toEqual([]);
});

const systems = `${servers}service Main : standalone { product: mitel.mx-one-service-node  member: A }
service Alternate : standalone { product: mitel.mx-one-service-node  member: S }
`;

test('a return by itself, and a takeover by hand, are each said with what to set', async () => {
  const core = 'service Both : survivable-core { main: Main  survivable: Alternate  fail-back: automatic }\n';
  expect(await say(systems + core)).toEqual([expect.stringContaining('Set "fail-back: manual".')]);
  const geo = 'service Both : geo-redundant { primary: Main  secondary: Alternate }\n';
  const { findings } = await checked(systems + geo, { rules: [manualReturn] });
  expect(findings.map(({ message }) => message)).toEqual([
    'The alternate system of Both takes over only when an operator activates it: until then nobody is served. Mitel recommends automatic takeover and manual return. Set "activation: automatic".',
  ]);
  const after = applied(systems + geo, findings[0]?.fixes[0]?.edits ?? []);
  expect(after).toContain('secondary: Alternate  activation: automatic }');
  expect(await say(after)).toEqual([]);
});

test('what returns by hand, or is of another product, is left alone', async () => {
  expect(await say(`${systems}service Both : survivable-core { main: Main  survivable: Alternate }\n`)).toEqual([]);
  expect(
    await say(`${servers}service Both : survivable-core { main: A  survivable: S  fail-back: automatic }\n`),
  ).toEqual([]);
  expect(
    await say(
      `${servers}service Both : survivable-core { product: avaya.communication-manager  main: A  survivable: S  fail-back: automatic }\n`,
    ),
  ).toEqual([]);
});

test('the product itself may be a system redundancy', async () => {
  const text = `${servers}service Both : survivable-core { product: mitel.mx-one-service-node  main: A  survivable: S  fail-back: automatic }\n`;
  const { diagnostics } = await checked(text);
  expect(diagnostics).toEqual([]);
  expect(await say(text)).toHaveLength(1);
});
