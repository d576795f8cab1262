import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/topology/single-point-of-failure.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const only = { rules: [rule] };

interface Told {
  readonly at: string;
  readonly message: string;
}

async function told(text: string): Promise<readonly Told[]> {
  const { findings, diagnostics } = await checked(text, only);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return findings.map(({ start, end, message }) => ({ at: text.slice(start, end), message }));
}

/** The components that are warned of, in the order of the text. */
async function points(text: string): Promise<readonly string[]> {
  const { findings } = await checked(text, only);
  return findings.filter(({ severity }) => severity === 'warning').map(({ start, end }) => text.slice(start, end));
}

/** Two switches that a cable joins, and a network over both. */
const twoSwitches = `switch w1
switch w2
link trunk between w1, w2
network lan { switches: w1, w2 }
`;
const pair = (more = '') => `service S : switchover { primary: A  backup: B  ${more} }\n`;
const servers = 'server A { nic n0 -> w1 }\nserver B { nic n0 -> w2 }\n';

describe('the component is named, with the services that stop', () => {
  test('where it stands', async () => {
    const [found] = await expectMarked(
      `switch core
//     ^^^^ topology/single-point-of-failure
network lan { switches: core }
host H1 { nic n0 -> core }
host H2 { nic n0 -> core }
vm A on H1 { nic e -> lan }
vm B on H2 { nic e -> lan }
${pair()}`,
      only,
    );
    expect(found?.message).toBe(
      'When core fails, S stops: A and B cannot be reached. Connect the members over a second switch.',
    );
    expect(found?.related.map(({ message }) => message)).toEqual(['S is declared redundant here.']);
  });

  test('once, however many there are', async () => {
    const services = ['S', 'T', 'U', 'V', 'W'].map((name) => pair().replace('S', name)).join('');
    const [found, ...others] = await told(
      `switch core\nserver A { nic n0 -> core }\nserver B { nic n0 -> core }\n${services}`,
    );
    expect(others).toEqual([]);
    expect(found?.message).toMatch(/^When core fails, S, T, U and 2 more stop: A and B cannot be reached\./);
  });

  test('with some of the machines, where there are very many', async () => {
    const many = Array.from({ length: 120 }, (_, at) => {
      const vms = `vm A${at} on H1 { nic e -> lan }\nvm B${at} on H2 { nic e -> lan }\n`;
      return `${vms}service S${at} : switchover { primary: A${at}  backup: B${at} }\n`;
    });
    const [found, ...others] = await told(
      `switch core\nnetwork lan { switches: core }\nhost H1 { nic n -> core }\nhost H2 { nic n -> core }\n${many.join('')}`,
    );
    expect(others).toEqual([]);
    expect(found?.message).toMatch(
      /^When core fails, S0, S1, S2 and 117 more stop: A0, B0, A1, B1 and others cannot be reached\./,
    );
  });

  test('not where each member has its own', async () => {
    expect(await told(twoSwitches + servers + pair())).toEqual([]);
  });
});

describe('storage', () => {
  const hosts = 'host H1 { storage: d1, d2  nic n0 -> w1 }\nhost H2 { storage: d1, d2  nic n0 -> w2 }\n';
  const vms = (one: string, other: string) =>
    `vm A on H1 { disk: ${one}  nic e -> lan }\nvm B on H2 { disk: ${other}  nic e -> lan }\n`;

  test('under both members stops them; under one each it does not', async () => {
    const text = `storage d1\nstorage d2\n${twoSwitches}${hosts}`;
    expect(await points(text + vms('d1', 'd2') + pair())).toEqual([]);
    expect(await told(text + vms('d1', 'd1') + pair())).toEqual([
      {
        at: 'd1',
        message:
          "When d1 fails, S stops: A and B lose what their disk needs. Put one member's disk on another storage.",
      },
    ]);
    // One disk of several is enough to stop a VM.
    expect(await points(text + vms('d1, d2', 'd2') + pair())).toEqual(['d2']);
  });

  test('is reached over its network, whose switch is the point then', async () => {
    const metal = (one: string, other: string) =>
      `host H1 { storage: d1  nic n0 -> w1  nic n1 -> ${one} for storage }
host H2 { storage: d2  nic n0 -> w2  nic n1 -> ${other} for storage }\n`;
    const text = (one: string, other: string) => `switch i1
switch i2
link cross between i1, i2
network iscsi { switches: i1, i2 }
storage d1 { networks: iscsi }
storage d2 { networks: iscsi }
${twoSwitches}${metal(one, other)}${vms('d1', 'd2')}${pair()}`;
    expect(await points(text('i1', 'i1'))).toEqual(['i1']);
    expect(await points(text('i1', 'i2'))).toEqual([]);
  });
});

