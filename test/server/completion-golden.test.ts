// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are snippets of the protocol
import { describe, expect, test } from 'vitest';
import { componentKinds } from '../../engine/topology/kinds.ts';
import { loadText } from '../../language/load.ts';
import { starters } from '../../language/starters/index.ts';
import { modes, statements } from '../../language/vocabulary/index.ts';
import { serviceSnippet, statementSnippet } from '../../server/completion/snippets.ts';
import { snippetOf } from '../../server/completion/starters.ts';
import { inMemory, labelsOffered, marked, offered, opened, positionIn } from './support/services.ts';

const ground = `
site Denver {
  network lan
  network dup { dedicated }
  switch sw1
  rack r1
  storage san { kind: san }
  cluster A {
    ha
    host h1 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> dup  nic vmnic5 -> dup }
    host h2 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> dup }
  }
  host lone
}
site Paris {
  network lan
  network local
  storage nas { kind: nas }
  host p1 { nic vmnic0 -> lan }
}
link wan between Denver.lan, Paris.lan
server big { nic lan0 -> Denver.lan }
vm a on h1 { vcpu: 3  memory: 5 GB  disk: san  nic eth0 -> Denver.lan via vmnic0 }
vm b on h2 { vcpu: 3  memory: 5 GB }
vm c on h1
vm d on h2
service Web : standalone { member: d }
`;

const times = ['ms', 's', 'min', 'h', 'd', 'y'];

/** What is offered at the mark, whole and in order. */
const golden: readonly (readonly [string, readonly string[]])[] = [
  // roles: VMs first; those that share a host with another member, or serve already, last; of pairs, no services
  ['service X : duplication { active: <|> }', ['a', 'b', 'c', 'big', 'd']],
  ['service X : duplication { active: W<|> }', ['Web']],
  ['service X : duplication { active: a  standby: <|> }', ['b', 'big', 'd', 'c']],
  ['service X : active-active { members: <|> }', ['a', 'b', 'c', 'big', 'd', 'Web']],
  ['service X : survivable-core { main: <|> }', ['Web', 'big', 'a', 'b', 'c', 'd']],
  ['service X : duplication { active: a  standby: b  link: <|> }', ['dup', 'Denver.lan', 'wan']],
  ['service X : duplication { product: avaya.communication-manager  hang: <|> }', ['4100 ms', '4.1 s']],
  ['service X : duplication { product: avaya.communication-manager  hang: 4 <|> }', times],
  // places
  ['vm e on h1 { nic eth0 -> <|> }', ['Denver.lan', 'dup']],
  ['vm e on p1 { nic eth0 -> <|> }', ['local', 'Paris.lan']],
  ['vm e on h1 { nic eth1 -> dup via <|> }', ['vmnic2']],
  ['vm e on h1 { nic eth1 -> dup via vmnic2, <|> }', []],
  ['vm e on h1 { disk: <|> }', ['san']],
  ['vm e on p1 { disk: <|> }', ['nas']],
  ['link l between Denver.lan, <|>', ['dup', 'local', 'Paris.lan', 'sw1']],
  ['site Rome { network inner  endpoint E : sip { on: <|> } }', ['inner']],
  ['failover-cluster F { nodes: a, b  quorum: disk <|> }', ['nas', 'san']],
  ['failover-cluster F { nodes: a, big  networks: <|> }', ['dup', 'local', 'Denver.lan', 'Paris.lan']],
  ['failover-cluster F { nodes: a, b  networks: <|> }', ['dup', 'Denver.lan']],
  // values and units
  ['vm e on h1 { vcpu: <|> }', ['3', '2']],
  ['vm e on h1 { memory: <|> }', ['5 GB', '8 GB']],
  ['vm e on h1 { memory: 5 <|> }', ['KB', 'MB', 'GB', 'TB', 'PB']],
  ['network n { subnet: <|> }', ['"10.1.0.0/16"']],
  ['scenario "S" { at <|> }', ['0 s', '5 min', '10 min']],
  ['scenario "S" { at 0 s fail h1  expect a running within <|> }', ['1 s', '10 s', '1 min', '5 min', '15 min']],
  ['scenario "S" { at 0 s fail h1  expect outage of Web < <|> }', ['1 s', '5 s', '1 min', '5 min']],
  ['cluster C { ha { isolation: <|> } }', ['power-off', 'shut-down', 'leave-on']],
  ['cluster C { drs { mode: <|> } }', ['manual', 'partially-automated', 'fully-automated']],
  ['scenario "S" { at 0 s migrate a to <|> }', ['h2', 'host']],
  ['endpoint E : <|>', ['h323', 'sip', 'media-gateway', 'agent']],
  ['endpoint E : sip { registers: <|> }', ['Web', 'a', 'b', 'c', 'd', 'big']],
  // what the cluster at hand has
  ['vm e on h1 { ft { secondary: <|> } }', ['h2']],
  ['failover-cluster F { nodes: a, big  quorum: majority with witness <|> }', ['b', 'c', 'd']],
  // what must come next
  ['service X <|>', [':']],
  ['endpoint X <|>', [':']],
  ['service X : failover-group { resource r <|> }', [':']],
  ['vm e on h1 { nic eth0 <|> }', ['->']],
  ['scenario "S" { at 0 s partition Denver <|> }', ['|']],
  ['objective "O" { any host fails <|> }', [':']],
  ['cluster C { ha { admission: tolerate <|> } }', ['1 host', '2 hosts']],
  ['cluster C { ha { admission: reserve <|> } }', ['25 %', '33 %', '50 %']],
];

