import { URI } from 'langium';
import { expect, test } from 'vitest';
import { configFor, parseConfig } from '../../language/config.ts';
import { MemoryFiles } from '../../language/memory-files.ts';

test('severities by rule', () => {
  expect(parseConfig('{ "rules": { "vsphere/ha-min-hosts": "off", "avaya/dup-link-present": "info" } }')).toEqual({
    severities: { 'vsphere/ha-min-hosts': 'off', 'avaya/dup-link-present': 'info' },
    problems: [],
  });
  expect(parseConfig('{}')).toEqual({ severities: {}, problems: [] });
});

test('what is not understood is told and left out', () => {
  const { severities, problems } = parseConfig(
    '{ "rules": { "vsphere/ha-min-hosts": "no", "vsphere/ha-min-host": "off", "house/some-rule-of-theirs": "off" } }',
  );
  expect(severities).toEqual({ 'house/some-rule-of-theirs': 'off' });
  expect(problems).toEqual([
    'vsphere/ha-min-hosts cannot be "no": a rule is "error", "warning", "info" or "off".',
    'There is no rule vsphere/ha-min-host. Did you mean vsphere/ha-min-hosts?',
  ]);
  for (const text of ['', '[]', '{ "rules": [] }', '3', 'null'])
    expect(parseConfig(text), text).toMatchObject({ severities: {}, problems: [expect.any(String)] });
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
