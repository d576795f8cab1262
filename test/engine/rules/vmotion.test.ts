/** The adapters and the way of vMotion. */
import { describe, expect, test } from 'vitest';
import dedicated from '../../../engine/rules/vsphere/vmotion-dedicated-nic.ts';
import link from '../../../engine/rules/vsphere/vmotion-link.ts';
import { alone } from '../../support/one-rule.ts';

describe('vsphere/vmotion-dedicated-nic', () => {
  const rule = alone(dedicated);
  const farm = (hosts: readonly string[], head = 'ha') =>
    `network lan
network move
network dup { dedicated }
cluster C {
  ${head}
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
`;

  test('shared with management, with guests, with both', async () => {
    expect(await rule.says(farm(['nic v0 -> lan for management, vmotion']))).toEqual([
      'warning: v0 of H1 carries vMotion together with management, and it has no other adapter for vMotion: while a VM is moved it crowds them out. Give vMotion an adapter of its own.',
    ]);
    const guests = `${farm(['nic v0 -> lan for management  nic v1 -> move for vmotion', 'nic v0 -> lan for management  nic v1 -> move for vmotion'])}vm A on H1 { nic eth0 -> move via v1 }\n`;
    expect(await rule.says(guests)).toEqual([
      'warning: v1 of H1 and H2 carries vMotion together with the traffic of A, and they have no other adapter for vMotion: while a VM is moved it crowds them out. Give vMotion an adapter of its own.',
    ]);
    const all = `${farm(['nic v0 -> lan for management, vmotion'])}vm A on H1 { nic eth0 -> lan }\n`;
    expect((await rule.says(all))[0]).toContain('with management and the traffic of A,');
  });

  test('one dedicated adapter is enough; none stated is not wrong', async () => {
    expect(await rule.says(farm(['nic v0 -> lan for management, vmotion  nic v1 -> move for vmotion']))).toEqual([]);
    expect(await rule.says(farm(['nic v0 -> lan for management  nic v1 -> move']))).toEqual([]);
    expect(
      await rule.says(`${farm(['nic v0 -> lan for vmotion  nic v1 -> lan'])}vm A on H1 { nic eth0 -> lan }\n`),
    ).toEqual([]);
    expect(await rule.says(farm(['nic v0 -> lan for management, vmotion'], 'hypervisor: hyper-v  ha'))).toEqual([]);
  });

  test('without HA the guests of other hosts do not come', async () => {
    const hosts = ['nic v1 -> move for vmotion', 'nic v1 -> move for vmotion'];
    const vm = 'vm A on H1 { nic eth0 -> move via v1 }\n';
    expect((await rule.says(`${farm(hosts, '')}${vm}`))[0]).toMatch(/^warning: v1 of H1 carries/);
  });

  test('the duplication of a Communication Manager is another rule’s', async () => {
    const text = `${farm(['nic v2 -> dup for vmotion'], '')}vm A on H1 { nic eth2 -> dup via v2 }
service CM : duplication { product: avaya.communication-manager  active: A  standby: B  link: dup }
server B { nic e -> dup }
`;
    expect(await rule.says(text)).toEqual([]);
    expect(await rule.says(text.replace('product: avaya.communication-manager  ', ''))).toHaveLength(1);
  });

  test('vMotion moves to a spare adapter, else to a new one', async () => {
    const spare = farm([
      'nic v0 -> lan for management, vmotion  nic v3 -> move',
      'nic v0 -> lan for management, vmotion  nic v3 -> move',
    ]);
    expect(await rule.fixTitles(spare)).toEqual(['Use v3 of H1 and H2 for vmotion']);
    expect(await rule.fixed(spare)).toContain('host H2 { nic v0 -> lan for management  nic v3 -> move for vmotion }');
    expect(await rule.says(await rule.fixed(spare))).toEqual([]);
    const none = farm(['nic v0 -> lan for management, vmotion']);
    expect(await rule.fixed(none)).toContain('nic v0 -> lan for management  nic v1 -> lan for vmotion');
    // an adapter that guests use is not to spare
    const used = `${farm(['nic v0 -> lan for management, vmotion  nic v3 -> move'])}vm A on H1 { nic eth0 -> move }\n`;
    expect(await rule.fixTitles(used)).toEqual(['Add v1 for vmotion to H1']);
  });

  test('guests that use an adapter for vMotion alone leave it without its use', async () => {
    const text = `${farm(['nic v0 -> lan for management  nic v1 -> move for vmotion  nic v2 -> move'])}vm A on H1 { nic eth0 -> move via v1 }\n`;
    const fixed = await rule.fixed(text);
    expect(fixed).toContain('nic v1 -> move  nic v2 -> move for vmotion');
    expect(await rule.says(fixed)).toEqual([]);
  });

  test('where hosts take the adapter from a template, the template is changed', async () => {
    const text = `network lan
network move
template T { nic v0 -> lan for management, vmotion  nic v3 -> move }
cluster C { host H1 : T  host H2 : T }
`;
    expect(await rule.fixed(text)).toContain('template T { nic v0 -> lan for management  nic v3 -> move for vmotion }');
  });
});

