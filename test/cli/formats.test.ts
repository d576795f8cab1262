import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { pageOf } from '../../engine/rules/page.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { sarifErrors } from '../support/sarif.ts';
import { schemaErrors } from '../support/schema.ts';
import { exampleText } from '../support/topology.ts';
import { parseXml, type XmlElement } from '../support/xml.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
const { write } = folder;
const run = (...args: string[]) => call(['check', ...args], folder.path);

const dupLink = ['--rule', 'avaya/dup-link-present'];
const minHosts = ['--rule', 'vsphere/ha-min-hosts'];
const whole = exampleText('avaya-duplication');
const withoutDuplicationNic = whole.replace(/ {2}nic eth2 .*\n/, '');
const lonely = 'cluster C {\n  ha\n  host H1\n}\n';
const silenced = `// hatopo-ignore vsphere/ha-min-hosts: "the second" comes in <May>\n${lonely}`;

/** The offset of a place in a text. */
function offset(text: string, line: number, column: number): number {
  return text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, column - 1);
}

describe('--format json', () => {
  const json = async (...args: string[]) => {
    const { code, out } = await run(...args, '--format', 'json');
    const result = JSON.parse(out);
    expect(schemaErrors('check', result)).toEqual([]);
    return { code, result };
  };

  test('gives findings with their places, fixes and edits, as its schema allows', async () => {
    write('pair.hatopo', withoutDuplicationNic);
    const { code, result } = await json('pair.hatopo', ...dupLink);
    expect(code).toBe(1);
    expect(result).toMatchObject({ files: ['pair.hatopo'], errors: 1, warnings: 0, suppressed: [], problems: [] });
    expect(result.findings).toMatchObject([
      { code: 'avaya/dup-link-present', severityFrom: 'rule', file: 'pair.hatopo', line: 31, column: 4, endColumn: 11 },
    ]);
    const [{ fixes }] = result.findings;
    expect(fixes).toMatchObject([{ title: 'Add nic eth2 -> duplication via vmnic2 to CMVM_01', safe: true }]);
    type Edit = Record<'line' | 'column' | 'endLine' | 'endColumn', number> & { newText: string };
    const edits = fixes[0].edits.map(({ line, column, endLine, endColumn, newText }: Edit) => ({
      start: offset(withoutDuplicationNic, line, column),
      end: offset(withoutDuplicationNic, endLine, endColumn),
      newText,
    }));
    expect(applied(withoutDuplicationNic, edits)).toBe(whole);
  });

  test('gives what is silenced with its reason, and what a configuration does', async () => {
    write('json/silenced.hatopo', silenced);
    write('json/warned.hatopo', lonely);
    write('json/hatopo.config.json', '{\n  "rules": { "vsphere/ha-min-hosts": "warning" },\n  "rulez": {}\n}');
    const { result } = await json('json', ...minHosts);
    expect(result.suppressed).toMatchObject([
      { code: 'vsphere/ha-min-hosts', file: 'json/silenced.hatopo', line: 3, reason: '"the second" comes in <May>' },
    ]);
    expect(result.suppressed[0].by).toMatchObject({ line: 1, column: 1 });
    expect(result.findings).toMatchObject([
      {
        file: 'json/warned.hatopo',
        severity: 'warning',
        severityFrom: 'configuration',
        configuration: { file: 'json/hatopo.config.json', line: 2 },
      },
    ]);
    expect(result.problems).toMatchObject([{ file: 'json/hatopo.config.json', line: 3, column: 3 }]);
  });

  test('gives the findings of the language, with what it offers', async () => {
    write('language.hatopo', 'site S { host Host1 }\nvm V on Hots1\nvm V on Host1\n');
    const { result } = await json('language.hatopo', '--rule', 'hatopo/*');
    const found = (code: string) => result.findings.find((finding: { code: string }) => finding.code === code);
    expect(found('hatopo/unresolved-name')).toMatchObject({
      severityFrom: 'language',
      fixes: [{ title: 'Change to Host1', safe: false, edits: [{ line: 2, column: 9, newText: 'Host1' }] }],
    });
    expect(found('hatopo/duplicate-name').related).toMatchObject([{ file: 'language.hatopo', line: 2 }]);
  });

  test('gives what was mended', async () => {
    write('mended.hatopo', withoutDuplicationNic);
    const { result } = await json('mended.hatopo', ...dupLink, '--fix');
    expect(result).toMatchObject({ findings: [], mended: [{ code: 'avaya/dup-link-present', file: 'mended.hatopo' }] });
  });
});

