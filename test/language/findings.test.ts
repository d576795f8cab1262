import { describe, expect, test } from 'vitest';
import { findRule } from '../../engine/rules/index.ts';
import { message } from '../../engine/rules/message.ts';
import { rule } from '../../engine/rules/rule.ts';
import { parseConfig } from '../../language/config.ts';
import { type CheckDocumentOptions, checkDocument, findingsIn } from '../../language/findings.ts';
import { loadText } from '../../language/load.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { importClosure } from '../../language/scope/imports.ts';
import { together } from '../../language/together.ts';
import { cmPair, cmVm, dataCenter, esxi } from '../support/duplication.ts';

/** Other rules may have their own to say of these texts. */
const rules = [
  'vsphere/ha-min-hosts',
  'vsphere/ha-shared-storage',
  'avaya/dup-link-present',
  'avaya/dup-link-on-restart-hosts',
].flatMap((id) => findRule(id) ?? []);

const site = dataCenter({
  hosts: (name) =>
    `host ${name} { storage: san  nic vmnic0 -> lan${name === 'Host3' ? '' : '  nic vmnic2 -> duplication'} }`,
});

test('findings in imported files stand at their file, once, behind those of the file itself', async () => {
  const files = {
    './site.hatopo': `${site}cluster Lonely { ha  host Host9 }\n`,
    './members.hatopo': `import "./site.hatopo"\n${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}`,
  };
  const text = `import "./members.hatopo"\nimport "./site.hatopo"\n${cmPair()}cluster Here { ha  host Host8 }\n`;
  const { document, services, diagnostics } = await loadText(text, { files });
  expect(diagnostics).toEqual([]);
  const findings = checkDocument(document, services, { rules });
  expect(findings.map(({ uri, code }) => [uri, code])).toEqual([
    ['file:///main.hatopo', 'vsphere/ha-min-hosts'],
    ['file:///members.hatopo', 'avaya/dup-link-on-restart-hosts'],
    ['file:///site.hatopo', 'vsphere/ha-min-hosts'],
  ]);
  const uplink = findings[1];
  expect(uplink && files['./members.hatopo'].slice(uplink.start, uplink.end)).toBe(
    'nic eth2 -> duplication via vmnic2',
  );
  expect(uplink?.related.map(({ uri }) => uri)).toEqual(['file:///site.hatopo', 'file:///main.hatopo']);
  expect(uplink?.fixes[0]?.edits.map(({ uri, newText }) => [uri, newText])).toEqual([
    ['file:///site.hatopo', '  nic vmnic2 -> duplication'],
  ]);
});

test('what an imported file silences stays silent', async () => {
  const files = {
    './site.hatopo': '// hatopo-ignore vsphere/ha-min-hosts: in May\ncluster Lonely { ha  host Host9 }\n',
  };
  const { document, services } = await loadText('import "./site.hatopo"\n', { files });
  expect(checkDocument(document, services, { rules })).toEqual([]);
});

test('what is silenced is told with its reason, and by which comment', async () => {
  const comment = '// hatopo-ignore vsphere/ha-min-hosts: in May';
  const text = `${comment}\ncluster Lonely { ha  host Host9 }\ncluster Other { ha  host Host8 }\n`;
  const { document, services } = await loadText(text);
  const { findings, silenced } = findingsIn(document, services, { rules });
  expect(findings.map(({ code, start }) => [code, text.slice(0, start).includes('Other')])).toEqual([
    ['vsphere/ha-min-hosts', true],
  ]);
  expect(silenced).toMatchObject([
    {
      code: 'vsphere/ha-min-hosts',
      severity: 'error',
      severityFrom: 'rule',
      fixes: [],
      silencedBy: { reason: 'in May' },
    },
  ]);
  const [by] = silenced.map(({ silencedBy }) => silencedBy);
  expect(by && text.slice(by.start, by.end)).toBe(comment);
});

test('who decided the severity is told', async () => {
  const { document, services } = await loadText('cluster Lonely { ha  host Host9 }\n');
  const severities = { 'vsphere/ha-min-hosts': 'warning' } as const;
  expect(checkDocument(document, services, { severities })).toMatchObject([
    { severity: 'warning', severityFrom: 'configuration' },
  ]);
});

test('what the language offers against its own findings is told, with its places', async () => {
  const text = 'site S {\n  network lan\n  network lna { vlan: 2 }\n}\nvm V on Hots1\nhost Host1\nvm V on Host1\n';
  const { diagnostics } = await loadText(text);
  const unresolved = diagnostics.find(({ code }) => code === 'hatopo/unresolved-name');
  const [fix] = unresolved?.fixes ?? [];
  expect(fix).toMatchObject({ title: 'Change to Host1', safe: false, edits: [{ newText: 'Host1' }] });
  expect(fix?.edits.map(({ start, end }) => text.slice(start, end))).toEqual(['Hots1']);
  const twice = diagnostics.find(({ code }) => code === 'hatopo/duplicate-name');
  expect(twice?.related).toMatchObject([{ uri: 'file:///main.hatopo', range: { start: { line: 4 } } }]);
});

