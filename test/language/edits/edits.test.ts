import { AstUtils } from 'langium';
import { describe, expect, test } from 'vitest';
import type { ModelEdit } from '../../../engine/rules/rule.ts';
import type { Source } from '../../../engine/topology/model.ts';
import { textEditsOf } from '../../../language/edits/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { loadText } from '../../../language/load.ts';
import { sourceOf } from '../../../language/source.ts';

type Edits = (at: (name: string) => Source) => readonly ModelEdit[];

/** The text after edits at the elements of these names; `undefined` where they cannot be made. */
async function edited(text: string, edits: Edits): Promise<string | undefined> {
  const { document, services } = await loadText(text);
  const at = (name: string) => {
    for (const node of AstUtils.streamAst(document.parseResult.value))
      if (('name' in node && node.name === name) || ('keyword' in node && node.keyword === name)) return sourceOf(node);
    throw new Error(`nothing is called ${name}`);
  };
  const found = textEditsOf(edits(at), services.shared.workspace.LangiumDocuments);
  return found && applied(text, found);
}

const add =
  (name: string, ...items: string[]): Edits =>
  (at) =>
    items.map((item) => ({ edit: 'add', element: at(name), item }));
const set =
  (name: string, property: string, value: string): Edits =>
  (at) => [{ edit: 'set', element: at(name), property, value }];
const remove =
  (name: string, property?: string): Edits =>
  (at) => [
    property === undefined ? { edit: 'remove', element: at(name) } : { edit: 'remove', element: at(name), property },
  ];

describe('adding to a body', () => {
  test.each([
    ['a statement without a body gets one', 'host H', 'host H { nic v -> n }'],
    ['an empty body is filled', 'host H {}', 'host H { nic v -> n }'],
    ['an empty body over two lines too', 'host H {\n}', 'host H {\n  nic v -> n\n}'],
    [
      'a body that holds a comment alone keeps it',
      'host H {\n  // none yet\n}',
      'host H {\n  // none yet\n  nic v -> n\n}',
    ],
    ['a body on one line stays on it', 'host H { cpu: 4 }', 'host H { cpu: 4  nic v -> n }'],
    [
      'behind the last of its kind',
      'host H {\n  nic a -> n\n  nic b -> n\n}',
      'host H {\n  nic a -> n\n  nic b -> n\n  nic v -> n\n}',
    ],
    [
      'behind properties where there is none of its kind',
      'vm V on H {\n    cpu: 4  memory: 1 GB\n    ft\n}',
      'vm V on H {\n    cpu: 4  memory: 1 GB\n    nic v -> n\n    ft\n}',
    ],
    ['first where only later kinds are there', 'vm V on H {\n  ft\n}', 'vm V on H {\n  nic v -> n\n  ft\n}'],
    [
      'behind a comment at the end of the line',
      'host H {\n  nic a -> n // spare\n}',
      'host H {\n  nic a -> n // spare\n  nic v -> n\n}',
    ],
    [
      'beside its kind where that shares a line',
      'host H {\n  cpu: 4  nic a -> n\n}',
      'host H {\n  cpu: 4  nic a -> n  nic v -> n\n}',
    ],
    [
      'on a line of the body where its kind stands behind the brace',
      'site S {\n  host H { nic a -> n\n  }\n}',
      'site S {\n  host H { nic a -> n\n    nic v -> n\n  }\n}',
    ],
    ['with tabs', 'host H {\n\tnic a -> n\n}', 'host H {\n\tnic a -> n\n\tnic v -> n\n}'],
    [
      'with the line ends of the file',
      'host H {\r\n  nic a -> n\r\n}\r\n',
      'host H {\r\n  nic a -> n\r\n  nic v -> n\r\n}\r\n',
    ],
    [
      'behind a body of several lines',
      'host H {\n  nic a -> n {\n    speed: 1 Gbps\n  }\n}',
      'host H {\n  nic a -> n {\n    speed: 1 Gbps\n  }\n  nic v -> n\n}',
    ],
    [
      'with the closing brace on the last line',
      'host H { cpu: 4\n         nic a -> n }',
      'host H { cpu: 4\n         nic a -> n\n         nic v -> n }',
    ],
  ])('%s', async (_, before, after) => {
    const name = before.startsWith('vm') ? 'V' : 'H';
    expect(await edited(`network n\n${before}`, add(name, 'nic v -> n'))).toBe(`network n\n${after}`);
  });

  test('several items go each to its kind', async () => {
    expect(
      await edited(
        'network n\nhost H {\n  cpu: 4\n  nic a -> n\n}',
        add('H', 'nic b -> n', 'memory: 1 GB', 'nic c -> n'),
      ),
    ).toBe('network n\nhost H {\n  cpu: 4\n  memory: 1 GB\n  nic a -> n\n  nic b -> n\n  nic c -> n\n}');
    expect(await edited('network n\nhost H', add('H', 'nic b -> n', 'nic c -> n'))).toBe(
      'network n\nhost H { nic b -> n  nic c -> n }',
    );
  });

  test('a body that is not closed is left alone', async () => {
    expect(await edited('network n\nhost H {\n  cpu: 4\n', add('H', 'nic v -> n'))).toBeUndefined();
  });
});