/** Templates, a second cluster, a failover group, racks. */
const further = `
rack q1
template Metal { cpu: 8  memory: 300 GB  version: 7.0 }
template Guest { vcpu: 4  memory: 6 GB }
template Either { release: 2 }
cluster B {
  ha { primary: <primary>  admission: dedicated <dedicated> }
  drs { keep apart <apart>  keep g on <on> }
  host k1 : Metal { rack: r1 }
  host k2 : Metal { rack: r1 }
}
vm g on k1 : Guest
failover-cluster FC { nodes: big }
service Files : failover-group { cluster: FC }
service Pair : duplication { active: a  standby: b }
`;
const within = (place: string, text: string) => further.replace(`<${place}>`, text).replaceAll(/<\w+>/g, 'k1');
const behind = (text: string) => `${within('none', '')}${text}`;

const narrowed: readonly (readonly [string, readonly string[]])[] = [
  [within('primary', '<|>'), ['k1', 'k2']],
  [within('dedicated', '<|>'), ['k1', 'k2']],
  [within('apart', '<|>'), ['g']],
  [within('on', '<|>'), ['k1', 'k2']],
  // templates that state nothing which the statement cannot have, and what they state
  [behind('vm n on k1 : <|>'), ['Either', 'Guest']],
  [behind('server n : <|>'), ['Either', 'Metal']],
  [behind('vm n on k1 { memory: <|> }'), ['5 GB', '6 GB', '8 GB']],
  [behind('failover-cluster N { version: <|> }'), ['2003', '2022', '2019', '2016', '2012', '2008']],
  // what stands there already may stay
  [behind('service X : switchover { primary: b<|>  backup: c }'), ['big', 'b']],
  // members are alike
  [
    behind('service X : geo-redundant { primary: Pair  secondary: <|> }'),
    ['Files', 'Web', 'big', 'c', 'g', 'a', 'b', 'd'],
  ],
  // nodes of the group's cluster
  [behind('failover-cluster N { nodes: a, b }\nservice X : failover-group { cluster: N  owners: <|> }'), ['a', 'b']],
  [behind('failover-cluster N { nodes: a, b }\nservice X : failover-group { cluster: N  owners: b  on: <|> }'), ['b']],
  [
    behind(
      'failover-cluster N { nodes: a, b }\nservice X : failover-group { cluster: N  synchronize { script: <|> } }',
    ),
    ['a', 'b'],
  ],
  [behind('scenario "S" { at 0 s fail FC<|> }'), ['FC.big']],
  // what a resource of the type has comes first
  [
    behind('service X : failover-group { resource r : network-name { <|> } }'),
    [
      ...['after', 'start', 'stop', 'name', 'dns-name', 'resource-monitor', 'owners'],
      ...['address', 'use-network-name', 'registry-key', 'netbios', 'service-name', 'start-parameters'],
    ],
  ],
  // steps: what the verb can be done to
  [behind('scenario "S" { at 0 s fail h1  at 1 min restore <|> }'), ['h1', 'a', 'c']],
  [behind('scenario "S" { at 0 s fail wan  at 1 min isolate h2  at 2 min restore <|> }'), ['h2', 'wan', 'b', 'd']],
  [behind('scenario "S" { at 0 s fail san <|> }'), ['for', 'at', 'expect', 'horizon']],
  [behind('scenario "S" { at 0 s fail h1 <|> }'), ['at', 'expect', 'horizon']],
  [behind('scenario "S" { at 0 s move <|> }'), ['Files']],
  [behind('scenario "S" { at 0 s activate <|> }'), ['a', 'b', 'big', 'FC.big']],
  [behind('scenario "S" { at 0 s partition Denver | Pa<|> }'), ['Paris']],
  // places where a subject may be
  [behind('scenario "S" { at 0 s fail h1  expect Pair active on <|> }'), ['h1', 'h2', 'a', 'b', 'Denver', 'A']],
  [behind('scenario "S" { at 0 s fail h1  expect g running on <|> }'), ['k1', 'k2', 'B']],
  [behind('scenario "S" { at 0 s partition De<|> }'), ['Denver']],
  // an objective goes on about the same subject, or another
  [behind('objective "O" { any host fails: Pair up within 5 min, pro<|> }'), ['protected']],
  [behind('objective "O" { any host fails: Pair up within 5 min, protected <|> }'), ['any', 'within']],
  // rules compare with names, amounts and their units
  [behind('rule r info "M" { all h in hosts: h.rack = <|> }'), ['q1', 'r1', 'h']],
  [behind('rule r info "M" { all h in hosts: h.memory > <|> }'), ['128 GB', 'h']],
  [behind('rule r info "M" { all h in hosts: h.memory > 32 <|> }'), ['KB', 'MB', 'GB', 'TB', 'PB']],
];

