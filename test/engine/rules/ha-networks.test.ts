/** What HA needs of networks, and of those who are to be restarted. */
import { describe, expect, test } from 'vitest';
import heartbeat from '../../../engine/rules/vsphere/ha-heartbeat-redundancy.ts';
import network from '../../../engine/rules/vsphere/ha-network-on-candidates.ts';
import restart from '../../../engine/rules/vsphere/ha-restart-disabled.ts';
import { alone } from '../../support/one-rule.ts';

describe('vsphere/ha-network-on-candidates', () => {
  const rule = alone(network);
  const farm = (hosts: readonly string[], ha = 'ha') =>
    `switch core
network lan { switches: core }
network shop
network dup { dedicated }
cluster C {
  ${ha}
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
`;

  test('a host without the network, shown at the first VM, with the others beside it', async () => {
    const text = `${farm(['nic v0 -> lan  nic v1 -> shop', 'nic v0 -> lan  nic v1 -> shop', 'nic v0 -> lan', 'nic v0 -> lan'])}vm A on H1 { nic eth0 -> shop }
vm B on H2 { nic e -> shop }
vm D on H1 { nic eth0 -> lan }
`;
    expect(await rule.says(text)).toEqual([
      'error: A and B use shop, on which H3 and H4 have no adapter: HA cannot restart them there. Connect H3 and H4 to shop.',
    ]);
    expect(await rule.places(text)).toEqual(['nic eth0 -> shop']);
    const [finding] = await rule.findings(text);
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'H3 has no adapter on shop.',
      'H4 has no adapter on shop.',
      'B uses shop too.',
    ]);
    const fixed = await rule.fixed(text);
    expect(fixed).toContain('host H3 { nic v0 -> lan  nic v1 -> shop }');
    expect(fixed).toContain('host H4 { nic v0 -> lan  nic v1 -> shop }');
    expect(await rule.says(fixed)).toEqual([]);
  });

  test('via means the adapter of that name on whichever host', async () => {
    const text = `${farm(['nic v0 -> lan  nic v1 -> shop', 'nic v0 -> lan  nic v7 -> shop'])}vm A on H1 { nic eth0 -> shop via v1 }\n`;
    expect(await rule.says(text)).toEqual([
      'error: A uses shop via v1, and H2 has no such adapter on it: HA cannot restart it there. Connect v1 of H2 to shop.',
    ]);
    expect(await rule.fixed(text)).toContain('host H2 { nic v0 -> lan  nic v7 -> shop  nic v1 -> shop }');
    // a name that is taken by an adapter cabled elsewhere is nobody's to change in passing
    const taken = `${farm(['nic v0 -> lan  nic v1 -> shop', 'nic v1 -> lan'])}vm A on H1 { nic eth0 -> shop via v1 }\n`;
    expect(await rule.says(taken)).toHaveLength(1);
    expect(await rule.fixTitles(taken)).toEqual([]);
  });

  test('an adapter on a switch carries the networks of the switch; a fix cables like the others', async () => {
    const vm = 'vm A on H1 { nic eth0 -> lan }\n';
    expect(await rule.says(`${farm(['nic v0 -> lan', 'nic v0 -> core'])}${vm}`)).toEqual([]);
    expect(await rule.fixed(`${farm(['nic v3 -> core', 'nic v0 -> shop'])}${vm}`)).toContain(
      'host H2 { nic v0 -> shop  nic v3 -> core }',
    );
  });

  test('without HA, without a restart, on hosts that a rule forbids or that state no adapter', async () => {
    const vm = 'vm A on H1 { nic eth0 -> shop }\n';
    const hosts = ['nic v1 -> shop', 'nic v0 -> lan'];
    expect(await rule.says(`${farm(hosts, '')}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm(hosts, 'hypervisor: hyper-v  ha')}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm(hosts)}vm A on H1 { restart-priority: disabled  nic eth0 -> shop }\n`)).toEqual([]);
    expect(await rule.says(`${farm(['nic v1 -> shop', ''])}${vm}`)).toEqual([]);
    const three = ['nic v1 -> shop', 'nic v1 -> shop', 'nic v0 -> lan'];
    expect(await rule.says(`${farm(three, 'ha  drs { keep A on H1, H2 must }')}${vm}`)).toEqual([]);
    expect(await rule.says(`${farm(three, 'ha  drs { keep A on H1, H2 should }')}${vm}`)).toHaveLength(1);
  });

  test('the host where it runs is the language’s, the duplication link Avaya’s', async () => {
    expect(await rule.says(`${farm(['nic v0 -> lan', 'nic v1 -> shop'])}vm A on H1 { nic eth0 -> shop }\n`)).toEqual(
      [],
    );
    const cm = `${farm(['nic v0 -> lan  nic v2 -> dup', 'nic v0 -> lan'])}vm A on H1 { nic eth2 -> dup via v2 }
vm B on H1 { nic eth0 -> lan }
service CM : duplication { product: avaya.communication-manager  active: A  standby: B  link: dup }
`;
    expect(await rule.says(cm)).toEqual([]);
    expect(await rule.says(cm.replace('product: avaya.communication-manager  ', ''))).toHaveLength(1);
  });

  test('a host of which an adapter leads nowhere is in doubt', async () => {
    expect(
      await rule.says(`${farm(['nic v1 -> shop', 'nic v0 -> lan  nic v1 -> shopp'])}vm A on H1 { nic eth0 -> shop }\n`),
    ).toEqual([]);
  });

  test('where all who take a template lack it, the template gets it', async () => {
    const text = `network lan
network shop
template T { nic v0 -> lan }
cluster C {
  ha
  host H1 { nic v1 -> shop }
  host H2 : T
  host H3 : T
}
vm A on H1 { nic eth0 -> shop }
`;
    expect(await rule.fixed(text)).toContain('template T { nic v0 -> lan  nic v1 -> shop }');
  });
});

