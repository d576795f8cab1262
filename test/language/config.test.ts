import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { rule } from '../../engine/rules/rule.ts';
import { configFor, leavesOut, noConfig, parseConfig } from '../../language/config.ts';
import { matchesGlob } from '../../language/globs.ts';
import { MemoryFiles } from '../../language/memory-files.ts';

const said = (text: string) => parseConfig(text).problems.map(({ message }) => message);

test('severities by rule, as a word or in an object', () => {
  const text = `{ "rules": { "vsphere/ha-min-hosts": "off",
    "avaya/dup-link-present": { "severity": "info" } } }`;
  expect(parseConfig(text)).toEqual({
    ...noConfig,
    severities: { 'vsphere/ha-min-hosts': 'off', 'avaya/dup-link-present': 'info' },
    lines: { 'vsphere/ha-min-hosts': 1, 'avaya/dup-link-present': 2 },
  });
  expect(parseConfig('{}')).toEqual(noConfig);
  expect(said('{ "$schema": "https://example.com/config.schema.json", "exclude": [] }')).toEqual([]);
});

test('a pack is chosen as a whole; what is chosen for a rule wins, wherever it stands', () => {
  const avaya = rules.filter(({ id }) => id.startsWith('avaya/')).map(({ id }) => id);
  const before = parseConfig('{ "rules": { "avaya/dup-link-present": "error", "avaya/*": "info" } }').severities;
  expect(Object.keys(before).sort()).toEqual([...avaya].sort());
  expect(before).toMatchObject({ 'avaya/dup-link-present': 'error', 'avaya/cm-pair-same-ha-cluster': 'info' });
  expect(said('{ "rules": { "vsphre/*": "info" } }')).toEqual(['There is no rule vsphre/*. Did you mean vsphere/*?']);
  expect(said('{ "rules": { "another-pack-of-theirs/*": "info" } }')).toEqual([]);
  expect(said('{ "rules": { "vsphere/*": { "severity": "info", "hosts": 3 } } }')).toEqual([
    '"hosts" cannot be chosen for all of vsphere/*: an option belongs to one rule. Choose it at the rule.',
  ]);
});

describe('options of a rule', () => {
  const withOptions = rule({
    id: 'test/spare',
    severity: 'error',
    title: 'A rule of this test',
    why: '',
    sources: [],
    messages: {},
    options: {
      hosts: { summary: 'How many hosts', unit: 'hosts', default: 2, least: 1, most: 64 },
      share: { summary: 'How much', default: 0.5, least: 0 },
    },
    check: () => {},
    examples: { breaks: '', keeps: '' },
  });
  const read = (value: unknown) => parseConfig(JSON.stringify({ rules: { 'test/spare': value } }), [withOptions]);

  test('are numbers in their range, with a severity or without', () => {
    expect(read({ severity: 'warning', hosts: 3, share: 0 })).toMatchObject({
      severities: { 'test/spare': 'warning' },
      options: { 'test/spare': { hosts: 3, share: 0 } },
      problems: [],
    });
    expect(read({ hosts: 64 })).toMatchObject({
      severities: {},
      options: { 'test/spare': { hosts: 64 } },
      problems: [],
    });
  });

  test.each([
    [{ hosts: 65 }, '"hosts" of test/spare cannot be 65: it is 1 to 64 hosts.'],
    [{ share: -1 }, '"share" of test/spare cannot be -1: it is 0 or more.'],
    [{ hosts: '2' }, '"hosts" of test/spare must be a number, such as 2.'],
    [{ host: 2 }, 'test/spare has no option "host". Did you mean "hosts"?'],
    [{ severty: 'off' }, 'test/spare has no option "severty". Did you mean "severity"?'],
    [{ weight: 2 }, 'test/spare has no option "weight": it has "hosts", "share".'],
  ])('%j is told and left out', (value, message) => {
    expect(read(value)).toMatchObject({ severities: {}, options: {}, problems: [{ message }] });
  });

  test('are none where a rule has none', () => {
    expect(said('{ "rules": { "topology/pair-same-host": { "weight": 2 } } }')).toEqual([
      'topology/pair-same-host has no option "weight": only "severity" can be chosen for it.',
    ]);
  });
});