describe('power and place', () => {
  test('one circuit, one rack; the part of them that is the point already comes first', async () => {
    const metal = (one: string, other: string, wired = twoSwitches) =>
      `circuit p\ncircuit q\nrack R1 { circuits: p }\nrack R2 { circuits: q }\nrack R3 { circuits: p }\nrack R4 { circuits: p, q }
${wired}server A { rack: ${one}  nic n0 -> w1 }\nserver B { rack: ${other}  nic n0 -> w2 }\n${pair()}`;
    expect(await points(metal('R1', 'R2'))).toEqual([]);
    expect(await points(metal('R1', 'R4'))).toEqual([]);
    // what the members themselves share is told by the rules on pairs
    expect(await points(metal('R1', 'R3'))).toEqual([]);
    expect(await points(metal('R1', 'R1'))).toEqual([]);
    const fed = metal('R1', 'R2', 'switch w1 { circuits: p }\nswitch w2 { circuits: p }\n');
    expect(await points(fed)).toEqual(['p']);
    const inRack = metal('R1', 'R2', 'switch w1 { rack: R4 }\nswitch w2 { rack: R4 }\n');
    expect(await points(inRack)).toEqual(['R4']);
  });

  test('a host that both run on, but not where Fault Tolerance has a copy elsewhere', async () => {
    const cluster =
      'cluster C { ha  host H1 { nic n0 -> w1  nic n1 -> w2 }  host H2 { nic n0 -> w1  nic n1 -> w2 } }\n';
    const vms = (more: string) => `vm A on H1 { nic e -> lan ${more} }\nvm B on H1 { nic e -> lan }\n`;
    const enough = 'vm D on H2 { nic e -> lan }\nservice S : n-plus-one { members: A, B  spares: D }\n';
    expect(await points(twoSwitches + cluster + vms('') + enough)).toEqual(['H1']);
    expect(await points(twoSwitches + cluster + vms('  ft { secondary: H2 }') + enough)).toEqual([]);
    // a pair on one host is told by the rule on pairs
    expect(await points(twoSwitches + cluster + vms('') + pair())).toEqual([]);
    const bare = (host: string) => `host ${host} { nic n0 -> w1 }\n`;
    expect(await points(`${twoSwitches}${bare('H1')}${bare('H2')}${vms('')}${enough}`)).toEqual(['w1', 'H1']);
  });

  test('a site only for who has members outside of it', async () => {
    const site = (name: string, inside: string) => `site ${name} { ${inside} }\n`;
    const near = site(
      'X',
      'switch w1 switch w2 link t between w1, w2 server A { nic n -> w1 } server B { nic n -> w2 }',
    );
    expect(await points(near + pair())).toEqual([]);
    const far = (needed: number) =>
      site('X', 'switch w1 server A { nic n -> w1 } switch w3 server D { nic n -> w3 }') +
      site('Y', 'switch w2 server B { nic n -> w2 }') +
      `service S : active-active { members: A, B, D  needs-at-least: ${needed} }\n`;
    expect(await points(far(1))).toEqual([]);
    expect(await points(far(2))).toEqual(['X']);
  });
});

