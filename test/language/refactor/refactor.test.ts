import { describe, expect, test } from 'vitest';
import { loadText } from '../../../language/load.ts';
import { extractTemplate } from '../../../language/refactor/extract-template.ts';
import type { Refactoring } from '../../../language/refactor/refactoring.ts';
import { exampleText } from '../../support/topology.ts';
import { errorsOf, extracted, type Files, inlinings, moves, pairs, reloaded, split, textsAfter } from './refactored.ts';

/** The text at `<|>`, or between two of them, loaded. */
async function at(input: string, files: Files = {}) {
  const [before = '', inside = '', ...rest] = input.split('<|>');
  const text = [before, inside, ...rest].join('');
  const loaded = await loadText(text, { uri: 'file:///main.hatopo', files });
  return { loaded, start: before.length, end: rest.length > 0 ? before.length + inside.length : before.length };
}

async function textsOf(loaded: Awaited<ReturnType<typeof loadText>>, refactoring: Refactoring | undefined) {
  if (!refactoring) throw new Error('it is not offered');
  const texts = textsAfter(loaded, refactoring);
  expect(errorsOf(await reloaded(texts))).toEqual(errorsOf(loaded));
  return texts;
}

const farm = (hosts: string) => `site S {
  network lan
  cluster C {
${hosts}  }
}
`;

