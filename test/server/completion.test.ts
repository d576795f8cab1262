// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are snippets of the protocol
import { describe, expect, test } from 'vitest';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, labelsOffered, marked, offered, opened, positionIn } from './support/services.ts';

const ground = `
site Denver {
  network lan
  network dup { dedicated }
  switch sw1
  storage san { kind: san }
  cluster A {
    ha
    host h1 { cpu: 8  memory: 64 GB  storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> dup  nic vmnic5 -> dup }
    host h2 { cpu: 8  memory: 64 GB  storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> dup }
  }
}
site Paris {
  network lan
  host p1 { nic vmnic0 -> lan }
}
link wan between Denver.lan, Paris.lan
server big { nic lan0 -> Denver.lan }
vm a on h1 { disk: san  nic eth0 -> Denver.lan via vmnic0 }
vm b on h2 { disk: san  nic eth0 -> Denver.lan via vmnic0 }
service Telephony : duplication { product: avaya.communication-manager  active: a  standby: b  link: dup }
service Web : active-active { members: big }
endpoint Phones : h323 { on: Denver.lan  registers: Telephony }
`;

const at = (text: string) => labelsOffered(ground + text);

describe('names that belong where the cursor is', () => {
  test('after a role only machines and services, not the service itself nor its other members', async () => {
    const labels = await at('service X : geo-redundant {\n  secondary: a\n  primary: <|>\n}');
    expect(labels).toEqual(expect.arrayContaining(['b', 'big', 'Telephony', 'Web']));
    for (const wrong of ['h1', 'lan', 'Denver', 'X', 'a', 'san']) expect(labels).not.toContain(wrong);
  });

  test('after `on` hosts', async () => {
    expect(await at('vm c on <|>')).toEqual(['h1', 'h2', 'p1']);
  });

  test('after `->` the networks and switches of the site of the host', async () => {
    const text = ground.replace('host p1 { nic vmnic0 -> lan }', 'host p1 { nic vmnic0 -> <|> }');
    expect(await labelsOffered(text)).toEqual(['lan']);
  });

  test('after `->` in a VM the networks of the site of its host', async () => {
    const labels = await at('vm c on h1 { nic eth0 -> <|> }');
    expect(labels).toEqual(expect.arrayContaining(['dup', 'Denver.lan']));
    for (const wrong of ['Paris.lan', 'sw1', 'lan', 'a']) expect(labels).not.toContain(wrong);
  });

  test('after `via` adapters that lead to the network on every host that may run the VM', async () => {
    expect(await at('vm c on h1 { nic eth2 -> dup via <|> }')).toEqual(['vmnic2']);
    expect(await at('vm c on h1 { nic eth0 -> Denver.lan via <|> }')).toEqual(['vmnic0']);
    expect(await at('vm c on h1 { nic eth2 -> dup via vmnic2, <|> }')).not.toContain('vmnic2');
  });

  test('behind a dot what stands in it', async () => {
    expect(await at('endpoint E : sip { on: Denver.<|> }')).toEqual(['dup', 'lan']);
    expect(await at('scenario "S" { at 0 s fail h1.<|> }')).toEqual(['vmnic0', 'vmnic2', 'vmnic5']);
  });

  test('a name is offered as it must be written from here', async () => {
    const labels = await at('endpoint E : sip { on: <|> }');
    expect(labels).toEqual(['dup', 'Denver.lan', 'Paris.lan']);
  });

  test('products, those first that allow the mode', async () => {
    const labels = await at('service X : duplication { product: <|> }');
    expect(labels[0]).toBe('avaya.communication-manager');
    expect(labels).toContain('mitel.mx-one-service-node');
  });

  test('a product of which the first word is written is replaced as a whole', async () => {
    const [item] = await offered('service X : duplication { product: avaya.comm<|> }');
    expect(item?.label).toBe('avaya.communication-manager');
    expect(item?.textEdit).toMatchObject({ range: { start: { character: 35 }, end: { character: 45 } } });
  });

  test('templates behind the colon of a host', async () => {
    expect(await at('template Esxi { cpu: 8 }\nhost h9 : <|>')).toEqual(['Esxi']);
  });

  test('names of imported files', async () => {
    const files = { 'other.hatopo': 'host far\nsite S { host inner }' };
    expect(await labelsOffered('import "./other.hatopo"\nvm c on <|>', { files })).toEqual(['far', 'inner']);
  });

  test('resources of the group', async () => {
    const text = 'service G : failover-group { resource ip : ip-address  resource name : network-name { after: <|> } }';
    expect(await labelsOffered(text)).toContain('ip');
  });
});