describe('which services count', () => {
  test('those that can lose a member: not standalone ones, nor such as need all', async () => {
    const metal = 'switch core\nserver A { nic n -> core }\nserver B { nic n -> core }\nserver D { nic n -> core }\n';
    expect(await points(`${metal}service S : standalone { member: A }`)).toEqual([]);
    expect(await points(`${metal}service S : active-active { members: A, B  needs-at-least: 2 }`)).toEqual([]);
    expect(await points(`${metal}service S : active-active { members: A, B, D  needs-at-least: 2 }`)).toEqual(['core']);
    expect(await points(`${metal}service S : n-plus-one { members: A, B  spares: D }`)).toEqual(['core']);
    expect(await points(`${metal}service S : geo-redundant { primary: A  secondary: B }`)).toEqual(['core']);
  });

  test('spares stand in for as many as they are', async () => {
    const metal =
      'switch w1\nswitch w2\nserver A { nic n -> w1 }\nserver B { nic n -> w1 }\nserver D { nic n -> w2 }\nserver E { nic n -> w2 }\n';
    expect(await points(`${metal}service S : n-plus-one { members: A, B  spares: D }`)).toEqual(['w1']);
    expect(await points(`${metal}service S : n-plus-one { members: A, B  spares: D, E }`)).toEqual([]);
    expect(await points(`${metal}service S : n-plus-one { members: A, D  spares: B, E }`)).toEqual([]);
  });

  test('composites: a survivable core over pairs lives on the other one', async () => {
    const metal = ['w1', 'w2', 'w3']
      .map((name) => `switch ${name}\nserver ${name}a { nic n -> ${name} }\nserver ${name}b { nic n -> ${name} }`)
      .join('\n');
    const text = (one: string, other: string) => `${metal}
service P : switchover { primary: ${one}a  backup: ${one}b }
service Q : switchover { primary: ${other}a  backup: ${other}b }
service Core : survivable-core { main: P  survivable: Q }`;
    const apart = await told(text('w1', 'w2'));
    expect(apart.map(({ message }) => message.slice(0, message.indexOf(':')))).toEqual([
      'When w1 fails, P stops',
      'When w2 fails, Q stops',
    ]);
    const [together] = await told(
      text('w1', 'w1').replace('w1a  backup: w1b }\nservice Core', 'w1b  backup: w1a }\nservice Core'),
    );
    expect(together?.message).toMatch(/^When w1 fails, P, Q and Core stop: w1a and w1b cannot be reached/);
  });

  test('a machine in both members, rather than its host', async () => {
    const text = `${twoSwitches}host H1 { nic n0 -> w1  nic n1 -> w2 }
vm V on H1 { nic e -> lan }
service P : standalone { member: V }
service Q : standalone { member: V }
host H2 { nic n0 -> w1  nic n1 -> w2 }
vm D on H2 { nic e -> lan }
service Both : n-plus-one { members: P, Q  spares: D }`;
    expect(await told(text)).toEqual([
      { at: 'V', message: 'When V fails, Both stops: every member needs it. Give the members a machine each.' },
    ]);
    // of a pair it is said by the rule on positions
    expect(await told(text.replace(/n-plus-one.*/, 'active-active { members: P, Q }'))).toEqual([]);
  });

  test('what Fault Tolerance leaves open is told of its copies', async () => {
    const text = `network lan\nnetwork other\nstorage san
cluster C { ha  host H1 { storage: san  nic n0 -> lan }  host H2 { storage: san  nic n0 -> other } }
vm V on H1 { disk: san  nic e -> lan  ft { secondary: H2 } }
service S : standalone { member: V }`;
    expect((await told(text)).map(({ message }) => message)).toEqual([
      expect.stringContaining('The switches of lan are not stated'),
      'When san fails, S stops: V loses what its disk needs. Fault Tolerance does not make that good: give the service a partner with its disk elsewhere.',
      'When H1 fails, S stops: V cannot be reached. Connect the host of its other copy to the same networks.',
    ]);
  });

  test('Fault Tolerance survives its host, not a lost path of it', async () => {
    const text = (nics: string) => `${twoSwitches}storage san
cluster C { ha  host H1 { storage: san ${nics} }  host H2 { storage: san ${nics} } }
vm V on H1 { nic e -> lan  ft { secondary: H2 } }
service S : standalone { member: V }`;
    expect(await told(text('nic n0 -> w1'))).toEqual([
      {
        at: 'w1',
        message: 'When w1 fails, S stops: V cannot be reached. Connect the members over a second switch.',
      },
      {
        at: 'n0',
        message:
          'When H1.n0 fails, S stops: V cannot be reached. Fault Tolerance does not act on a lost path: team it with a second adapter.',
      },
    ]);
    expect(await points(text('nic n0 -> w1  nic n1 -> w2'))).toEqual([]);
  });
});