describe('what is offered, whole and in order', () => {
  test.each(golden)('%s', async (text, labels) => {
    expect(await labelsOffered(ground + text)).toEqual(labels);
  });

  test.each(narrowed)('%s', async (text, labels) => {
    const kindWords = new Set<string>([...componentKinds, 'vm', 'server', 'service', 'nic', 'resource']);
    const offers = (await labelsOffered(ground + text)).filter((label) => !kindWords.has(label));
    expect(offers).toEqual(labels);
  });

  test('each unit and each setting says what it is', async () => {
    const product = 'service X : failover-group { product: vmware.virtualcenter  settings { ';
    for (const text of ['vm e on h1 { memory: 5 <|> }', `${product}<|> } }`, `${product}managed-ip: <|> } }`]) {
      const items = await offered(ground + text);
      expect(items.length).toBeGreaterThan(0);
      for (const { documentation } of items)
        expect(documentation).toMatchObject({ value: expect.stringMatching(/\w/) });
    }
  });

  test('storage that a host does not see on which the VM may run comes last, and says so', async () => {
    const hosts = 'storage one\nstorage two\ncluster C { host a { storage: one, two } host b { storage: two } }';
    const items = await offered(`${hosts}\nvm v on a { disk: <|> }`);
    expect(items.map(({ label }) => label)).toEqual(['two', 'one']);
    expect(items[1]?.detail).toContain('not seen by b');
  });

  test('an item says why it is less likely meant', async () => {
    const items = await offered(`${ground}service X : duplication { active: a  standby: <|> }`);
    expect(items.find(({ label }) => label === 'c')?.detail).toContain('shares its host with a');
    expect(items.find(({ label }) => label === 'd')?.detail).toContain('serves Web already');
    const [adapter] = await offered(
      `${ground.replace('nic vmnic2 -> dup }', '}')}vm e on h1 { nic eth1 -> dup via <|> }`,
    );
    expect(adapter).toMatchObject({ label: 'vmnic2', detail: expect.stringContaining('not on h2') });
    // none leads there: those that every host has
    const elsewhere = await offered(`${ground}network other\nvm e on h1 { nic eth1 -> other via <|> }`);
    expect(elsewhere.map(({ label }) => label)).toEqual(['vmnic0', 'vmnic2']);
    expect(elsewhere[0]?.detail).toContain('does not lead to other');
  });
});