describe('words, units and states', () => {
  test('units after a number, of what is measured', async () => {
    expect(await at('host h9 { memory: 64 <|> }')).toEqual(['KB', 'MB', 'GB', 'TB', 'PB']);
    expect(await at('service X : duplication { takeover: 200 <|> }')).toEqual(['ms', 's', 'min', 'h', 'd', 'y']);
    expect(await at('link l between sw1, dup { loss: 1<|> }')).toEqual(['%']);
  });

  test('a unit right behind its number comes with a blank', async () => {
    const [unit] = await offered('host h { memory: 64<|> }');
    expect(unit?.textEdit?.newText).toBe(' KB');
  });

  test('words of a property', async () => {
    expect(await at('storage d { kind: <|> }')).toEqual(['san', 'nas', 'vsan', 'local']);
    expect(await at('vm c on h1 { restart-priority: hi<|> }')).toEqual(['high', 'highest']);
  });

  test('modes, kinds of endpoints, types of resources', async () => {
    expect(await at('service X : <|>')).toContain('survivable-core');
    expect(await at('endpoint X : <|>')).toEqual(['h323', 'sip', 'media-gateway', 'agent']);
    expect(await at('service G : failover-group { resource r : <|> }')).toContain('network-name');
  });

  test('uses of an adapter, without those that are there', async () => {
    const labels = await at('host h9 { nic n -> dup for management, <|> }');
    expect(labels).toContain('vmotion');
    expect(labels).not.toContain('management');
  });

  test('admission control and quorum', async () => {
    expect(await at('cluster C { ha { admission: <|> } }')).toEqual(['tolerate', 'reserve', 'dedicated', 'off']);
    expect(await at('failover-cluster F { nodes: a, b  quorum: disk <|> }')).toEqual(['san']);
    expect(await at('failover-cluster F { nodes: a, b  quorum: majority with witness <|> }')).toEqual(['big']);
  });

  test('only states that the subject can be in', async () => {
    const service = await at('scenario "S" { at 0 s fail h1\n  expect Telephony <|> }');
    expect(service).toEqual(expect.arrayContaining(['up', 'active', 'protected', 'dual-active', 'calls', 'never']));
    for (const wrong of ['in-service', 'quorate', 'running', 'backup']) expect(service).not.toContain(wrong);
    const phones = await at('scenario "S" { at 0 s fail h1\n  expect Phones <|> }');
    expect(phones).toEqual(['in-service', 'out-of-service', 'calls', 'never', 'not']);
    const member = await at('scenario "S" { at 0 s fail h1\n  expect a <|> }');
    expect(member).toEqual(expect.arrayContaining(['running', 'standby', 'active']));
    expect(member).not.toContain('backup');
    const cluster = await at('failover-cluster F { nodes: a, b }\nscenario "S" { at 0 s fail h1\n  expect F <|> }');
    expect(cluster).toContain('quorate');
    expect(cluster).not.toContain('up');
  });

  test('what follows a state', async () => {
    expect(await at('scenario "S" { at 0 s fail h1\n  expect a running <|> }')).toEqual(
      expect.arrayContaining(['on', 'within', 'at', 'expect']),
    );
    expect(await at('scenario "S" { at 0 s fail h1\n  expect a running on <|> }')).toEqual(
      expect.arrayContaining(['h1', 'h2', 'A', 'Denver']),
    );
    expect(await at('scenario "S" { at 0 s fail h1\n  expect Telephony calls <|> }')).toEqual([
      'preserved',
      'dropped',
      'lost',
    ]);
  });

  test('subjects of an expectation', async () => {
    const labels = await at('scenario "S" { at 0 s fail h1\n  expect <|> }');
    expect(labels).toEqual(expect.arrayContaining(['Telephony', 'Phones', 'a', 'outage', 'network']));
    expect(await at('scenario "S" { expect outage of <|> }')).toEqual(expect.arrayContaining(['Telephony', 'a']));
  });

  test('injections, and what each is done to', async () => {
    expect(await at('scenario "S" { at 5 min <|> }')).toEqual(expect.arrayContaining(['fail', 'restore', 'partition']));
    const isolate = await at('scenario "S" { at 5 min isolate <|> }');
    expect(isolate).toEqual(expect.arrayContaining(['h1', 'h2', 'p1']));
    expect(isolate).not.toContain('a');
    expect(await at('scenario "S" { at 5 min fail network <|> }')).toEqual(['dup', 'Denver.lan', 'Paris.lan']);
    expect(await at('scenario "S" { at 5 min migrate a to <|> }')).toContain('h2');
    expect(await at('scenario "S" { at 5 min migrate a to <|> }')).not.toContain('p1');
    expect(await at('scenario "S" { at 5 min fail san for <|> }')).toEqual(expect.arrayContaining(['h1', 'big']));
  });

  test('settings that the product declares, and their values', async () => {
    const text = 'service V : failover-group { product: vmware.virtualcenter  settings { <|> } }';
    expect(await labelsOffered(text)).toContain('managed-ip');
    expect(await labelsOffered(text.replace('<|>', 'managed-ip: <|>'))).toEqual(['both', 'config-file', 'registry']);
  });
});

