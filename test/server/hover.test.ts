import { describe, expect, test } from 'vitest';
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
    expect(shown).toContain('| `memory` | 8 GB | stated |');
    expect(shown).toContain('| `vcpu` | 2 | template Small |');
    expect(shown).toMatch(/`boot` \| 60 s \| assumption/);
  });

  test('timings of a service come from its product, with the document or marked as an assumption', async () => {
    const shown = await inAvaya('service Communication', 'service Comm<|>unication');
    expect(shown).toContain(
      '| `hang` | 4.1 s | product avaya.communication-manager: Communication Manager 10.2 alarms',
    );
    expect(shown).toMatch(/`resync` \| 60 s \| product avaya.communication-manager: assumption/);
    expect(shown).toContain('| `active` | CMVM_01 | stated |');
  });

  test('a timing that the text states wins', async () => {
    const shown = await hoverAt(`host h\nvm a on h\nservice S : standalone { member: a  start: 7 min }\nvm b on h
service <|>T : switchover { primary: S  backup: b  takeover: 9 s }`);
    expect(shown).toContain('| `takeover` | 9 s | stated |');
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
    expect(shown).toContain('| `cpu` | 4 | stated |');
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
