import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/mxone/ha-vs-server-redundancy.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = (settings = '') => `network lan { subnet: "10.1.0.0/24" }
cluster Farm {
  ${settings}
  host H1 { nic v0 -> lan }
  host H2 { nic v0 -> lan }
  host H3 { nic v0 -> lan }
}
`;
const vm = (name: string, host: string, more = '') => `vm ${name} on ${host} { nic eth0 -> lan${more} }\n`;
const vms = vm('A', 'H1') + vm('B', 'H2') + vm('S', 'H3');
const service = (members = 'A, B', spares = 'S', product = 'product: mitel.mx-one-service-node  ') =>
  `service Nodes : n-plus-one { ${product}members: ${members}  spares: ${spares} }\n`;
const found = async (text: string) => (await checked(text, options)).findings;
const say = async (text: string) => (await found(text)).map(({ severity, message }) => `${severity}: ${message}`);
const fixed = async (text: string) => {
  const [first] = await found(text);
  const after = applied(text, first?.fixes[0]?.edits ?? []);
  expect(await found(after)).toEqual([]);
  return after;
};

describe('HA', () => {
  test('names who is restarted beside the standby, and leaves one of the two', async () => {
    const text =
      farm('ha') +
      vm('A', 'H1', '  restart-priority: high') +
      vm('B', 'H2') +
      vm('S', 'H3', '  restart-priority: disabled') +
      service();
    expect(await say(text)).toEqual([
      'warning: Nodes has a standby server (S), and HA restarts A and B as well: after a loss the restarted server meets the standby that has its identity. Mitel sets MX-ONE up without server redundancy under VMware HA. Remove one of the two: the standby, or the restart by HA.',
    ]);
    const after = await fixed(text);
    expect(after).toContain('vm A on H1 { nic eth0 -> lan  restart-priority: disabled }');
    expect(after).toContain('vm B on H2 { restart-priority: disabled  nic eth0 -> lan }');
  });

  test.each([
    ['no HA', farm() + vms + service()],
    [
      'dedicated servers',
      `${farm('ha')}server A { nic e -> lan }\nserver B { nic e -> lan }\nserver S { nic e -> lan }\n${service()}`,
    ],
    ['another product', farm('ha') + vms + service('A, B', 'S', '')],
    [
      'Service Nodes alone, as Mitel has them with HA',
      `${farm('ha')}${vm('A', 'H1')}service Node : standalone { product: mitel.mx-one-service-node  member: A }\n`,
    ],
  ])('is silent with %s', async (_, text) => {
    expect(await say(text)).toEqual([]);
  });

  test('a service without a product counts where Service Nodes carry it', async () => {
    const nodes = ['A', 'B', 'S'].map(
      (name) => `service Node${name} : standalone { product: mitel.mx-one-service-node  member: ${name} }\n`,
    );
    expect(await say(farm('ha') + vms + nodes.join('') + service('NodeA, NodeB', 'NodeS', ''))).toHaveLength(1);
    expect(await say(farm('ha') + vms + nodes.slice(1).join('') + service('A, NodeB', 'NodeS', ''))).toEqual([]);
  });
});

describe('one failure', () => {
  test('a host that takes more servers than there are standbys', async () => {
    const text = farm() + vm('A', 'H1') + vm('B', 'H1') + vm('S', 'H3') + service();
    expect(await say(text)).toEqual([
      'warning: H1 carries A and B: when it fails 2 servers of Nodes are lost, and S replaces only 1. Place B on another host.',
    ]);
    expect(await fixed(text)).toContain('vm B on H2');
  });

  test('as many standbys as it takes are enough; those on the host itself do not count', async () => {
    const two = farm() + vm('A', 'H1') + vm('B', 'H1') + vm('S', 'H3') + vm('T', 'H3');
    expect(await say(two + service('A, B', 'S, T'))).toEqual([]);
    const here = farm() + vm('A', 'H1') + vm('B', 'H1') + vm('S', 'H1') + vm('T', 'H3');
    expect(await say(here + service('A, B', 'S, T'))).toEqual([expect.stringContaining('and T replaces only 1')]);
    const none = farm() + vm('A', 'H1') + vm('B', 'H1') + vm('S', 'H1');
    expect(await say(none + service())).toEqual([
      expect.stringContaining('are lost, and no standby is left for them.'),
    ]);
  });

  test('one server on the host of its standby is for the rule of pairs', async () => {
    expect(await say(farm() + vm('A', 'H1') + vm('B', 'H2') + vm('S', 'H1') + service())).toEqual([]);
  });
});

describe('subnets', () => {
  const other = 'network far { subnet: "10.2.0.0/24" }\nserver S { nic e -> far }\n';
  test('another one is an error, for each server, and a fix connects it', async () => {
    const text = `${farm()}${vm('A', 'H1')}${other}${service('A', 'S')}`;
    expect(await say(text)).toEqual([
      'error: A is on lan, the standby S on far: it cannot take over an address of another subnet, so that nobody replaces A. Place all servers of Nodes in one subnet.',
    ]);
    expect((await found(text))[0]?.fixes).toEqual([]);
    const cabled = text.replace('H1 { nic v0 -> lan }', 'H1 { nic v0 -> lan  nic v1 -> far }');
    expect(await fixed(cabled)).toContain('vm A on H1 { nic eth0 -> lan  nic e -> far via v1 }');
  });

  test('two networks of one subnet are one; what is not stated is information', async () => {
    const text = `${farm()}${vm('A', 'H1')}${other}${service('A', 'S')}`;
    expect(await say(text.replace('10.2.0.0/24', '10.1.0.0/24'))).toEqual([]);
    expect(await say(text.replace(' { subnet: "10.2.0.0/24" }', ''))).toEqual([
      'info: A is on lan, the standby S on far, and it is not stated that these are one subnet: a standby cannot take over an address of another one. State the subnets.',
    ]);
    expect(await say(text.replace('server S { nic e -> far }', 'server S'))).toEqual([]);
  });
});

test('a site without a standby of its own is said once, not by its subnet too', async () => {
  const text = `site Office { network lan { subnet: "10.1.0.0/24" }  server A { nic e -> lan }  server S { nic e -> lan } }
site Branch { network lan { subnet: "10.2.0.0/24" }  server B { nic e -> lan } }
${service()}`;
  expect(await say(text)).toEqual([
    'warning: B stands in Branch, where Nodes has no standby server: its standby (S) is in another domain of the WAN. Give Branch a server redundancy with a standby of its own.',
  ]);
  const both = text.replace('server B { nic e -> lan } }', 'server B { nic e -> lan }  server T { nic e -> lan } }');
  expect(await say(both.replace('spares: S', 'spares: S, T'))).toEqual([]);
});

test('an unfinished service is left alone', async () => {
  expect(await say('service Nodes : n-plus-one { product: mitel.mx-one-service-node }\n')).toEqual([]);
  expect(
    await say(
      `${farm('ha')}${vm('A', 'H1')}service Nodes : n-plus-one { product: mitel.mx-one-service-node  members: A }\n`,
    ),
  ).toEqual([]);
});