describe('lists', () => {
  test('are appended to where they are', async () => {
    expect(await edited('storage a\nstorage b\nhost H { storage: a  cpu: 4 }', add('H', 'storage: b'))).toBe(
      'storage a\nstorage b\nhost H { storage: a, b  cpu: 4 }',
    );
  });
  test('are begun where they are not', async () => {
    expect(await edited('storage b\nhost H { cpu: 4 }', add('H', 'storage: b'))).toBe(
      'storage b\nhost H { cpu: 4  storage: b }',
    );
  });
  test('keep what a template gives', async () => {
    const text = 'storage a\nstorage b\ntemplate T { storage: a }\nhost H : T\nhost G : T';
    expect(await edited(text, add('H', 'storage: b'))).toBe(text.replace('host H : T', 'host H : T { storage: a, b }'));
  });
});

describe('templates', () => {
  const text = 'network n\ntemplate T {\n  cpu: 4\n}\nhost H : T\nhost G : T {\n  memory: 1 GB\n}\n';
  const both: Edits = (at) => ['H', 'G'].map((name) => ({ edit: 'add', element: at(name), item: 'nic v -> n' }));
  test('what all who take one get is added to it', async () => {
    expect(await edited(text, both)).toBe(text.replace('  cpu: 4\n', '  cpu: 4\n  nic v -> n\n'));
  });
  test('what only some get is added to them', async () => {
    expect(await edited(`${text}host F : T\n`, both)).toBe(
      `${text.replace('host H : T', 'host H : T { nic v -> n }').replace('  memory: 1 GB\n', '  memory: 1 GB\n  nic v -> n\n')}host F : T\n`,
    );
    expect(await edited(text, add('H', 'nic v -> n'))).toBe(text.replace('host H : T', 'host H : T { nic v -> n }'));
  });
  test('nor is what those at a site get added to a template outside of it, where names are others', async () => {
    const inside = (name: string, more = '') => `site ${name} { network n  host H : T${more}  host G : T${more} }\n`;
    const edits: Edits = (at) => ['H', 'G'].map((name) => ({ edit: 'add', element: at(name), item: 'nic v -> n' }));
    const two = `template T { cpu: 4 }\n${inside('S')}`;
    expect(await edited(two, edits)).toBe(`template T { cpu: 4 }\n${inside('S', ' { nic v -> n }')}`);
  });
  test('a property of a template is overridden in the one that is meant', async () => {
    expect(await edited(text, set('H', 'cpu', '8'))).toBe(text.replace('host H : T', 'host H : T { cpu: 8 }'));
  });
  test('a part of a template is stated anew by its owner', async () => {
    const vms = 'network n\ntemplate T { nic e -> n via a { speed: 1 Gbps } }\nvm V on H : T\nvm W on H : T\nhost H';
    const via: Edits = (at) => [{ edit: 'set', element: at('e'), property: 'via', value: 'b', owner: at('V') }];
    expect(await edited(vms, via)).toBe(
      vms.replace('vm V on H : T', 'vm V on H : T { nic e -> n via b { speed: 1 Gbps } }'),
    );
    const ft = 'template T { vcpu: 1  ft { secondary: H } }\nvm V on H : T\nhost H\nhost G';
    const secondary: Edits = (at) => [
      { edit: 'set', element: at('ft'), property: 'secondary', value: 'G', owner: at('V') },
    ];
    expect(await edited(ft, secondary)).toBe(ft.replace('on H : T', 'on H : T { ft { secondary: G } }'));
  });
});

