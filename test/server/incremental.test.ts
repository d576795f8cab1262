/** After any edits of several files a server tells of them what one tells that opens them anew. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Edit, edited, edits } from '../language/reparse/edits.ts';
import { exampleText } from '../support/topology.ts';
import { change, serverWith, stateOf, type Texts } from './support/state.ts';

vi.setConfig({ testTimeout: 300_000 });

const main = 'file:///work/main.hatopo';
const site = 'file:///work/site.hatopo';
const far = 'file:///work/far.hatopo';
const config = 'file:///work/hatopo.config.json';

/** A site that others build on, with a template of hosts, one of VMs, and a product. */
const siteText = `import "./far.hatopo"
site Here {
  network lan
  network storage-net
  storage san { kind: san }
  template Esxi {
    cpu: 16  memory: 64 GB  storage: san
    nic vmnic0 -> lan for management
    nic vmnic1 -> storage-net for storage
  }
  template Guest { vcpu: 2  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0 }
  cluster Main {
    ha
    drs { mode: fully-automated  keep apart one, two across hosts }
    host h1 : Esxi
    host h2 : Esxi { memory: 32 GB }
    host h3 : Esxi
  }
}
vm one on h1 : Guest
vm two on h2 : Guest { memory: 8 GB }
vm three on h3 { vcpu: 2  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0 }
service Pair : switchover { primary: one  backup: two  takeover: 30 s }
`;
const farText = `site There {
  network wan-lan
  storage local { kind: san }
  host f1 { cpu: 8  memory: 32 GB  storage: local  nic n0 -> wan-lan }
  server quorum-server { memory: 8 GB  nic n0 -> wan-lan }
}
link wan between Here.lan, There.wan-lan { latency: 20 ms }
`;
const mainText = `import "./site.hatopo"
topology "All of it"
vm four on h2 { vcpu: 4  memory: 16 GB  disk: Here.san  nic eth0 -> Here.lan via vmnic0 }
service Both : active-active { members: three, four  needs-at-least: 1  needs: Pair }
endpoint Phones : sip { on: Here.lan  registers: Pair  count: 50 }
// hatopo-ignore-next-line topology/untested-redundancy
service Alone : standalone { member: four }
rule big warning "{v.name} is small" { all v in vms: v.memory >= 5 GB }
scenario "A host is lost" {
  at 0 s fail h1
  expect Pair active on two within 1 min
}
`;

const wholes: readonly { readonly name: string; readonly texts: Texts }[] = [
  {
    name: 'a system over three files, one of them closed',
    texts: {
      open: new Map([
        [main, mainText],
        [site, siteText],
      ]),
      closed: new Map([[far, farText]]),
    },
  },
  {
    name: 'two sites with a duplicated pair',
    texts: {
      open: new Map([
        [main, `import "./far.hatopo"\n${exampleText('avaya-geo-redundancy')}`],
        [far, farText.replace(/^link.*\n/m, '')],
      ]),
      closed: new Map(),
    },
  },
  {
    name: 'a failover cluster with its groups',
    texts: { open: new Map([[main, exampleText('virtualcenter-mscs')]]), closed: new Map() },
  },
];

const configurations = [
  '{}',
  '{ "rules": { "topology/*": "off" } }',
  '{ "rules": { "vsphere/ha-failover-capacity": "error", "author/*": "error" } }',
  '{ "rules": ',
];

/** What a person does next. */
type Act =
  | { readonly act: 'edit' | 'damage and mend'; readonly file: number; readonly edit: Edit }
  | { readonly act: 'edit two'; readonly edits: readonly [Edit, Edit] }
  /** Types on before what was typed is read. */
  | { readonly act: 'hurry'; readonly files: readonly number[]; readonly edits: readonly Edit[] }
  | { readonly act: 'rename'; readonly file: number; readonly at: number; readonly with: 'uses' | 'name alone' }
  | { readonly act: 'paste'; readonly file: number; readonly from: number; readonly to: number; readonly lines: number }
  | { readonly act: 'import' }
  | { readonly act: 'configure'; readonly which: number };