describe('timings of a product', () => {
  const text = `${ground}service X : duplication { product: avaya.communication-manager\n  <|>\n}`;

  test('are inserted with what the product says', async () => {
    const items = await offered(text, { snippets: true });
    const hang = items.find(({ label }) => label === 'hang');
    expect(hang?.textEdit?.newText).toBe('hang: ${1:4100} ms');
    expect(hang?.detail).toBe('hang: 4100 ms (avaya.communication-manager)');
    const link = items.find(({ label }) => label === 'link-loss');
    expect(link?.documentation).toMatchObject({
      value: expect.stringMatching(/avaya.communication-manager: 50 s \(40 s to 60 s\), .*H248 Link Recovery/),
    });
    const takeover = items.find(({ label }) => label === 'takeover');
    expect(takeover?.documentation).toMatchObject({ value: expect.stringContaining('assumption') });
  });

  test('without a product those of the language', async () => {
    const items = await offered(text.replace('product: avaya.communication-manager', ''), { snippets: true });
    expect(items.find(({ label }) => label === 'hang')?.textEdit?.newText).toBe('hang: ${1:4.1} s');
  });
});

describe('snippets', () => {
  const plain = (snippet: string) =>
    snippet
      .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, '$1')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$\{?\d+\}?/g, 'X');

  test('every statement has one, with a tab stop', () => {
    for (const { id } of statements) expect(statementSnippet(id), id).toBeDefined();
    const without = statements.filter(({ id }) => !/\$/.test(statementSnippet(id) ?? '')).map(({ id }) => id);
    expect(without).toEqual(['ha']);
  });

  test.each(modes.map((entry) => [entry.mode, entry] as const))('of a %s service reads', async (_, entry) => {
    const snippet = serviceSnippet(entry);
    const stops = [...snippet.matchAll(/\$\{?(\d+)/g)].map(([, stop]) => Number(stop));
    const required = entry.properties.filter((use) => use.required).length;
    expect(new Set(stops)).toEqual(new Set([0, 1, ...Array.from({ length: required }, (_each, at) => at + 2)]));
    const { diagnostics } = await loadText(plain(snippet).replace(/\n\tX\n/, '\n'));
    expect(diagnostics.filter(({ code }) => code === 'hatopo/syntax' || code === 'hatopo/required')).toEqual([]);
  });
});