describe('--format sarif', () => {
  const sarif = async (...args: string[]) => {
    const { out } = await run(...args, '--format', 'sarif');
    const log: Log = JSON.parse(out);
    expect(sarifErrors(log)).toEqual([]);
    const [first] = log.runs;
    if (!first) throw new Error('there is no run');
    return { log, run: first, results: first.results ?? [], descriptors: first.tool.driver.rules ?? [] };
  };

  test('the schema finds what is wrong with a log', () => {
    expect(sarifErrors({ version: '2.1.0', runs: [{}] })).toEqual(["/runs/0 must have required property 'tool'"]);
    const region = { physicalLocation: { artifactLocation: { uri: 'a b' }, region: { endLine: 2 } } };
    const results = [{ message: { text: 'no' }, level: 'info', locations: [region] }];
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results }] };
    expect(sarifErrors(log).join('\n')).toMatch(/level[\s\S]*uri-reference[\s\S]*startLine/);
  });

  test('is valid for every rule that ships, with its page as help', async () => {
    for (const [index, { examples }] of rules.entries()) write(`every/${index}.hatopo`, examples.breaks);
    const { descriptors, results } = await sarif('every');
    expect(descriptors.slice(0, rules.length).map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(new Set(results.map(({ ruleId }) => ruleId))).toEqual(
      expect.objectContaining(new Set(rules.filter(({ advisory }) => !advisory).map(({ id }) => id))),
    );
    for (const [index, rule] of rules.entries()) {
      const descriptor = descriptors[index];
      expect(descriptor?.help?.markdown).toBe(pageOf(rule));
      expect(descriptor?.help?.text).toContain(rule.id);
      expect(descriptor?.name).toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(descriptor?.helpUri).toMatch(new RegExp(`/${rule.id}\\.md$`));
      expect(descriptor?.properties?.tags).toContain(rule.id.split('/')[0]);
    }
    for (const { ruleId, ruleIndex, level } of results) {
      expect(descriptors[ruleIndex ?? -1]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
    }
  });

  test('names files from the root of the repository', async () => {
    mkdirSync(join(folder.path, 'repository/.git'), { recursive: true });
    write('repository/net works/a.hatopo', lonely);
    const path = join(folder.path, 'repository/net works');
    const { out } = await call(['check', 'a.hatopo', '--format', 'sarif'], path);
    const [{ originalUriBaseIds, results, artifacts }] = JSON.parse(out).runs;
    expect(originalUriBaseIds['%SRCROOT%'].uri).toBe(`${pathToFileURL(join(folder.path, 'repository')).href}/`);
    const location = { uri: 'net%20works/a.hatopo', uriBaseId: '%SRCROOT%' };
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual(location);
    expect(artifacts[0].location).toEqual(location);
  });

  test('gives place, related places, what is around, and fixes as replacements', async () => {
    write('sarif.hatopo', withoutDuplicationNic);
    const { results, run: one } = await sarif('sarif.hatopo', ...dupLink);
    expect(one.columnKind).toBe('utf16CodeUnits');
    expect(results).toHaveLength(1);
    const [result] = results;
    const [location] = result?.locations ?? [];
    expect(location?.physicalLocation?.region).toEqual({ startLine: 31, startColumn: 4, endLine: 31, endColumn: 11 });
    expect(location?.physicalLocation?.contextRegion?.snippet?.text).toBe('vm CMVM_01 on Host1 {');
    expect(location?.logicalLocations).toEqual([{ fullyQualifiedName: 'CMVM_01' }]);
    expect(result?.relatedLocations?.[0]?.physicalLocation?.region?.startLine).toBe(46);
    expect(result?.suppressions).toEqual([]);
    const [change] = result?.fixes?.[0]?.artifactChanges ?? [];
    expect(change?.artifactLocation.uri).toBe('sarif.hatopo');
    const edits = change?.replacements.map(({ deletedRegion: at, insertedContent }) => ({
      start: offset(withoutDuplicationNic, at.startLine ?? 0, at.startColumn ?? 0),
      end: offset(withoutDuplicationNic, at.endLine ?? 0, at.endColumn ?? 0),
      newText: insertedContent?.text ?? '',
    }));
    expect(applied(withoutDuplicationNic, edits ?? [])).toBe(whole);
  });

  test('gives what is silenced as a suppression in the source, with its reason', async () => {
    write('silenced.hatopo', silenced);
    const { results } = await sarif('silenced.hatopo', ...minHosts);
    expect(results).toHaveLength(1);
    expect(results[0]?.suppressions).toMatchObject([
      {
        kind: 'inSource',
        justification: '"the second" comes in <May>',
        location: { physicalLocation: { region: { startLine: 1 } } },
      },
    ]);
  });

  test('describes codes of the language that were found', async () => {
    write('damaged.hatopo', 'vm V on Nowhere\n');
    const { results, descriptors } = await sarif('damaged.hatopo', '--rule', 'hatopo/*');
    const found = results.find(({ ruleId }) => ruleId === 'hatopo/unresolved-name');
    expect(descriptors[found?.ruleIndex ?? -1]).toMatchObject({
      id: 'hatopo/unresolved-name',
      name: 'UnresolvedName',
      helpUri: expect.stringContaining('docs/language.md'),
    });
  });

  test('says what in a configuration was not understood', async () => {
    write('notified/a.hatopo', lonely);
    write('notified/hatopo.config.json', '{ "rulez": {} }');
    const { run: one } = await sarif('notified', ...minHosts);
    expect(one.invocations?.[0]?.toolConfigurationNotifications).toMatchObject([
      { level: 'warning', locations: [{ physicalLocation: { region: { startLine: 1, startColumn: 3 } } }] },
    ]);
  });

  describe('fingerprints', () => {
    const marks = async (text: string) => {
      write('marks.hatopo', text);
      const { results } = await sarif('marks.hatopo', ...minHosts);
      return results.map((result: Result) => result.partialFingerprints?.['hatopoFinding/v1']);
    };

    test('stay where something else is edited, or the layout', async () => {
      const [mark, ...more] = await marks(lonely);
      expect(mark).toMatch(/^[0-9a-f]{32}:1$/);
      expect(more).toEqual([]);
      expect(await marks(`network lan\n\n// a comment\n${lonely}`)).toEqual([mark]);
      expect(await marks(lonely.replaceAll('\n', '\r\n').replace('  ha', '\t\tha'))).toEqual([mark]);
      expect(await marks(`${lonely}cluster D { host H2 }\n`)).toEqual([mark]);
    });

    test('tell findings apart that stand on alike lines', async () => {
      const [mark] = await marks(lonely);
      const other = 'cluster D {\n  ha\n  host H2\n}\n';
      const both = await marks(lonely + other);
      expect(both[0]).toBe(mark);
      expect(new Set(both).size).toBe(2);
      const turned = await marks(other + lonely);
      expect(turned).toEqual([both[1], both[0]]);
    });
  });
});

