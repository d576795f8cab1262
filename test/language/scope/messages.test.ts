import { describe, expect, it } from 'vitest';
import { nameMessages } from '../../support/language.ts';
import { exampleText } from '../../support/topology.ts';

describe('an unknown name', () => {
  it('is told with what was expected and what may have been meant', async () => {
    expect(await nameMessages('host Host1  host Other  vm V on Hots1')).toEqual([
      'Hots1: No host is called Hots1. Did you mean Host1?',
    ]);
  });

  it('offers only what may stand there', async () => {
    expect(await nameMessages('network Host2  host Host1  vm V on Host3')).toEqual([
      'Host3: No host is called Host3. Did you mean Host1?',
    ]);
  });

  it('offers no service as a member of itself', async () => {
    expect(await nameMessages('server a1  service a2 : switchover { primary: a1  backup: a3 }')).toEqual([
      'a3: No VM, server or service is called a3. Did you mean a1?',
    ]);
  });

  it('offers the qualified name where the bare one is ambiguous', async () => {
    const text = 'site Denver { storage san } site Paris { storage san } host H { storage: sna }';
    expect(await nameMessages(text)).toEqual(['sna: No storage is called sna. Did you mean Denver.san or Paris.san?']);
  });

  it('is told once where a path begins with it', async () => {
    expect(await nameMessages('site Denver { network lan } host H { nic n -> Denvr.lan }')).toEqual([
      'Denvr: Nothing is called Denvr. Did you mean Denver?',
    ]);
  });

  it('within something is told of that', async () => {
    expect(
      await nameMessages(`
        site Denver { network lan }
        server a  server b
        failover-cluster F { nodes: a, b }
        service G : failover-group { cluster: F  resource ip : ip-address }
        host H { nic vmnic0 -> Denver.lam }
        scenario "t" { at 0 s fail H.vmnic1  at 1 s fail F.c  at 2 s fault G.name }
      `),
    ).toEqual([
      'lam: Nothing in Denver is called lam. Did you mean lan?',
      'vmnic1: H has no adapter vmnic1. Did you mean vmnic0?',
      'c: F has no node c. Did you mean a or b?',
      'name: G has no resource name.',
    ]);
  });

  it('of a product is told', async () => {
    expect(await nameMessages('service S : standalone { product: avaya.sesion-manager }')).toEqual([
      'avaya.sesion-manager: No product is called avaya.sesion-manager. Did you mean avaya.session-manager or avaya.system-manager?',
    ]);
  });
});

describe('an ambiguous name', () => {
  it('is told with the places and what to write', async () => {
    expect(
      await nameMessages('site Denver { network lan } site Paris { network lan } host H { nic n -> lan }'),
    ).toEqual(['lan: lan is in Denver and Paris: write Denver.lan or Paris.lan.']);
  });

  it('in two imported files is told with the files', async () => {
    expect(
      await nameMessages('import "./a.hatopo" import "./b.hatopo" vm V on H1', {
        './a.hatopo': 'host H1',
        './b.hatopo': 'host H1',
      }),
    ).toEqual(['H1: H1 is in a.hatopo and b.hatopo: rename one of them, so that it is clear which is meant.']);
  });
});

describe('damage', () => {
  it('does not make names unknown that were declared in it', async () => {
    expect(await nameMessages('host H1 { nic -> }\nhost = H2 {\n}\nvm V on H2')).toEqual([]);
  });

  it('does not make a name unknown whose declaration has lost it, and others stay reported', async () => {
    const text = 'host H1\nvm on H1 { vcpu: 2 }\nservice S : standalone { member: V }\nvm W on Hx';
    expect(await nameMessages(text)).toEqual(['Hx: No host is called Hx. Did you mean H1?']);
  });

  const opened: [example: string, line: string][] = [
    ['avaya-duplication', '  template Esxi {'],
    ['avaya-duplication', 'service CommunicationManager : duplication {'],
    ['avaya-geo-redundancy', 'site Denver {'],
    ['virtualcenter-mscs', 'service VirtualCenter : failover-group {'],
  ];
  it.each(opened)('in %s: “%s” gone makes nothing unknown', async (example, line) => {
    const text = exampleText(example);
    expect(text).toContain(line);
    expect(await nameMessages(text.replace(`${line}\n`, ''))).toEqual([]);
  });

  it('of a host or its template says nothing of adapters that it may have lost', async () => {
    const rest = 'vm V on H { nic e -> lan via n1 }  network lan';
    expect(await nameMessages(`host H { nic n0 -> lan\n nic -> lan\n}\n${rest}`)).toEqual([]);
    expect(await nameMessages(`host H : Nowhere { nic n0 -> lan }\n${rest}`)).toEqual([
      'Nowhere: No template is called Nowhere.',
    ]);
  });
});