describe('setting', () => {
  test.each([
    ['a property that is there', 'host H { cpu:   4  memory: 1 GB }', 'cpu', '8', 'host H { cpu:   8  memory: 1 GB }'],
    ['a property that is not', 'host H {\n  cpu: 4\n}', 'version', '7.0', 'host H {\n  cpu: 4\n  version: 7.0\n}'],
    ['a list', 'host H { storage: a, b  cpu: 4 }', 'storage', 'c', 'host H { storage: c  cpu: 4 }'],
  ])('%s', async (_, before, property, value, after) => {
    expect(await edited(before, set('H', property, value))).toBe(after);
  });
  test.each([
    ['nic e -> n via a, b for x', 'via', 'c', 'nic e -> n via c for x'],
    ['nic e -> n for x', 'via', 'c, d', 'nic e -> n via c, d for x'],
    ['nic e -> n via a', 'for', 'vmotion', 'nic e -> n via a for vmotion'],
    ['nic e -> n { speed: 1 Gbps }', 'for', 'vmotion', 'nic e -> n for vmotion { speed: 1 Gbps }'],
    ['nic e -> S.n via a', 'target', 'm', 'nic e -> m via a'],
  ])('%s: %s', async (before, property, value, after) => {
    expect(await edited(`host H { ${before} }`, set('e', property, value))).toBe(`host H { ${after} }`);
  });
  test('a flag', async () => {
    expect(await edited('network n', set('n', 'dedicated', ''))).toBe('network n { dedicated }');
    expect(await edited('network n { dedicated }', set('n', 'dedicated', ''))).toBe('network n { dedicated }');
  });
});

describe('removing', () => {
  test.each([
    ['its whole line', 'host H {\n  cpu: 4\n  memory: 1 GB\n}', 'host H {\n  memory: 1 GB\n}'],
    [
      'its line with the comment on it',
      'host H {\n  cpu: 4 // cores\n  memory: 1 GB\n}',
      'host H {\n  memory: 1 GB\n}',
    ],
    ['itself with the blanks before it', 'host H { cpu: 4  memory: 1 GB }', 'host H { memory: 1 GB }'],
    ['the last on a line', 'host H { memory: 1 GB  cpu: 4 }', 'host H { memory: 1 GB }'],
  ])('%s', async (_, before, after) => {
    expect(await edited(before, remove('H', 'cpu'))).toBe(after);
  });
  test('a statement goes with its documentation', async () => {
    expect(
      await edited('network a\n/// The old one,\n/// unused.\nnetwork b {\n  dedicated\n}\nnetwork c', remove('b')),
    ).toBe('network a\nnetwork c');
  });
  test.each([
    ['nic e -> n via a for x, y', 'for', 'nic e -> n via a'],
    ['nic e -> n via a, b for x', 'via', 'nic e -> n for x'],
    ['nic e -> n', 'for', 'nic e -> n'],
  ])('%s: %s', async (before, property, after) => {
    expect(await edited(`host H { ${before} }`, remove('e', property))).toBe(`host H { ${after} }`);
  });
});

test('moving a VM changes what stands behind on', async () => {
  const move: Edits = (at) => [{ edit: 'move', element: at('V'), host: 'S.G' }];
  expect(await edited('vm V on H : T {\n  vcpu: 1\n}', move)).toBe('vm V on S.G : T {\n  vcpu: 1\n}');
  expect(await edited('vm V', move)).toBeUndefined();
});

test('replacing a statement keeps the indentation of its place', async () => {
  const replace: Edits = (at) => [{ edit: 'replace', element: at('P'), item: 'vm P on H {\n  vcpu: 1\n}' }];
  expect(await edited('site S {\n  host H\n  server P { cpu: 4 }  // here\n}', replace)).toBe(
    'site S {\n  host H\n  vm P on H {\n    vcpu: 1\n  }  // here\n}',
  );
});

