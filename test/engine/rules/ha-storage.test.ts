/** What HA does when hosts lose storage or are isolated, and hosts of several versions. */
import { describe, expect, test } from 'vitest';
import isolation from '../../../engine/rules/vsphere/isolation-response-ip-storage.ts';
import skew from '../../../engine/rules/vsphere/version-skew-in-cluster.ts';
import vmcp from '../../../engine/rules/vsphere/vmcp-response.ts';
import { alone } from '../../support/one-rule.ts';

describe('vsphere/vmcp-response', () => {
  const rule = alone(vmcp);
  const farm = (ha: string) => `storage san { kind: san }
storage flash { kind: vsan }
storage disk { kind: local }
storage other
cluster C {
  ${ha}
  host H1
  host H2
}
`;
  const ft = 'ft { secondary: H2 }';

  test('not stated, off and on', async () => {
    const vm = 'vm A on H1 { disk: san }\n';
    expect(await rule.says(`${farm('ha')}${vm}`)).toEqual([
      'info: Whether C answers the loss of paths to storage is not stated; it does not unless told to: when one host loses its paths, A hangs there although others still see the disks. Set storage-response to on.',
    ]);
    expect((await rule.says(`${farm('ha { storage-response: off }')}${vm}vm B on H2 { disk: san }\n`))[0]).toContain(
      '(storage-response: off): when one host loses its paths, A and B hang there',
    );
    expect(await rule.says(`${farm('ha { storage-response: on }')}${vm}`)).toEqual([]);
    // a cluster of one host has no other that sees the disks
    expect(await rule.says(`${farm('ha').replace('  host H2\n', '')}${vm}`)).toEqual([]);
    const fixed = await rule.fixed(`${farm('ha')}${vm}`);
    expect(fixed).toContain('ha { storage-response: on }');
    expect(await rule.says(fixed)).toEqual([]);
    expect(await rule.fixed(`${farm('ha { storage-response: off }')}${vm}`)).toContain('ha { storage-response: on }');
  });

  test('no HA, no shared disk, a VM that is not restarted', async () => {
    expect(await rule.says(`${farm('')}vm A on H1 { disk: san }\n`)).toEqual([]);
    for (const disk of ['flash', 'disk', 'other'])
      expect(await rule.says(`${farm('ha')}vm A on H1 { disk: ${disk} }\n`), disk).toEqual([]);
    expect(await rule.says(`${farm('ha')}vm A on H1 { disk: san  restart-priority: disabled }\n`)).toEqual([]);
    expect(await rule.says(`${farm('hypervisor: hyper-v  ha')}vm A on H1 { disk: san }\n`)).toEqual([]);
  });

  test('fault-tolerant VMs are not covered, and not counted', async () => {
    expect(await rule.says(`${farm('ha')}vm A on H1 { disk: san  ${ft} }\n`)).toEqual([]);
    expect((await rule.says(`${farm('ha')}vm A on H1 { disk: san  ${ft} }\nvm B on H1 { disk: san }\n`))[0]).toContain(
      ' B hangs there',
    );
    expect(await rule.says(`${farm('ha { storage-response: on }')}vm A on H1 { disk: san  ${ft} }\n`)).toEqual([
      'info: C is to answer the loss of paths to storage, but that answer does not cover fault-tolerant VMs, and all its VMs on shared storage are (A): give their hosts several paths.',
    ]);
    expect(
      await rule.says(
        `${farm('ha { storage-response: on }')}vm A on H1 { disk: san  ${ft} }\nvm B on H1 { disk: san }\n`,
      ),
    ).toEqual([]);
  });
});