describe('an empty file', () => {
  test.each(['<|>', '// notes\n\n<|>', 'topo<|>', '/* a\n b */ <|>'])(
    '%j offers whole topologies first',
    async (input) => {
      const labels = await labelsOffered(input);
      expect(labels.slice(0, starters.length)).toEqual(starters.map(({ title }) => `topology: ${title}`));
    },
  );

  test.each(['host a\n<|>', 'site S {\n  <|>\n}', 'import "./a.hatopo"\n<|>'])('%j does not', async (input) => {
    expect((await labelsOffered(input)).filter((label) => label.startsWith('topology:'))).toEqual([]);
  });

  test('a starter is found by its words, and accepted as it is, or with tab stops for its names', async () => {
    const [item] = await offered('dupl<|>');
    expect(item?.textEdit?.newText).toBe(starters.find(({ title }) => title.startsWith('duplicated'))?.text);
    for (const starter of starters) {
      const snippet = snippetOf(starter);
      const stops = new Map([...snippet.matchAll(/\$\{(\d+):([^}]+)\}/g)].map(([, stop, name]) => [stop, name]));
      expect([...stops.values()].sort()).toEqual([...starter.names].sort());
      const filled = snippet
        .replace(/\$\{(\d+):([^}]+)\}/g, '$2')
        .replace(/(?<!\\)\$(\d+)/g, (_, stop: string) => stops.get(stop) ?? '')
        .replace(/\\([\\$}])/g, '$1');
      expect(filled).toBe(starter.text);
    }
  });
});

test('a mode comes with the body of its service, where nothing follows', async () => {
  const whole = (await offered('service X : dup<|>', { snippets: true })).map(({ label }) => label);
  expect(whole).toEqual(['duplication', 'duplication { … }']);
  const item = (await offered('service X : dup<|>\n', { snippets: true }))[1];
  expect(item?.textEdit?.newText).toBe('duplication {\n\tactive: $1\n\tstandby: $2\n\t$0\n}');
  expect(await labelsOffered('service X : dup<|> { }', { snippets: true })).toEqual(['duplication']);
  expect(await labelsOffered('service X : dup<|>')).toEqual(['duplication']);
});

test('the list opens again where something is to be chosen at the first stop of what was inserted', async () => {
  const opens = async (text: string, label: string) => {
    const items = await offered(text, { snippets: true, again: true });
    const item = items.find((each) => each.label === label);
    expect(item).toBeDefined();
    return item?.command?.command === 'editor.action.triggerSuggest';
  };
  expect(await opens('service X : <|>', 'duplication { … }')).toBe(true);
  expect(await opens('vm v on h { <|> }', 'ft')).toBe(true);
  expect(await opens('vm v on h { <|> }', 'disk')).toBe(true);
  expect(await opens('<|>', 'service : duplication')).toBe(false);
  expect(await opens('vm v on h { <|> }', 'memory')).toBe(false);
});

test('an item says what it takes the place of, in the middle of a word', async () => {
  const services = inMemory();
  services.shared.server.Client.insertsOrReplaces = true;
  const { text, offsets } = marked(`${ground}service X : duplication { active: a  standby: bi<|>gger }`);
  const document = await opened(services, text);
  const position = positionIn(document, offsets[0] ?? 0);
  const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
    textDocument: { uri: document.uri.toString() },
    position,
  });
  const { line, character } = position;
  const start = { line, character: character - 2 };
  expect(list?.items.find(({ label }) => label === 'big')?.textEdit).toEqual({
    newText: 'big',
    insert: { start, end: position },
    replace: { start, end: { line, character: character + 4 } },
  });
});

test('documentation waits until somebody looks at an item, where the editor asks then', async () => {
  const services = inMemory();
  services.shared.server.Client.resolvesDocumentation = true;
  const document = await opened(services, `${ground}/// The **last**.\nhost late`);
  const ask = () =>
    services.hatopo.server.Completions.getCompletion(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, 1),
    });
  const [first, ...others] = (await ask())?.items ?? [];
  if (!first) throw new Error('nothing is offered');
  expect([first, ...others].every(({ documentation }) => documentation === undefined)).toBe(true);
  const resolved = services.hatopo.server.Completions.resolve(first);
  expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('```hatopo') });
  await ask();
  // an item of an earlier list is left as it is
  expect(services.hatopo.server.Completions.resolve(first)).toEqual(first);
});