describe('vsphere/vmotion-link', () => {
  const rule = alone(link);
  const sites = (links: string, east = 'nic v -> East.move for vmotion', west = 'nic v -> West.move for vmotion') =>
    `site East { network move }
site West { network move }
site North { network move }
${links}
cluster C {
  host H1 { ${east} }
  host H2 { ${west} }
}
`;

  test('too narrow, too long, and both', async () => {
    expect(await rule.says(sites('link wan between East.move, West.move { bandwidth: 100 Mbps }'))).toEqual([
      'warning: wan has 100 Mbps, and vMotion between H1 and H2 of C goes over it: a migration needs 250 Mbps or more. Use a faster line, or keep the hosts in clusters of their own.',
    ]);
    expect(await rule.says(sites('link wan between East.move, West.move { latency: 151 ms }'))).toEqual([
      'warning: vMotion between H1 and H2 of C takes 151 ms over wan: more than the 150 ms round trip that a migration stands. Use a shorter way, or keep the hosts in clusters of their own.',
    ]);
    expect(
      await rule.says(sites('link wan between East.move, West.move { latency: 200 ms  bandwidth: 10 Mbps }')),
    ).toHaveLength(2);
  });

  test('at the limits, not stated, and on one segment', async () => {
    expect(
      await rule.says(sites('link wan between East.move, West.move { latency: 150 ms  bandwidth: 250 Mbps }')),
    ).toEqual([]);
    expect(await rule.says(sites('link wan between East.move, West.move'))).toEqual([]);
    expect(await rule.says(sites(''))).toEqual([]);
    const slow = 'link wan between East.move, West.move { bandwidth: 1 Mbps }';
    expect(await rule.says(sites(slow, undefined, 'nic v -> East.move for vmotion'))).toEqual([]);
    expect(await rule.says(sites(slow, undefined, 'nic v -> West.move'))).toEqual([]);
  });

  test('round trips add up, and the best way counts', async () => {
    const two = `link a between East.move, North.move { latency: 90 ms }
link b between North.move, West.move { latency: 80 ms }`;
    expect((await rule.says(sites(two)))[0]).toContain('takes 170 ms over a and b');
    expect(await rule.places(sites(two))).toEqual(['latency: 90 ms']);
    expect(await rule.says(sites(`${two}\nlink c between East.move, West.move { latency: 20 ms }`))).toEqual([]);
    const narrow = 'link c between East.move, West.move { latency: 1 ms  bandwidth: 10 Mbps }';
    expect(
      await rule.says(sites(`link d between East.move, West.move { latency: 40 ms  bandwidth: 1 Gbps }\n${narrow}`)),
    ).toEqual([]);
  });

  test('a link is reported once, for whichever clusters go over it', async () => {
    const more =
      'cluster D { host H3 { nic v -> East.move for vmotion }  host H4 { nic v -> West.move for vmotion } }\n';
    expect(await rule.says(`${sites('link wan between East.move, West.move { latency: 1 s }')}${more}`)).toHaveLength(
      1,
    );
  });

  test('the adapters themselves, by what they state', async () => {
    expect(
      await rule.says(
        sites(
          '',
          'nic v -> East.move for vmotion { speed: 100 Mbps }',
          'nic v -> East.move for vmotion { speed: 100 Mbps }',
        ),
      ),
    ).toEqual([
      'warning: v of H1 and H2 carries vMotion with 100 Mbps: a migration needs 250 Mbps or more. Use a faster adapter.',
    ]);
    const second = 'nic v -> East.move for vmotion { speed: 100 Mbps }  nic w -> East.move for vmotion';
    expect(await rule.says(sites('', second, 'nic v -> East.move for vmotion { speed: 1 Gbps }'))).toEqual([]);
  });

  test('many places are judged from the first', async () => {
    const names = Array.from({ length: 30 }, (_, index) => index);
    const text = `${names.map((n) => `network m${n}\n`).join('')}${names
      .slice(1)
      .map((n) => `link l${n} between m0, m${n} { latency: ${n === 7 ? 400 : 10} ms }\n`)
      .join('')}cluster C {\n${names.map((n) => `  host H${n} { nic v -> m${n} for vmotion }\n`).join('')}}\n`;
    expect((await rule.says(text)).map((each) => each.slice(0, 50))).toEqual([
      'warning: vMotion between H0 and H7 of C takes 400 ',
    ]);
  });
});