test('the same edit twice is made once, and edits that overlap are not made', async () => {
  const twice: Edits = (at) => [...set('H', 'cpu', '8')(at), ...set('H', 'cpu', '8')(at)];
  expect(await edited('host H { cpu: 4 }', twice)).toBe('host H { cpu: 8 }');
  const against: Edits = (at) => [...set('H', 'cpu', '8')(at), ...set('H', 'cpu', '9')(at)];
  expect(await edited('host H { cpu: 4 }', against)).toBeUndefined();
});

test('edits reach into imported files', async () => {
  const files = { './other.hatopo': 'network n\nhost H { cpu: 4 }\n' };
  const { document, services, topology } = await loadText('import "./other.hatopo"\n', { files });
  const host = topology.hosts[0];
  expect(document.uri.toString()).toBe('file:///main.hatopo');
  const edits =
    host &&
    textEditsOf(
      [{ edit: 'add', element: host.source, item: 'nic v -> n' }],
      services.shared.workspace.LangiumDocuments,
    );
  expect(edits?.map(({ uri, newText }) => [uri, newText])).toEqual([['file:///other.hatopo', '  nic v -> n']]);
});

describe('a statement behind another', () => {
  const follow =
    (item: string): Edits =>
    (at) => [{ edit: 'follow', element: at('V'), item }];
  const item = 'vm W on H {\n  cpu: 4\n  nic e -> n\n}';
  test.each([
    [
      'on one line where that is',
      'vm V on H { cpu: 4 }\nvm X on H',
      'vm V on H { cpu: 4 }\nvm W on H { cpu: 4  nic e -> n }\nvm X on H',
    ],
    ['on several where that is', 'vm V on H {\n  cpu: 4\n}\n', `vm V on H {\n  cpu: 4\n}\n${item}\n`],
    [
      'indented as that is, behind its comment',
      'site S {\n  vm V on H // first\n}',
      'site S {\n  vm V on H // first\n  vm W on H { cpu: 4  nic e -> n }\n}',
    ],
    ['before what else is on the line', 'vm V on H vm X on H', 'vm V on H\nvm W on H { cpu: 4  nic e -> n } vm X on H'],
  ])('%s', async (_, before, after) => {
    expect(await edited(before, follow(item))).toBe(after);
  });
  test('a statement without a body stays one', async () => {
    expect(await edited('vm V on H\r\n', follow('vm W on H'))).toBe('vm V on H\r\nvm W on H\r\n');
  });
});

describe('empty lines around what is removed', () => {
  test.each([
    ['one of two', 'host A\n\nhost V\n\nhost B\n', 'host A\n\nhost B\n'],
    ['those at the end of the file', 'host A\n\n\nhost V\n', 'host A\n'],
    ['not the only one', 'host A\n\nhost V\nhost B\n', 'host A\n\nhost B\n'],
    ['nor one behind alone', 'host A\nhost V\n\nhost B\n', 'host A\n\nhost B\n'],
    [
      'those at the end of a body, with its line ends',
      'site S {\r\n  host A\r\n\r\n  host V\r\n}\r\n',
      'site S {\r\n  host A\r\n}\r\n',
    ],
  ])('%s', async (_, before, after) => {
    expect(await edited(before, remove('V'))).toBe(after);
  });
});

describe('statements at the end of the file', () => {
  const append: Edits = (at) => [{ edit: 'append', element: at('V'), item: 'scenario "S" {\n  at 0 s fail V\n}' }];
  test.each([
    ['behind an empty line', 'vm V on H\n', 'vm V on H\n\nscenario "S" {\n  at 0 s fail V\n}\n'],
    ['also without a line end', 'vm V on H // last', 'vm V on H // last\n\nscenario "S" {\n  at 0 s fail V\n}\n'],
    [
      'in the place of blanks, with the file\u2019s indentation and line ends',
      'site T {\r\n\tvm V on H\r\n}\r\n\r\n\r\n',
      'site T {\r\n\tvm V on H\r\n}\r\n\r\nscenario "S" {\r\n\tat 0 s fail V\r\n}\r\n',
    ],
  ])('%s', async (_, before, after) => {
    expect(await edited(before, append)).toBe(after);
  });
  test('not where the text is damaged', async () => {
    expect(await edited('vm V on H\nsite T {\n', append)).toBeUndefined();
  });
});