describe('what is needed', () => {
  const more = 'server db { nic n0 -> w1 }\nserver db2 { nic n0 -> w2 }\n';

  test('and has no partner is the point, not what it runs on', async () => {
    const text = `${twoSwitches}${servers}${more}service Database : standalone { member: db }\n${pair('needs: Database')}`;
    expect(await told(text)).toEqual([
      {
        at: 'Database',
        message:
          'When Database fails, S stops: S needs it, and nothing takes over from it. Give it a partner, or a cluster of its own.',
      },
    ]);
  });

  test('by way of another one', async () => {
    const text = `${twoSwitches}${servers}${more}service Database : standalone { member: db }
service Licences : standalone { member: db2  needs: Database }\n${pair('needs: Licences')}`;
    expect((await told(text)).map(({ message }) => message)).toEqual([
      'When Database fails, S stops: Licences needs it, and nothing takes over from it. Give it a partner, or a cluster of its own.',
      'When Licences fails, S stops: S needs it, and nothing takes over from it. Give it a partner, or a cluster of its own.',
    ]);
  });

  test('is looked into where it is redundant itself', async () => {
    const text = (
      other: string,
    ) => `switch w3\n${twoSwitches}${servers}server db { nic n0 -> w3 }\nserver db2 { nic n0 -> ${other} }
service Database : active-active { members: db, db2 }\n${pair('needs: Database')}`;
    expect(await points(text('w2'))).toEqual([]);
    const [found] = await told(text('w3'));
    expect(found?.message).toMatch(/^When w3 fails, Database and S stop: db and db2 cannot be reached/);
  });

  test('in a circle does not hang', async () => {
    const text = `${twoSwitches}${servers}${more}service X : standalone { member: db  needs: Y }
service Y : standalone { member: db2  needs: X }\n${pair('needs: X')}`;
    expect((await checked(text, only)).findings.map(({ code }) => code)).not.toContain('hatopo/internal-error');
  });
});

describe('clients', () => {
  const sites = (links: string) => `site X { switch x1 switch x2 link t between x1, x2 network lan { switches: x1, x2 }
  server A { nic n -> x1 } server B { nic n -> x2 } }
site Y { network lan }
${links}
endpoint Phones : sip { on: Y.lan  registers: S  count: 5 }
${pair()}`;

  test('that a lost line cuts off are named at the line', async () => {
    expect(await told(sites('link wan between X.lan, Y.lan'))).toEqual([
      { at: 'wan', message: 'When wan fails, Phones cannot reach S. Add a second link that goes another way.' },
    ]);
    expect(await told(sites('link wan between X.lan, Y.lan\nlink wan2 between X.lan, Y.lan'))).toEqual([]);
  });

  test('that share one switch of many with both lines', async () => {
    const both = sites(
      'switch edge\nlink wan between edge, Y.lan\nlink wan2 between edge, Y.lan\nlink up between X.lan, edge',
    );
    expect(await points(both)).toEqual(['edge', 'up']);
  });

  test('whose own network is lost have not lost the service', async () => {
    const text = `${sites('link wan between X.lan, Y.lan\nlink wan2 between X.lan, Y.lan')}`.replace(
      'network lan }',
      'switch y network lan { switches: y } }',
    );
    expect(await told(text)).toEqual([]);
  });

  test('with another service, or an alternate, that they reach are not cut off', async () => {
    const text = sites('link wan between X.lan, Y.lan')
      .replace('site Y { network lan', 'site Y { network lan server L { nic n -> lan }')
      .replace('registers: S', 'registers: S  alternate: Local');
    expect(await told(`${text}service Local : standalone { member: L }`)).toEqual([]);
  });
});