describe('extract template', () => {
  test('from all hosts with the same body; whatever blanks are in it', async () => {
    const { loaded, start } = await at(
      farm(`    host a<|>1 { memory: 64 GB  nic n -> lan }
    host a2 {
      memory: 64 GB
      nic n -> lan
    }
    host b { memory: 32 GB  nic n -> lan }
`),
    );
    const refactoring = extracted(loaded, start);
    expect(refactoring?.title).toBe('Extract a template from a1 and a2');
    const { 'main.hatopo': text = '' } = await textsOf(loaded, refactoring);
    expect(text).toBe(`site S {
  network lan
  template HostTemplate { memory: 64 GB  nic n -> lan }

  cluster C {
    host a1 : HostTemplate
    host a2 : HostTemplate
    host b { memory: 32 GB  nic n -> lan }
  }
}
`);
    expect(text.slice(refactoring?.named?.offset)).toMatch(/^HostTemplate \{/);
  });

  test('from what the selected have in common; what differs or is commented stays', async () => {
    const { loaded, start, end } = await at(
      farm(`<|>    host esx1 { memory: 64 GB  cpu: 8  nic n -> lan }
    host esx2 {
      memory: 64 GB
      cpu: 8   // hyper-threaded
      nic n -> lan
    }
<|>    host esx3 { memory: 64 GB }
`),
    );
    const { 'main.hatopo': text = '' } = await textsOf(loaded, extracted(loaded, start, end));
    expect(text).toContain('template EsxTemplate {');
    expect(text).toContain('host esx1 : EsxTemplate { cpu: 8 }');
    expect(text).toContain('cpu: 8   // hyper-threaded');
    expect(text).toContain('host esx3 { memory: 64 GB }');
  });

  test('its name is free in the files that import it too', async () => {
    const loaded = await loadText('import "./b.hatopo"\nimport "./c.hatopo"\nhost x : HostTemplate\n', {
      files: {
        './b.hatopo': 'host a { cpu: 4 }\nhost b { cpu: 4 }\n',
        './c.hatopo': 'template HostTemplate { cpu: 8 }\n',
      },
    });
    const b = loaded.services.shared.workspace.LangiumDocuments.all.find(({ uri }) => uri.path === '/b.hatopo');
    const found = b && extractTemplate(b, { start: 6, end: 6 }, loaded.services);
    const texts = found && (await textsOf(loaded, found));
    expect(texts?.['b.hatopo']).toContain('host b : HostTemplate0');
  });

  test('equal words that mean different things are no template', async () => {
    const { loaded, start } = await at(`site A { network lan  host a<|> { nic n -> lan } }
site B { network lan  host b { nic n -> lan } }
`);
    expect(extracted(loaded, start)).toBeUndefined();
  });

  test('a free name; none for who takes a template, stands alone, or is damaged', async () => {
    const taken = await at(`network HostTemplate
host a<|> { cpu: 8 }
host b { cpu: 8 }
`);
    expect((await textsOf(taken.loaded, extracted(taken.loaded, taken.start)))['main.hatopo']).toContain(
      'template HostTemplate0 { cpu: 8 }\n\nhost a : HostTemplate0\nhost b : HostTemplate0\n',
    );
    for (const text of [
      'template T { cpu: 8 }\nhost a<|> : T { cpu: 4 }\nhost b : T { cpu: 4 }',
      'host a<|> { cpu: 8 }',
      'host a<|> { cpu: }\nhost b { cpu: }',
      'host a<|> {\nhost b {',
      '<|>',
    ]) {
      const { loaded, start } = await at(text);
      expect(extracted(loaded, start), text).toBeUndefined();
    }
  });
});

describe('inline template', () => {
  const text = `network lan
template T {
  cpu: 8   // enough
  memory: 64 GB
}
host a : T<|>
host b : T { cpu: 4 }
`;

  test('here, or everywhere with the template gone; own words win', async () => {
    const { loaded, start } = await at(text);
    const [here, all] = inlinings(loaded, start);
    expect([here?.title, all?.title]).toEqual(['Inline template T here', 'Inline template T into all 2 that take it']);
    expect((await textsOf(loaded, here))['main.hatopo']).toBe(`network lan
template T {
  cpu: 8   // enough
  memory: 64 GB
}
host a {
  cpu: 8   // enough
  memory: 64 GB
}
host b : T { cpu: 4 }
`);
    expect((await textsOf(loaded, all))['main.hatopo']).toBe(`network lan
host a {
  cpu: 8   // enough
  memory: 64 GB
}
host b { cpu: 4  memory: 64 GB }
`);
  });

  test('comments of a template stay where it was, unless a taker has them', async () => {
    const { loaded, start } = await at(`rack r

template T<|> {
  cpu: 4   // as bought
  /* all
     of it */
  memory: 8 GB
}

host a : T { rack: r }
`);
    const texts = await textsOf(loaded, inlinings(loaded, start)[0]);
    expect(texts['main.hatopo']).toBe(`rack r

// as bought
/* all
     of it */

host a { rack: r  cpu: 4  memory: 8 GB }
`);
  });

  test('names say at which site they are, over files; where they cannot, nothing is offered', async () => {
    const files = { 't.hatopo': 'site Far { network lan }\ntemplate T { nic n -> Far.lan }\n' };
    const { loaded, start } = await at('import "./t.hatopo"\nsite Near { network lan  host a : T<|> }\n', files);
    const [all] = inlinings(loaded, start);
    const texts = await textsOf(loaded, all);
    expect(texts['main.hatopo']).toMatch(/host a \{ nic n -> Far.lan \}/);
    expect(texts['t.hatopo']).toBe('site Far { network lan }\n');
    const local = { 't.hatopo': 'import "./u.hatopo"\ntemplate T { nic n -> deep }\n', 'u.hatopo': 'network deep\n' };
    const hidden = await at('import "./t.hatopo"\nhost a : T<|>\n', local);
    expect(inlinings(hidden.loaded, hidden.start)).toEqual([]);
  });
});

describe('split a site', () => {
  test('with its comments, imports both ways, and those who name it', async () => {
    const files = { 'wan.hatopo': 'network wan\n' };
    const { loaded, start } = await at(
      `topology "Two"

import "./wan.hatopo"

template Esxi { cpu: 8 }

// in the basement
/// The first site
site NewYork<|> {
  network lan
  host h : Esxi { nic n -> lan }
  link up between lan, wan
}   // end

vm v on h { nic e -> lan via n }
`,
      files,
    );
    const refactoring = split(loaded, start);
    expect(refactoring?.title).toBe('Move site NewYork to new-york.hatopo');
    const texts = await textsOf(loaded, refactoring);
    expect(texts['main.hatopo']).toBe(`topology "Two"

import "./new-york.hatopo"
import "./wan.hatopo"

template Esxi { cpu: 8 }

vm v on h { nic e -> lan via n }
`);
    expect(texts['new-york.hatopo']).toBe(`import "./main.hatopo"
import "./wan.hatopo"

// in the basement
/// The first site
site NewYork {
  network lan
  host h : Esxi { nic n -> lan }
  link up between lan, wan
}   // end
`);
  });

  test('no empty lines are left behind, in a text that is laid out otherwise too', async () => {
    const { loaded, start } = await at('host  a\n\n// of the site\nsite S<|> { network lan }\n\nhost b\n');
    const texts = await textsOf(loaded, split(loaded, start));
    expect(texts['main.hatopo']).toBe('import "./s.hatopo"\n\nhost  a\n\nhost b\n');
  });

  test('a free file name; nothing where the site is all there is, or damaged, or the cursor is within', async () => {
    const files = { 's.hatopo': 'network other\n' };
    const { loaded, start } = await at('import "./s.hatopo"\nsite S<|> { network lan }\nnetwork b\n', files);
    expect(split(loaded, start)?.creates?.[0]?.uri).toBe('file:///s-2.hatopo');
    for (const text of [
      'topology "T"\nsite S<|> { network lan }',
      'site S { network l<|>an }\nnetwork b',
      'site S<|> { network lan\nnetwork b',
      'site S<|>\nnetwork b',
    ]) {
      const broken = await at(text);
      expect(split(broken.loaded, broken.start), text).toBeUndefined();
    }
  });
});

describe('move a VM', () => {
  test('to hosts that break no rule, its own cluster first', async () => {
    const loaded = await loadText(exampleText('pureconnect-switchover'));
    // HostC shares rack and circuit with the other half of the pair; HostA is the other half's
    expect(moves(loaded, 'IC1')).toEqual([]);
    expect(moves(loaded, 'IC2').map(({ title }) => title)).toEqual(['Move IC2 to HostC']);
    const texts = await textsOf(loaded, moves(loaded, 'IC2')[0]);
    expect(texts['main.hatopo']).toContain('vm IC2        on HostC { vcpu: 8');
  });

  test('it stays in the cluster whose placement rules name it', async () => {
    const text = (rule: string) => `network lan
cluster A { drs { ${rule} }  host a1 { nic n -> lan }  host a2 { nic n -> lan }  host a3 { nic n -> lan } }
cluster B { host b1 { nic n -> lan } }
vm one on a1 { nic e -> lan via n }
vm two on a2 { nic e -> lan via n }
`;
    const titles = async (rule: string) =>
      moves(await loadText(text(rule)), 'one').map(({ title }) => title.replace('Move one to ', ''));
    expect(await titles('mode: manual')).toEqual(['a2', 'a3', 'b1']);
    expect(await titles('keep one on a1, a3 must')).toEqual(['a3']);
    expect(await titles('keep apart one, two')).toEqual(['a3']);
  });
});

describe('make a pair', () => {
  const text = (own: string, mode = '') => `site S {
  network lan
  network mirror { dedicated }
  storage san { kind: san }
  template Esxi { memory: 64 GB  storage: san  nic n -> lan for management  nic m -> mirror }
  cluster C {
    ha { admission: tolerate 1 host  respect-anti-affinity: on }
    drs { mode: fully-automated }
    host h1 : Esxi
    host h2 : Esxi
    host h3 : Esxi
  }
}

vm App01 on h1 {
  memory: 4 GB  disk: san
${own}}

service Tickets : standalone {${mode}
  member: App01
}
`;
  const nics = '  nic e -> lan via n\n  nic f -> mirror via m\n';

  test('the VM again on another host, the mode and its members, kept apart', async () => {
    const loaded = await loadText(text(`  address: "10.0.0.7"\n${nics}`));
    const offered = pairs(loaded, 'Tickets');
    expect(offered.map(({ title }) => title)).toEqual([
      'Make Tickets a duplication pair with App02 on h2',
      'Make Tickets a switchover pair with App02 on h2',
      'Make Tickets active-active with App02 on h2',
    ]);
    const made = await textsOf(loaded, offered[0]);
    expect(made['main.hatopo']).toContain(`vm App02 on h2 {
  memory: 4 GB  disk: san
  nic e -> lan via n
  nic f -> mirror via m
}
`);
    expect(made['main.hatopo']).toContain(`service Tickets : duplication {
  active: App01
  standby: App02
  link: mirror
}`);
    expect(made['main.hatopo']).toContain('keep apart App01, App02');
    expect((await textsOf(loaded, offered[2]))['main.hatopo']).toContain('  members: App01, App02\n');
  });

  test('under a name that is free in the files that import it too', async () => {
    const loaded = await loadText('import "./b.hatopo"\nserver a2\n', {
      files: {
        './b.hatopo': `network lan
host h1 { cpu: 8  memory: 64 GB  nic n -> lan }
host h2 { cpu: 8  memory: 64 GB  nic n -> lan }
vm a on h1 { vcpu: 1  memory: 1 GB  nic e -> lan via n }
service S : standalone { member: a }
`,
      },
    });
    expect(pairs(loaded, 'S').map(({ title }) => title)).toContain('Make S a switchover pair with a3 on h2');
  });

  test('only modes that the product allows, and no duplication without a network for it', async () => {
    const loaded = await loadText(text('  nic e -> lan via n\n', '\n  product: pureconnect.cic'));
    expect(pairs(loaded, 'Tickets').map(({ title }) => title)).toEqual([
      'Make Tickets a switchover pair with App02 on h2',
    ]);
  });

  test('not where there is no other host, the VM serves others too, or FT keeps it', async () => {
    for (const broken of [
      'network lan\nhost h { nic n -> lan }\nvm v on h { nic e -> lan via n }\nservice Tickets : standalone { member: v }',
      `${text(nics)}service Two : active-active { members: App01 }\n`,
      text(`  ft { secondary: h2 }\n${nics}`),
      'service Tickets : standalone { member: nobody }',
    ])
      expect(pairs(await loadText(broken), 'Tickets'), broken).toEqual([]);
  });
});
