import { describe, expect, test } from 'vitest';
import rule from '../../../engine/rules/mxone/ft-platform.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const options = { rules: [rule] };
const farm = (versions: readonly string[], disks = 'san1') => `network lan
storage san1 { kind: san }
storage san2 { kind: san }
storage filer { kind: nas }
cluster Farm {
  ha
${versions.map((version, index) => `  host H${index + 1} { ${version}  storage: filer, san1, san2  nic v0 -> lan }\n`).join('')}}
vm SN on H1 { disk: ${disks}  nic eth0 -> lan  ft { secondary: H2 } }
`;
const on = (...versions: readonly string[]) => farm(versions.map((version) => `version: ${version}`));
const service = (release = '') =>
  `service Node : standalone { product: mitel.mx-one-service-node  member: SN${release} }\n`;
const say = async (text: string) => (await checked(text, options)).findings.map(({ message }) => message);

describe('versions', () => {
  test('names the hosts that are on another, with it, and that the release is not stated', async () => {
    const [message] = await say(on('6.7', '7.0', '6.5') + service());
    expect(message).toBe(
      'SN runs under Fault Tolerance, and H2 (7.0) and H3 (6.5), where a copy may run, are not on ESXi 6.7, for which Mitel describes it with MX-ONE 7.8. Bring H2 and H3 to ESXi 6.7. The release of SN is not stated and taken to be 7.8: of others the document does not speak.',
    );
  });

  test('a stated release leaves that out; service packs are of the release', async () => {
    const [finding] = await expectMarked(
      `${on('6.7', '7.0').replace('H2 { version: 7.0 ', 'H2 { version: 7.0 ')}${service('  release: "7.8 SP1"')}`.replace(
        '  nic v0 -> lan }\n}',
        '  nic v0 -> lan }\n//          ^^^^^^^^^^^^ mxone/ft-platform\n}',
      ),
      options,
    );
    expect(finding?.message.endsWith('Bring H2 to ESXi 6.7.')).toBe(true);
    expect(finding?.severity).toBe('error');
  });

  test.each(['"8.0"', '7.7', '7.80'])('of release %s the document does not speak', async (release) => {
    expect(await say(on('7.0', '7.0') + service(`  release: ${release}`))).toEqual([]);
  });

  test.each([
    ['updates of 6.7', on('"6.7 U3"', '"6.7.0"', '6.7') + service()],
    ['versions that are not stated', farm(['', '', '']) + service()],
    [
      'hosts where no copy may run',
      on('6.7', '6.7', '7.0').replace('  ha\n', '  ha\n  drs { keep SN on H1, H2 must }\n') + service(),
    ],
    ['VMs without Fault Tolerance', on('7.0', '7.0').replace('  ft { secondary: H2 }', '') + service()],
    ['other products', `${on('7.0', '7.0')}service Node : standalone { member: SN }\n`],
  ])('is silent about %s', async (_, text) => {
    expect(await say(text)).toEqual([]);
  });

  test('several Service Nodes of a cluster are one finding', async () => {
    const text = `${on('7.0', '7.0')}vm SN2 on H2 { disk: san1  nic eth0 -> lan  ft { secondary: H1 }  release: 7.8 }
${service('  release: 7.8')}service Node2 : standalone { product: mitel.mx-one-service-node  member: SN2 }
`;
    expect(await say(text)).toEqual([
      expect.stringContaining('SN and SN2 run under Fault Tolerance, and H1 (7.0) and H2 (7.0)'),
    ]);
  });
});

describe('disks', () => {
  const versions = ['version: 6.7', 'version: 6.7'];
  test('on storage that is stated to be no SAN, with a SAN to go to', async () => {
    const text = farm(versions, 'san2, filer') + service();
    const { findings } = await checked(text, options);
    expect(findings.map(({ message }) => message)).toEqual([
      'The disk of SN is on filer (nas): Mitel requires a SAN that the hosts of primary and secondary share, so that no data and no management function is lost with a host. Place it on a SAN.',
    ]);
    expect(findings[0]?.fixes.map(({ title }) => title)).toEqual(['Place the disk of SN on san1']);
    const after = applied(text, findings[0]?.fixes[0]?.edits ?? []);
    expect(after).toContain('disk: san2, san1');
    expect(await say(after)).toEqual([]);
  });

  test('of any release; a kind that is not stated is let pass', async () => {
    expect(await say(farm(versions, 'filer') + service('  release: "8.0"'))).toHaveLength(1);
    expect(await say(farm(versions, 'filer').replace('{ kind: nas }', '') + service())).toEqual([]);
    expect(await say(farm(versions).replace('disk: san1  ', '') + service())).toEqual([]);
  });

  test('there is no fix where no SAN is seen by all', async () => {
    const text = farm(versions, 'filer').replace(
      'H2 { version: 6.7  storage: filer, san1, san2',
      'H2 { version: 6.7  storage: filer',
    );
    const { findings } = await checked(text + service(), options);
    expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});
