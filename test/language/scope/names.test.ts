import { describe, expect, it } from 'vitest';
import { resolved } from '../../support/language.ts';

const twoSites = `
  site Denver { network lan  network dup  storage san  host D1 }
  site Paris { network lan  storage san  host P1 }
`;

describe('a bare name', () => {
  it('is looked for in its own site first, then at top level', async () => {
    const found = await resolved(`
      storage san
      network lan
      site Denver { storage san  host D1 { storage: ‹san›  nic vmnic0 -> ‹lan› } }
      host T1 { storage: ‹san› }
    `);
    expect(found).toEqual(['Storage Denver.san', 'Network lan', 'Storage san']);
  });

  it('is found in any site where only one has it', async () => {
    expect(await resolved(`${twoSites} vm V on ‹P1› { nic eth0 -> ‹dup› }`)).toEqual([
      'Host Paris.P1',
      'Network Denver.dup',
    ]);
  });

  it('is nothing where two sites have it', async () => {
    expect(await resolved(`${twoSites} vm V on P1 { disk: ‹san› }`)).toEqual(['nothing for san']);
  });

  it('reaches hosts in the clusters of its site', async () => {
    expect(await resolved('site S { cluster C { ha { primary: ‹H1› }  host H1 } }  vm V on ‹H1›')).toEqual([
      'Host S.H1',
      'Host S.H1',
    ]);
  });

  it('takes what is expected there before a nearer name of another kind', async () => {
    const found = await resolved(`
      storage san
      site S { network san  storage disk2  host H1 { storage: ‹san›  nic n0 -> ‹san› } }
    `);
    expect(found).toEqual(['Storage san', 'Network S.san']);
  });

  it('takes another kind where nothing is as expected: the checks say so', async () => {
    expect(await resolved('host H1  service S : standalone { member: ‹H1› }')).toEqual(['Host H1']);
  });

  it('may be a word of the language', async () => {
    const found = await resolved(`
      network network
      server witness { nic nic -> ‹network› }
      server a  server b
      failover-cluster majority { nodes: a, b  networks: ‹network›  quorum: majority with witness ‹witness› }
      scenario "t" { at 0 s fail ‹witness›  at 1 s fail network ‹network›  expect ‹majority› quorate }
    `);
    expect(found).toEqual([
      'Network network',
      'Network network',
      'Server witness',
      'Server witness',
      'Network network',
      'FailoverCluster majority',
    ]);
  });
});

describe('a kind word', () => {
  it('settles which of two equal names is meant', async () => {
    const found = await resolved(`
      site S { network duplication  server a  server b }
      service duplication : duplication { active: a  standby: b  link: ‹duplication› }
      scenario "t" {
        at 0 s fail network ‹duplication›
        expect service ‹duplication› up
        expect ‹duplication› up
      }
    `);
    expect(found).toEqual([
      'Network S.duplication', // the link
      'Network S.duplication',
      'Service duplication',
      'Service duplication',
    ]);
  });
});

describe('a path', () => {
  it('names what stands in what is before the dot', async () => {
    const found = await resolved(`
      ${twoSites}
      template Metal { nic vmnic0 -> Denver.lan  nic vmnic1 -> Denver.dup }
      host T1 : Metal { nic vmnic1 -> Denver.lan }
      server a
      server b
      failover-cluster F { nodes: a, b }
      service G : failover-group { cluster: F  resource ip : ip-address  resource name : network-name { after: ‹ip› } }
      link wan between ‹Denver.lan›, ‹Paris.lan›
      scenario "t" {
        at 0 s fail ‹T1.vmnic0›
        at 1 s fail ‹T1.vmnic1›
        at 2 s fault ‹G.ip›
        at 3 s fail ‹F.b›
        at 4 s fail ‹Paris.P1›
      }
    `);
    expect(found).toEqual([
      'Resource ip',
      'Network Denver.lan',
      'Network Paris.lan',
      'Nic vmnic0',
      'Nic vmnic1',
      'Resource ip',
      'Server b',
      'Host Paris.P1',
    ]);
  });

  it('of a cluster that is its own node ends', async () => {
    expect(await resolved('failover-cluster F { nodes: ‹F.F›, ‹F.x› }')).toEqual([
      'nothing for F.F',
      'nothing for F.x',
    ]);
  });
});
