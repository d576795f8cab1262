import { describe, expect, test } from 'vitest';
import { cmPair, cmVm, dataCenter } from '../support/duplication.ts';
import { checked } from '../support/rules.ts';

const alone = (comment = '') => `${comment}cluster C {
  ha
  host H1
}
`;

async function codes(text: string, severities = {}): Promise<readonly string[]> {
  return (await checked(text, { severities })).findings.map(({ code }) => code);
}

describe('hatopo-ignore', () => {
  test('silences its rule at the statement below, with all that is in it', async () => {
    expect(await codes(alone())).toEqual(['vsphere/ha-min-hosts']);
    expect(await codes(alone('// hatopo-ignore vsphere/ha-min-hosts: the second host comes in May\n'))).toEqual([]);
    const inside = 'cluster C {\n  // hatopo-ignore vsphere/ha-min-hosts: in May\n  ha\n  host H1\n}\n';
    expect(await codes(inside)).toEqual([]);
    const around = `site S {\n${alone()}}\n`;
    expect(await codes(`// hatopo-ignore vsphere/ha-min-hosts: a laboratory\n${around}`)).toEqual([]);
  });

  test('may stand among other comments, documentation and blank lines', async () => {
    expect(await codes(alone('// hatopo-ignore vsphere/ha-min-hosts: in May\n\n/// One host.\n// really\n'))).toEqual(
      [],
    );
    expect(await codes(alone('/// One host.\n/// hatopo-ignore vsphere/ha-min-hosts: in May\n'))).toEqual([]);
  });

  test('cannot silence what the language says', async () => {
    const text = '// hatopo-ignore hatopo/unresolved-name: later\nvm V on H\n';
    expect(await codes(text)).toEqual(['hatopo/suppression']);
  });

  test('silences several rules at once', async () => {
    const text = `${dataCenter()}${cmVm('CM1', 'Host1')}// hatopo-ignore avaya/cm-pair-same-ha-cluster, avaya/dup-link-present: a test bed
${cmVm('CM2', 'Host3', 'nic eth0 -> lan')}${cmPair()}`;
    expect(await codes(text)).toEqual([]);
  });

  test('does not reach another statement, nor another rule', async () => {
    const other = `// hatopo-ignore vsphere/ha-min-hosts: not here\nnetwork n\n${alone()}`;
    expect(await codes(other)).toEqual(['hatopo/unused-suppression', 'vsphere/ha-min-hosts']);
    expect(await codes(alone('// hatopo-ignore vsphere/ha-shared-storage: another\n'))).toEqual([
      'hatopo/unused-suppression',
      'vsphere/ha-min-hosts',
    ]);
  });

  test('a comment behind a statement, or at the end of a body, silences nothing', async () => {
    expect(await codes(`${alone().trimEnd()} // hatopo-ignore vsphere/ha-min-hosts: too late\n`)).toContain(
      'vsphere/ha-min-hosts',
    );
    expect(
      await codes('cluster C {\n  ha\n  host H1\n  // hatopo-ignore vsphere/ha-min-hosts: too late\n}\n'),
    ).toContain('vsphere/ha-min-hosts');
  });

  test('silences nothing without a reason, and says so', async () => {
    const { findings } = await checked(alone('// hatopo-ignore vsphere/ha-min-hosts\n'));
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['hatopo/suppression', 'warning'],
      ['vsphere/ha-min-hosts', 'error'],
    ]);
    expect(findings[0]?.message).toContain('hatopo-ignore needs a reason');
    expect(await codes(alone('// hatopo-ignore\n'))).toContain('hatopo/suppression');
  });

  test('a name that is nearly that of a rule is told; one of no rule may come with a later version', async () => {
    const { findings } = await checked('// hatopo-ignore vsphere/ha-min-host: in May\nnetwork n\n');
    expect(findings.map(({ message }) => message)).toEqual([
      'There is no rule vsphere/ha-min-host. Did you mean vsphere/ha-min-hosts?',
    ]);
    expect(await codes('// hatopo-ignore house/own-rule-of-the-house: decided in 2024\nnetwork n\n')).toEqual([]);
  });

  test('a suppression of a rule that is off is not idle', async () => {
    const text = '// hatopo-ignore vsphere/ha-min-hosts: in May\nnetwork n\n';
    expect(await codes(text)).toEqual(['hatopo/unused-suppression']);
    expect(await codes(text, { 'vsphere/ha-min-hosts': 'off' })).toEqual([]);
  });
});
