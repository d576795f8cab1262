import { expect, test } from 'vitest';
import rule from '../../../engine/rules/vsphere/ha-min-hosts.ts';
import * as read from '../../support/rules.ts';

const options = { rules: [rule] };
const checked = (text: string) => read.checked(text, options);
const expectMarked = (text: string) => read.expectMarked(text, options);

test('a cluster with HA and one host, or none', async () => {
  const findings = await expectMarked(
    `network lan
cluster One {
  ha
  //
  host H1 { nic vmnic0 -> lan }
}
cluster None {
  ha { monitoring: off }
}
vm A on H1 { nic eth0 -> lan }
`
      .replace('  //\n', '//^^ vsphere/ha-min-hosts\n')
      .replace('monitoring: off }\n}', 'monitoring: off }\n//^^^^^^^^^^^^^^^^^^^^^^ vsphere/ha-min-hosts\n}'),
  );
  expect(findings.map(({ message }) => message)).toEqual([
    'One has HA but only one host, H1: a VM of a lost host has nowhere to be restarted. HA needs at least 2 hosts; add one, or take HA off.',
    'None has HA but no host: a VM of a lost host has nowhere to be restarted. HA needs at least 2 hosts; add one, or take HA off.',
  ]);
  expect(findings[0]?.related.map(({ message }) => message)).toEqual(['A depends on a restart by HA.']);
});

test('a cluster without HA, and Hyper-V, are left alone', async () => {
  await expectMarked(`cluster One { host H1 }
cluster Other { hypervisor: hyper-v  ha  host H2 }
`);
});

test('a VM that no other host of its cluster can take', async () => {
  const cluster = `cluster C {
  ha
  drs { keep Bound on H1 must  keep Two on H1, H2 must  keep Free on H1 should }
  host H1 { cpu: 32  memory: 64 GB }
  host H2 { cpu: 4  memory: 16 GB }
  host H3 { cpu: 4  memory: 32 GB }
}
`;
  const findings = await expectMarked(`${cluster}
vm Large on H1 { memory: 48 GB }
// ^^^^^ vsphere/ha-min-hosts
vm Wide on H1 { vcpu: 8 }
// ^^^^ vsphere/ha-min-hosts
vm Bound on H1
vm Two on H1 { memory: 32 GB }
// ^^^ vsphere/ha-min-hosts
vm Free on H1
vm Fits on H1 { vcpu: 4  memory: 32 GB }
vm Apart on H1 { memory: 48 GB  restart-priority: disabled }
`);
  expect(findings.map(({ message }) => message)).toEqual([
    'HA protects Large, but no host of C other than H1 can take it (H2 has 16 GB memory where it needs 48 GB and H3 has 32 GB memory where it needs 48 GB): it is not restarted when H1 is lost. Let a second host take it.',
    'HA protects Wide, but no host of C other than H1 can take it (H2 has 4 cores where it needs 8 and H3 has 4 cores where it needs 8): it is not restarted when H1 is lost. Let a second host take it.',
    'HA protects Two, but no host of C other than H1 can take it (H2 has 16 GB memory where it needs 32 GB and a "must" rule keeps it off H3): it is not restarted when H1 is lost. Let a second host take it.',
  ]);
});

test('sizes that are not stated suffice', async () => {
  await expectMarked('cluster C { ha  host H1 { memory: 64 GB }  host H2 }\nvm Large on H1 { memory: 48 GB }\n');
});

test('a cluster of which a host cannot be read is in doubt', async () => {
  const { findings, diagnostics } = await checked('cluster C {\n  ha\n  host H1\n  host : Nowhere {\n  }\n}\n');
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(findings).toEqual([]);
});