describe('what is not understood', () => {
  test('is told and left out', () => {
    const { severities, problems } = parseConfig(
      '{ "rules": { "vsphere/ha-min-hosts": "no", "vsphere/ha-min-host": "off", "house/some-rule-of-theirs": "off" } }',
    );
    expect(severities).toEqual({ 'house/some-rule-of-theirs': 'off' });
    expect(problems.map(({ message }) => message)).toEqual([
      'vsphere/ha-min-hosts cannot be "no": a rule is "error", "warning", "info" or "off".',
      'There is no rule vsphere/ha-min-host. Did you mean vsphere/ha-min-hosts?',
    ]);
    for (const text of ['', '[]', '{ "rules": [] }', '3', 'null', '{ "rules": 3 }', '{', '{ "exclude": "x" }'])
      expect(parseConfig(text), text).toMatchObject({ ...noConfig, problems: [expect.anything()] });
  });

  test('has its place', () => {
    const text = '{\r\n  "rules": {\r\n    "vsphere/ha-min-hosts": "no"\r\n  }\r\n}';
    const [problem] = parseConfig(text).problems;
    expect(problem).toMatchObject({ line: 3, column: 29 });
    expect(text.slice(problem?.start, problem?.end)).toBe('"no"');
  });

  test('settings that are unknown, stated twice, or of the language', () => {
    expect(said('{ "rule": {} }')).toEqual(['There is no setting "rule". Did you mean "rules"?']);
    expect(said('{ "formatting": {} }')).toEqual([
      'There is no setting "formatting": a configuration has "rules" and "exclude".',
    ]);
    const twice = '{ "rules": { "vsphere/ha-min-hosts": "off", "vsphere/ha-min-hosts": "info" } }';
    expect(parseConfig(twice).severities).toEqual({ 'vsphere/ha-min-hosts': 'info' });
    expect(said(twice)).toEqual(['"vsphere/ha-min-hosts" is stated twice: what is stated last counts. Remove one.']);
    expect(said('{ "rules": { "hatopo/unresolved-name": "off" } }')).toHaveLength(1);
  });

  test.each([
    ['{ "rules": { "a/b": "off", } }', 'the comma before it is too many', '}'],
    ['{ rules: {} }', 'a name in double quotes is missing', 'r'],
    ['{ "rules": { "a/b" "off" } }', 'a colon is missing', '"'],
    ['{ "rules": { "a/b": "off" "c/d": "off" } }', 'a comma or } is missing', '"'],
    ['{ "exclude": ["a" "b"] }', 'a comma or ] is missing', '"'],
    ['{ "rules": { "a/b": off } }', 'off is no value', 'off'],
    ['{ "rules": { "a/b": "\\q" } }', '"\\q" is no value', '"\\q"'],
    ['{} {}', 'there is more behind its end', '{'],
    ['{ // off\n}', 'a name in double quotes is missing', '/'],
    ['{ "rules":', 'a value is missing', ''],
    ['['.repeat(100_000), 'it is nested too deeply', '['],
  ])('text that is no JSON: %.40s', (text, reason, marked) => {
    const [problem, ...more] = parseConfig(text).problems;
    expect(more).toEqual([]);
    expect(problem?.message).toBe(
      `This is no JSON: ${reason}. Write for instance { "rules": { "vsphere/ha-min-hosts": "off" } }.`,
    );
    expect(text.slice(problem?.start, problem?.end)).toBe(marked);
  });
});

describe('files that are left out', () => {
  test.each([
    ['drafts', ['drafts', 'drafts/a.hatopo', 'drafts/b/c.hatopo'], ['drafts.hatopo', 'a/drafts', 'mydrafts/a']],
    ['./drafts/', ['drafts/a.hatopo'], ['a/drafts/b']],
    ['*.hatopo', ['a.hatopo'], ['a/b.hatopo', 'a.hatopox']],
    ['**/old-*.hatopo', ['old-a.hatopo', 'x/y/old-b.hatopo'], ['x/bold-a.hatopo', 'old.hatopo']],
    ['sites/**', ['sites/a', 'sites/a/b.hatopo'], ['site/a']],
    ['sites/**/test', ['sites/test/a', 'sites/a/b/test/c'], ['sites/atest/b']],
    ['sites/{denver,boston}/*.hatopo', ['sites/denver/a.hatopo'], ['sites/oslo/a.hatopo', 'sites/denver/x/a.hatopo']],
    ['v?.[1].hatopo', ['v2.[1].hatopo'], ['v22.[1].hatopo', 'v2.1.hatopo']],
  ])('%s', (pattern, means, not) => {
    for (const path of means) expect(matchesGlob(pattern, path), path).toBe(true);
    for (const path of not) expect(matchesGlob(pattern, path), path).toBe(false);
  });

  test('are named from the folder of the configuration', () => {
    const config = { ...parseConfig('{ "exclude": ["drafts", "näher 1"] }'), uri: 'file:///a/hatopo.config.json' };
    const isLeftOut = (path: string) => leavesOut(config, URI.file(path));
    expect(isLeftOut('/a/drafts/x.hatopo')).toBe(true);
    expect(isLeftOut('/a/näher 1/x.hatopo')).toBe(true);
    expect(isLeftOut('/a/b/drafts/x.hatopo')).toBe(false);
    expect(isLeftOut('/drafts/x.hatopo')).toBe(false);
    expect(leavesOut(noConfig, URI.file('/a/drafts/x.hatopo'))).toBe(false);
  });

  test('patterns that mean nothing are told', () => {
    const { exclude, problems } = parseConfig('{ "exclude": ["", "a\\\\b", "/etc", "../x", "{a", 3, "ok"] }');
    expect(exclude).toEqual(['ok']);
    expect(problems.map(({ message }) => message.slice(0, message.indexOf('.', 8)))).toEqual([
      '"" leaves out nothing: it is empty',
      '"a\\\\b" leaves out nothing: folders are parted by /',
      '"/etc" leaves out nothing: it is to start from the folder of this file',
      expect.stringContaining('"..'),
      '"{a" leaves out nothing: its braces do not match',
      '3 leaves out nothing: it is no text',
    ]);
  });
});

test('the nearest folder above decides', async () => {
  const files = new MemoryFiles();
  files.set('file:///a/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "off" } }');
  files.set('file:///a/b/hatopo.config.json', '{ "rules": { "vsphere/ha-min-hosts": "info" } }');
  const severity = async (file: string) => (await configFor(URI.parse(file), files)).severities['vsphere/ha-min-hosts'];
  expect(await severity('file:///a/x.hatopo')).toBe('off');
  expect(await severity('file:///a/b/c/d/x.hatopo')).toBe('info');
  expect(await severity('file:///x.hatopo')).toBeUndefined();
  expect((await configFor(URI.parse('file:///a/c/x.hatopo'), files)).uri).toBe('file:///a/hatopo.config.json');
});