describe('--format github', () => {
  test('gives a command a finding, with its place and escaped signs', async () => {
    write('50%, twice/a.hatopo', withoutDuplicationNic);
    const { code, out } = await run('50%, twice', ...dupLink, '--format', 'github');
    expect(code).toBe(1);
    const file = 'file=50%25%2C twice/a.hatopo';
    expect(out).toMatch(
      new RegExp(`^::error ${file},line=31,col=4,endLine=31,endColumn=11,title=avaya/dup-link-present::CMVM_01 `),
    );
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(out).toContain('%0AFix: Add nic eth2 -> duplication via vmnic2 to CMVM_01%0Ahttps://');
  });

  test('gives warnings, notices, and what in a configuration was not understood', async () => {
    write('github/a.hatopo', lonely);
    write('github/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "info" }, "rulez": 1 }');
    const { code, out } = await run('github', ...minHosts, '--format', 'github');
    expect(code).toBe(0);
    expect(out).toMatch(/^::notice file=github\/a\.hatopo,line=2,/m);
    expect(out).toMatch(/^::warning file=github\/hatopo\.config\.json,line=1,col=48,/m);
  });

  test('is empty where nothing is found', async () => {
    write('clean.hatopo', 'network lan\n');
    expect(await run('clean.hatopo', ...minHosts, '--format', 'github')).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('--format junit', () => {
  const junit = async (...args: string[]) => {
    const { out } = await run(...args, '--format', 'junit');
    return parseXml(out);
  };
  const childrenOf = (element: XmlElement | undefined, name: string) =>
    element?.children.filter((child) => child.name === name) ?? [];

  test('gives a suite a file, a case a finding, and one that passes where nothing is found', async () => {
    write('junit/a "b" & c.hatopo', withoutDuplicationNic);
    write('junit/clean.hatopo', 'network lan\n');
    write('junit/silenced.hatopo', silenced);
    const root = await junit('junit', ...dupLink, ...minHosts);
    expect(root).toMatchObject({ name: 'testsuites', attributes: { tests: '3', failures: '1', errors: '0' } });
    const [first, clean, skipped] = root.children;
    expect(first?.attributes).toMatchObject({ name: 'junit/a "b" & c.hatopo', tests: '1', failures: '1' });
    const [found] = childrenOf(first, 'testcase');
    expect(found?.attributes).toMatchObject({ name: 'avaya/dup-link-present at 31:4', line: '31' });
    const [failure] = childrenOf(found, 'failure');
    expect(failure?.attributes).toMatchObject({ type: 'error', message: expect.stringContaining('CMVM_01 has no') });
    expect(failure?.text).toContain('fix: Add nic eth2 -> duplication via vmnic2 to CMVM_01');
    expect(clean?.children).toMatchObject([{ attributes: { name: 'nothing found' }, children: [] }]);
    expect(skipped?.attributes).toMatchObject({ tests: '1', failures: '0', skipped: '1' });
    expect(childrenOf(skipped?.children[0], 'skipped')).toMatchObject([
      { attributes: { message: '"the second" comes in <May>' } },
    ]);
  });

  test('fails for warnings where there are more than may be', async () => {
    write('warned/a.hatopo', lonely);
    write('warned/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "warning" } }');
    const passing = await junit('warned', ...minHosts);
    expect(passing.attributes).toMatchObject({ tests: '1', failures: '0' });
    expect(childrenOf(passing.children[0]?.children[0], 'system-out')).toHaveLength(1);
    const failing = await junit('warned', ...minHosts, '--max-warnings', '0');
    expect(failing.attributes).toMatchObject({ tests: '1', failures: '1' });
  });

  test('is XML whatever the text holds', async () => {
    write('noise.hatopo', '\u0000\u0001{{{"]]>\u001b[31m\n}}}} @@@ <&> \ud83d vm v on "\n');
    const root = await junit('noise.hatopo', '--rule', 'hatopo/*');
    expect(Number(root.attributes.failures)).toBeGreaterThan(0);
  });
});
