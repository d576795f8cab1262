import { describe, expect, test } from 'vitest';
import { findRule } from '../../engine/rules/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { unwrittenReason } from '../../language/suppressions.ts';
import { cmPair, cmVm, dataCenter } from '../support/duplication.ts';
import * as support from '../support/rules.ts';

const alone = (comment = '') => `${comment}cluster C {
  ha
  host H1
}
`;

/** Other rules may have their own to say of these texts. */
const rules = [
  'vsphere/ha-min-hosts',
  'vsphere/ha-shared-storage',
  'avaya/cm-pair-same-ha-cluster',
  'avaya/dup-link-present',
].flatMap((id) => findRule(id) ?? []);

const checked = (text: string, severities = {}) => support.checked(text, { rules, severities });

async function codes(text: string, severities = {}): Promise<readonly string[]> {
  return (await checked(text, severities)).findings.map(({ code }) => code);
}

/** The text after the first fix of its first finding. */
async function fixed(text: string): Promise<string> {
  const [finding] = (await checked(text)).findings;
  return applied(text, finding?.fixes[0]?.edits ?? []);
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

  test('a name of no rule is told, gravely where it is nearly that of one or of a pack: others may come with a later version', async () => {
    const { findings } = await checked('// hatopo-ignore vsphere/ha-min-host: in May\nnetwork n\n');
    expect(findings.map(({ message }) => message)).toEqual([
      'There is no rule vsphere/ha-min-host. Did you mean vsphere/ha-min-hosts?',
    ]);
    const own = await checked('// hatopo-ignore house/own-rule-of-the-house: decided in 2024\nnetwork n\n');
    expect(own.findings).toMatchObject([
      { code: 'hatopo/suppression', severity: 'info', message: expect.stringContaining('in this version') },
    ]);
    const pack = await checked('// hatopo-ignore vsphere/*: all of it\nnetwork n\n');
    expect(pack.findings).toMatchObject([
      {
        code: 'hatopo/suppression',
        severity: 'warning',
        message: expect.stringContaining('vsphere/* silences nothing'),
      },
    ]);
  });

  test('a suppression of a rule that is off is not idle', async () => {
    const text = '// hatopo-ignore vsphere/ha-min-hosts: in May\nnetwork n\n';
    expect(await codes(text)).toEqual(['hatopo/unused-suppression']);
    expect(await codes(text, { 'vsphere/ha-min-hosts': 'off' })).toEqual([]);
  });

  test('a suppression of a rule that was not asked, or of a text that is not whole, is not idle', async () => {
    const idle = '// hatopo-ignore vsphere/ha-min-hosts: in May\nnetwork n\n';
    const others = rules.filter(({ id }) => id !== 'vsphere/ha-min-hosts');
    expect((await support.checked(idle, { rules: others })).findings).toEqual([]);
    expect(await codes(`${idle}vm V on nowhere\n`)).toEqual([]);
    expect(await codes(`${idle}cluster {{\n`)).toEqual([]);
    expect(await codes(`import "./missing.hatopo"\n${idle}`)).toEqual([]);
  });

  test('a reason that is still to be written silences, and is told', async () => {
    const { findings } = await checked(alone(`// hatopo-ignore vsphere/ha-min-hosts: ${unwrittenReason}\n`));
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['hatopo/suppression', 'warning']]);
    expect(findings[0]?.message).toContain(`"${unwrittenReason}"`);
  });
});

describe('what is wrong with a comment is mended', () => {
  const net = 'network n\n';

  test('one that silences nothing fades, and goes', async () => {
    const text = `network a\n// hatopo-ignore vsphere/ha-min-hosts: in May\n${net}`;
    expect((await checked(text)).findings[0]?.tags).toEqual(['unnecessary']);
    expect(await fixed(text)).toBe(`network a\n${net}`);
    const behind = `network a // hatopo-ignore vsphere/ha-min-hosts: in May\n${net}`;
    expect(await fixed(behind)).toBe(`network a\n${net}`);
    expect(await fixed(`${net}// hatopo-ignore vsphere/ha-min-hosts: in May`)).toBe(net);
    const windows = 'network a\r\n  // hatopo-ignore vsphere/ha-min-hosts: in May\r\nnetwork n\r\n';
    expect(await fixed(windows)).toBe('network a\r\nnetwork n\r\n');
  });

  test('of several rules only the idle one fades and goes', async () => {
    const list = (names: string) => alone(`// hatopo-ignore ${names}: in May\n`);
    for (const [before, after] of [
      ['vsphere/ha-shared-storage, vsphere/ha-min-hosts', 'vsphere/ha-min-hosts'],
      ['vsphere/ha-min-hosts , vsphere/ha-shared-storage', 'vsphere/ha-min-hosts'],
      [
        'vsphere/ha-min-hosts, vsphere/ha-shared-storage, topology/pair-same-host',
        'vsphere/ha-min-hosts, topology/pair-same-host',
      ],
    ] as const) {
      const text = list(before);
      const [finding] = (await checked(text)).findings;
      expect(text.slice(finding?.start, finding?.end)).toBe('vsphere/ha-shared-storage');
      expect(await fixed(text)).toBe(list(after));
    }
  });

  test('a misspelt rule becomes the one that is meant', async () => {
    expect(await fixed(`// hatopo-ignore vsphere/ha-min-host: in May\n${net}`)).toBe(
      `// hatopo-ignore vsphere/ha-min-hosts: in May\n${net}`,
    );
  });

  test('one of no rule goes', async () => {
    expect(await fixed(`// hatopo-ignore house/own-rule-of-the-house: in May\n${net}`)).toBe(net);
    expect(await fixed(`// hatopo-ignore vsphere/*: in May\n${net}`)).toBe(net);
  });

  test('a reason is asked for, or the comment goes', async () => {
    const asked = alone(`// hatopo-ignore vsphere/ha-min-hosts: ${unwrittenReason}\n`);
    for (const comment of ['', ':', ': ', ' '])
      expect(await fixed(alone(`// hatopo-ignore vsphere/ha-min-hosts${comment}\n`)), comment).toBe(asked);
    expect(await fixed(`// hatopo-ignore\n${net}`)).toBe(net);
    const [unwritten] = (await checked(asked)).findings;
    expect(applied(asked, unwritten?.fixes[0]?.edits ?? [])).toBe(alone());
  });

  test('none of it unseen: somebody wrote these reasons', async () => {
    for (const text of [
      `// hatopo-ignore vsphere/ha-min-hosts: in May\n${net}`,
      `// hatopo-ignore vsphere/ha-min-host: in May\n${net}`,
      `// hatopo-ignore hatopo/unresolved-name: in May\n${net}`,
    ])
      for (const { fixes } of (await checked(text)).findings) expect(fixes.map(({ safe }) => safe)).toEqual([false]);
  });
});