describe('vsphere/ha-heartbeat-redundancy', () => {
  const rule = alone(heartbeat);
  const farm = (ha: string, hosts: readonly string[]) =>
    `network lan
storage a { kind: san }
storage b { kind: san }
storage disk { kind: local }
cluster C {
  ${ha}
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
`;
  const both = ['storage: a, b', 'storage: a, b'];

  test('one listed, and the fix that lists another which all see', async () => {
    const text = farm('ha { heartbeat-datastores: a }', both);
    expect(await rule.says(text)).toEqual([
      'warning: C has 1 heartbeat datastore (a) where it needs 2: when the management network fails, HA tells a dead host from one that is cut off only by them. List 2.',
    ]);
    expect(await rule.fixed(text)).toContain('ha { heartbeat-datastores: a, b }');
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
    expect(await rule.fixTitles(farm('ha { heartbeat-datastores: a }', ['storage: a, b', 'storage: a']))).toEqual([]);
  });

  test('none listed: information where the hosts state fewer than two in common', async () => {
    expect(await rule.says(farm('ha', ['storage: a', 'storage: a']))).toEqual([
      'info: C lists no heartbeat datastores, and its hosts state only a in common: whether HA has the 2 that it needs is not stated. List them with heartbeat-datastores.',
    ]);
    expect((await rule.says(farm('ha', ['storage: a, disk', 'storage: b, disk'])))[0]).toContain(
      'state no datastore in common',
    );
    expect(await rule.says(farm('ha', both))).toEqual([]);
    expect(await rule.says(farm('ha', ['storage: a', '']))).toEqual([]);
    expect(await rule.says(farm('', ['storage: a', 'storage: a']))).toEqual([]);
    expect(await rule.says(farm('ha', ['storage: a']))).toEqual([]);
  });

  test('hosts that do not see two of those listed', async () => {
    const text = farm('ha { heartbeat-datastores: a, b }', ['storage: a, b', 'storage: a', '']);
    expect(await rule.says(text)).toEqual([
      'warning: H2 of C sees fewer than 2 of its heartbeat datastores (a and b): when the management network fails, HA cannot tell whether it still lives. Connect H2 to another one.',
    ]);
  });

  test('over two sites: four, two in each', async () => {
    const stretched = (listed: string, west: string) => `site East { rack E  storage e1  storage e2  storage e3 }
site West { rack W  storage w1  ${west} }
cluster C {
  ha { heartbeat-datastores: ${listed} }
  host H1 { rack: E }
  host H2 { rack: W }
}
`;
    expect((await rule.says(stretched('e1, w1', '')))[0]).toContain(
      'has 2 heartbeat datastores (e1 and w1) where it needs 4',
    );
    expect(await rule.says(stretched('e1, e2, e3, w1', ''))).toEqual([
      'warning: C stands in East and West, but only 1 of its heartbeat datastores is in West where it needs 2: after the loss of the other site HA has too few left. List 2 in each site.',
    ]);
    expect(await rule.says(stretched('e1, e2, w1, w2', 'storage w2'))).toEqual([]);
  });

  test('one adapter for management: a spare one on the same network is used, else one is added', async () => {
    const text = farm('ha { heartbeat-datastores: a, b }', [
      'nic v0 -> lan for management  nic v1 -> lan',
      'nic v0 -> lan for management  nic v1 -> lan',
    ]);
    expect(await rule.says(text)).toEqual([
      'warning: H1 and H2 of C have one adapter for management: when it or its cable fails, HA takes them for isolated. State a second one for management.',
    ]);
    expect(await rule.fixTitles(text)).toEqual(['Use v1 of H1 and H2 for management']);
    expect(await rule.fixed(text)).toContain('host H1 { nic v0 -> lan for management  nic v1 -> lan for management }');
    const bare = farm('ha { heartbeat-datastores: a, b }', ['nic v0 -> lan for management', 'nic v0 -> lan']);
    expect(await rule.fixTitles(bare)).toEqual(['Add nic v1 -> lan for management to H1']);
    expect(await rule.says(await rule.fixed(bare))).toEqual([]);
  });

  test('two for management, none stated, and one host on the template of others', async () => {
    const two = 'nic v0 -> lan for management  nic v1 -> lan for management';
    expect(await rule.says(farm('ha { heartbeat-datastores: a, b }', [two, two]))).toEqual([]);
    expect(await rule.says(farm('ha { heartbeat-datastores: a, b }', ['nic v0 -> lan', 'nic v0 -> lan']))).toEqual([]);
    const template = `network lan
template T { nic v0 -> lan for management  nic v1 -> lan }
cluster C { ha  host H1 : T  host H2 : T }
`;
    expect(await rule.fixed(template)).toContain('nic v1 -> lan for management }');
  });
});

