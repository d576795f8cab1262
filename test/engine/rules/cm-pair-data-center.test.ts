import { expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/cm-pair-data-center.ts';
import pairSameHost from '../../../engine/rules/topology/pair-same-host.ts';
import { checked, expectMarked, firstFixed } from '../../support/avaya.ts';

const only = { rules: [rule] };

const places = (host2 = 'host h2 { storage: san  nic p0 -> lan  nic p1 -> sync }') => `
network lan
network sync { dedicated }
storage san { kind: san }
site Left {
  cluster One { ha  host h1 { storage: san  nic p0 -> lan  nic p1 -> sync }  host h3 { storage: san  nic p0 -> lan  nic p1 -> sync } }
  cluster Two { ha  host h4 { storage: san  nic p0 -> lan  nic p1 -> sync } }
}
site Right { ${host2} }
`;
const vms = `vm A on h1 { nic e -> lan via p0  nic f -> sync via p1 }
vm B on h2 { nic e -> lan via p0  nic f -> sync via p1 }
`;
const pair = (release: string, members = 'active: A  standby: B') =>
  `service T : duplication { product: avaya.communication-manager  ${release}  ${members}  link: sync }\n`;

test.each(['5.2', '6.2', '"6.3 SP1"', '7.0'])(
  'release %s: two sites are an error at the host of the standby',
  async (release) => {
    const [finding] = await expectMarked(
      `${places()}vm A on h1 { nic e -> lan via p0  nic f -> sync via p1 }
vm B on h2 { nic e -> lan via p0  nic f -> sync via p1 }
//      ^^ avaya/cm-pair-data-center
${pair(`release: ${release}`)}`,
      only,
    );
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain('A is in Left and B in Right: in release ');
  },
);

test.each(['', 'release: 7.1', 'release: "10.2"', 'release: 8'])(
  'from 7.1, and not stated (%s): the link is asked instead',
  async (release) => {
    await expectMarked(`${places()}${vms}${pair(release)}`, only);
  },
);

test('a place that is not stated is none', async () => {
  const outside = places().replace('site Right { ', '').replace(/ }\n$/, '\n');
  await expectMarked(`${outside}${vms}${pair('release: 6.2')}`, only);
});

test('the site of a rack counts for a host that states none', async () => {
  const text = `network lan
site L { rack r1 }
site R { rack r2 }
host a { rack: L.r1  nic p -> lan }
host b { rack: R.r2  nic p -> lan }
vm A on a { nic e -> lan }
vm B on b { nic e -> lan }
service T : duplication { product: avaya.communication-manager  release: 6.2  active: A  standby: B }`;
  expect((await checked(text, only)).findings.length).toBe(1);
});

test('dedicated servers, and members that are services, are looked at too; the release of the core around counts', async () => {
  const text = `site L { network l  server S1 { nic n -> l } }
site R { network r  server S2 { nic n -> r } }
service M1 : standalone { member: S1 }
service T : duplication { product: avaya.communication-manager  active: M1  standby: S2 }
service Other : standalone { product: avaya.communication-manager  member: S2 }
service Core : survivable-core { product: avaya.communication-manager  release: 6.2  main: T  survivable: Other }`;
  const { findings } = await checked(text, only);
  expect(findings.map(({ message }) => message)).toEqual([
    'S1 is in L and S2 in R: in release 6.2 the duplicated pair T must stand in one data centre (two places are supported from 7.1, over a fast link). Move S2 to L, or make the other site a survivable core.',
  ]);
  expect(findings[0]?.fixes).toEqual([]);
});

test('the standby moves beside the active member, where it shares no host and no HA cluster', async () => {
  const text = `${places()}${vms}${pair('release: 6.2')}`;
  expect(await firstFixed(text)).toContain('vm B on h4 {');
});

test('where only the active member can move, it does', async () => {
  const far = places(
    'host h2 { storage: san  nic p0 -> lan  nic p1 -> sync  nic p2 -> closet }  host h5 { storage: san  nic p0 -> lan  nic p1 -> sync }  network closet',
  );
  const text = `${far}vm A on h1 { nic e -> lan via p0  nic f -> sync via p1 }
vm B on h2 { nic e -> closet via p2  nic f -> sync via p1 }
${pair('release: 6.2')}`;
  expect(await firstFixed(text, { rules: [rule, pairSameHost] })).toContain('vm A on h5 {');
});

test('another product is none of this', async () => {
  await expectMarked(
    `${places()}${vms}${pair('release: 6.2').replace('product: avaya.communication-manager', '')}`,
    only,
  );
});