test('a service of another mode, its member under another name', async () => {
  const edits: Edits = (at) => [
    { edit: 'set', element: at('S'), property: 'mode', value: 'switchover' },
    { edit: 'rename', element: at('S'), property: 'member', to: 'primary' },
    { edit: 'add', element: at('S'), item: 'backup: W' },
  ];
  expect(await edited('service S : standalone {\n  member: V\n}', edits)).toBe(
    'service S : switchover {\n  primary: V\n  backup: W\n}',
  );
  expect(await edited('service S : standalone', edits)).toBeUndefined();
});

describe('resources of a group', () => {
  const group = (body: string) => `service G : failover-group {\n${body}}`;
  test('come behind the last of them, before what else stands there', async () => {
    const before = group('  cluster: F\n  resource ip : ip-address\n\n  settings { a: b }\n');
    expect(await edited(before, add('G', 'resource name : network-name { after: ip }'))).toBe(
      group(
        '  cluster: F\n  resource ip : ip-address\n  resource name : network-name { after: ip }\n\n  settings { a: b }\n',
      ),
    );
    expect(await edited(group('  cluster: F\n'), add('G', 'resource ip : ip-address'))).toBe(
      group('  cluster: F\n  resource ip : ip-address\n'),
    );
  });
  test('one is added behind another that gets a body', async () => {
    const edits: Edits = (at) => [
      { edit: 'add', element: at('G'), item: 'resource ip : ip-address' },
      { edit: 'set', element: at('name'), property: 'after', value: 'ip' },
    ];
    expect(await edited(group('  resource name : network-name\n'), edits)).toBe(
      group('  resource name : network-name { after: ip }\n  resource ip : ip-address\n'),
    );
    expect(await edited('service G : failover-group { resource name : network-name }', edits)).toBe(
      'service G : failover-group { resource name : network-name { after: ip }  resource ip : ip-address }',
    );
  });
  test('get another type', async () => {
    const before = group('  resource ip : network-name { address: "10.0.0.1" }\n');
    expect(await edited(before, set('ip', 'type', 'ip-address'))).toBe(
      group('  resource ip : ip-address { address: "10.0.0.1" }\n'),
    );
  });
  test.each([
    ['begun', 'resource n : network-name', 'resource n : network-name { after: ip }'],
    [
      'set anew',
      'resource n : network-name { after: x  stop: 1 s }',
      'resource n : network-name { after: ip  stop: 1 s }',
    ],
    [
      'told from `after any`',
      'resource n : network-name { after any: x, y  after: x }',
      'resource n : network-name { after any: x, y  after: ip }',
    ],
    [
      'begun beside `after any`',
      'resource n : network-name { after any: x, y }',
      'resource n : network-name { after any: x, y  after: ip }',
    ],
  ])('what they come after is %s', async (_, before, after) => {
    expect(await edited(group(before), set('n', 'after', 'ip'))).toBe(group(after));
  });
  test('lose what they come after', async () => {
    const before = group('  resource n : network-name { after any: x, y  after: z }\n');
    expect(await edited(before, remove('n', 'after'))).toBe(group('  resource n : network-name { after any: x, y }\n'));
    expect(await edited(before, remove('n', 'after any'))).toBe(group('  resource n : network-name { after: z }\n'));
  });
});

describe('settings of a service', () => {
  test.each([
    ['are begun', 'service S : standalone { member: a }', 'service S : standalone { member: a  settings { k: v } }'],
    [
      'get another key',
      'service S : standalone {\n  settings { j: w }\n}',
      'service S : standalone {\n  settings { j: w  k: v }\n}',
    ],
    [
      'get another key on a line of its own',
      'service S : standalone {\n  settings {\n    j: w\n  }\n}',
      'service S : standalone {\n  settings {\n    j: w\n    k: v\n  }\n}',
    ],
    [
      'get another value',
      'service S : standalone { settings { k: "old"  j: w } }',
      'service S : standalone { settings { k: v  j: w } }',
    ],
  ])('%s', async (_, before, after) => {
    expect(await edited(before, set('S', 'settings k', 'v'))).toBe(after);
  });
});
