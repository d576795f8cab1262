import { expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/nonredundant-colocation.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };

const farm = (ha = 'ha') => `network lan
storage san { kind: san }
cluster Farm {
  ${ha}
  host H1 { storage: san  nic vmnic0 -> lan }
  host H2 { storage: san  nic vmnic0 -> lan }
}
`;
const vm = (name: string, host: string, more = '') => `vm ${name} on ${host} { disk: san  nic eth0 -> lan${more} }\n`;
const alone = (name: string, member: string, more = '') =>
  `service ${name} : standalone { member: ${member}${more} }\n`;
const says = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

test('lists what goes down with a host, and who needs it', async () => {
  const text = `${farm()}${vm('A', 'H1')}${vm('B', 'H1')}${vm('C', 'H2')}${vm('D', 'H2')}
${alone('Fax', 'A')}${alone('Recorder', 'B')}${alone('Portal', 'C', '  needs: Recorder')}
service Pair : switchover { primary: C  backup: D  needs: Portal }
`.replace('host H1 {', 'host H1 {\n//     ^^ topology/nonredundant-colocation\n');
  const [finding] = await expectMarked(text, options);
  expect(finding?.severity).toBe('info');
  expect(finding?.message).toBe(
    'Fax and Recorder share H1, and none of them is redundant: when it fails all are down until HA has restarted them elsewhere, and with them Portal and Pair, which need them. Spread them over hosts, or give a partner to what must not be down.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'Fax runs on A, on H1.',
    'Recorder runs on B, on H1.',
  ]);
});

test('says how long: HA acts, does not, or for some only', async () => {
  const two = (more = '') => `${vm('A', 'H1')}${vm('B', 'H1', more)}${alone('Fax', 'A')}${alone('Recorder', 'B')}`;
  expect(await says(farm('drs') + two())).toEqual([expect.stringContaining('all are down until it is back.')]);
  expect(await says(farm() + two('  restart-priority: disabled'))).toEqual([
    expect.stringContaining('until it is back, but for what HA restarts elsewhere (A).'),
  ]);
  const one = farm().replace(/ {2}host H2.*\n/, '');
  expect(await says(one + two())).toEqual([expect.stringContaining('all are down until it is back.')]);
});

test('a server with two services, also on one VM', async () => {
  const text = `${farm()}server P { nic lan0 -> lan }\n${vm('A', 'H1')}`;
  expect(await says(text + alone('Fax', 'P') + alone('Recorder', 'P'))).toEqual([
    expect.stringContaining('Fax and Recorder share P'),
  ]);
  expect(await says(text + alone('Fax', 'A') + alone('Recorder', 'A'))).toHaveLength(1);
});

test('what is redundant, by a partner or by Fault Tolerance, does not count; nor does a VM without a service', async () => {
  await expectMarked(
    `${farm()}${vm('A', 'H1')}${vm('B', 'H2')}${vm('C', 'H1', '  ft { secondary: H2 }')}${vm('D', 'H1')}${vm('E', 'H1')}
${alone('Left', 'A')}${alone('Right', 'B')}
service Both : active-active { members: Left, Right }
${alone('Tolerant', 'C')}${alone('Single', 'D')}
`,
    options,
  );
});

test('the number of services is an option', async () => {
  const text = `${farm()}${vm('A', 'H1')}${vm('B', 'H1')}${vm('C', 'H1')}${alone('S1', 'A')}${alone('S2', 'B')}`;
  const choose = { ...options, options: { 'topology/nonredundant-colocation': { services: 3 } } };
  expect((await checked(text, choose)).findings).toEqual([]);
  expect((await checked(text + alone('S3', 'C'), choose)).findings).toHaveLength(1);
});
