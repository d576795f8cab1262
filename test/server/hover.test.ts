import { describe, expect, test, vi } from 'vitest';
import { exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

/** The hover at the mark. */
async function hoverAt(input: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const services = inMemory();
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
  });
  const contents = hover?.contents as { value: string } | undefined;
  return contents?.value ?? '';
}

const avaya = exampleText('avaya-duplication');
const inAvaya = (needle: string, replacement: string) => hoverAt(avaya.replace(needle, replacement));

describe('names', () => {
  test('a reference shows its declaration, its documentation, and values with where they are from', async () => {
    const text = `template Small { vcpu: 2 }
host h { cpu: 4 }
/// Runs the **telephony**.
vm a on h : Small { memory: 8 GB }
service S : standalone { member: <|>a }`;
    const shown = await hoverAt(text);
    expect(shown).toContain('vm a on h : Small');
    expect(shown).toContain('Runs the **telephony**.');
    expect(shown).toContain('| `memory` | 8 GB | [stated](file:///main.hatopo#L4) |');
    expect(shown).toContain('| `vcpu` | 2 | [template Small](file:///main.hatopo#L1) |');
    expect(shown).toMatch(/`boot` \| 60 s \| assumption/);
  });

  test('timings of a service come from its product, with the document or marked as an assumption', async () => {
    const shown = await inAvaya('service Communication', 'service Comm<|>unication');
    expect(shown).toContain(
      '| `hang` | 4.1 s | product avaya.communication-manager: Communication Manager 10.2 alarms',
    );
    expect(shown).toMatch(/`resync` \| 60 s \| product avaya.communication-manager: assumption/);
    expect(shown).toContain('| `active` | CMVM_01 | [stated](');
  });

  test('a timing that the text states wins', async () => {
    const shown = await hoverAt(`host h\nvm a on h\nservice S : standalone { member: a  start: 7 min }\nvm b on h
service <|>T : switchover { primary: S  backup: b  takeover: 9 s }`);
    expect(shown).toContain('| `takeover` | 9 s | [stated](file:///main.hatopo#L5) |');
  });

  test('a product shows its title and what it states, with sources', async () => {
    const shown = await inAvaya('product: avaya.comm', 'product: avaya.co<|>mm');
    expect(shown).toContain('product avaya.communication-manager');
    expect(shown).toContain('**Avaya');
    expect(shown).toMatch(/`hang: \S+ m?s source "Communication Manager 10.2 alarms/);
    expect(shown).toContain('Ships with hatopo.');
  });

  test('a name of an imported file', async () => {
    const shown = await hoverAt('import "./o.hatopo"\nvm a on <|>far', {
      'o.hatopo': '/// Far away.\nhost far { cpu: 4 }',
    });
    expect(shown).toContain('Far away.');
    expect(shown).toContain('| `cpu` | 4 | [stated](file:///o.hatopo#L2) |');
  });

  test('an adapter behind `via`', async () => {
    expect(await inAvaya('via vmnic0', 'via vm<|>nic0')).toContain('nic vmnic0 -> lan for management');
  });
});

describe('words', () => {
  test.each([
    ['keywords', '<|>site S', 'A location: it fails as a whole.'],
    [
      'properties with their default and who says so',
      'host h { re<|>boot: 9 min }',
      'Not written: 600 s (assumption).',
    ],
    ['values', 'storage d { kind: s<|>an }', 'block storage that several hosts can share'],
    ['modes', 'service S : survi<|>vable-core', 'A second core that becomes active'],
    ['kinds of endpoints', 'endpoint E : h3<|>23', 'H.323 phones'],
    ['blocks', 'cluster C { h<|>a }', 'VMs of a lost host are restarted'],
    ['injections', 'host h\nscenario "S" { at 0 s iso<|>late h }', 'A host loses its management network'],
    ['states', 'host h\nscenario "S" { at 0 s fail h expect h runn<|>ing }', 'Powered on'],
    [
      'joints',
      'host h\nscenario "S" { at 0 s fail h expect h running with<|>in 5 s }',
      'The time after the last injection',
    ],
    ['admission control', 'cluster C { ha { admission: tole<|>rate 1 host } }', 'Keep room for the loss'],
  ])('%s', async (_, input, wanted) => {
    expect(await hoverAt(input)).toContain(wanted);
  });

  test('the timings of a block that says nothing', async () => {
    const shown = await hoverAt('cluster C { h<|>a\n host a\n host b }');
    expect(shown).toMatch(/`detect` \| 18 s \|/);
    expect(shown).toMatch(/`placement` \| 12 s \|/);
  });

  test('a property that its product decides says so', async () => {
    const text = avaya.replace('  link: duplication\n', '  link: duplication\n  hang: 4.1 s\n');
    expect(await hoverAt(text.replace('hang: 4', 'ha<|>ng: 4'))).toContain(
      'Until a hung or stalled member counts as lost',
    );
  });

  test('nothing where there is nothing to say', async () => {
    expect(await hoverAt('host h {<|> }')).toBe('');
    expect(await hoverAt('<|>')).toBe('');
  });
});

describe('rules', () => {
  test('at a finding the reason of the rule and its source, without a network', async () => {
    const broken = avaya.replace('  nic eth2 -> duplication via vmnic2\n', '');
    const shown = await hoverAt(broken.replace('vm CMVM_01', 'vm CM<|>VM_01'));
    expect(shown).toContain('`avaya/dup-link-present`');
    expect(shown).toContain('mirrors the state of every call');
    expect(shown).toContain('hatopo-ignore avaya/dup-link-present');
    expect(await hoverAt(avaya.replace('vm CMVM_01', 'vm CM<|>VM_01'))).not.toContain('hatopo-ignore');
  });
});

describe('what hangs on it', () => {
  const link = (name: string) => expect.stringMatching(new RegExp(`\\[${name}\\]\\(file:///main.hatopo#L\\d+\\)`));

  test('who needs it, by kind, with links to them', async () => {
    const shown = await inAvaya('host Host1', 'host Ho<|>st1');
    expect(shown).toMatch(/\*\*Needed by\*\* 1 service \(.*\), 1 group of clients \(.*\), 1 VM \(.*\), 1 cluster/);
    expect(shown).toEqual(link('CommunicationManager'));
    expect(shown).toEqual(link('CMVM_01'));
    expect(await hoverAt('host h\nvm a on h\nvm b on h\nvm c on h\nvm d on h\nvm <|>e on h\nvm f on h')).not.toContain(
      'Needed by',
    );
    const many = await hoverAt('host <|>h\nvm a on h\nvm b on h\nvm c on h\nvm d on h\nvm e on h');
    expect(many).toMatch(/5 VMs \(\[a\].*\[d\].*, …\)/);
  });

  test('what its loss does, from a run', async () => {
    expect(await inAvaya('host Host1', 'host Ho<|>st1')).toContain(
      '**Losing it:** CommunicationManager out 0.2 s, calls kept; protected again at 5:30.',
    );
    expect(await inAvaya('  link: duplication', '  link: dup<|>lication')).toContain(
      '**Losing it:** CommunicationManager serves on, calls kept; not protected any more.',
    );
    // clients lose service, they do not fail
    expect(await inAvaya('endpoint Phones', 'endpoint Pho<|>nes')).not.toContain('Losing it');
    expect(await inAvaya('template Esxi', 'template Es<|>xi')).not.toContain('Losing it');
  });

  test('votes of a failover cluster and who has quorum without each', async () => {
    const mns = exampleText('virtualcenter-mns');
    const shown = await hoverAt(mns.replace('failover-cluster VCC', 'failover-cluster VC<|>C'));
    expect(shown).toContain('**Quorum:** 2 of 3 votes, survives 1.');
    expect(shown).toMatch(/\| \[vc1\]\(\S+\) \| \[vc2\]\(\S+\) \(2 of 2 groups\) \|/);
    expect(shown).toContain('Neither `dynamic-quorum` nor the version is stated');
    expect(shown).not.toContain('| `dynamic-quorum` |');
    const alone = await hoverAt(
      mns.replace(' with witness witness', '').replace('failover-cluster VCC', 'failover-cluster VC<|>C'),
    );
    expect(alone).toContain('2 of 2 votes, survives none');
    expect(alone).toMatch(/\| \[vc1\]\(\S+\) \| nobody \|/);
  });

  test('of a failover cluster over several sites, who has quorum without each site', async () => {
    const sites = `site A { network l  server a1 { nic n -> l }  server a2 { nic n -> l } }
site B { network l  server b1 { nic n -> l }  server b2 { nic n -> l } }
site C { network l  server w { nic n -> l } }
link ab between A.l, B.l\nlink ac between A.l, C.l\nlink bc between B.l, C.l\n`;
    const nodes = 'nodes: a1, a2, b1, b2  networks: A.l, B.l';
    const shown = await hoverAt(`${sites}failover-cluster <|>F { ${nodes}  quorum: majority with witness w }`);
    expect(shown).toMatch(/\| site \[A\]\(\S+\) \| \[b1\]\(\S+\), \[b2\]\(\S+\) \|/);
    expect(shown).toMatch(/\| site \[C\]\(\S+\) \| \[a1\]\(\S+\), \[a2\]\(\S+\), \[b1\]/);
    const without = await hoverAt(`${sites}failover-cluster <|>F { ${nodes}  quorum: majority }`);
    expect(without).toMatch(/\| site \[A\]\(\S+\) \| nobody \|/);
    expect(
      await hoverAt(`network l\nserver a\nserver b\nfailover-cluster <|>F { nodes: a, b  quorum: majority }`),
    ).not.toContain('| site');
  });

  test('a template says who takes it, a product who runs it', async () => {
    const text = 'template T { cpu: 8 }\nhost a : T\nhost b : T\nproduct x.y { title: "Y" }\nserver s\n';
    const template = await hoverAt(text.replace('template T', 'template <|>T'));
    expect(template).toContain('**Taken by** [a](file:///main.hatopo#L2), [b](file:///main.hatopo#L3).');
    expect(await hoverAt('template <|>T { cpu: 8 }')).toContain('nothing takes it');
    const service = 'service S : standalone { product: x.y  member: s }';
    expect(await hoverAt(`${text.replace('x.y', 'x.<|>y')}${service}`)).toContain(
      '**Run by** [S](file:///main.hatopo#L6).',
    );
    expect(await hoverAt(text.replace('x.y', 'x.<|>y'))).not.toContain('Run by');
  });

  test('a property is shown as it is written', async () => {
    expect(await hoverAt('host h { mem<|>ory: 192 GB }')).toMatch(/```hatopo\nmemory: 192 GB\n```/);
    expect(await hoverAt('host h { storage: a,\n   b<|> }\nstorage a\nstorage b')).toContain('storage b');
  });

  test('who survives in a cluster of hypervisors, and where its VMs go', async () => {
    const shown = await inAvaya('cluster DataClusterA', 'cluster Data<|>ClusterA');
    expect(shown).toContain('**Headroom:** N+1: 123 GB free');
    expect(shown).toMatch(/\| \[Host1\]\(\S+\) \| CMVM_01 → \[Host3\]\(\S+\) \|/);
    const off = await hoverAt('cluster <|>C { host a host b }\nvm v on a');
    expect(off).toContain('HA is off');
    expect(await inAvaya('vm CMVM_01', 'vm CM<|>VM_01')).toContain('**When its host is lost** it restarts on Host3.');
  });

  test('a document that can be read has a link', async () => {
    const geo = exampleText('avaya-geo-redundancy');
    expect(await hoverAt(geo.replace('service CallControl', 'service Call<|>Control'))).toMatch(
      /`no-service` \| 5 min \| \[product avaya.communication-manager: ESS User Guide.*\]\(https:\/\/\S+\)/,
    );
  });

  test('in a file that an opened one imports, what hangs on it there', async () => {
    const services = inMemory();
    const { text, offsets } = marked('host <|>far { cpu: 4 }');
    const main = await opened(services, 'import "./o.hatopo"\nvm a on far\nservice S : standalone { member: a }', {
      'o.hatopo': text,
    });
    const other = services.shared.workspace.LangiumDocuments.all.find(({ uri }) => uri.path.endsWith('o.hatopo'));
    if (!other) throw new Error('the imported file is not there');
    vi.spyOn(services.hatopo.server.RuleFindings, 'rootsOf').mockReturnValue([main]);
    const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(other, {
      textDocument: { uri: other.uri.toString() },
      position: positionIn(main, offsets[0] ?? 0),
    });
    const shown = String((hover?.contents as { value: string } | undefined)?.value);
    expect(shown).toContain('1 service ([S](file:///main.hatopo#L3))');
    expect(shown).toContain('**Losing it:** S stays down');
  });
});

test('anywhere in damaged text nothing fails', async () => {
  const services = inMemory();
  const damaged = avaya
    .replace('cluster DataClusterB {', '')
    .replace('standby: CMVM_02', 'standby:')
    .replace('}\n\nvm', '\n\nvm');
  const document = await opened(services, damaged);
  for (let offset = 0; offset < damaged.length; offset += 5) {
    await services.hatopo.lsp.HoverProvider?.getHoverContent(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offset),
    });
  }
});
