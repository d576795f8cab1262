import { describe, expect, it } from 'vitest';
import { nameMessages } from '../../support/language.ts';

const hosts = `
  network lan
  template Esxi { nic vmnic0 -> lan  nic vmnic1 -> lan }
  host H1 : Esxi { nic vmnic2 -> lan }
  host H2
`;

describe('via', () => {
  it('names adapters of the host that runs the VM, its template’s among them', async () => {
    expect(await nameMessages(`${hosts} vm V on H1 { nic eth0 -> lan via vmnic0, vmnic2 }`)).toEqual([]);
  });

  it('is told which adapters the host has', async () => {
    expect(await nameMessages(`${hosts} vm V on H1 { nic eth0 -> lan via vmnic3 }`)).toEqual([
      'vmnic3: H1, which runs V, has no adapter vmnic3: it has vmnic2, vmnic0 and vmnic1. Did you mean vmnic0, vmnic1 or vmnic2?',
    ]);
    expect(await nameMessages(`${hosts} vm V on H2 { nic eth0 -> lan via vmnic0 }`)).toEqual([
      'vmnic0: H2, which runs V, has no adapter vmnic0: it has none.',
    ]);
  });

  it('in a template means the adapter of each host that runs a VM of it', async () => {
    const text = `${hosts} template Small { nic eth0 -> lan via vmnic2 } vm V on H1 : Small`;
    expect(await nameMessages(text)).toEqual([]);
  });

  it('says nothing where the host itself is not known', async () => {
    expect(await nameMessages(`${hosts} vm V on H1x { nic eth0 -> lan via vmnic0 }`)).toEqual([
      'H1x: No host is called H1x. Did you mean H1?',
    ]);
  });
});
