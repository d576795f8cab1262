import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/pureconnect/switchover-pair.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = `network lan
network crm
cluster Farm {
  host H1 { memory: 64 GB  version: 6.7  nic vmnic0 -> lan  nic vmnic1 -> crm }
  host H2 { memory: 64 GB  version: 6.7  nic vmnic0 -> lan  nic vmnic1 -> crm }
}
host Old { version: 6.5  nic vmnic0 -> lan  nic vmnic1 -> crm }
`;
const pair = (more = '') => `service Calls : switchover { product: pureconnect.cic  primary: A  backup: B${more} }\n`;
const vms = (a: string, b: string, host = 'H2') => `vm A on H1 { ${a} }\nvm B on ${host} { ${b} }\n`;
const say = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);
const nic = 'nic eth0 -> lan';

/** The text after the first fix, which ends the finding. */
async function fixed(text: string): Promise<string> {
  const [finding] = (await checked(text, options)).findings;
  const after = applied(text, finding?.fixes[0]?.edits ?? []);
  expect(await say(after)).toEqual([]);
  return after;
}

describe('size', () => {
  test('cores and memory in one finding, at the backup', async () => {
    const text = `${farm}vm A on H1 { vcpu: 8  memory: 32 GB  ${nic} }
vm B on H2 { vcpu: 8  memory: 24 GB  ${nic} }
//                    ^^^^^^^^^^^^^ pureconnect/switchover-pair
${pair()}`;
    const [finding] = await expectMarked(text, options);
    expect(finding?.message).toBe(
      'B is not configured like A, for which it takes over in Calls: it has 24 GB memory instead of 32 GB. Configure both servers identically.',
    );
    expect(await fixed(text)).toContain(`vm B on H2 { vcpu: 8  memory: 32 GB  ${nic} }`);
  });

  test('a VM is compared with a dedicated server by its cores', async () => {
    const text = `${farm}vm A on H1 { vcpu: 8  ${nic} }
server B { cpu: 16  nic lan0 -> lan }
${pair()}`;
    expect(await say(text)).toEqual([expect.stringContaining('it has 16 cores instead of 8')]);
    expect(await fixed(text)).toContain('server B { cpu: 8');
  });

  test('what one does not state is not compared', async () => {
    expect(await say(farm + vms(`vcpu: 8  ${nic}`, `memory: 8 GB  ${nic}`) + pair())).toEqual([]);
  });
});

describe('networks', () => {
  test('each server is told what it lacks, and is connected', async () => {
    const text = `${farm}${vms(`${nic}  nic eth1 -> crm via vmnic1`, nic)}${pair()}`;
    expect(await say(text)).toEqual([
      'B is not on crm, as A is: while it serves, Calls does not reach what is there. Configure both servers of the Switchover pair identically.',
    ]);
    expect(await fixed(text)).toContain(`vm B on H2 { ${nic}  nic eth1 -> crm via vmnic1 }`);
    expect(await say(`${farm}${vms(nic, 'nic eth0 -> crm')}${pair()}`)).toHaveLength(2);
  });

  test('none is compared where one states no adapter, or of sites with networks of their own', async () => {
    expect(await say(`${farm}${vms(nic, 'vcpu: 2')}${pair()}`)).toEqual([]);
    expect(
      await say(`site East { network lan  host H1 { nic v -> lan } }
site West { network lan  host H2 { nic v -> lan } }
vm A on H1 { nic eth0 -> East.lan }
vm B on H2 { nic eth0 -> West.lan }
${pair()}`),
    ).toEqual([]);
  });
});

describe('hypervisor', () => {
  test('hosts of different clusters with different versions', async () => {
    expect(await say(farm + vms(nic, nic, 'Old') + pair())).toEqual([
      'B runs on version 6.5 of the hypervisor (Old), A on 6.7 (H1): the servers of a Switchover pair are to be configured identically. Bring both hosts to one version.',
    ]);
  });

  test('hosts of one cluster, and versions that are not stated, are left alone', async () => {
    expect(
      await say(
        farm.replace('H2 { memory: 64 GB  version: 6.7', 'H2 { memory: 64 GB  version: 6.5') + vms(nic, nic) + pair(),
      ),
    ).toEqual([]);
    expect(await say(farm.replace('version: 6.5', '') + vms(nic, nic, 'Old') + pair())).toEqual([]);
  });
});

describe('release', () => {
  test('of the machines, or of one beside the service’s', async () => {
    const both = farm + vms(`${nic}  release: "2020 R1"`, `${nic}  release: "2020 R2"`) + pair();
    expect(await say(both)).toEqual([
      'B is on release 2020 R2 of CIC and A on 2020 R1: on different releases the backup does not take over by itself when A fails, and Calls is down until an operator switches. Bring both to one release.',
    ]);
    // the older goes to the newer
    expect(await fixed(both)).toContain(`vm A on H1 { ${nic}  release: "2020 R2" }`);
    const one = farm + vms(nic, `${nic}  release: 9.5`) + pair('  release: "10.0"');
    expect(await say(one)).toHaveLength(1);
    expect(await fixed(one)).toContain(`vm B on H2 { ${nic}  release: 10.0 }`);
  });

  test('of members that are services', async () => {
    const text = `${farm}${vms(nic, nic)}service Left : standalone { product: pureconnect.cic  member: A  release: 1.0 }
service Right : standalone { product: pureconnect.cic  member: B  release: 2.0 }
service Calls : switchover { product: pureconnect.cic  primary: Left  backup: Right }
`;
    expect(await say(text)).toEqual([expect.stringContaining('B is on release 2.0 of CIC and A on 1.0')]);
    expect(await fixed(text)).toContain('member: A  release: 2.0 }');
  });

  test('none where one is not stated', async () => {
    expect(await say(farm + vms(nic, `${nic}  release: 9.5`) + pair())).toEqual([]);
    expect(await say(farm + vms(nic, `${nic}  release: 9.5`) + pair('  release: 9.5'))).toEqual([]);
  });
});

test('other products, and pairs that lack a member, are left alone', async () => {
  const different = vms(`vcpu: 2  ${nic}`, `vcpu: 4  ${nic}`);
  expect(await say(`${farm}${different}service Other : switchover { primary: A  backup: B }\n`)).toEqual([]);
  expect(await say(`${farm}${different}service One : switchover { product: pureconnect.cic  primary: A }\n`)).toEqual(
    [],
  );
  expect(
    await say(`${farm}${different}service One : switchover { product: pureconnect.cic  primary: A  backup: A }\n`),
  ).toEqual([]);
});
