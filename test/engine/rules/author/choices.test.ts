import { describe, expect, test } from 'vitest';
import { checkRules } from '../../../../engine/rules/index.ts';
import { parseConfig } from '../../../../language/config.ts';
import { checkDocument } from '../../../../language/findings.ts';
import { loadText } from '../../../../language/load.ts';
import { found, site } from './support.ts';

const rule = 'rule big-hosts warning "{h.name} is small" { all h in hosts: h.memory >= 64 GB or h.name = Host3 }\n';
const text = (comment: string) => site.replace('    host Host2', `    ${comment}\n    host Host2`);

async function withComment(comment: string): Promise<string[]> {
  return (await found(rule, {}, text(comment))).map((line) => line.replace(/: .*/, ''));
}

describe('a rule of the author is silenced and configured as all are', () => {
  test('by a comment with its id', async () => {
    expect(await found(rule)).toEqual(['warning Host2: Host2 is small']);
    expect(await withComment('// hatopo-ignore author/big-hosts: it goes in May')).toEqual([]);
    expect(await withComment('// hatopo-ignore author/big-hosts')).toHaveLength(2);
  });

  test('a comment that silences nothing is reported', async () => {
    const unused = '// hatopo-ignore author/big-hosts: it goes in May\n';
    expect(await found(`${rule}${unused}network n\n`)).toEqual([
      `warning Host2: Host2 is small`,
      `info ${unused.trim()}: author/big-hosts finds nothing here, so there is nothing to silence. Remove the comment.`,
    ]);
    const [line = ''] = await found('', {}, text('// hatopo-ignore author/big-host: it goes in May'));
    expect(line).toContain('There is no rule author/big-host in this file, nor in those read with it');
  });

  test('not where it may be a rule of a text that is damaged', async () => {
    const damaged = `${text('// hatopo-ignore author/big-hosts: it goes in May')}rule big-hosts warning "x" { all h in `;
    expect((await found(damaged, {}, '')).filter((line) => !line.startsWith('language: '))).toEqual([]);
  });

  test('by a configuration, by its id or all of them', async () => {
    const chosen = (rules: object) => {
      const config = parseConfig(JSON.stringify({ rules }));
      expect(config.problems).toEqual([]);
      return found(rule, config);
    };
    expect(await chosen({ 'author/big-hosts': 'error' })).toEqual(['error Host2: Host2 is small']);
    expect(await chosen({ 'author/big-hosts': 'off' })).toEqual([]);
    expect(await chosen({ 'author/*': 'info' })).toEqual(['info Host2: Host2 is small']);
    expect(await chosen({ 'author/*': 'off', 'author/big-hosts': 'error' })).toEqual(['error Host2: Host2 is small']);
    expect(await chosen({ 'author/big_Hosts': 'off', 'analysis/objective': 'off' })).toHaveLength(1);
    expect(parseConfig('{ "rules": { "analysis/objectiv": "off" } }').problems).toHaveLength(1);
  });
});

test('rules of an imported file speak of the whole, each at its place', async () => {
  const loaded = await loadText('import "./house.hatopo"\nhost Small { memory: 1 GB }\n', {
    files: {
      './house.hatopo':
        'host Old { memory: 2 GB }\nrule big error "{h.name} is small" { all h in hosts: h.memory >= 4 GB }\n',
    },
  });
  const findings = checkDocument(loaded.document, loaded.services, { rules: [] });
  expect(findings.map(({ uri, message, related }) => [uri, message, related[0]?.uri])).toEqual([
    ['file:///main.hatopo', 'Small is small', 'file:///house.hatopo'],
    ['file:///house.hatopo', 'Old is small', 'file:///house.hatopo'],
  ]);
  expect(findings[0]?.related[0]?.message).toBe('The rule big asks for it.');
});

test('ten rules over 1,000 VMs take less than 20 ms', async () => {
  const hosts = Array.from(
    { length: 50 },
    (_, i) => `  host H${i} { rack: R${i % 5}  memory: 512 GB  storage: san }\n`,
  );
  const vms = Array.from({ length: 1000 }, (_, i) => `vm V${i} on H${i % 50} { memory: 4 GB  vcpu: 2  disk: san }\n`);
  const pairs = Array.from(
    { length: 400 },
    (_, i) => `service S${i} : switchover { primary: V${i}  backup: V${i + 401} }\n`,
  );
  const conditions = [
    'all v in vms: v.memory <= 64 GB and v.vcpu <= 16',
    'all v in vms: v.host.rack.name != R9',
    'all v in vms: v.disk.kind = san',
    'all v in vms: v.host.cluster.ha implies count d in v.disk >= 1',
    'all h in hosts: count v in h.vms <= 30',
    'all p in services(switchover): p.primary.host != p.backup.host',
    'all p in services(switchover): p.primary.host.rack != p.backup.host.rack or p.name = S1',
    'all v in vms: v.memory >= 1 GB or v.host.memory > 1 TB',
    'all v in vms: not (v.restart-priority = disabled)',
    'all v in vms: v.memory > 8 GB or v.memory < 8 GB',
  ];
  const rules = conditions.map((condition, i) => `rule r${i} warning "{v.name}{p.name}{h.name}" { ${condition} }\n`);
  const racks = Array.from({ length: 5 }, (_, i) => `rack R${i}\n`);
  const all = [
    'storage san { kind: san }\n',
    ...racks,
    'cluster C {\n  ha\n',
    ...hosts,
    '}\n',
    ...vms,
    ...pairs,
    ...rules,
  ];
  const { topology } = await loadText(all.join(''));
  expect(topology.rules).toHaveLength(10);
  // What the machine does besides does not count: the processor's time, and the best of several.
  const times = Array.from({ length: 8 }, () => {
    const start = process.cpuUsage();
    expect(checkRules({ ...topology }, { rules: [] })).toEqual([]);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