describe('what may stand in a body', () => {
  test('at top level statements only', async () => {
    const labels = await labelsOffered('<|>');
    expect(labels).toEqual(expect.arrayContaining(['topology', 'import', 'site', 'vm', 'scenario']));
    for (const wrong of ['nic', 'memory', 'at', 'ha', 'resource']) expect(labels).not.toContain(wrong);
  });

  test('required properties first, and none that is there', async () => {
    const labels = await labelsOffered('service X : duplication {\n  active: a\n  <|>\n  link: l\n}');
    expect(labels[0]).toBe('standby');
    for (const there of ['active', 'link']) expect(labels).not.toContain(there);
    for (const wrong of ['members', 'memory', 'nic', 'resource']) expect(labels).not.toContain(wrong);
  });

  test('a property that is being renamed is offered', async () => {
    expect(await labelsOffered('host h {\n  memo<|>\n}')).toEqual(['memory']);
  });

  test('of blocks only one', async () => {
    const labels = await labelsOffered('cluster C {\n  ha\n  <|>\n}');
    expect(labels).toEqual(expect.arrayContaining(['drs', 'host', 'edition']));
    expect(labels).not.toContain('ha');
  });

  test('by the mode of the service', async () => {
    const labels = await labelsOffered('service X : failover-group {\n  <|>\n}');
    expect(labels[0]).toBe('cluster');
    expect(labels).toEqual(expect.arrayContaining(['resource', 'synchronize', 'preferred']));
    expect(labels).not.toContain('standby');
  });

  test('in a scenario steps and expectations', async () => {
    expect(await labelsOffered('scenario "S" {\n  <|>\n}')).toEqual(['at', 'expect', 'horizon']);
  });

  test('each item says what it is', async () => {
    for (const input of ['<|>', 'host h { <|> }', 'scenario "S" { at 0 s <|> }', 'service X : <|>']) {
      const items = await offered(input);
      expect(items.length).toBeGreaterThan(3);
      for (const item of items) expect(item, item.label).toMatchObject({ documentation: { kind: 'markdown' } });
    }
  });

  test('snippets where the editor takes them, plain beginnings elsewhere', async () => {
    const text = 'host h { <|> }';
    const memory = (items: Awaited<ReturnType<typeof offered>>) => items.find(({ label }) => label === 'memory');
    expect(memory(await offered(text))?.textEdit?.newText).toBe('memory: ');
    const snippet = memory(await offered(text, { snippets: true }));
    expect(snippet?.textEdit?.newText).toBe('memory: ${1:128} GB');
    expect(snippet?.insertTextFormat).toBe(2);
    const pair = (await offered('<|>', { snippets: true })).find(({ label }) => label === 'service : duplication');
    expect(pair?.textEdit?.newText).toBe('service ${1:Name} : duplication {\n\tactive: $2\n\tstandby: $3\n\t$0\n}');
  });
});

