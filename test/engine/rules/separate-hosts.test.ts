import { expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/separate-hosts.ts';
import pairSameHost from '../../../engine/rules/topology/pair-same-host.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const farm = `site Denver {
  network lan
  storage san { kind: san }
  cluster Farm {
    ha
    host H1 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
    host H2 { memory: 64 GB  storage: san  nic vmnic0 -> lan }
  }
}
`;
const vm = (name: string, host: string) => `vm ${name} on ${host} { disk: san  nic eth0 -> lan }\n`;
const alone = (name: string, member: string, product = 'session-manager', more = '') =>
  `service ${name} : standalone { product: pureconnect.${product}  member: ${member}${more} }\n`;
const mark = '//       ^^ pureconnect/separate-hosts\n';
const options = { rules: [rule] };

test('all of a product on one host are named, with the host, the site and where to go', async () => {
  const text = `${farm}${vm('A', 'H1')}${vm('B', 'H1')}vm CD on H1 { disk: san  nic eth0 -> lan }
//       ^^ pureconnect/separate-hosts
${alone('One', 'A')}${alone('Two', 'B')}${alone('Three', 'CD')}`;
  const [finding] = await expectMarked(text, options);
  expect(finding?.message).toBe(
    'One, Two and Three all run on H1: when it fails, or is restarted for an update, no Genesys PureConnect Off-Host Session Manager is left in Denver. Place CD on another host.',
  );
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'One runs on H1 too.',
    'Two runs on H1 too.',
    'H1 carries them together.',
  ]);
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Move CD to H2']);
  expect((await checked(applied(text, finding?.fixes[0]?.edits ?? []), options)).findings).toEqual([]);
});

test.each([
  ['one of them elsewhere', vm('A', 'H1') + vm('B', 'H2') + alone('One', 'A') + alone('Two', 'B')],
  ['different products', vm('A', 'H1') + vm('B', 'H1') + alone('One', 'A') + alone('Two', 'B', 'media-server')],
  ['one alone', vm('A', 'H1') + alone('One', 'A')],
  [
    'services of different systems',
    vm('A', 'H1') +
      vm('B', 'H1') +
      alone('One', 'A', 'media-server') +
      alone('Two', 'B', 'media-server') +
      vm('C', 'H2') +
      alone('Cic1', 'C', 'cic', '  needs: One') +
      vm('D', 'H2') +
      alone('Cic2', 'D', 'cic', '  needs: Two'),
  ],
  [
    'clients of their own',
    vm('A', 'H1') +
      vm('B', 'H1') +
      alone('One', 'A') +
      alone('Two', 'B') +
      'endpoint Web1 : agent { on: lan  registers: One }\nendpoint Web2 : agent { on: lan  registers: Two }\n',
  ],
  [
    'two CIC servers, each a system',
    vm('A', 'H1') + vm('B', 'H1') + alone('One', 'A', 'cic') + alone('Two', 'B', 'cic'),
  ],
  ['without members', `service One : standalone { product: pureconnect.media-server }\n`],
  [
    'a copy by Fault Tolerance elsewhere',
    `vm A on H1 { disk: san  nic eth0 -> lan  ft { secondary: H2 } }\n${vm('B', 'H1')}${alone('One', 'A')}${alone('Two', 'B')}`,
  ],
])('is silent about %s', async (_, more) => {
  const { findings } = await checked(farm + more, options);
  expect(findings).toEqual([]);
});

test('what one service is by its members is for the rule of pairs, once', async () => {
  const together = `${farm}${vm('A', 'H1')}${vm('B', 'H1')}${vm('C', 'H1')}
service Web : active-active { product: pureconnect.session-manager  members: A, B }
${alone('Third', 'C')}`;
  const { findings } = await checked(together, { rules: [rule, pairSameHost] });
  expect(findings.map(({ code }) => code)).toEqual(['topology/pair-same-host']);
  const grouped = `${farm}${vm('A', 'H1')}${vm('B', 'H1')}${alone('One', 'A')}${alone('Two', 'B')}
service Web : active-active { members: One, Two }
`;
  const both = await checked(grouped, { rules: [rule, pairSameHost] });
  expect(both.findings.map(({ code }) => code)).toEqual(['topology/pair-same-host']);
});

test('each site is a group of its own, and dedicated servers count', async () => {
  await expectMarked(
    `${farm}site Paris { network wan  server P { nic lan0 -> wan } }
${vm('A', 'H1')}vm BC on H1 { disk: san  nic eth0 -> lan }
${mark}${alone('One', 'A')}${alone('Two', 'BC')}${alone('Abroad', 'P')}`,
    options,
  );
  const [finding] = await expectMarked(
    `network lan
server P { nic lan0 -> lan }
service One : standalone { product: pureconnect.media-server  member: P }
service Two : standalone { product: pureconnect.media-server  member: P }
//                                                            ^^^^^^^^^ pureconnect/separate-hosts
`,
    options,
  );
  expect(finding?.message).toContain('One and Two both run on P');
  expect(finding?.message).toContain('is left. Place P on another host');
  expect(finding?.fixes).toEqual([]);
});
