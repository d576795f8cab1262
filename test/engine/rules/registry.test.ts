import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRules, findRule, rules } from '../../../engine/rules/index.ts';
import { message } from '../../../engine/rules/message.ts';
import { type Rule, rule } from '../../../engine/rules/rule.ts';
import { topologyOf } from '../../support/topology.ts';

const folder = join(import.meta.dirname, '../../../engine/rules');
const packs = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['facts', 'author'].includes(entry.name))
  .map((entry) => entry.name);

test('every file in the folder of a pack is a rule of the registry, under the id of its path', () => {
  const files = packs.flatMap((pack) =>
    readdirSync(join(folder, pack))
      .filter((name) => name !== 'index.ts')
      .map((name) => `${pack}/${name.replace(/\.ts$/, '')}`),
  );
  expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  for (const id of files) expect(findRule(id)?.id).toBe(id);
});

test('a rule is frozen, and says what, why and where from', () => {
  for (const each of rules) {
    expect(Object.isFrozen(each)).toBe(true);
    expect(each.title).not.toMatch(/\.$/);
    expect(each.why.length).toBeGreaterThan(100);
    expect(each.sources.length).toBeGreaterThan(0);
    expect(Object.keys(each.messages).length).toBeGreaterThan(0);
  }
});

describe('checkRules', () => {
  const says = { here: message`${'name'} is here.` };
  const made = (id: string, check: Rule['check']): Rule =>
    rule({
      id,
      severity: 'warning',
      title: 'A rule of this test',
      why: '',
      sources: [],
      messages: says,
      check,
      examples: { breaks: '', keeps: '' },
    });
  const onNetworks = made('test/networks', ({ networks }, report) => {
    for (const network of networks) report(network, says.here({ name: network.name }));
  });

  test('a rule that throws is reported once, and the others still speak', async () => {
    const topology = await topologyOf('network a\nnetwork b');
    const broken = made('test/broken', (_, report) => {
      report(topology.networks[0] ?? { source: undefined as never }, 'said before it broke');
      throw new Error('out of order');
    });
    const findings = checkRules(topology, { rules: [broken, onNetworks] });
    expect(findings.map(({ rule: id, severity }) => [id, severity])).toEqual([
      ['test/broken', 'warning'],
      ['hatopo/internal-error', 'error'],
      ['test/networks', 'warning'],
      ['test/networks', 'warning'],
    ]);
    expect(findings[1]?.message).toContain('test/broken');
    expect(findings[1]?.message).toContain('out of order');
    expect(findings[1]?.source).toBeUndefined();
  });

  test('a chosen severity wins over the rule, and off leaves it out', async () => {
    const topology = await topologyOf('network a');
    const severityOf = (choice: 'error' | 'off') =>
      checkRules(topology, { rules: [onNetworks], severities: { 'test/networks': choice } }).map(
        ({ severity }) => severity,
      );
    expect(severityOf('error')).toEqual(['error']);
    expect(severityOf('off')).toEqual([]);
  });

  test('the same topology gives the same findings in the same order', async () => {
    const topology = await topologyOf(
      rules.map(({ examples }, index) => `site S${index} {}\n${index === 0 ? examples.breaks : ''}`).join(''),
    );
    const said = () => checkRules(topology).map(({ rule: id, message: text }) => `${id} ${text}`);
    expect(said().length).toBeGreaterThan(0);
    expect(said()).toEqual(said());
  });

  test('fixes are asked for only when they are read, and once', async () => {
    const topology = await topologyOf('network a');
    let asked = 0;
    const fixing = made('test/fixing', ({ networks }, report) => {
      for (const network of networks)
        report(network, 'fix me', {
          fix: (trial) => {
            asked++;
            expect(trial(topology).length).toBe(1);
            return { title: 'Do it', edits: [], safe: true };
          },
        });
    });
    const [finding] = checkRules(topology, { rules: [fixing] });
    expect(asked).toBe(0);
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Do it']);
    expect(finding?.fixes.length).toBe(1);
    expect(asked).toBe(1);
  });

  test('a fix is safe only where its rule says that it has safe ones', async () => {
    const topology = await topologyOf('network a');
    const fixing = made('test/fixing', ({ networks }, report) => {
      for (const network of networks) report(network, 'fix me', { fix: { title: 'Do it', edits: [], safe: true } });
    });
    const safe = (each: Rule) => checkRules(topology, { rules: [each] }).map(({ fixes }) => fixes[0]?.safe);
    expect(safe(fixing)).toEqual([false]);
    expect(safe({ ...fixing, safeFixes: true })).toEqual([true]);
  });
});