describe('damaged and unfinished text', () => {
  test('at the end of a line whose statement is not finished', async () => {
    expect(await at('service X : duplication {\n  active: <|>\n  standby: b\n}')).toContain('big');
    expect(await at('vm c on <|>\nvm d on h1')).toEqual(['h1', 'h2', 'p1']);
  });

  test('on the line below one that lacks its value, both what lacks and a new statement', async () => {
    const labels = await at('service X : duplication {\n  active:\n  <|>\n}');
    expect(labels).toEqual(expect.arrayContaining(['standby', 'link', 'big']));
  });

  test('below a body that was never closed', async () => {
    expect(await at('cluster C {\n  host x {\n    cpu: 4\n\nvm c on <|>')).toContain('h1');
    expect(await labelsOffered('cluster C {\n  ha {\n  host x { <|> }\n}')).toContain('memory');
  });

  test('behind a brace too many', async () => {
    expect(await labelsOffered('host x { cpu: 4 } }\n\nvm c on x { <|>')).toContain('vcpu');
  });

  test('behind text that is none of the language', async () => {
    expect(await at('?? !! lorem "ipsum\nvm c on h1 {\n  nic eth0 -> <|>\n}')).toContain('Denver.lan');
  });

  test('nothing in comments and between quotes', async () => {
    expect(await labelsOffered('host h { // cp<|>\n}')).toEqual([]);
    expect(await labelsOffered('host h { /* cp<|> */ }')).toEqual([]);
    expect(await labelsOffered('topology "Ho<|>"')).toEqual([]);
  });

  test('nothing where a name is given', async () => {
    expect(await labelsOffered('host <|>')).toEqual([]);
    expect(await at('vm <|> on h1')).toEqual([]);
  });

  test('paths of other files in an import', async () => {
    const services = inMemory();
    await opened(services, 'host x', {}, 'file:///sites/denver.hatopo');
    const { text, offsets } = marked('import "./<|>"');
    const document = await opened(services, text);
    const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offsets[0] ?? 0),
    });
    expect(list?.items.map(({ label }) => label)).toEqual(['./sites/denver.hatopo']);
  });

  test('anywhere in any example nothing fails', async () => {
    const services = inMemory();
    for (const name of exampleNames) {
      const text = exampleText(name);
      const document = await opened(services, text, {}, `file:///${name}.hatopo`);
      for (let offset = 0; offset <= text.length; offset += 7) {
        const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
          textDocument: { uri: document.uri.toString() },
          position: positionIn(document, offset),
        });
        for (const item of list?.items ?? []) expect(item.label).toBeTruthy();
      }
    }
  });
});

test('at the end of any beginning of an example something fits, and nothing fails', async () => {
  const services = inMemory();
  let count = 0;
  for (const name of exampleNames) {
    const text = exampleText(name);
    for (let end = 0; end <= text.length; end += 97) {
      const document = await opened(services, text.slice(0, end), {}, `file:///${count++}.hatopo`);
      const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
        textDocument: { uri: document.uri.toString() },
        position: positionIn(document, end),
      });
      for (const { label, textEdit } of list?.items ?? []) expect(textEdit?.newText, label).toBeTruthy();
    }
  }
  expect(count).toBeGreaterThan(100);
}, 60_000);

describe('what the editor asks on its own', () => {
  test('a blank opens the list only where something must follow', async () => {
    expect(await labelsOffered(`${ground}vm c on <|>`, { by: ' ' })).toEqual(['h1', 'h2', 'p1']);
    expect(await labelsOffered('host h { memory: 64 <|> }', { by: ' ' })).toContain('GB');
    expect(await labelsOffered('host h { memory: 64 GB <|> }', { by: ' ' })).toEqual([]);
    expect(await labelsOffered('host h { memory: 64 GB <|> }')).toContain('cpu');
  });

  test('right behind a colon or an arrow a blank is written', async () => {
    const [mode] = await offered('service X :<|>');
    expect(mode?.textEdit?.newText).toBe(' standalone');
    const [network] = await offered('network lan\nhost h { nic n -><|> }');
    expect(network?.textEdit?.newText).toBe(' lan');
  });
});

describe('large files', () => {
  test('names are filtered and limited here, and typing on finds the rest', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `host node${index}`).join('\n');
    const services = inMemory();
    const { text, offsets } = marked(`${many}\nvm v on <|>\nvm w on node299<|>`);
    const document = await opened(services, text);
    const at = (index: number) =>
      services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
        textDocument: { uri: document.uri.toString() },
        position: positionIn(document, offsets[index] ?? 0),
      });
    const all = await at(0);
    expect(all?.isIncomplete).toBe(true);
    expect(all?.items.length).toBeLessThanOrEqual(100);
    const narrowed = await at(1);
    const wanted = ['node299', ...Array.from({ length: 10 }, (_, index) => `node299${index}`)];
    expect(narrowed?.items.slice(0, 11).map(({ label }) => label)).toEqual(wanted);
  });

  test('what is likeliest meant is not cut off by what comes before it', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `vm v${index}`).join('\n');
    const service = 'service Last : standalone { member: v1 }';
    const labels = await labelsOffered(`${many}\n${service}\nendpoint E : sip { registers: <|> }`);
    expect(labels[0]).toBe('Last');
    expect(labels.length).toBe(100);
  });

  test('in a site that is larger than what is read anew, the same is offered', async () => {
    const hosts = Array.from({ length: 2500 }, (_, index) => `  host node${index} { cpu: 4 }`).join('\n');
    const labels = await labelsOffered(`site Big {\n  network lan\n${hosts}\n  host last { nic n -> <|> }\n}`);
    expect(labels).toEqual(['lan']);
    expect(await labelsOffered(`site Big {\n${hosts}\n  <|>\n}`)).toContain('cluster');
    expect(await labelsOffered(`site Big {\n${hosts}\n  <|>\n}`)).not.toContain('scenario');
  });
});