describe('vsphere/isolation-response-ip-storage', () => {
  const rule = alone(isolation);
  const farm = (ha: string, hosts: readonly string[], networks = 'lan') => `switch core
network lan
network data
network trunk { switches: core }
storage filer { kind: nas  networks: ${networks} }
storage san { kind: san }
cluster C {
  ${ha}
${hosts.map((body, index) => `  host H${index + 1} { ${body} }\n`).join('')}}
vm A on H1 { disk: filer }
`;
  const one = 'nic v0 -> lan for management';

  test('left on by statement, and by default', async () => {
    expect(await rule.says(farm('ha { isolation: leave-on }', [one, one]))).toEqual([
      'warning: H1 and H2 of C reach filer over lan like management: an isolated host has lost both, and leaves its VMs running without disks (isolation: leave-on) while others are to restart them. Set isolation to power-off.',
    ]);
    expect((await rule.says(farm('ha', [one, one])))[0]).toMatch(
      /^info: H1 and H2 of C reach filer over lan like management, and the isolation response is not stated/,
    );
    expect(await rule.fixed(farm('ha', [one, one]))).toContain('ha { isolation: power-off }');
    expect(await rule.fixed(farm('ha { isolation: leave-on }', [one, one]))).toContain('ha { isolation: power-off }');
  });

  test('powered off, shut down, without HA', async () => {
    expect(await rule.says(farm('ha { isolation: power-off }', [one, one]))).toEqual([]);
    expect(await rule.says(farm('ha { isolation: shut-down }', [one, one]))).toEqual([]);
    expect(await rule.says(farm('', [one, one]))).toEqual([]);
  });

  test('storage on a network of its own, beside it, or on one that is not stated', async () => {
    const apart = 'nic v0 -> lan for management  nic v1 -> data for storage';
    expect(await rule.says(farm('ha', [apart, apart], 'data'))).toEqual([]);
    expect(await rule.says(farm('ha', [apart, apart], 'lan, data'))).toEqual([]);
    expect(await rule.says(farm('ha', ['nic v0 -> lan', 'nic v0 -> lan']))).toEqual([]);
    expect(await rule.says(farm('ha', [one, one]).replace('disk: filer', 'disk: san'))).toEqual([]);
    expect(await rule.says(farm('ha', [one, one]).replace('  networks: lan', ''))).toEqual([]);
    // only one host does so
    expect((await rule.says(farm('ha', [one, apart], 'lan, data')))[0]).toContain(
      'H1 of C reaches filer over lan and data',
    );
  });

  test('over a switch as well', async () => {
    const host = 'nic v0 -> core for management';
    expect(await rule.says(farm('ha { isolation: leave-on }', [host, host], 'trunk'))).toHaveLength(1);
  });
});

describe('vsphere/version-skew-in-cluster', () => {
  const rule = alone(skew);
  const farm = (versions: readonly string[], head = '') =>
    `network lan
storage san
cluster C {
  ${head}
${versions.map((version, index) => `  host H${index + 1} {${version === '' ? '' : ` version: ${version} `}}\n`).join('')}}
`;

  test('information, with who runs what', async () => {
    expect(await rule.says(farm(['6.7', '6.5', '6.7', '']))).toEqual([
      'info: The hosts of C run different versions of vSphere: H1 and H3: 6.7; H2: 6.5. What one can do another may not, so what HA finds there after a loss is not what was planned. Bring them to one version.',
    ]);
  });

  test('one version, one that is stated, Hyper-V, and different clusters', async () => {
    expect(await rule.says(farm(['6.7', '6.7', '']))).toEqual([]);
    expect(await rule.says(farm(['2012', '2016'], 'hypervisor: hyper-v'))).toEqual([]);
    expect(await rule.says('cluster A { host H1 { version: 6.5 } }\ncluster B { host H2 { version: 6.7 } }\n')).toEqual(
      [],
    );
  });

  test('a warning where nodes of a failover cluster run on them', async () => {
    const nodes = 'vm N1 on H1\nvm N2 on H2\nfailover-cluster F { nodes: N1, N2  networks: lan  quorum: disk san }\n';
    expect(await rule.says(`${farm(['6.7', '6.5'])}${nodes}`)).toEqual([
      'warning: The hosts of C run different versions of vSphere (H1: 6.7; H2: 6.5), and N1 and N2 are nodes of F: all hosts of such nodes must run the same version. Bring them to one version.',
    ]);
  });
});