test('two VMs that take the adapter of one template are reported at it with what each lacks', async () => {
  const text = `${site}template Cm { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CM1 on Host1 : Cm
vm CM2 on Host3 : Cm
${cmPair()}`.replace('ha\n    host Host1', 'ha { monitoring: off }\n    host Host1');
  const { document, services } = await loadText(text);
  const places = checkDocument(document, services, { rules })
    .filter(({ code }) => code === 'avaya/dup-link-on-restart-hosts')
    .map(({ start, end, message: said }) => [text.slice(start, end), said.slice(0, 11)]);
  expect(places).toEqual([
    ['nic eth2 -> duplication via vmnic2', 'eth2 of CM1'],
    ['nic eth2 -> duplication via vmnic2', 'eth2 of CM2'],
  ]);
});

test('a rule that stops is reported at the start of the file', async () => {
  const broken = rule({
    id: 'test/broken',
    severity: 'error',
    title: 'A rule of this test',
    why: '',
    sources: [],
    messages: { none: message`` },
    check: () => {
      throw new Error('out of order');
    },
    examples: { breaks: '', keeps: '' },
  });
  const { document, services } = await loadText('network n\n');
  const findings = checkDocument(document, services, { rules: [broken] });
  expect(findings.map(({ code, start, end }) => [code, start, end])).toEqual([['hatopo/internal-error', 0, 0]]);
});

test('what only follows from damage or from names that do not resolve is not said', async () => {
  const findingsOf = async (text: string) => {
    const { document, services, diagnostics } = await loadText(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    return checkDocument(document, services, { rules }).map(({ code }) => code);
  };
  const whole = dataCenter();
  const members = `${cmVm('CM1', 'Host1')}${cmVm('CM2', 'Host2')}`;
  expect(await findingsOf(`${whole}${members.replace('eth2 -> duplication', 'eth2 -> ')}${cmPair()}`)).toEqual([]);
  expect(await findingsOf(`${whole}${members}${cmPair('link: ')}`)).toEqual([]);
  const lost = dataCenter({ hosts: (name) => (name === 'Host3' ? 'host Host3 : Esxy' : esxi(name)) });
  expect(await findingsOf(`${lost}${members}${cmPair()}`)).toEqual([]);
  const cluster = (quorum: string, after: string) => `server a
server b
failover-cluster F { nodes: a, b  quorum: ${quorum} }
service G : failover-group { cluster: F  resource i : ip-address  resource n : network-name { after: ${after} } }
`;
  expect(await findingsOf(cluster('disk nowhere', 'i'))).toEqual([]);
  expect(await findingsOf(cluster('majority with witness nobody', 'ip'))).toEqual([]);
});

test('a severity that was chosen is told with its place', async () => {
  const { document, services } = await loadText('cluster C { ha  host H1 }\ncluster D { ha  host H2 }\n');
  const [id] = ['vsphere/ha-min-hosts'] as const;
  const check = (text: string) =>
    checkDocument(document, services, { rules, uri: 'file:///hatopo.config.json', ...parseConfig(text) });
  for (const finding of check(`{\n"rules": {\n"${id}": "info" } }`))
    expect(finding).toMatchObject({
      severity: 'info',
      severityFrom: 'configuration',
      configuration: { uri: 'file:///hatopo.config.json', line: 3 },
    });
  const [plain] = check('{}');
  expect(plain).toMatchObject({ severity: 'error', severityFrom: 'rule' });
  expect(plain?.configuration).toBeUndefined();
});

describe('what several files find', () => {
  const files = {
    './shared.hatopo':
      '// hatopo-ignore vsphere/ha-min-hosts: in May\ncluster S { ha  host H1 }\ncluster T { ha  host H2 }\n',
    './more.hatopo': 'import "./shared.hatopo"\n',
  };

  async function found(uri: string, options: CheckDocumentOptions = {}) {
    const text = 'import "./shared.hatopo"\n';
    const { document, services } = await loadText(text, { files, uri });
    const closure = importClosure(document, services.shared.workspace.LangiumDocuments);
    return {
      files: new Set(closure.map((file) => file.uri.toString())),
      findings: checkDocument(document, services, { rules, ...options }),
    };
  }

  test('of a file that both import is told once, the graver severity', async () => {
    const mild = await found('file:///one.hatopo', { severities: { 'vsphere/ha-min-hosts': 'info' } });
    const grave = await found('file:///two.hatopo');
    expect(grave.findings).toHaveLength(1);
    for (const both of [
      [mild, grave],
      [grave, mild],
    ])
      expect(together(both)).toEqual([expect.objectContaining({ severity: 'error', uri: 'file:///shared.hatopo' })]);
  });

  test('is idle only where none of them needs it', async () => {
    const needs = await found('file:///one.hatopo');
    const unused: PlacedFinding = {
      ...(needs.findings[0] as PlacedFinding),
      code: 'hatopo/unused-suppression',
      message: 'idle',
    };
    const idle = { files: needs.files, findings: [unused] };
    expect(together([idle])).toEqual([unused]);
    expect(together([idle, idle])).toEqual([unused]);
    expect(together([needs, idle]).map(({ code }) => code)).toEqual(['vsphere/ha-min-hosts']);
    const elsewhere = { files: new Set(['file:///other.hatopo']), findings: [] };
    expect(together([idle, elsewhere])).toEqual([unused]);
  });
});