const part = fc.double({ min: 0, max: 1, noNaN: true });
const file = fc.nat({ max: 2 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constantFrom('edit', 'damage and mend'), file, edit: edits }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('hurry'),
      files: fc.array(file, { minLength: 4, maxLength: 4 }),
      edits: fc.array(edits, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('edit two'), edits: fc.tuple(edits, edits) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('rename'), file, at: part, with: fc.constantFrom('uses', 'name alone') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('paste'),
      file,
      from: part,
      to: part,
      lines: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ act: 'import' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('configure'), which: fc.nat({ max: configurations.length - 1 }) }),
  },
) as fc.Arbitrary<Act>;

const declared = /\b(?:site|network|storage|template|cluster|host|server|vm|service|link|nic) ([\w-]+)/g;

/** The texts that an act leads to, one after another. */
function following(
  act: Act,
  before: ReadonlyMap<string, string>,
  first: ReadonlyMap<string, string>,
): Map<string, string>[] {
  const uris = [...before.keys()].filter((uri) => uri !== config);
  const of = (index: number) => uris[index % uris.length] ?? main;
  const text = (uri: string) => before.get(uri) ?? '';
  switch (act.act) {
    case 'edit':
      return [new Map([[of(act.file), edited(text(of(act.file)), act.edit, first.get(of(act.file)) ?? '')]])];
    case 'damage and mend': {
      const uri = of(act.file);
      return [new Map([[uri, edited(text(uri), act.edit, text(uri))]]), new Map([[uri, text(uri)]])];
    }
    case 'edit two':
      return [new Map(act.edits.map((edit, index) => [of(index), edited(text(of(index)), edit, text(of(index)))]))];
    case 'hurry': {
      const texts = new Map(before);
      return act.edits.map((edit, index) => {
        const uri = of(act.files[index] ?? 0);
        texts.set(uri, edited(texts.get(uri) ?? '', edit, text(uri)));
        return new Map([[uri, texts.get(uri) ?? '']]);
      });
    }
    case 'rename': {
      const names = [...text(of(act.file)).matchAll(declared)];
      const name = names[Math.floor(act.at * names.length)];
      if (!name) return [];
      const [statement, old = ''] = name;
      if (act.with === 'name alone') {
        const at = name.index + statement.length;
        return [new Map([[of(act.file), `${text(of(act.file)).slice(0, at)}X${text(of(act.file)).slice(at)}`]])];
      }
      const word = new RegExp(`(?<![\\w-])${old}(?![\\w-])`, 'g');
      return [new Map(uris.map((uri) => [uri, text(uri).replace(word, `${old}X`)]))];
    }
    case 'paste': {
      const lines = text(of(act.file)).split('\n');
      const from = Math.floor(act.from * lines.length);
      const pasted = lines.slice(from, from + act.lines);
      return [new Map([[of(act.file), lines.toSpliced(Math.floor(act.to * lines.length), 0, ...pasted).join('\n')]])];
    }
    case 'import': {
      const line = 'import "./far.hatopo"\n';
      return [new Map([[main, text(main).includes(line) ? text(main).replace(line, '') : line + text(main)]])];
    }
    case 'configure':
      return [new Map([[config, configurations[act.which] ?? '']])];
  }
}

test.each(wholes)('$name', async ({ texts }) => {
  const sequences = fc.array(acts, { minLength: 1, maxLength: 7 });
  const places = fc.array(part, { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(sequences, places, (sequence, at) => follow(texts, sequence, at)),
    { numRuns: Number(process.env.HATOPO_RUNS ?? 15) },
  );
});

async function follow(texts: Texts, sequence: readonly Act[], at: readonly number[]): Promise<void> {
  const server = await serverWith(texts);
  const first = new Map([...texts.open, ...texts.closed]);
  let now = new Map(first);
  for (const act of sequence) {
    const changes: Promise<void>[] = [];
    for (const next of following(act, now, first)) {
      now = new Map([...now, ...next]);
      if (next.has(config)) server.shared.server.Configurations.forget();
      changes.push(change(server, next));
      // reading begins, and is given up for what is typed next
      if (act.act === 'hurry') await new Promise((resolve) => setTimeout(resolve, changes.length));
      else await Promise.all(changes);
    }
    await Promise.all(changes);
  }
  const anew = await serverWith({
    open: new Map([...texts.open.keys()].map((uri) => [uri, now.get(uri) ?? ''])),
    closed: new Map([...now].filter(([uri]) => !texts.open.has(uri))),
  });
  expect(await stateOf(server, at), [...now].join('\n----\n')).toEqual(await stateOf(anew, at));
  for (const { hatopo } of [server, anew]) hatopo.server.Objectives.dispose();
}