describe('networks', () => {
  test('without switches are information: the wiring is not stated', async () => {
    const text = `network lan\nserver A { nic n0 -> lan }\nserver B { nic n0 -> lan }\n${pair()}`;
    const { findings } = await checked(text, only);
    expect(findings.map(({ severity, message }) => ({ severity, message }))).toEqual([
      {
        severity: 'info',
        message:
          'The switches of lan are not stated: if one carries all of it, its loss stops S (A and B cannot be reached). State `switches`.',
      },
    ]);
  });

  test('that are dedicated bring no client', async () => {
    const text = (kind: string) => `switch core\nswitch far1\nswitch far2\nnetwork lan { switches: core }
network beat1 { ${kind}  switches: far1 }\nnetwork beat2 { ${kind}  switches: far2 }
host H1 { nic n0 -> core  nic n1 -> far1 }\nhost H2 { nic n0 -> core  nic n1 -> far2 }
vm A on H1 { nic e -> lan  nic f -> beat1 }\nvm B on H2 { nic e -> lan  nic f -> beat2 }\n${pair()}`;
    expect(await points(text('dedicated'))).toEqual(['core']);
    expect(await points(text(''))).toEqual([]);
  });
});

describe('failover clusters', () => {
  const cluster = (quorum: string, more = '') => `storage q\n${twoSwitches}
server A { storage: q  nic n0 -> w1 }\nserver B { storage: q  nic n0 -> w2 }\nserver w { nic n0 -> w1 }\nserver D { nic n0 -> w1 }
failover-cluster F { nodes: A, B${more}  networks: lan  quorum: ${quorum} }
service G : failover-group { cluster: F  resource ip : ip-address { address: "10.0.0.1" } }`;

  test('hang on the quorum disk', async () => {
    expect(await told(cluster('disk q'))).toEqual([
      {
        at: 'q',
        message:
          'When q fails, G stops: no node of F has quorum. Let a majority with a witness decide instead, or put it on another storage.',
      },
    ]);
  });

  test('of two nodes hang on none with a witness; that they do without is told where votes are counted', async () => {
    expect(await points(cluster('majority with witness w'))).toEqual(['w1']);
    expect(
      await points(
        cluster('majority with witness w').replace('w { nic n0 -> w1 }', 'w { nic n0 -> w1  nic n1 -> w2 }'),
      ),
    ).toEqual([]);
    expect(await points(cluster('majority'))).toEqual([]);
    expect(await points(cluster('').replace('quorum:', ''))).toEqual([]);
    expect(await points(cluster('majority with witness B'))).toEqual(['w2']);
  });

  test('of two sites hear each other from network to network: a witness elsewhere is no point', async () => {
    const text = (networks: string) => `network east\nnetwork west\nnetwork third
link ew between east, west\nlink et between east, third\nlink wt between west, third
server a1 { nic n0 -> east }\nserver a2 { nic n0 -> east }\nserver b1 { nic n0 -> west }\nserver b2 { nic n0 -> west }
server w { nic n0 -> third }
failover-cluster F { nodes: a1, a2, b1, b2  networks: ${networks}  quorum: majority with witness w }
service G : failover-group { cluster: F  resource ip : ip-address { address: "10.0.0.1" } }`;
    expect(await points(text('east, west'))).not.toContain('w');
    expect(await points(text('east'))).not.toContain('w');
  });

  test('of three nodes survive any', async () => {
    expect(
      await points(cluster('majority', ', D').replace('D { nic n0 -> w1 }', 'D { nic n0 -> w1  nic n1 -> w2 }')),
    ).toEqual([]);
  });
});

test('an unfinished text does not stop it', async () => {
  for (const text of [
    'service S : switchover { primary: A }',
    'failover-cluster F { nodes: }\nservice G : failover-group { cluster: F }',
    'service S : active-active { members: S, S }',
    'vm A on { }\nservice S : duplication { active: A standby: }',
    'endpoint E : sip { on: nowhere registers: S }\nservice S : n-plus-one { spares: }',
  ]) {
    const { findings } = await checked(text, only);
    expect(findings.map(({ code }) => code)).not.toContain('hatopo/internal-error');
  }
});