describe('vsphere/ha-restart-disabled', () => {
  const rule = alone(restart);
  const clusters = (a: string, b: string) =>
    `cluster A {
  ${a}
  host H1
  host H3
}
cluster B {
  ${b}
  host H2
  host H4
}
`;
  const pair = 'service Pair : switchover { primary: P  backup: Q }\n';

  test('a member that HA leaves down', async () => {
    const text = `${clusters('ha', 'ha')}vm P on H1 { restart-priority: disabled }\nvm Q on H2\n${pair}`;
    expect(await rule.says(text)).toEqual([
      'warning: HA does not restart P (restart-priority: disabled): once its host is lost, Pair stays without redundancy until somebody repairs it, and the next failure ends the service. Let HA restart it.',
    ]);
    expect(await rule.places(text)).toEqual(['restart-priority: disabled']);
    expect(await rule.fixed(text)).toContain('vm P on H1 { restart-priority: high }');
  });

  test('from a template, and a member of a member, once', async () => {
    const text = `${clusters('ha', 'ha')}template T { restart-priority: disabled }
vm P on H1 : T
vm Q on H2
service In : standalone { member: P }
service Pair : switchover { primary: In  backup: Q }
service More : active-active { members: P, Q }
`;
    expect(await rule.says(text)).toHaveLength(1);
    expect(await rule.fixed(text)).toContain('vm P on H1 : T { restart-priority: high }');
  });

  test('no partner, fault tolerance, dedicated servers, another hypervisor', async () => {
    const disabled = 'restart-priority: disabled';
    expect(
      await rule.says(`${clusters('ha', 'ha')}vm P on H1 { ${disabled} }\nservice S : standalone { member: P }\n`),
    ).toEqual([]);
    expect(
      await rule.says(`${clusters('ha', 'ha')}vm P on H1 { ${disabled}  ft { secondary: H3 } }\nvm Q on H2\n${pair}`),
    ).toEqual([]);
    expect(await rule.says(`${clusters('ha', 'ha')}server P\nvm Q on H2\n${pair}`)).toEqual([]);
    expect(
      await rule.says(`${clusters('hypervisor: hyper-v  ha', 'ha')}vm P on H1 { ${disabled} }\nvm Q on H2\n${pair}`),
    ).toEqual([]);
  });

  test('a cluster without HA, where the partner has it', async () => {
    const text = `${clusters('', 'ha')}vm P on H1\nvm Q on H2\n${pair}`;
    expect(await rule.says(text)).toEqual([
      'warning: P runs in A, which has no HA, while HA restarts Q: once the host of P is lost, Pair stays without redundancy until somebody repairs it. Switch HA on in A.',
    ]);
    expect(await rule.fixed(text)).toContain('cluster A {\n  ha\n  \n  host H1');
    expect(await rule.says(await rule.fixed(text))).toEqual([]);
    // neither has it, or a host stands alone
    expect(await rule.says(`${clusters('', '')}vm P on H1\nvm Q on H2\n${pair}`)).toEqual([]);
    expect(await rule.says(`${clusters('ha', '')}host Alone\nvm P on H1\nvm Q on Alone\n${pair}`)).toEqual([]);
    const cm = 'service CM : duplication { product: avaya.communication-manager  active: P  standby: Q }\n';
    expect(await rule.says(`${clusters('', 'ha')}vm P on H1\nvm Q on H2\n${cm}`)).toEqual([]);
  });
});

describe('an adapter that a fix adds', () => {
  const rule = alone(heartbeat);
  const site = (name: string, nics: string) => `site ${name} {
  network lan
  storage d1
  storage d2
  cluster C {
    ha { heartbeat-datastores: d1, d2 }
    host H1 { storage: d1, d2  ${nics} }
    host H2 { storage: d1, d2  ${nics} }
  }
}
`;
  const other = 'site Other { network lan }\n';

  test.each([
    ['nic vmnic0 -> lan for management', 'vmnic1'],
    ['nic lom1 -> lan for management', 'lom2'],
    ['nic k0 -> lan for management  nic k1 -> Other.lan  nic x7 -> Other.lan', 'k2'],
    ['nic left -> lan for management', 'vmnic0'],
  ])('is named like those beside it, and its network as it is called there: %s', async (nics, name) => {
    const fixed = await rule.fixed(other + site('Here', nics));
    expect(fixed).toContain(`host H1 { storage: d1, d2  ${nics}  nic ${name} -> lan for management }`);
    expect(await rule.says(fixed)).toEqual([]);
  });
});
